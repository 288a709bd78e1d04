#include "services/law/condition.h"

#include <algorithm>
#include <string>

#include "services/law/date.h"
#include "services/law/deadline.h"

namespace donthu::law {
namespace {

// Everything a predicate may look at.
struct View {
  const RuleBook& book;
  const Calendar& calendar;
  const v1::PetitionFacts& facts;
  absl::CivilDay received_on;
};

struct Condition {
  std::string_view id;
  Verdict (*judge)(const View&);
};

Verdict MetIf(bool met) { return met ? Verdict::kMet : Verdict::kFailed; }

bool IsRecommendation(int kind) {
  return kind == v1::PETITION_KIND_RECOMMENDATION || kind == v1::PETITION_KIND_REFLECTION;
}

Verdict Identified(const View& view) {
  return MetIf(!view.facts.anonymous() && view.facts.has_name());
}

Verdict Address(const View& view) { return MetIf(view.facts.has_address()); }

Verdict Signature(const View& view) { return MetIf(view.facts.has_signature()); }

Verdict ClearMatter(const View& view) { return MetIf(!view.facts.unclear()); }

Verdict NotDuplicate(const View& view) { return MetIf(!view.facts.duplicate()); }

Verdict SingleKind(const View& view) {
  int kind = view.facts.kind();
  for (int other : view.facts.mixed_kinds()) {
    // Recommendations and reflections take one road, so a letter with both needs no splitting.
    bool same = other == kind || (IsRecommendation(other) && IsRecommendation(kind));
    if (!same && other != v1::PETITION_KIND_UNSPECIFIED) return Verdict::kFailed;
  }
  return Verdict::kMet;
}

Verdict AdministrativeMatter(const View& view) {
  if (IsLandDispute(view.facts)) return Verdict::kDoesNotApply;
  return MetIf(!view.facts.civil_dispute() && view.facts.subject_code() != "TP04");
}

Verdict MediationAtCommune(const View& view) {
  if (!IsLandDispute(view.facts)) return Verdict::kDoesNotApply;
  return MetIf(view.facts.competent());
}

Verdict InTime(const View& view) {
  const v1::PetitionFacts& facts = view.facts;
  // A second complaint names the original decision, while its limit (DL-KN-08) counts from the
  // first settlement.
  if (facts.second_complaint() || !facts.has_decision_on() || IsLandDispute(facts)) {
    return Verdict::kDoesNotApply;
  }
  auto decision_on = ToDay(facts.decision_on());
  if (!decision_on.ok()) return Verdict::kDoesNotApply;
  auto due = ComputeDueDays(view.book, view.calendar,
                            IsDisciplinary(facts) ? "DL-KL-01" : "DL-KN-00", *decision_on);
  if (!due.ok()) return Verdict::kDoesNotApply;
  return MetIf(view.received_on <= due->legal);
}

Verdict Representatives(const View& view) {
  const auto* rule = view.book.Representatives(view.facts.group_size(), view.received_on);
  if (rule == nullptr) return Verdict::kDoesNotApply;
  int named = view.facts.representatives();
  return MetIf(rule->representatives_min() <= named && named <= rule->representatives_max());
}

Verdict Competent(const View& view) { return MetIf(view.facts.competent()); }

Verdict HandedInByCitizen(const View& view) {
  if (view.facts.competent()) return Verdict::kDoesNotApply;
  return MetIf(!view.facts.forwarded());
}

constexpr Condition kConditions[] = {
    {"IDENTIFIED", Identified},
    {"ADDRESS", Address},
    {"SIGNATURE", Signature},
    {"CLEAR_MATTER", ClearMatter},
    {"NOT_DUPLICATE", NotDuplicate},
    {"SINGLE_KIND", SingleKind},
    {"ADMINISTRATIVE_MATTER", AdministrativeMatter},
    {"MEDIATION_AT_COMMUNE", MediationAtCommune},
    {"IN_TIME", InTime},
    {"REPRESENTATIVES", Representatives},
    {"COMPETENT", Competent},
    {"HANDED_IN_BY_CITIZEN", HandedInByCitizen},
};

const Condition* Find(std::string_view id) {
  auto found = std::find_if(std::begin(kConditions), std::end(kConditions),
                            [id](const Condition& condition) { return condition.id == id; });
  return found == std::end(kConditions) ? nullptr : found;
}

}  // namespace

bool IsCondition(std::string_view id) { return Find(id) != nullptr; }

std::vector<std::string_view> ConditionsInOrder() {
  std::vector<std::string_view> ids;
  for (const Condition& condition : kConditions) ids.push_back(condition.id);
  return ids;
}

Verdict Judge(std::string_view id, const RuleBook& book, const Calendar& calendar,
              const v1::PetitionFacts& facts, absl::CivilDay received_on) {
  return Find(id)->judge(View{book, calendar, facts, received_on});
}

bool IsDisciplinary(const v1::PetitionFacts& facts) {
  return facts.kind() == v1::PETITION_KIND_COMPLAINT && facts.subject_code() == "CB03" &&
         facts.folded_text().find("ky luat") != std::string::npos;
}

bool IsLandDispute(const v1::PetitionFacts& facts) {
  // A denunciation accuses a person, over whatever it came about; it is never mediated.
  if (facts.kind() == v1::PETITION_KIND_DENUNCIATION) return false;
  return facts.land_dispute() || facts.subject_code() == "DD05";
}

}  // namespace donthu::law
