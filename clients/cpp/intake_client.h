// Petitions at the counters. What each method promises and how it fails:
// proto/donthu/intake/v1/intake_service.proto.
#pragma once

#include "clients/cpp/service.h"
#include "donthu/intake/v1/intake_service.pb.h"

namespace donthu::client {

class IntakeClient {
 public:
  explicit IntakeClient(Connection& connection)
      : service_(connection, "donthu.intake.v1.IntakeService") {}

  absl::StatusOr<intake::v1::RegisterPetitionResponse> RegisterPetition(
      const intake::v1::RegisterPetitionRequest& request) const {
    return service_.Call<intake::v1::RegisterPetitionResponse>("RegisterPetition", request);
  }
  absl::StatusOr<intake::v1::Petition> GetPetition(
      const intake::v1::GetPetitionRequest& request) const {
    return service_.Call<intake::v1::Petition>("GetPetition", request);
  }
  absl::StatusOr<intake::v1::ListPetitionsResponse> ListPetitions(
      const intake::v1::ListPetitionsRequest& request) const {
    return service_.Call<intake::v1::ListPetitionsResponse>("ListPetitions", request);
  }
  absl::StatusOr<intake::v1::ListPetitionsResponse> SearchPetitions(
      const intake::v1::SearchPetitionsRequest& request) const {
    return service_.Call<intake::v1::ListPetitionsResponse>("SearchPetitions", request);
  }
  absl::StatusOr<intake::v1::FindPetitionersResponse> FindPetitioners(
      const intake::v1::FindPetitionersRequest& request) const {
    return service_.Call<intake::v1::FindPetitionersResponse>("FindPetitioners", request);
  }
  absl::StatusOr<intake::v1::FindDuplicatesResponse> FindDuplicates(
      const intake::v1::FindDuplicatesRequest& request) const {
    return service_.Call<intake::v1::FindDuplicatesResponse>("FindDuplicates", request);
  }
  absl::StatusOr<intake::v1::PreviewMaskingResponse> PreviewMasking(
      const intake::v1::PreviewMaskingRequest& request) const {
    return service_.Call<intake::v1::PreviewMaskingResponse>("PreviewMasking", request);
  }
  absl::StatusOr<intake::v1::AuthorCustody> GetAuthorCustody(
      const intake::v1::GetAuthorCustodyRequest& request) const {
    return service_.Call<intake::v1::AuthorCustody>("GetAuthorCustody", request);
  }
  // Needs no token.
  absl::StatusOr<intake::v1::PetitionStatus> GetStatus(
      const intake::v1::GetStatusRequest& request) const {
    return service_.Call<intake::v1::PetitionStatus>("GetStatus", request);
  }
  absl::StatusOr<intake::v1::PersonalData> GetPersonalData(
      const intake::v1::GetPersonalDataRequest& request) const {
    return service_.Call<intake::v1::PersonalData>("GetPersonalData", request);
  }
  absl::StatusOr<intake::v1::ListExpiredNumbersResponse> ListExpiredNumbers(
      const intake::v1::ListExpiredNumbersRequest& request) const {
    return service_.Call<intake::v1::ListExpiredNumbersResponse>("ListExpiredNumbers", request);
  }
  absl::StatusOr<intake::v1::EraseExpiredNumbersResponse> EraseExpiredNumbers(
      const intake::v1::EraseExpiredNumbersRequest& request) const {
    return service_.Call<intake::v1::EraseExpiredNumbersResponse>("EraseExpiredNumbers", request);
  }
  absl::StatusOr<intake::v1::RecordVisitResponse> RecordVisit(
      const intake::v1::RecordVisitRequest& request) const {
    return service_.Call<intake::v1::RecordVisitResponse>("RecordVisit", request);
  }
  absl::StatusOr<intake::v1::ListVisitsResponse> ListVisits(
      const intake::v1::ListVisitsRequest& request) const {
    return service_.Call<intake::v1::ListVisitsResponse>("ListVisits", request);
  }

 private:
  const Service service_;
};

}  // namespace donthu::client
