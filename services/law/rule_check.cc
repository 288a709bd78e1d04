#include "services/law/rule_check.h"

#include <algorithm>
#include <limits>
#include <set>
#include <string>
#include <string_view>

#include "services/base/status/status.h"
#include "services/law/condition.h"
#include "services/law/row_check.h"
#include "services/law/workflow_check.h"

namespace donthu::law {
namespace {

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
  RETURN_IF_ERROR(CheckDisjoint(book.deadlines(), id, same_id));
  return CheckNoGaps(book.deadlines(), id, same_id);
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
  for (const auto& row : book.case_limits()) {
    std::string name = v1::CaseType_Name(row.case_type()) + " limit " + row.limit();
    if (row.limit().empty() || row.normal().empty()) return BadRow(name, "has no name or no rule");
    if (!names.emplace(row.case_type(), row.limit()).second) return BadRow(name, "stands twice");
    if (row.complex().empty() && !row.extended_twice().empty()) {
      return BadRow(name, "is extended twice but not once");
    }
    for (const std::string* id : {&row.normal(), &row.complex(), &row.remote(),
                                  &row.remote_complex(), &row.extended_twice()}) {
      if (!id->empty() && !KnownDeadline(book, *id)) {
        return BadRow(name, "names an unknown deadline " + *id);
      }
    }
  }
  return absl::OkStatus();
}

absl::Status CheckGroups(const RuleBook& book) {
  auto id = [](const auto& row) { return row.id(); };
  RETURN_IF_ERROR(CheckDisjoint(book.representatives(), id, [](const auto& a, const auto& b) {
    int a_max = a.people_max() == 0 ? std::numeric_limits<int>::max() : a.people_max();
    int b_max = b.people_max() == 0 ? std::numeric_limits<int>::max() : b.people_max();
    return a.id() == b.id() || (a.people_min() <= b_max && b.people_min() <= a_max);
  }));
  auto same_id = [](const auto& a, const auto& b) { return a.id() == b.id(); };
  RETURN_IF_ERROR(CheckDisjoint(book.transitions(), id, same_id));
  return CheckDisjoint(book.reception_duties(), id, same_id);
}

// Two rows that fit one question on one day would name two settlers.
absl::Status CheckCompetences(const RuleBook& book) {
  for (const auto& dated : book.competences()) {
    const v1::CompetenceRule& row = dated.row;
    if (row.case_types().empty() || row.roles().empty()) {
      return BadRow(row.id(), "has no case type or no role");
    }
    if (row.settler() == v1::SETTLER_UNSPECIFIED) return BadRow(row.id(), "names no settler");
  }
  auto id = [](const auto& row) { return row.id(); };
  RETURN_IF_ERROR(CheckNoGaps(book.competences(), id,
                              [](const auto& a, const auto& b) { return a.id() == b.id(); }));
  return CheckDisjoint(book.competences(), id, [](const auto& a, const auto& b) {
    if (a.id() == b.id()) return true;
    auto stand = [](const auto& row, int standing) {
      return row.standings().empty() && standing == v1::STANDING_IN_POST;
    };
    bool stands =
        (a.standings().empty() && b.standings().empty()) || Share(a.standings(), b.standings());
    for (int standing : a.standings()) stands = stands || stand(b, standing);
    for (int standing : b.standings()) stands = stands || stand(a, standing);
    bool rounds = a.round() == 0 || b.round() == 0 || a.round() == b.round();
    return stands && rounds && Share(a.case_types(), b.case_types()) &&
           ShareKinds(a.bodies(), b.bodies()) && ShareKinds(a.levels(), b.levels()) &&
           Share(a.roles(), b.roles());
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
    const v1::DisposalRule& row = dated.row;
    if (row.allowed().empty()) return BadRow(row.id(), "allows nothing");
    const bool accepts = std::find(row.allowed().begin(), row.allowed().end(),
                                   v1::DISPOSAL_ACCEPT) != row.allowed().end();
    if (accepts == row.case_types().empty()) {
      return BadRow(row.id(), accepts ? "accepts, but as no case type"
                                      : "has case types, but does not accept");
    }
  }
  auto id = [](const auto& row) { return row.id(); };
  return CheckDisjoint(book.disposals(), id, [](const auto& a, const auto& b) {
    if (a.id() == b.id()) return true;
    if (a.eligible() != b.eligible() || !ShareKinds(a.kinds(), b.kinds())) return false;
    return !a.eligible() || a.competent() == b.competent();
  });
}

absl::Status CheckParts(const RuleBook& book) {
  for (const auto& dated : book.parts()) {
    const v1::PartRule& row = dated.row;
    if (row.kinds().empty()) return BadRow(row.id(), "speaks of no kind");
    if (row.case_types().empty()) return BadRow(row.id(), "lets the part become nothing");
    if (row.text_vi().empty()) return BadRow(row.id(), "has no text for the officer");
  }
  auto id = [](const auto& row) { return row.id(); };
  RETURN_IF_ERROR(
      CheckNoGaps(book.parts(), id, [](const auto& a, const auto& b) { return a.id() == b.id(); }));
  return CheckDisjoint(book.parts(), id, [](const auto& a, const auto& b) {
    return a.id() == b.id() || Share(a.kinds(), b.kinds());
  });
}

}  // namespace

absl::Status CheckRules(const RuleBook& book) {
  RETURN_IF_ERROR(CheckInstruments(book));
  RETURN_IF_ERROR(CheckDeadlines(book));
  RETURN_IF_ERROR(CheckParameters(book));
  RETURN_IF_ERROR(CheckCaseLimits(book));
  RETURN_IF_ERROR(CheckWorkflows(book));
  RETURN_IF_ERROR(CheckGroups(book));
  RETURN_IF_ERROR(CheckCompetences(book));
  RETURN_IF_ERROR(CheckConditions(book));
  RETURN_IF_ERROR(CheckDisposals(book));
  return CheckParts(book);
}

}  // namespace donthu::law
