#include "services/law/coverage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_split.h"
#include "services/base/status/status.h"
#include "services/law/test_book.h"

namespace donthu::law {
namespace {

using testing::Contains;
using testing::HasSubstr;

TEST(CoverageOf, CountsEveryRowOnce) {
  const auto coverage = CoverageOf(TestBook());
  int workflows = 0;
  for (const auto& row : coverage.rows()) {
    EXPECT_GT(row.count(), 0);
    if (row.kind() == "workflows") workflows += row.count();
  }
  EXPECT_EQ(workflows, static_cast<int>(TestBook().workflows().size()));
}

TEST(CoverageOf, EveryActHasAStepWithItsCitations) {
  const auto coverage = CoverageOf(TestBook());
  EXPECT_EQ(coverage.acts_size(), v1::ActKind_descriptor()->value_count() - 1);
  for (const auto& act : coverage.acts()) {
    EXPECT_GT(act.rows(), 0) << v1::ActKind_Name(act.act());
    EXPECT_FALSE(act.citations().empty()) << v1::ActKind_Name(act.act());
  }
}

TEST(CoverageOf, NamesWhatTheProvinceHasNotSet) {
  const auto coverage = CoverageOf(TestBook());
  EXPECT_THAT(coverage.parameters_not_set(), Contains("KNPA_RESOLVE"));
  EXPECT_THAT(coverage.parameters_not_set(), testing::Not(Contains("")));
}

v1::CheckRulesRequest RequestOf(const std::string& text) {
  v1::CheckRulesRequest request;
  auto& lines = *request.add_files()->mutable_lines();
  for (const std::string& line : std::vector<std::string>(absl::StrSplit(text, '\n'))) {
    *lines.Add() = line;
  }
  return request;
}

TEST(AnswerCheck, WithoutFilesItIsTheBookInForce) {
  auto answer = AnswerCheck(TestBook(), {});
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->SerializeAsString(), CoverageOf(TestBook()).SerializeAsString());
}

TEST(AnswerCheck, CountsTheFilesOrNamesTheBadRow) {
  auto answer = AnswerCheck(TestBook(), RequestOf("parameters {\n  name: \"A\"\n  value: 3\n"
                                                  "  effective { from: \"2027-01-01\" }\n}\n"));
  ASSERT_TRUE(answer.ok()) << answer.status();
  ASSERT_EQ(answer->rows_size(), 1);
  EXPECT_EQ(answer->rows(0).kind(), "parameters");
  auto bad = AnswerCheck(TestBook(), RequestOf("parameters {\n  name: \"A\"\n  value: 3\n}\n"));
  EXPECT_EQ(ReasonOf(bad.status()), common::v1::INVALID_FIELD);
  EXPECT_THAT(DetailOf(bad.status()).field_violations(0).description_vi(), HasSubstr("A: "));
}

}  // namespace
}  // namespace donthu::law
