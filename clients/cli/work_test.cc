#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "clients/cli/run_for_test.h"
#include "donthu/routing/v1/routing_service.pb.h"

namespace donthu::cli {
namespace {

using ::testing::HasSubstr;

TEST(Work, Left_ListsWhoseAndWhich) {
  FakeConnection connection;
  connection.On<routing::v1::ListLeftWorkRequest, routing::v1::ListLeftWorkResponse>(
      "ListLeftWork", [](const auto& request) -> absl::StatusOr<routing::v1::ListLeftWorkResponse> {
        EXPECT_EQ(request.agency_code(), "A");
        routing::v1::ListLeftWorkResponse page;
        if (request.officer() == "no-one") return page;
        auto* one = page.add_assignments();
        one->set_petition_id(17);
        one->set_officer("goes.away");
        return page;
      });
  const auto result = RunLine(connection, {"work", "left", "--agency", "A"});
  EXPECT_EQ(result.exit_status, kOk);
  EXPECT_THAT(result.out, HasSubstr("goes.away"));
  EXPECT_THAT(result.out, HasSubstr("17"));
  const auto none = RunLine(connection, {"work", "left", "--agency", "A", "--officer", "no-one"});
  EXPECT_THAT(none.out, HasSubstr("Không có việc nào"));
  const auto whole = RunLine(connection, {"work", "left", "--agency", "A", "--json"});
  EXPECT_EQ(nlohmann::json::parse(whole.out)["assignments"].size(), 1u);
  EXPECT_EQ(RunLine(connection, {"work", "left"}).exit_status, kUsageMistake);
}

TEST(Work, Reassign_SaysHowManyAndWhatIsLeft) {
  FakeConnection connection;
  connection.On<routing::v1::ReassignWorkRequest, routing::v1::ReassignWorkResponse>(
      "ReassignWork", [](const auto& request) -> absl::StatusOr<routing::v1::ReassignWorkResponse> {
        EXPECT_EQ(request.from_officer(), "goes.away");
        EXPECT_EQ(request.to_officer(), "goes.on");
        EXPECT_EQ(request.on().day(), 20);
        EXPECT_EQ(request.reason(), "QĐ 12");
        EXPECT_EQ(request.request_id().size(), 36u);
        routing::v1::ReassignWorkResponse done;
        done.set_reassigned(3);
        done.set_remaining(1);
        return done;
      });
  const std::vector<std::string> line = {"work",   "reassign",   "--agency", "A",
                                         "--from", "goes.away",  "--to",     "goes.on",
                                         "--on",   "2024-03-20", "--reason", "QĐ 12"};
  const auto result = RunLine(connection, line);
  EXPECT_EQ(result.exit_status, kOk);
  EXPECT_THAT(result.out, HasSubstr("Đã giao lại 3 đơn"));
  EXPECT_THAT(result.out, HasSubstr("Còn 1 đơn"));
  for (std::size_t flag = 2; flag < line.size(); flag += 2) {
    if (line[flag] == "--on") continue;
    auto without = line;
    without.erase(without.begin() + flag, without.begin() + flag + 2);
    EXPECT_EQ(RunLine(connection, without).exit_status, kUsageMistake) << line[flag];
  }
}

TEST(Work, Assign_GivesAndTakesBack) {
  FakeConnection connection;
  connection.On<routing::v1::AssignOfficerRequest, routing::v1::Assignment>(
      "AssignOfficer", [](const auto& request) -> absl::StatusOr<routing::v1::Assignment> {
        EXPECT_EQ(request.petition_id(), 17);
        routing::v1::Assignment assignment;
        assignment.set_officer(request.officer());
        if (request.ends()) *assignment.mutable_ended_on() = request.on();
        return assignment;
      });
  std::vector<std::string> line = {"work", "assign", "17", "--agency", "A", "--officer", "goes.on"};
  EXPECT_THAT(RunLine(connection, line).out, HasSubstr("được giao"));
  line.push_back("--end");
  EXPECT_THAT(RunLine(connection, line).out, HasSubstr("thôi làm"));
}

}  // namespace
}  // namespace donthu::cli
