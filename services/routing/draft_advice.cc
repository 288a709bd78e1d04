#include "services/routing/draft_advice.h"

#include <algorithm>

#include "services/law/clock.h"
#include "services/law/date.h"
#include "services/law/workflow.h"
#include "services/routing/limit.h"
#include "services/routing/proposal.h"

namespace donthu::routing {
namespace {

Case CaseOf(const Draft& draft, const std::string& agency) {
  const auto& typed = draft.petition;
  Case result;
  Held& held = result.held;
  held.handling.set_agency_code(agency);
  held.handling.set_kind(typed.kind());
  *held.handling.mutable_opened_on() = law::ToProto(draft.received_on);
  held.subject_code = typed.subject_code();
  held.area_key = typed.area_key();
  held.received_by = agency;
  held.identity_withheld = draft.identity_withheld;
  auto& card = result.card;
  *card.mutable_received_on() = held.handling.opened_on();
  card.set_kind(typed.kind());
  *card.mutable_mixed_kinds() = typed.mixed_kinds();
  card.set_channel(typed.channel());
  card.set_group_size(std::max({typed.group_size(), typed.petitioners_size(), 1}));
  card.set_representatives(draft.representatives);
  card.set_anonymous(typed.anonymous());
  card.set_names_author(draft.names_author);
  card.set_gives_address(draft.gives_address);
  card.set_has_signature(typed.has_signature());
  card.set_has_evidence(typed.has_evidence());
  card.set_defect(typed.defect());
  if (typed.has_decision_on()) *card.mutable_decision_on() = typed.decision_on();
  card.set_second_complaint(typed.second_complaint());
  result.duplicate_facts = draft.duplicates.facts;
  result.band_keys = draft.duplicates.band_keys;
  result.title = typed.title();
  result.body = typed.body();
  return result;
}

// Of the case that would open; where it can be accepted at once, also those that run from then on.
law::Clocks CaseLimits(const Reference& reference, const law::RuleBook& rules,
                       law::v1::CaseType type, absl::CivilDay received_on) {
  const auto opened = law::OpenCase(rules, reference.calendar, type, received_on);
  if (!opened.ok()) return {};
  law::v1::CaseFacts facts;
  facts.set_type(type);
  facts.set_state(opened->state());
  *facts.mutable_received_on() = law::ToProto(received_on);
  *facts.mutable_clocks() = opened->clocks();
  law::v1::ActFacts accept;
  accept.set_kind(law::v1::ACT_KIND_ACCEPT);
  *accept.mutable_acted_on() = facts.received_on();
  const auto accepted = law::ApplyAct(rules, reference.calendar, facts, accept);
  return accepted.ok() ? accepted->clocks() : opened->clocks();
}

}  // namespace

v1::DraftAdvice AdviseDraft(const Draft& draft, const std::string& agency,
                            const Reference& reference, const law::RuleBook& rules,
                            const std::vector<intake::v1::DuplicateHint>& duplicates,
                            const std::optional<v1::Accused>& accused) {
  v1::DraftAdvice advice;
  if (draft.petition.kind() == law::v1::PETITION_KIND_UNSPECIFIED) return advice;
  v1::Proposal& proposal = *advice.mutable_proposal();
  proposal = Propose(CaseOf(draft, agency), reference, rules, duplicates, accused);
  const auto classify =
      ClassifyLimit(rules, reference.calendar, draft.petition.kind(), draft.received_on);
  if (classify) *advice.add_limits() = *classify;
  if (proposal.disposal() != law::v1::DISPOSAL_ACCEPT) return advice;
  for (auto& clock : CaseLimits(reference, rules, proposal.case_type(), draft.received_on)) {
    auto* limit = advice.add_limits();
    *limit = clock;
    limit->set_number(advice.limits_size());
  }
  return advice;
}

}  // namespace donthu::routing
