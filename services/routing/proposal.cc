#include "services/routing/proposal.h"

#include <algorithm>

#include "services/base/text/fold.h"
#include "services/base/text/similarity.h"
#include "services/law/date.h"
#include "services/law/disposal.h"
#include "services/routing/competence.h"

namespace donthu::routing {
namespace {

// Disputes between parties are not administrative decisions or acts.
constexpr char kLandDispute[] = "DD05";
constexpr char kCivilDispute[] = "TP04";

law::v1::PetitionFacts FactsOf(const Case& found, const std::string& folded) {
  const auto& card = found.card;
  law::v1::PetitionFacts facts;
  facts.set_kind(card.kind());
  *facts.mutable_mixed_kinds() = card.mixed_kinds();
  *facts.mutable_received_on() = found.held.handling.opened_on();
  if (card.has_decision_on()) *facts.mutable_decision_on() = card.decision_on();
  facts.set_anonymous(card.anonymous());
  facts.set_has_name(card.names_author());
  facts.set_has_address(card.gives_address() && card.defect() != intake::v1::DEFECT_NO_ADDRESS);
  facts.set_has_signature(card.has_signature() &&
                          card.defect() != intake::v1::DEFECT_MISSING_SIGNATURE);
  facts.set_has_evidence(card.has_evidence());
  facts.set_unclear(card.defect() == intake::v1::DEFECT_UNCLEAR);
  facts.set_second_complaint(card.second_complaint());
  facts.set_group_size(card.group_size());
  facts.set_representatives(card.representatives());
  facts.set_subject_code(found.held.subject_code);
  facts.set_land_dispute(found.held.subject_code == kLandDispute);
  facts.set_civil_dispute(found.held.subject_code == kCivilDispute);
  facts.set_forwarded(card.channel() == intake::v1::CHANNEL_FORWARDED);
  facts.set_folded_text(folded);
  return facts;
}

}  // namespace

v1::Proposal Propose(const Case& found, const Reference& reference, const law::RuleBook& rules,
                     const std::vector<intake::v1::DuplicateHint>& duplicates) {
  const v1::Handling& handling = found.held.handling;
  const std::string folded = text::Fold(found.title + " " + found.body);
  const auto& opened = handling.opened_on();
  const absl::CivilDay opened_on(opened.year(), opened.month(), opened.day());
  const Competence competence = FindCompetent(
      reference, Matter{found.card.kind(), found.card.second_complaint(), found.held.subject_code,
                        found.held.area_key, opened_on, folded});
  law::v1::PetitionFacts facts = FactsOf(found, folded);
  facts.set_competent(competence.agency_code == handling.agency_code());
  facts.set_duplicate(!duplicates.empty() && duplicates.front().score() >= text::kJoinScore);
  const auto advice = law::AdviseDisposal(rules, reference.calendar, facts);

  v1::Proposal proposal;
  proposal.set_petition_id(handling.petition_id());
  proposal.set_disposal(advice.disposal());
  proposal.set_case_type(advice.case_type());
  proposal.set_round(advice.round());
  proposal.set_agency_code(competence.agency_code);
  for (const auto& reason : competence.reasons_vi) proposal.add_agency_reasons_vi(reason);
  proposal.set_eligible(advice.eligible());
  proposal.set_competent(facts.competent());
  proposal.set_prior_status(advice.prior_status());
  *proposal.mutable_findings() = advice.findings();
  *proposal.mutable_basis() = advice.basis();
  proposal.set_confidence(competence.confidence == 0
                              ? advice.confidence()
                              : std::min(advice.confidence(), competence.confidence));
  for (const auto& duplicate : duplicates) *proposal.add_duplicates() = duplicate;
  proposal.set_etag(handling.etag());
  if (advice.disposal() == law::v1::DISPOSAL_TRANSFER) {
    const bool elsewhere = !competence.agency_code.empty() && !facts.competent();
    proposal.set_transfer_to_agency_code(
        elsewhere ? competence.agency_code
                  : FindInspecting(reference, handling.agency_code(), opened_on));
  }
  return proposal;
}

}  // namespace donthu::routing
