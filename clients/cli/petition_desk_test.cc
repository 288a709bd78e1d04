#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/cli/commands.h"
#include "clients/cli/run_for_test.h"
#include "donthu/intake/v1/intake_service.pb.h"
#include "donthu/routing/v1/routing_service.pb.h"
#include "nlohmann/json.hpp"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

using ::testing::HasSubstr;

common::v1::Date Day(int day) {
  common::v1::Date date;
  date.set_year(2024);
  date.set_month(3);
  date.set_day(day);
  return date;
}

TEST(Status, AsksWithBothCodes_AndTellsTheAnswer) {
  FakeConnection connection;
  connection.On<intake::v1::GetStatusRequest, intake::v1::PetitionStatus>(
      "GetStatus", [](const auto& request) -> absl::StatusOr<intake::v1::PetitionStatus> {
        EXPECT_EQ(request.code(), "H46.X-240304-0001");
        EXPECT_EQ(request.secret(), "7K3M-9XQ2");
        intake::v1::PetitionStatus status;
        status.set_code(request.code());
        status.set_state(intake::v1::PUBLIC_STATE_SETTLING);
        status.set_text_vi("Đang giải quyết, hạn 03/04/2024.");
        return status;
      });
  const auto result = RunLine(connection, {"status", "H46.X-240304-0001", "7K3M-9XQ2"});
  EXPECT_EQ(result.exit_status, kOk);
  EXPECT_EQ(result.out,
            "Đơn H46.X-240304-0001: Đang giải quyết.\nĐang giải quyết, hạn 03/04/2024.\n");
  EXPECT_EQ(RunLine(connection, {"status", "H46.X-240304-0001"}).exit_status, kUsageMistake);
}

TEST(PetitionTimeline, ShowsHandlingsAndTheWayBetweenThem) {
  FakeConnection connection;
  connection.On<routing::v1::GetHandlingsRequest, routing::v1::GetHandlingsResponse>(
      "GetHandlings", [](const auto& request) -> absl::StatusOr<routing::v1::GetHandlingsResponse> {
        EXPECT_EQ(request.petition_id(), 12);
        routing::v1::GetHandlingsResponse way;
        auto* sent = way.add_handlings();
        sent->set_agency_code("QB-450-UBND");
        *sent->mutable_opened_on() = Day(4);
        sent->set_disposal(law::v1::DISPOSAL_TRANSFER);
        *sent->mutable_disposed_on() = Day(6);
        auto* waiting = way.add_handlings();
        waiting->set_agency_code("QB-18853-UBND");
        *waiting->mutable_opened_on() = Day(7);
        auto* transfer = way.add_transfers();
        transfer->set_referral_id(3);
        *transfer->mutable_sent_on() = Day(6);
        transfer->set_state(routing::v1::REFERRAL_STATE_ACCEPTED);
        return way;
      });
  const auto result = RunLine(connection, {"petition", "timeline", "12"});
  EXPECT_EQ(result.exit_status, kOk);
  for (const char* part : {"Chuyển đơn ngày 06/03/2024", "chưa xử lý", "Đã tiếp nhận"}) {
    EXPECT_THAT(result.out, HasSubstr(part));
  }
  const auto whole = RunLine(connection, {"petition", "timeline", "12", "--json"});
  EXPECT_EQ(nlohmann::json::parse(whole.out)["handlings"].size(), 2u);
}

TEST(PetitionWaiting, ListsTheMostUrgentFirst_OverPages) {
  FakeConnection connection;
  connection.On<routing::v1::ListToClassifyRequest, routing::v1::ListToClassifyResponse>(
      "ListToClassify",
      [](const auto& request) -> absl::StatusOr<routing::v1::ListToClassifyResponse> {
        EXPECT_EQ(request.agency_code(), "A");
        EXPECT_EQ(request.due_to().day(), 20);
        routing::v1::ListToClassifyResponse page;
        auto* one = page.add_petitions();
        const bool second = !request.page_token().empty();
        one->set_petition_code(second ? "P2" : "P1");
        if (!second) {
          *one->mutable_classify_due_on() = Day(14);
          one->set_overdue(true);
          page.set_next_page_token("more");
        }
        return page;
      });
  const auto result = RunLine(
      connection, {"petition", "waiting", "--agency", "A", "--due-to", "2024-03-20", "--all"});
  EXPECT_EQ(result.exit_status, kOk);
  EXPECT_THAT(result.out, HasSubstr("14/03/2024 (quá hạn)"));
  EXPECT_THAT(result.out, HasSubstr("không có hạn"));
  EXPECT_EQ(RunLine(connection, {"petition", "waiting"}).exit_status, kUsageMistake);
}

}  // namespace
}  // namespace donthu::cli
