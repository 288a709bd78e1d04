#include "services/law/coverage.h"

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "services/base/status/status.h"

namespace donthu::law {
namespace {

using Counts = std::map<v1::Certainty, int>;

void AddCounts(const char* kind, const Counts& counts, v1::RuleCoverage& coverage) {
  for (const auto& [certainty, count] : counts) {
    v1::RowCount& row = *coverage.add_rows();
    row.set_kind(kind);
    row.set_certainty(certainty);
    row.set_count(count);
  }
}

template <typename Rows>
void CountCited(const char* kind, const Rows& rows, v1::RuleCoverage& coverage) {
  Counts counts;
  for (const auto& dated : rows) ++counts[dated.row.certainty()];
  AddCounts(kind, counts, coverage);
}

template <typename Rows>
void CountPlain(const char* kind, const Rows& rows, v1::RuleCoverage& coverage) {
  if (rows.empty()) return;
  AddCounts(kind, {{v1::CERTAINTY_UNSPECIFIED, static_cast<int>(rows.size())}}, coverage);
}

void CountInstruments(const RuleBook& book, v1::RuleCoverage& coverage) {
  Counts counts;
  for (const auto& instrument : book.instruments()) ++counts[instrument.certainty()];
  AddCounts("instruments", counts, coverage);
}

void AddActs(const RuleBook& book, v1::RuleCoverage& coverage) {
  for (int i = v1::ActKind_MIN + 1; i <= v1::ActKind_MAX; ++i) {
    if (!v1::ActKind_IsValid(i)) continue;
    v1::ActCoverage& act = *coverage.add_acts();
    act.set_act(static_cast<v1::ActKind>(i));
    std::set<std::string> citations;
    for (const auto& dated : book.workflows()) {
      if (dated.row.act() != i) continue;
      act.set_rows(act.rows() + 1);
      citations.insert(dated.row.citation());
    }
    for (const std::string& citation : citations) act.add_citations(citation);
  }
}

void AddParametersNotSet(const RuleBook& book, v1::RuleCoverage& coverage) {
  std::set<std::string> names;
  for (const auto& dated : book.deadlines()) {
    names.insert({dated.row.parameter(), dated.row.overdue_parameter()});
  }
  for (const auto& dated : book.parameters()) names.erase(dated.row.name());
  names.erase("");
  for (const std::string& name : names) coverage.add_parameters_not_set(name);
}

}  // namespace

absl::StatusOr<v1::RuleCoverage> AnswerCheck(const RuleBook& book,
                                             const v1::CheckRulesRequest& request) {
  if (request.files().empty()) return CoverageOf(book);
  std::vector<std::string> texts;
  for (const auto& file : request.files()) texts.push_back(absl::StrJoin(file.lines(), "\n"));
  auto checked = RuleBook::Parse(texts);
  if (checked.ok()) return CoverageOf(*checked);
  const std::string problem(checked.status().message().data(), checked.status().message().size());
  return InvalidField("files", problem, "Bộ quy tắc có lỗi: " + problem);
}

v1::RuleCoverage CoverageOf(const RuleBook& book) {
  v1::RuleCoverage coverage;
  CountInstruments(book, coverage);
  CountCited("deadlines", book.deadlines(), coverage);
  CountCited("workflows", book.workflows(), coverage);
  CountPlain("case_limits", book.case_limits(), coverage);
  CountCited("conditions", book.conditions(), coverage);
  CountCited("disposals", book.disposals(), coverage);
  CountCited("parts", book.parts(), coverage);
  CountPlain("parameters", book.parameters(), coverage);
  CountCited("competences", book.competences(), coverage);
  CountCited("representatives", book.representatives(), coverage);
  CountCited("reception_duties", book.reception_duties(), coverage);
  CountCited("transitions", book.transitions(), coverage);
  AddActs(book, coverage);
  AddParametersNotSet(book, coverage);
  for (const auto& dated : book.parameters()) *coverage.add_parameters() = dated.row;
  return coverage;
}

}  // namespace donthu::law
