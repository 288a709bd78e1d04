// Advice, disposals and referrals. What each method promises and how it fails:
// proto/donthu/routing/v1/routing_service.proto.
#pragma once

#include "clients/cpp/service.h"
#include "donthu/routing/v1/routing_service.pb.h"

namespace donthu::client {

class RoutingClient {
 public:
  explicit RoutingClient(Connection& connection)
      : service_(connection, "donthu.routing.v1.RoutingService") {}

  absl::StatusOr<routing::v1::Proposal> ProposeDisposal(
      const routing::v1::ProposeDisposalRequest& request) const {
    return service_.Call<routing::v1::Proposal>("ProposeDisposal", request);
  }
  absl::StatusOr<routing::v1::Handling> Dispose(const routing::v1::DisposeRequest& request) const {
    return service_.Call<routing::v1::Handling>("Dispose", request);
  }
  absl::StatusOr<routing::v1::Handling> GetHandling(
      const routing::v1::GetHandlingRequest& request) const {
    return service_.Call<routing::v1::Handling>("GetHandling", request);
  }
  absl::StatusOr<routing::v1::ListReferralsResponse> ListReferrals(
      const routing::v1::ListReferralsRequest& request) const {
    return service_.Call<routing::v1::ListReferralsResponse>("ListReferrals", request);
  }
  absl::StatusOr<routing::v1::Referral> AcceptReferral(
      const routing::v1::AcceptReferralRequest& request) const {
    return service_.Call<routing::v1::Referral>("AcceptReferral", request);
  }
  absl::StatusOr<routing::v1::Referral> ReturnReferral(
      const routing::v1::ReturnReferralRequest& request) const {
    return service_.Call<routing::v1::Referral>("ReturnReferral", request);
  }
  absl::StatusOr<routing::v1::Handling> DecideCompetence(
      const routing::v1::DecideCompetenceRequest& request) const {
    return service_.Call<routing::v1::Handling>("DecideCompetence", request);
  }
  absl::StatusOr<routing::v1::CountAboveLevelResponse> CountAboveLevel(
      const routing::v1::CountAboveLevelRequest& request) const {
    return service_.Call<routing::v1::CountAboveLevelResponse>("CountAboveLevel", request);
  }
  absl::StatusOr<routing::v1::Assignment> AssignOfficer(
      const routing::v1::AssignOfficerRequest& request) const {
    return service_.Call<routing::v1::Assignment>("AssignOfficer", request);
  }
  absl::StatusOr<routing::v1::GetAssignmentsResponse> GetAssignments(
      const routing::v1::GetAssignmentsRequest& request) const {
    return service_.Call<routing::v1::GetAssignmentsResponse>("GetAssignments", request);
  }
  absl::StatusOr<routing::v1::ListLeftWorkResponse> ListLeftWork(
      const routing::v1::ListLeftWorkRequest& request) const {
    return service_.Call<routing::v1::ListLeftWorkResponse>("ListLeftWork", request);
  }
  absl::StatusOr<routing::v1::ReassignWorkResponse> ReassignWork(
      const routing::v1::ReassignWorkRequest& request) const {
    return service_.Call<routing::v1::ReassignWorkResponse>("ReassignWork", request);
  }
  absl::StatusOr<routing::v1::DraftAdvice> ProposeForDraft(
      const routing::v1::ProposeForDraftRequest& request) const {
    return service_.Call<routing::v1::DraftAdvice>("ProposeForDraft", request);
  }
  absl::StatusOr<routing::v1::ListToClassifyResponse> ListToClassify(
      const routing::v1::ListToClassifyRequest& request) const {
    return service_.Call<routing::v1::ListToClassifyResponse>("ListToClassify", request);
  }
  absl::StatusOr<routing::v1::GetHandlingsResponse> GetHandlings(
      const routing::v1::GetHandlingsRequest& request) const {
    return service_.Call<routing::v1::GetHandlingsResponse>("GetHandlings", request);
  }

 private:
  const Service service_;
};

}  // namespace donthu::client
