#include "services/law/diagram.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "services/base/status/status.h"
#include "services/law/date.h"
#include "services/law/test_book.h"

namespace donthu::law {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr absl::CivilDay kFirst(2024, 1, 1);
constexpr absl::CivilDay kAmended(2026, 7, 1);

std::string Read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(WorkflowMermaid, ShowsStatesAndActsInVietnamese) {
  const auto text = WorkflowMermaid(TestBook(), v1::CASE_TYPE_COMPLAINT_FIRST, kAmended);
  EXPECT_THAT(text, testing::StartsWith("stateDiagram-v2\n"));
  EXPECT_THAT(text, HasSubstr("state \"Đã thụ lý\" as ACCEPTED\n"));
  EXPECT_THAT(text, HasSubstr("[*] --> LODGED : Đề xuất thụ lý\n"));
  EXPECT_THAT(text, HasSubstr("LODGED --> ACCEPTED : Thụ lý\n"));
  EXPECT_THAT(text, HasSubstr("SUSPENDED --> VERIFYING : Tiếp tục giải quyết\n"));
  EXPECT_THAT(text, HasSubstr("CLOSED --> [*]\n"));
}

TEST(WorkflowMermaid, KnowsTheLawOfTheDayOnly) {
  const auto text = WorkflowMermaid(TestBook(), v1::CASE_TYPE_COMPLAINT_FIRST, kAmended - 1);
  EXPECT_THAT(text, Not(HasSubstr("SUSPENDED")));
  const absl::CivilDay before_any(1990, 1, 1);
  for (auto type : {v1::CASE_TYPE_UNSPECIFIED, v1::CASE_TYPE_COMPLAINT_FIRST}) {
    EXPECT_THAT(WorkflowMermaid(TestBook(), type, before_any), IsEmpty());
    EXPECT_THAT(WorkflowTable(TestBook(), type, before_any), IsEmpty());
  }
}

// Mermaid ends the label of an arrow at ":" and ";".
TEST(WorkflowMermaid, LabelsHoldNothingThatEndsThem) {
  for (v1::CaseType type : TypesWithWorkflow(TestBook())) {
    const auto text = WorkflowMermaid(TestBook(), type, kAmended);
    for (const std::string& line : std::vector<std::string>(absl::StrSplit(text, '\n'))) {
      EXPECT_EQ(std::count(line.begin(), line.end(), ';'), 0) << line;
      EXPECT_LE(std::count(line.begin(), line.end(), ':'), 1) << line;
    }
  }
}

TEST(WorkflowTable, NamesWhoLimitsConditionsCitationAndCertainty) {
  const auto text = WorkflowTable(TestBook(), v1::CASE_TYPE_COMPLAINT_FIRST, kAmended);
  EXPECT_THAT(text, HasSubstr("| Chờ thụ lý, tiếp nhận | Thụ lý | Đã thụ lý | Người giải quyết | "
                              "bắt đầu DL-KN-02; kết thúc DL-KN-01 |"));
  EXPECT_THAT(text, HasSubstr("thông báo trước đủ số ngày (DL-KN-24)"));
  EXPECT_THAT(text, HasSubstr("căn cứ: Sự kiện bất khả kháng / Trở ngại khách quan"));
  EXPECT_THAT(text, HasSubstr("tạm dừng DL-KN-02"));
  EXPECT_THAT(text, HasSubstr("- DL-KN-01: Thụ lý hoặc không thụ lý khiếu nại lần đầu, thông báo, "
                              "7 ngày làm việc kể từ ngày nhận được khiếu nại;"));
  EXPECT_THAT(text, HasSubstr("chưa được xác nhận"));
}

TEST(WorkflowTable, HasAsManyColumnsInEveryLine) {
  for (v1::CaseType type : TypesWithWorkflow(TestBook())) {
    for (absl::CivilDay day : WorkflowVersions(TestBook(), type, kFirst)) {
      for (const std::string& line :
           std::vector<std::string>(absl::StrSplit(WorkflowTable(TestBook(), type, day), '\n'))) {
        if (line.empty() || line[0] != '|') continue;
        EXPECT_EQ(std::count(line.begin(), line.end(), '|'), 8) << line;
      }
    }
  }
}

TEST(AnswerWorkflow, GivesRowsPictureAndTableOrSaysWhyNot) {
  v1::GetWorkflowRequest request;
  request.set_type(v1::CASE_TYPE_QUESTIONING);
  *request.mutable_on() = ToProto(kFirst);
  auto workflow = AnswerWorkflow(TestBook(), request);
  ASSERT_TRUE(workflow.ok()) << workflow.status();
  EXPECT_EQ(workflow->steps(0).id(), "CV-LODGE");
  EXPECT_EQ(workflow->steps(workflow->steps_size() - 1).case_type(), v1::CASE_TYPE_UNSPECIFIED);
  EXPECT_THAT(workflow->mermaid(), HasSubstr("stateDiagram-v2"));
  EXPECT_THAT(workflow->table_vi(), HasSubstr("DL-CV-01"));
  *request.mutable_on() = ToProto(absl::CivilDay(2012, 12, 1));
  EXPECT_EQ(ReasonOf(AnswerWorkflow(TestBook(), request).status()), common::v1::RULE_NOT_FOUND);
  request.mutable_on()->set_month(13);
  EXPECT_EQ(ReasonOf(AnswerWorkflow(TestBook(), request).status()), common::v1::INVALID_FIELD);
}

TEST(WorkflowVersions, AreTheDaysOnWhichStepsOrLimitsChange) {
  const auto& book = TestBook();
  EXPECT_THAT(WorkflowVersions(book, v1::CASE_TYPE_COMPLAINT_FIRST, kFirst),
              ElementsAre(kFirst, kAmended));
  EXPECT_THAT(WorkflowVersions(book, v1::CASE_TYPE_LAND_MEDIATION, kFirst),
              ElementsAre(kFirst, absl::CivilDay(2024, 8, 1)));
  EXPECT_THAT(WorkflowVersions(book, v1::CASE_TYPE_QUESTIONING, kFirst),
              ElementsAre(kFirst, absl::CivilDay(2026, 3, 1)));
  EXPECT_THAT(WorkflowVersions(book, v1::CASE_TYPE_COMPLAINT_FIRST, kAmended),
              ElementsAre(kAmended));
}

TEST(TypesWithWorkflow, AreAllTypes) {
  EXPECT_EQ(TypesWithWorkflow(TestBook()).size(),
            static_cast<std::size_t>(v1::CaseType_descriptor()->value_count() - 1));
}

TEST(WorkflowPage, IsWhatDocsWorkflowsHolds) {
  for (v1::CaseType type : TypesWithWorkflow(TestBook())) {
    const std::string path = "docs/workflows/" + WorkflowFileStem(type) + ".md";
    EXPECT_TRUE(Read(path) == WorkflowPage(TestBook(), type, kFirst))
        << path << " is not current: run build/release/bin/workflow_docs docs/workflows";
  }
}

}  // namespace
}  // namespace donthu::law
