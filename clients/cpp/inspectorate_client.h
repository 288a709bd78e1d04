// Reports and the petitions behind their figures. What each method promises and how it fails:
// proto/donthu/inspectorate/v1/inspectorate_service.proto.
#pragma once

#include "clients/cpp/service.h"
#include "donthu/inspectorate/v1/inspectorate_service.pb.h"

namespace donthu::client {

class InspectorateClient {
 public:
  explicit InspectorateClient(Connection& connection)
      : service_(connection, "donthu.inspectorate.v1.InspectorateService") {}

  absl::StatusOr<inspectorate::v1::Report> GetReport(
      const inspectorate::v1::GetReportRequest& request) const {
    return service_.Call<inspectorate::v1::Report>("GetReport", request);
  }
  absl::StatusOr<inspectorate::v1::ListFigureResponse> ListFigure(
      const inspectorate::v1::ListFigureRequest& request) const {
    return service_.Call<inspectorate::v1::ListFigureResponse>("ListFigure", request);
  }
  absl::StatusOr<inspectorate::v1::ExportReportResponse> ExportReport(
      const inspectorate::v1::ExportReportRequest& request) const {
    return service_.Call<inspectorate::v1::ExportReportResponse>("ExportReport", request);
  }
  absl::StatusOr<inspectorate::v1::Overview> GetOverview(
      const inspectorate::v1::GetOverviewRequest& request) const {
    return service_.Call<inspectorate::v1::Overview>("GetOverview", request);
  }
  absl::StatusOr<inspectorate::v1::ListOverviewResponse> ListOverview(
      const inspectorate::v1::ListOverviewRequest& request) const {
    return service_.Call<inspectorate::v1::ListOverviewResponse>("ListOverview", request);
  }
  // Fill an inspectorate::v1::WatchOverviewResponse with each Next.
  std::unique_ptr<MessageReader> WatchOverview(
      const inspectorate::v1::WatchOverviewRequest& request) const {
    return service_.Read("WatchOverview", request);
  }

 private:
  const Service service_;
};

}  // namespace donthu::client
