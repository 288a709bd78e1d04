#include "services/routing/assignments.h"

#include "services/base/db/request.h"
#include "services/base/status/status.h"
#include "services/law/date.h"

namespace donthu::routing {
namespace {

// The assignment as it will be. INVALID_FIELD when there is none to end.
absl::StatusOr<v1::Assignment> After(const v1::AssignOfficerRequest& request,
                                     const std::vector<v1::Assignment>& before) {
  const bool runs = !before.empty() && !before.front().has_ended_on();
  v1::Assignment now;
  if (runs) now = before.front();
  if (!runs && request.ends()) {
    return InvalidField("officer", "is not assigned to this petition",
                        "Cán bộ này không được giao đơn này.");
  }
  if (!runs) {
    now.set_petition_id(request.petition_id());
    now.set_agency_code(request.agency_code());
    now.set_officer(request.officer());
    *now.mutable_assigned_on() = request.on();
  }
  if (!request.ends()) return now;
  ASSIGN_OR_RETURN(const auto on, law::ToDay(request.on()));
  ASSIGN_OR_RETURN(const auto since, law::ToDay(now.assigned_on()));
  if (on < since) {
    return InvalidField("on", "lies before the day of the assignment", "Ngày trước ngày giao.");
  }
  *now.mutable_ended_on() = request.on();
  return now;
}

}  // namespace

absl::StatusOr<v1::Assignment> Assignments::Assign(const rpc::Call& call,
                                                   const v1::AssignOfficerRequest& request) {
  const std::string fingerprint = db::FingerprintOf(request);
  ASSIGN_OR_RETURN(const auto repeated, store_.Repeated(request.request_id(), fingerprint));
  v1::Assignment answer;
  if (repeated) {
    answer.ParseFromString(*repeated);
    return answer;
  }
  RETURN_IF_ERROR(store_.GetHeld(request.petition_id(), request.agency_code()).status());
  ASSIGN_OR_RETURN(const auto before, assignments_.List(request.petition_id(),
                                                        request.agency_code(), request.officer()));
  ASSIGN_OR_RETURN(answer, After(request, before));
  ASSIGN_OR_RETURN(const auto on, law::ToDay(request.on()));
  RETURN_IF_ERROR(assignments_.Write(
      {request.request_id(), fingerprint, answer.SerializeAsString(), call.principal}, answer, on));
  return answer;
}

absl::StatusOr<v1::GetAssignmentsResponse> Assignments::List(
    const v1::GetAssignmentsRequest& request) {
  RETURN_IF_ERROR(store_.GetHeld(request.petition_id(), request.agency_code()).status());
  ASSIGN_OR_RETURN(auto assignments,
                   assignments_.List(request.petition_id(), request.agency_code(), ""));
  v1::GetAssignmentsResponse response;
  for (auto& one : assignments) *response.add_assignments() = std::move(one);
  return response;
}

}  // namespace donthu::routing
