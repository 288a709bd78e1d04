// Compares services/law with due_dates.py on random cases. DONTHU_TEST_SEED=<seed> repeats a run.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "clients/cli/csv.h"
#include "services/base/status/status.h"
#include "services/law/date.h"
#include "services/law/deadline.h"
#include "services/law/deadline_request.h"
#include "services/law/test_book.h"
#include "tests/oracle/cases.h"

namespace donthu::law {
namespace {

constexpr int kCases = 100000;

Calendar DataCalendar() {
  std::ifstream file("data/quang_binh_2024/calendar.csv", std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  const auto rows = cli::ParseCsv(text);
  EXPECT_TRUE(rows.ok() && rows->size() > 1);
  std::vector<ExceptionalDay> days;
  for (const auto& row : *rows) {
    if (row.line == 1) continue;
    const bool confirmed = row.cells[3] == "true";
    if (confirmed)
      days.push_back({*ParseIsoDay(row.cells[0]), row.cells[1] == "true", row.cells[2]});
  }
  auto calendar = Calendar::Create(days);
  EXPECT_TRUE(calendar.ok()) << calendar.status();
  return *std::move(calendar);
}

void SetDay(const std::string& cell, common::v1::Date* date) {
  *date = ToProto(*ParseIsoDay(cell));
}

v1::ComputeDeadlineRequest RequestOf(const std::vector<std::string>& cells) {
  v1::ComputeDeadlineRequest request;
  request.set_rule_id(cells[1]);
  SetDay(cells[2], request.mutable_from());
  request.set_remote(cells[3] == "1");
  request.set_complexity(std::stoi(cells[4]));
  if (!cells[5].empty() || !cells[6].empty()) {
    v1::Pause& pause = *request.add_pauses();
    if (!cells[5].empty()) SetDay(cells[5], pause.mutable_from());
    if (!cells[6].empty()) SetDay(cells[6], pause.mutable_continued_on());
  }
  if (!cells[7].empty() || !cells[8].empty()) {
    v1::Obstacle& obstacle = *request.add_obstacles();
    if (!cells[7].empty()) SetDay(cells[7], obstacle.mutable_from());
    if (!cells[8].empty()) SetDay(cells[8], obstacle.mutable_to());
  }
  return request;
}

std::string Iso(const common::v1::Date& date) { return FormatIsoDay(*ToDay(date)); }

// The column that an error blames.
std::string BlamedColumn(const absl::Status& status) {
  static const std::map<std::string, std::string> columns = {
      {"rule_id", "rule_id"},
      {"from", "anchor_date"},
      {"pauses", "stop_from"},
      {"pauses[0].from", "stop_from"},
      {"pauses[0].continued_on", "continue_on"},
      {"obstacles", "obstacle_from"},
      {"obstacles[0].from", "obstacle_from"},
      {"obstacles[0].to", "obstacle_to"}};
  if (ReasonOf(status) == common::v1::RULE_NOT_FOUND) return "rule_id";
  const auto detail = DetailOf(status);
  if (detail.field_violations_size() != 1) return status.ToString();
  const auto found = columns.find(detail.field_violations(0).field());
  return found == columns.end() ? detail.field_violations(0).field() : found->second;
}

// What is wrong with the library's answer to one case; empty when nothing is.
std::string Disagreement(const Calendar& calendar, const std::vector<std::string>& cells) {
  const auto request = RequestOf(cells);
  const auto due = AnswerDeadline(TestBook(), calendar, request);
  const std::vector<std::string> wrong = absl::StrSplit(cells[14], ';');
  if (!due.ok()) {
    const std::string blamed = BlamedColumn(due.status());
    const bool expected = std::find(wrong.begin(), wrong.end(), blamed) != wrong.end();
    return expected ? "" : "the library blames " + blamed;
  }
  if (!cells[14].empty()) return "the library answers";
  const std::vector<std::string> answer = {due->rule_id(), Iso(due->rule_valid_from()),
                                           Iso(due->due_strict()), Iso(due->due_legal()),
                                           due->basis().citation()};
  if (answer != std::vector<std::string>(cells.begin() + 9, cells.begin() + 14)) {
    return "the library says " + absl::StrJoin(answer, ",");
  }
  if (request.pauses_size() + request.obstacles_size() > 0) return "";
  const auto days = ComputeDueDays(TestBook(), calendar, due->rule_id(), *ToDay(request.from()));
  if (days.ok() && FormatIsoDay(days->legal) == cells[12]) return "";
  return "ComputeDueDays says otherwise than ComputeDue";
}

TEST(Oracle, AgreesOnEveryCase) {
  const auto rows = oracle::RandomCases(oracle::Seed(), kCases);
  ASSERT_EQ(rows.size(), kCases);
  const Calendar calendar = DataCalendar();
  std::map<std::string, int> answered;
  int disagreements = 0;
  for (const auto& cells : rows) {
    const std::string disagreement = Disagreement(calendar, cells);
    if (cells[14].empty()) ++answered[cells[9]];
    if (disagreement.empty()) continue;
    ADD_FAILURE() << absl::StrJoin(cells, ",") << "\n  " << disagreement;
    if (++disagreements == 20) break;
  }
  // Every rule that can be counted was.
  for (const auto& [rule, from, to] : TestBook().deadlines()) {
    if (to < absl::CivilDay(2023, 1, 1) || from > absl::CivilDay(2026, 12, 31)) continue;
    const bool counted = ComputeDueDays(TestBook(), calendar, rule.id(), from).ok();
    EXPECT_TRUE(!counted || answered[rule.id()] > 0) << rule.id();
  }
}

// The vectors that were checked by hand hold with the calendar of the data, not only with that of
// the unit tests.
TEST(DataCalendar, IsThatOfTheUnitTests) {
  const Calendar calendar = DataCalendar();
  for (absl::CivilDay day(2024, 1, 1); day < absl::CivilDay(2027, 1, 1); ++day) {
    EXPECT_EQ(calendar.IsWorkingDay(day), TestCalendar().IsWorkingDay(day)) << day;
  }
}

}  // namespace
}  // namespace donthu::law
