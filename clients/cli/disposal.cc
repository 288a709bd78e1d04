#include "clients/cli/disposal.h"

#include <string>
#include <vector>

#include "clients/cli/labels.h"

namespace donthu::cli {
namespace {

std::string TextOf(const law::v1::Basis& basis) {
  if (basis.text_vi().empty()) return basis.citation();
  return basis.citation() + " — " + basis.text_vi();
}

// Why, in the words of the first condition that is not met.
std::string ReasonOf(const routing::v1::Proposal& proposal) {
  for (const auto& finding : proposal.findings()) {
    if (!finding.met() && !finding.text_vi().empty()) return finding.text_vi();
  }
  return proposal.basis().empty() ? LabelVi(proposal.disposal()) : TextOf(proposal.basis(0));
}

bool NeedsReason(law::v1::Disposal disposal) {
  return disposal == law::v1::DISPOSAL_REFUSE || disposal == law::v1::DISPOSAL_FILE ||
         disposal == law::v1::DISPOSAL_RETURN;
}

}  // namespace

routing::v1::DisposeRequest AsProposed(const routing::v1::Proposal& proposal,
                                       law::v1::PetitionKind kind, const std::string& agency) {
  routing::v1::DisposeRequest request;
  request.set_petition_id(proposal.petition_id());
  request.set_agency_code(agency);
  request.set_etag(proposal.etag());
  request.set_disposal(proposal.disposal());
  request.set_kind(kind);
  request.set_eligible(proposal.eligible());
  request.set_competent(proposal.competent());
  request.set_prior_status(proposal.prior_status() == law::v1::PRIOR_STATUS_UNSPECIFIED
                               ? law::v1::PRIOR_STATUS_NOT_SETTLED
                               : proposal.prior_status());
  request.set_case_type(proposal.case_type());
  if (proposal.has_accused()) *request.mutable_accused() = proposal.accused();
  if (proposal.disposal() == law::v1::DISPOSAL_TRANSFER) {
    request.set_to_agency_code(proposal.transfer_to_agency_code());
  }
  if (proposal.disposal() == law::v1::DISPOSAL_JOIN && !proposal.duplicates().empty()) {
    request.set_join_petition_id(proposal.duplicates(0).petition_id());
  }
  if (NeedsReason(proposal.disposal())) request.set_reason(ReasonOf(proposal));
  return request;
}

Json ProposalJson(const routing::v1::Proposal& proposal) {
  Json basis = Json::array();
  for (const auto& one : proposal.basis()) basis.push_back(TextOf(one));
  return {{"disposal", ShortName(proposal.disposal())},
          {"agency", proposal.agency_code()},
          {"case_type", ShortName(proposal.case_type())},
          {"basis", basis},
          {"agency_steps",
           Json(std::vector<std::string>(proposal.agency_derivation().steps_vi().begin(),
                                         proposal.agency_derivation().steps_vi().end()))},
          {"outside", proposal.outside()},
          {"above_level", proposal.above_level()},
          {"round", proposal.round()},
          {"eligible", proposal.eligible()},
          {"confidence", proposal.confidence()}};
}

Json DuplicatesJson(
    const google::protobuf::RepeatedPtrField<intake::v1::DuplicateHint>& duplicates) {
  Json hints = Json::array();
  for (const auto& hint : duplicates) {
    hints.push_back({{"code", hint.code()}, {"score", hint.score()}, {"reason", hint.reason()}});
  }
  return hints;
}

}  // namespace donthu::cli
