#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/cli/commands.h"
#include "clients/cli/run_for_test.h"
#include "donthu/intake/v1/intake_service.pb.h"

namespace donthu::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::vector<std::string> RecordLine() {
  return {"visit",      "record",       "--agency",    "QB-450-UBND", "--on",
          "2024-03-04", "--session",    "unscheduled", "--kind",      "reflection",
          "--subject",  "DD02",         "--summary",   "Hỏi đường",   "--people",
          "6",          "--by-head",    "--outcome",   "guided",      "--name",
          "Lê Thị A",   "--birth-year", "1960"};
}

TEST(VisitRecord, SendsWhatWasTyped) {
  FakeConnection connection;
  connection.On<intake::v1::RecordVisitRequest, intake::v1::RecordVisitResponse>(
      "RecordVisit", [](const auto& request) -> absl::StatusOr<intake::v1::RecordVisitResponse> {
        EXPECT_EQ(request.session(), intake::v1::RECEPTION_SESSION_UNSCHEDULED);
        EXPECT_TRUE(request.received_by_head());
        EXPECT_FALSE(request.anonymous());
        EXPECT_EQ(request.visitors(0).full_name(), "Lê Thị A");
        EXPECT_EQ(request.people(), 6);
        EXPECT_EQ(request.outcome(), intake::v1::VISIT_OUTCOME_GUIDED);
        intake::v1::RecordVisitResponse response;
        response.set_visit_id(7);
        return response;
      });
  const auto result = RunLine(connection, RecordLine());
  EXPECT_EQ(result.exit_status, kOk);
  EXPECT_THAT(result.out, HasSubstr("lượt tiếp số 7"));
}

TEST(VisitRecord, WithoutAName_IsAnonymous_AndTheRestIsNeeded) {
  FakeConnection connection;
  connection.On<intake::v1::RecordVisitRequest, intake::v1::RecordVisitResponse>(
      "RecordVisit", [](const auto& request) -> absl::StatusOr<intake::v1::RecordVisitResponse> {
        EXPECT_TRUE(request.anonymous());
        EXPECT_EQ(request.session(), intake::v1::RECEPTION_SESSION_REGULAR);
        return intake::v1::RecordVisitResponse();
      });
  const std::vector<std::string> line = {"visit",     "record",    "--agency",  "X",
                                         "--kind",    "complaint", "--subject", "DD02",
                                         "--summary", "Hỏi",       "--outcome", "recorded"};
  EXPECT_EQ(RunLine(connection, line).exit_status, kOk);
  EXPECT_EQ(RunLine(connection, {"visit", "record", "--agency", "X"}).exit_status, kUsageMistake);
  auto wrong = line;
  wrong.back() = "forgotten";
  EXPECT_EQ(RunLine(connection, wrong).exit_status, kUsageMistake);
}

TEST(VisitList, PrintsTheRegister_AndNobodyWhoIsWithheld) {
  FakeConnection connection;
  connection.On<intake::v1::ListVisitsRequest, intake::v1::ListVisitsResponse>(
      "ListVisits", [](const auto& request) -> absl::StatusOr<intake::v1::ListVisitsResponse> {
        EXPECT_EQ(request.received_from().day(), 4);
        intake::v1::ListVisitsResponse response;
        auto* visit = response.add_visits();
        visit->set_people(6);
        visit->add_visitors()->set_full_name("Lê Thị A");
        visit->set_outcome(intake::v1::VISIT_OUTCOME_GUIDED);
        response.add_visits()->set_identity_withheld(true);
        response.add_visits()->set_anonymous(true);
        return response;
      });
  const auto result =
      RunLine(connection, {"visit", "list", "--agency", "X", "--from", "2024-03-04"});
  EXPECT_EQ(result.exit_status, kOk);
  EXPECT_THAT(result.out, AllOf(HasSubstr("Lê Thị A"), HasSubstr("Hướng dẫn"), HasSubstr("giữ kín"),
                                HasSubstr("không xưng tên")));
  EXPECT_THAT(RunLine(connection, {"visit", "list", "--agency", "X", "--from", "2024-03-04",
                                   "--json", "--redacted"})
                  .out,
              Not(HasSubstr("Lê Thị A")));
}

}  // namespace
}  // namespace donthu::cli
