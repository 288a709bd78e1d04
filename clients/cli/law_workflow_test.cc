#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/cli/run_for_test.h"
#include "donthu/law/v1/law_service.pb.h"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

using ::testing::HasSubstr;

class LawWorkflow : public ::testing::Test {
 protected:
  LawWorkflow() {
    connection_.On<law::v1::GetWorkflowRequest, law::v1::Workflow>(
        "GetWorkflow",
        [this](const law::v1::GetWorkflowRequest& request) -> absl::StatusOr<law::v1::Workflow> {
          asked_ = request;
          law::v1::Workflow workflow;
          workflow.set_mermaid("stateDiagram-v2\n");
          workflow.set_table_vi("| trạng thái |\n");
          return workflow;
        });
  }

  FakeConnection connection_;
  law::v1::GetWorkflowRequest asked_;
};

TEST_F(LawWorkflow, PrintsTheTableOrThePicture) {
  const auto table =
      RunLine(connection_, {"law", "workflow", "--type", "KN1", "--on", "2026-07-01"});
  EXPECT_EQ(table.exit_status, kOk);
  EXPECT_EQ(table.out, "| trạng thái |\n");
  EXPECT_EQ(asked_.type(), law::v1::CASE_TYPE_COMPLAINT_FIRST);
  EXPECT_EQ(asked_.on().year(), 2026);
  const auto picture =
      RunLine(connection_, {"law", "workflow", "--type", "TC", "--format", "mermaid"});
  EXPECT_EQ(picture.out, "stateDiagram-v2\n");
  EXPECT_EQ(asked_.type(), law::v1::CASE_TYPE_DENUNCIATION);
  EXPECT_EQ(asked_.on().year(), 2024);  // today
}

TEST_F(LawWorkflow, KnowsShortAndLongNames) {
  for (const std::string name : {"KN2", "COMPLAINT_SECOND", "case_type_complaint_second"}) {
    EXPECT_EQ(RunLine(connection_, {"law", "workflow", "--type", name}).exit_status, kOk) << name;
    EXPECT_EQ(asked_.type(), law::v1::CASE_TYPE_COMPLAINT_SECOND);
  }
}

TEST_F(LawWorkflow, RefusesOtherTypesAndFormats) {
  for (const std::vector<std::string>& line : std::vector<std::vector<std::string>>{
           {"law", "workflow"},
           {"law", "workflow", "--type", "KN3"},
           {"law", "workflow", "--type", "KN1", "--format", "svg"},
           {"law", "workflow", "--type", "KN1", "--on", "2026-13-01"}}) {
    EXPECT_EQ(RunLine(connection_, line).exit_status, kUsageMistake);
  }
  EXPECT_TRUE(connection_.called.empty());
}

}  // namespace
}  // namespace donthu::cli
