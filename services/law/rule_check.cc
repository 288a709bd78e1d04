#include "services/law/rule_check.h"

#include <set>
#include <string>
#include <string_view>

#include "services/base/status/status.h"
#include "services/law/condition.h"
#include "services/law/guard.h"

namespace donthu::law {
namespace {

absl::Status BadRow(const std::string& row, const std::string& problem) {
  return absl::InvalidArgumentError(ToAbsl(row + ": " + problem));
}

template <typename Row>
bool Overlap(const Dated<Row>& a, const Dated<Row>& b) {
  return a.from <= b.to && b.from <= a.to;
}

template <typename Values>
bool Share(const Values& a, const Values& b) {
  for (auto value : a) {
    for (auto other : b) {
      if (value == other) return true;
    }
  }
  return false;
}

// Kinds of a condition or disposal row; an empty list means all.
template <typename Kinds>
bool ShareKinds(const Kinds& a, const Kinds& b) {
  return a.empty() || b.empty() || Share(a, b);
}

// No two rows for which `clash` holds may be law on one day. `name` says what to call a row.
template <typename Rows, typename Name, typename Clash>
absl::Status CheckDisjoint(const Rows& rows, Name name, Clash clash) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t j = i + 1; j < rows.size(); ++j) {
      if (!clash(rows[i].row, rows[j].row) || !Overlap(rows[i], rows[j])) continue;
      return BadRow(name(rows[j].row), "overlaps " + name(rows[i].row) + " on some day");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckDeadlines(const RuleBook& book) {
  for (const auto& [row, from, to] : book.deadlines()) {
    bool countable = row.unit() != v1::TIME_UNIT_EVENT && row.parameter().empty();
    if (row.value() < 0 || (countable && row.value() == 0)) {
      return BadRow(row.id(), "has no number and no parameter");
    }
    if (row.unit() == v1::TIME_UNIT_UNSPECIFIED && row.parameter().empty()) {
      return BadRow(row.id(), "has no unit");
    }
  }
  auto id = [](const auto& row) { return row.id(); };
  auto same_id = [](const auto& a, const auto& b) { return a.id() == b.id(); };
  return CheckDisjoint(book.deadlines(), id, same_id);
}

absl::Status CheckInstruments(const RuleBook& book) {
  std::set<std::string> ids;
  for (const auto& row : book.instruments()) {
    if (row.id().empty()) return BadRow(row.name_vi(), "has no id");
    if (!ids.insert(row.id()).second) return BadRow(row.id(), "stands twice");
  }
  return absl::OkStatus();
}

absl::Status CheckParameters(const RuleBook& book) {
  for (const auto& [row, from, to] : book.parameters()) {
    if (row.value() <= 0) return BadRow(row.name(), "has no number");
  }
  auto name = [](const auto& row) { return row.name(); };
  return CheckDisjoint(book.parameters(), name,
                       [](const auto& a, const auto& b) { return a.name() == b.name(); });
}

bool KnownDeadline(const RuleBook& book, const std::string& id) {
  for (const auto& dated : book.deadlines()) {
    if (dated.row.id() == id) return true;
  }
  return false;
}

absl::Status CheckCaseLimits(const RuleBook& book) {
  std::set<std::pair<int, std::string>> names;
  std::set<std::pair<int, std::string>> owners;
  for (const auto& row : book.case_limits()) {
    std::string name = v1::CaseType_Name(row.case_type()) + " limit " + row.limit();
    if (row.limit().empty() || row.normal().empty()) return BadRow(name, "has no name or no rule");
    if (!names.emplace(row.case_type(), row.limit()).second) return BadRow(name, "stands twice");
    // One deadline may serve several variants of a limit, but not two limits: clocks are found by
    // it.
    std::set<std::string> ids = {row.normal(), row.complex(), row.remote(), row.remote_complex()};
    ids.erase("");
    for (const std::string& id : ids) {
      if (!KnownDeadline(book, id)) return BadRow(name, "names an unknown deadline " + id);
      if (!owners.emplace(row.case_type(), id).second) {
        return BadRow(name, "shares " + id + " with another limit");
      }
    }
  }
  return absl::OkStatus();
}

absl::Status CheckWorkflowNames(const RuleBook& book, const v1::WorkflowRule& row) {
  for (const auto* limits : {&row.stops(), &row.starts(), &row.extends()}) {
    for (const std::string& limit : *limits) {
      const auto* known = book.CaseLimit(row.case_type(), limit);
      if (known == nullptr) return BadRow(row.id(), "names an unknown limit " + limit);
      if (limits == &row.extends() && known->complex().empty()) {
        return BadRow(row.id(), "extends " + limit + ", which has no complex version");
      }
    }
  }
  for (const std::string& guard : row.guards()) {
    if (!IsGuard(guard)) return BadRow(row.id(), "names an unknown guard " + guard);
  }
  return absl::OkStatus();
}

absl::Status CheckWorkflowRow(const RuleBook& book, const v1::WorkflowRule& row) {
  if (row.case_type() == v1::CASE_TYPE_UNSPECIFIED) return BadRow(row.id(), "has no case type");
  if (row.act() == v1::ACT_KIND_UNSPECIFIED) return BadRow(row.id(), "has no act");
  if ((row.act() == v1::ACT_KIND_LODGE) != row.from().empty()) {
    return BadRow(row.id(), "LODGE alone, and always, starts from no state");
  }
  if (row.act() == v1::ACT_KIND_LODGE && row.to() == v1::CASE_STATE_UNSPECIFIED) {
    return BadRow(row.id(), "LODGE leads to no state");
  }
  for (int state : row.from()) {
    if (state == v1::CASE_STATE_UNSPECIFIED)
      return BadRow(row.id(), "starts from an unknown state");
  }
  return CheckWorkflowNames(book, row);
}

// States that acts can lead to, from LODGE on, whatever the day.
std::set<int> ReachableStates(const RuleBook& book, v1::CaseType type) {
  std::set<int> states;
  for (std::size_t before = 0;; before = states.size()) {
    for (const auto& dated : book.workflows()) {
      const v1::WorkflowRule& row = dated.row;
      if (row.case_type() != type || row.to() == v1::CASE_STATE_UNSPECIFIED) continue;
      bool reached = row.from().empty();
      for (int state : row.from()) reached = reached || states.contains(state);
      if (reached) states.insert(row.to());
    }
    if (states.size() == before) return states;
  }
}

absl::Status CheckWorkflows(const RuleBook& book) {
  for (const auto& dated : book.workflows()) {
    const v1::WorkflowRule& row = dated.row;
    RETURN_IF_ERROR(CheckWorkflowRow(book, row));
    std::set<int> reachable = ReachableStates(book, row.case_type());
    for (int state : row.from()) {
      if (reachable.contains(state)) continue;
      return BadRow(row.id(), "starts from a state that nothing leads to: " +
                                  v1::CaseState_Name(static_cast<v1::CaseState>(state)));
    }
  }
  auto id = [](const v1::WorkflowRule& row) { return row.id(); };
  return CheckDisjoint(book.workflows(), id, [](const auto& a, const auto& b) {
    if (a.case_type() != b.case_type()) return false;
    bool same_state = (a.from().empty() && b.from().empty()) || Share(a.from(), b.from());
    return a.id() == b.id() || (a.act() == b.act() && same_state);
  });
}

absl::Status CheckConditions(const RuleBook& book) {
  for (const auto& dated : book.conditions()) {
    if (!IsCondition(dated.row.id()))
      return BadRow(dated.row.id(), "has no predicate of that name");
  }
  auto id = [](const auto& row) { return row.id(); };
  return CheckDisjoint(book.conditions(), id, [](const auto& a, const auto& b) {
    return a.id() == b.id() && ShareKinds(a.kinds(), b.kinds());
  });
}

absl::Status CheckDisposals(const RuleBook& book) {
  for (const auto& dated : book.disposals()) {
    if (dated.row.allowed().empty()) return BadRow(dated.row.id(), "allows nothing");
  }
  auto id = [](const auto& row) { return row.id(); };
  return CheckDisjoint(book.disposals(), id, [](const auto& a, const auto& b) {
    if (a.id() == b.id()) return true;
    if (a.eligible() != b.eligible() || !ShareKinds(a.kinds(), b.kinds())) return false;
    return !a.eligible() || a.competent() == b.competent();
  });
}

}  // namespace

absl::Status CheckRules(const RuleBook& book) {
  RETURN_IF_ERROR(CheckInstruments(book));
  RETURN_IF_ERROR(CheckDeadlines(book));
  RETURN_IF_ERROR(CheckParameters(book));
  RETURN_IF_ERROR(CheckCaseLimits(book));
  RETURN_IF_ERROR(CheckWorkflows(book));
  RETURN_IF_ERROR(CheckConditions(book));
  return CheckDisposals(book);
}

}  // namespace donthu::law
