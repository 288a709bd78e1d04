// Areas, agencies, subject fields and the calendar. What each method promises and how it fails:
// proto/donthu/directory/v1/directory_service.proto.
#pragma once

#include "clients/cpp/service.h"
#include "donthu/directory/v1/directory_service.pb.h"

namespace donthu::client {

class DirectoryClient {
 public:
  explicit DirectoryClient(Connection& connection)
      : service_(connection, "donthu.directory.v1.DirectoryService") {}

  absl::StatusOr<directory::v1::ImportDirectoryResponse> ImportDirectory(
      const directory::v1::ImportDirectoryRequest& request) const {
    return service_.Call<directory::v1::ImportDirectoryResponse>("ImportDirectory", request);
  }
  absl::StatusOr<directory::v1::Agency> GetAgency(
      const directory::v1::GetAgencyRequest& request) const {
    return service_.Call<directory::v1::Agency>("GetAgency", request);
  }
  absl::StatusOr<directory::v1::ListAgenciesResponse> ListAgencies(
      const directory::v1::ListAgenciesRequest& request) const {
    return service_.Call<directory::v1::ListAgenciesResponse>("ListAgencies", request);
  }
  absl::StatusOr<directory::v1::ListAreasResponse> ListAreas(
      const directory::v1::ListAreasRequest& request) const {
    return service_.Call<directory::v1::ListAreasResponse>("ListAreas", request);
  }
  absl::StatusOr<directory::v1::ListSubjectFieldsResponse> ListSubjectFields(
      const directory::v1::ListSubjectFieldsRequest& request) const {
    return service_.Call<directory::v1::ListSubjectFieldsResponse>("ListSubjectFields", request);
  }
  absl::StatusOr<directory::v1::ListCalendarDaysResponse> ListCalendarDays(
      const directory::v1::ListCalendarDaysRequest& request) const {
    return service_.Call<directory::v1::ListCalendarDaysResponse>("ListCalendarDays", request);
  }
  absl::StatusOr<directory::v1::ListOfficersResponse> ListOfficers(
      const directory::v1::ListOfficersRequest& request) const {
    return service_.Call<directory::v1::ListOfficersResponse>("ListOfficers", request);
  }

 private:
  const Service service_;
};

}  // namespace donthu::client
