// `donthu law deadline --csv` against running services, row by row against due_dates.py.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "clients/cli/csv.h"
#include "clients/cli/run_for_test.h"
#include "tests/oracle/cases.h"
#include "tests/support/stack.h"

namespace donthu::oracle {
namespace {

constexpr int kCases = 5000;
constexpr char kHeader[] =
    "id,rule_id,anchor_date,remote,complex,stop_from,continue_on,obstacle_from,obstacle_to\n";

// What is wrong with the row that answers a case; empty when nothing is.
std::string Disagreement(const Case& asked, const std::vector<std::string>& row) {
  if (row.size() != 7 || row[0] != asked[0]) return "not the row of this case";
  const std::string& wrong = asked[14];
  if (!wrong.empty()) {
    const std::vector<std::string> parts = absl::StrSplit(row[6], ": ");
    const std::vector<std::string> columns = absl::StrSplit(wrong, ';');
    for (const auto& column : columns) {
      if (parts[0] == column) return "";
    }
    return "the error names none of " + wrong;
  }
  const std::vector<std::string> expected(asked.begin() + kAsked, asked.begin() + 14);
  const std::vector<std::string> answer(row.begin() + 1, row.begin() + 6);
  return answer == expected && row[6].empty() ? "" : "expected " + absl::StrJoin(expected, ",");
}

TEST(DeadlineFile, EveryRowAgreesWithTheOracle) {
  const auto cases = RandomCases(Seed(), kCases);
  ASSERT_EQ(cases.size(), kCases);
  std::string text = kHeader;
  for (const Case& one : cases) {
    text += absl::StrJoin(one.begin(), one.begin() + kAsked, ",") + "\n";
  }
  const cli::TemporaryFolder folder;
  testing::Stack stack;
  const auto connection = stack.Connect("");
  const auto result =
      cli::RunLine(*connection, {"law", "deadline", "--csv", folder.Write("deadlines.csv", text)});
  EXPECT_EQ(result.exit_status, cli::kRefused) << result.err;
  const auto rows = cli::ParseCsv(result.out);
  ASSERT_TRUE(rows.ok()) << rows.status();
  ASSERT_EQ(rows->size(), cases.size() + 1);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const auto& cells = (*rows)[i + 1].cells;
    ASSERT_EQ(Disagreement(cases[i], cells), "")
        << absl::StrJoin(cases[i], ",") << "\n  " << absl::StrJoin(cells, ",");
  }
}

TEST(LawExplain, TellsTheDerivationInVietnamese) {
  testing::Stack stack;
  const auto connection = stack.Connect("");
  const auto result = cli::RunLine(
      *connection, {"law", "explain", "deadline", "--rule", "DL-KN-02", "--from", "2026-08-03"});
  EXPECT_EQ(result.exit_status, cli::kOk) << result.err;
  EXPECT_THAT(result.out, ::testing::HasSubstr("thứ Tư 02/09/2026 (Quốc khánh)"));
  EXPECT_THAT(result.out, ::testing::HasSubstr("Quá hạn sau ngày: 03/09/2026"));
  EXPECT_THAT(result.out, ::testing::EndsWith("chưa được xác nhận.\n"));
}

}  // namespace
}  // namespace donthu::oracle
