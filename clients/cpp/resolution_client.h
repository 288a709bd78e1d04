// Cases, their acts and clocks, and commitments. What each method promises and how it fails:
// proto/donthu/resolution/v1/resolution_service.proto.
#pragma once

#include "clients/cpp/service.h"
#include "donthu/resolution/v1/resolution_service.pb.h"

namespace donthu::client {

class ResolutionClient {
 public:
  explicit ResolutionClient(Connection& connection)
      : service_(connection, "donthu.resolution.v1.ResolutionService") {}

  absl::StatusOr<resolution::v1::Case> RecordAct(
      const resolution::v1::RecordActRequest& request) const {
    return service_.Call<resolution::v1::Case>("RecordAct", request);
  }
  absl::StatusOr<resolution::v1::Case> OpenCase(
      const resolution::v1::OpenCaseRequest& request) const {
    return service_.Call<resolution::v1::Case>("OpenCase", request);
  }
  absl::StatusOr<resolution::v1::PreviewActsResponse> PreviewActs(
      const resolution::v1::PreviewActsRequest& request) const {
    return service_.Call<resolution::v1::PreviewActsResponse>("PreviewActs", request);
  }
  absl::StatusOr<resolution::v1::Case> GetCase(
      const resolution::v1::GetCaseRequest& request) const {
    return service_.Call<resolution::v1::Case>("GetCase", request);
  }
  absl::StatusOr<resolution::v1::ListDueResponse> ListDue(
      const resolution::v1::ListDueRequest& request) const {
    return service_.Call<resolution::v1::ListDueResponse>("ListDue", request);
  }
  absl::StatusOr<resolution::v1::ListMovedClocksResponse> ListMovedClocks(
      const resolution::v1::ListMovedClocksRequest& request) const {
    return service_.Call<resolution::v1::ListMovedClocksResponse>("ListMovedClocks", request);
  }
  absl::StatusOr<resolution::v1::Commitment> MakeCommitment(
      const resolution::v1::MakeCommitmentRequest& request) const {
    return service_.Call<resolution::v1::Commitment>("MakeCommitment", request);
  }
  absl::StatusOr<resolution::v1::Commitment> RecordCommitmentAct(
      const resolution::v1::RecordCommitmentActRequest& request) const {
    return service_.Call<resolution::v1::Commitment>("RecordCommitmentAct", request);
  }
  absl::StatusOr<resolution::v1::Commitment> GetCommitment(
      const resolution::v1::GetCommitmentRequest& request) const {
    return service_.Call<resolution::v1::Commitment>("GetCommitment", request);
  }
  absl::StatusOr<resolution::v1::ListCommitmentsResponse> ListCommitments(
      const resolution::v1::ListCommitmentsRequest& request) const {
    return service_.Call<resolution::v1::ListCommitmentsResponse>("ListCommitments", request);
  }

 private:
  const Service service_;
};

}  // namespace donthu::client
