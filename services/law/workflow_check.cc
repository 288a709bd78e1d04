#include "services/law/workflow_check.h"

#include <algorithm>
#include <set>
#include <string>

#include "services/base/status/status.h"
#include "services/law/date.h"
#include "services/law/guard.h"
#include "services/law/row_check.h"

namespace donthu::law {
namespace {

using Row = RuleBook::WorkflowRow;

absl::Status CheckShape(const v1::WorkflowRule& row) {
  bool lodges = row.act() == v1::ACT_KIND_LODGE;
  if (row.act() == v1::ACT_KIND_UNSPECIFIED) return BadRow(row.id(), "has no act");
  if (row.who() == v1::DOER_UNSPECIFIED) return BadRow(row.id(), "says nobody who does it");
  if (row.any_open_state() && (lodges || !row.from().empty())) {
    return BadRow(row.id(), "starts from every open state and from others");
  }
  if ((row.case_type() == v1::CASE_TYPE_UNSPECIFIED) && !row.any_open_state()) {
    return BadRow(row.id(), "has no case type");
  }
  if (!row.any_open_state() && lodges != row.from().empty()) {
    return BadRow(row.id(), "LODGE alone, and always, starts from no state");
  }
  if (lodges && row.to() == v1::CASE_STATE_UNSPECIFIED) {
    return BadRow(row.id(), "LODGE leads to no state");
  }
  for (int state : row.from()) {
    if (state == v1::CASE_STATE_UNSPECIFIED) return BadRow(row.id(), "starts from no known state");
  }
  return absl::OkStatus();
}

absl::Status CheckNames(const RuleBook& book, const Row& dated) {
  const v1::WorkflowRule& row = dated.row;
  for (const auto* limits : {&row.stops(), &row.starts(), &row.extends(), &row.pauses()}) {
    for (const std::string& limit : *limits) {
      const auto* known = book.CaseLimit(row.case_type(), limit);
      if (known == nullptr) return BadRow(row.id(), "names an unknown limit " + limit);
      if (limits == &row.extends() && known->complex().empty()) {
        return BadRow(row.id(), "extends " + limit + ", which has no longer version");
      }
    }
  }
  for (const std::string& guard : row.guards()) {
    if (!IsGuard(guard)) return BadRow(row.id(), "names an unknown guard " + guard);
    if (guard == "NOTICE_GIVEN" && book.Deadline(row.notice(), dated.from) == nullptr) {
      return BadRow(row.id(), "has a notice that no deadline of its day counts");
    }
  }
  return absl::OkStatus();
}

// Whether on a day on which both are law they would allow one act in one state.
bool Clash(const v1::WorkflowRule& a, const v1::WorkflowRule& b) {
  if (a.id() == b.id()) return true;
  bool one_type = a.case_type() == b.case_type() || a.case_type() == v1::CASE_TYPE_UNSPECIFIED ||
                  b.case_type() == v1::CASE_TYPE_UNSPECIFIED;
  if (!one_type || a.act() != b.act()) return false;
  if (a.any_open_state() || b.any_open_state()) return true;
  return (a.from().empty() && b.from().empty()) || Share(a.from(), b.from());
}

// The steps of one type on one day, as a graph.
struct Graph {
  v1::CaseType type;
  absl::CivilDay day;
  std::vector<const v1::WorkflowRule*> rows;

  bool Reaches(const std::set<int>& states, const v1::WorkflowRule& row) const {
    if (row.from().empty()) return true;
    return std::any_of(row.from().begin(), row.from().end(),
                       [&states](int state) { return states.contains(state); });
  }
};

std::set<int> StatesFromLodging(const Graph& graph) {
  std::set<int> states;
  std::size_t before = 0;
  do {
    before = states.size();
    for (const auto* row : graph.rows) {
      if (row->to() != v1::CASE_STATE_UNSPECIFIED && graph.Reaches(states, *row)) {
        states.insert(row->to());
      }
    }
  } while (states.size() != before);
  return states;
}

std::set<int> StatesThatEnd(const Graph& graph) {
  std::set<int> ending = {v1::CASE_STATE_CLOSED};
  for (std::size_t before = 0; before != ending.size();) {
    before = ending.size();
    for (const auto* row : graph.rows) {
      if (ending.contains(row->to())) ending.insert(row->from().begin(), row->from().end());
    }
  }
  return ending;
}

absl::Status CheckGraph(const Graph& graph) {
  const std::set<int> reached = StatesFromLodging(graph);
  const std::set<int> ending = StatesThatEnd(graph);
  const std::string day = " on " + FormatIsoDay(graph.day);
  for (const auto* row : graph.rows) {
    for (int state : row->from()) {
      if (reached.contains(state)) continue;
      return BadRow(row->id(), "starts from a state that nothing leads to: " +
                                   v1::CaseState_Name(static_cast<v1::CaseState>(state)) + day);
    }
  }
  for (int state : reached) {
    if (ending.contains(state)) continue;
    return BadRow(v1::CaseType_Name(graph.type),
                  "never ends from " + v1::CaseState_Name(static_cast<v1::CaseState>(state)) + day);
  }
  return absl::OkStatus();
}

// Days on which some row begins: between them nothing changes.
std::set<absl::CivilDay> DaysOfChange(const std::vector<Row>& rows) {
  std::set<absl::CivilDay> days;
  for (const Row& dated : rows) {
    days.insert(dated.from);
    if (dated.to < absl::CivilDay(kYearMax, 12, 31)) days.insert(dated.to + 1);
  }
  return days;
}

absl::Status CheckGraphs(const RuleBook& book) {
  std::set<int> types;
  for (const Row& dated : book.workflows()) types.insert(dated.row.case_type());
  types.erase(v1::CASE_TYPE_UNSPECIFIED);
  for (absl::CivilDay day : DaysOfChange(book.workflows())) {
    for (int number : types) {
      const auto type = static_cast<v1::CaseType>(number);
      const auto rows = book.Workflows(type, day);
      const bool opens = std::any_of(rows.begin(), rows.end(), [](const auto* row) {
        return row->act() == v1::ACT_KIND_LODGE;
      });
      if (opens) RETURN_IF_ERROR(CheckGraph({type, day, rows}));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckWorkflows(const RuleBook& book) {
  for (const Row& dated : book.workflows()) {
    RETURN_IF_ERROR(CheckShape(dated.row));
    RETURN_IF_ERROR(CheckNames(book, dated));
  }
  auto id = [](const v1::WorkflowRule& row) { return row.id(); };
  RETURN_IF_ERROR(CheckDisjoint(book.workflows(), id, Clash));
  RETURN_IF_ERROR(CheckNoGaps(book.workflows(), id,
                              [](const auto& a, const auto& b) { return a.id() == b.id(); }));
  return CheckGraphs(book);
}

}  // namespace donthu::law
