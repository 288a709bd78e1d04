#include "services/routing/proposal.h"

#include <algorithm>

#include "services/base/reference/accused.h"
#include "services/base/text/fold.h"
#include "services/base/text/similarity.h"
#include "services/law/date.h"
#include "services/law/disposal.h"

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

// Where the competent agency can't be told, whatever rests on competence is a guess; a letter
// without signature is filed all the same.
int Confidence(const law::v1::DisposalAdvice& advice, const Competence& competence) {
  constexpr int kGuess = 40;
  if (!competence.agency_code.empty()) return std::min(advice.confidence(), competence.confidence);
  const auto disposal = advice.disposal();
  const bool rests_on_competence =
      disposal == law::v1::DISPOSAL_ACCEPT || disposal == law::v1::DISPOSAL_TRANSFER ||
      (advice.basis_size() > 0 && advice.basis(0).rule_id() == "COMPETENT");
  return rests_on_competence ? std::min(advice.confidence(), kGuess) : advice.confidence();
}

// The competent agency, or, where the holder itself is competent or nobody is known, who checks for
// the holder; never one that the accused leads.
std::string TransferTarget(const Reference& reference, const Competence& competence,
                           const v1::Handling& handling, absl::CivilDay on) {
  if (competence.outside) return "";
  if (!competence.agency_code.empty() && competence.agency_code != handling.agency_code()) {
    return competence.agency_code;
  }
  const std::string inspecting = FindInspecting(reference, handling.agency_code(), on);
  const bool conflict =
      competence.accused && HasConflict(reference, *competence.accused, inspecting, on);
  return conflict ? "" : inspecting;
}

}  // namespace

Matter MatterOf(const Case& found, const std::optional<v1::Accused>& accused) {
  const auto& opened = found.held.handling.opened_on();
  Matter matter;
  matter.kind = found.card.kind();
  matter.second_complaint = found.card.second_complaint();
  matter.subject_code = found.held.subject_code;
  matter.area_key = found.held.area_key;
  matter.on = absl::CivilDay(opened.year(), opened.month(), opened.day());
  matter.folded_text = text::Fold(found.title + " " + found.body);
  if (found.card.has_decision_on()) {
    const auto& decided = found.card.decision_on();
    matter.decision_on = absl::CivilDay(decided.year(), decided.month(), decided.day());
  }
  matter.accused = accused;
  if (!accused && found.held.handling.has_accused()) matter.accused = found.held.handling.accused();
  return matter;
}

bool IsAboveLevel(const Reference& reference, const Held& held, const Matter& matter,
                  const Competence& competence) {
  const bool counted =
      matter.kind == law::v1::PETITION_KIND_RECOMMENDATION ||
      matter.kind == law::v1::PETITION_KIND_REFLECTION ||
      (matter.kind == law::v1::PETITION_KIND_COMPLAINT && !matter.second_complaint);
  const auto* holder = reference.Agency(held.handling.agency_code());
  const auto* competent = reference.Agency(competence.agency_code);
  return counted && holder != nullptr && competent != nullptr &&
         held.received_by == holder->code() && holder->level() < competent->level();
}

v1::Proposal Propose(const Case& found, const Reference& reference, const law::RuleBook& rules,
                     const std::vector<intake::v1::DuplicateHint>& duplicates,
                     const std::optional<v1::Accused>& accused) {
  const v1::Handling& handling = found.held.handling;
  const Matter matter = MatterOf(found, accused);
  const Competence competence = FindCompetent(reference, rules, matter);
  law::v1::PetitionFacts facts = FactsOf(found, matter.folded_text);
  facts.set_competent(competence.agency_code == handling.agency_code());
  facts.set_duplicate(!duplicates.empty() && duplicates.front().score() >= text::kJoinScore);
  const auto advice = law::AdviseDisposal(rules, reference.calendar, facts);

  v1::Proposal proposal;
  proposal.set_petition_id(handling.petition_id());
  proposal.set_disposal(advice.disposal());
  proposal.set_case_type(advice.case_type());
  proposal.set_round(advice.round());
  proposal.set_agency_code(competence.agency_code);
  *proposal.mutable_agency_derivation() = competence.derivation;
  proposal.set_outside(competence.outside);
  proposal.set_above_level(IsAboveLevel(reference, found.held, matter, competence));
  if (competence.accused) *proposal.mutable_accused() = *competence.accused;
  proposal.set_eligible(advice.eligible());
  proposal.set_competent(facts.competent());
  proposal.set_prior_status(advice.prior_status());
  *proposal.mutable_findings() = advice.findings();
  *proposal.mutable_basis() = advice.basis();
  proposal.set_confidence(Confidence(advice, competence));
  for (const auto& duplicate : duplicates) *proposal.add_duplicates() = duplicate;
  proposal.set_etag(handling.etag());
  if (advice.disposal() == law::v1::DISPOSAL_TRANSFER) {
    proposal.set_transfer_to_agency_code(
        TransferTarget(reference, competence, handling, matter.on));
  }
  return proposal;
}

}  // namespace donthu::routing
