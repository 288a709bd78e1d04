#include "services/routing/assignments.h"

#include <algorithm>

#include "services/base/access/sight.h"
#include "services/base/db/request.h"
#include "services/base/status/status.h"
#include "services/law/date.h"
#include "services/routing/places.h"

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
  now.set_officer_left(false);
  return now;
}

absl::Status KeptByConflict(const char* field) {
  return Failure(absl::StatusCode::kFailedPrecondition, common::v1::CONFLICT_OF_INTEREST,
                 "the accused has power over this officer")
      .With("citation", "L-TC Đ.12")
      .Field(field, "serves under the accused",
             "Cán bộ này thuộc cơ quan do người bị tố cáo đứng đầu hoặc là cấp phó, hoặc cơ quan "
             "cấp dưới của nó; giao cho người khác (L-TC Đ.12).");
}

}  // namespace

absl::StatusOr<Candidate> FindCandidate(AssignmentStore& store, const Reference& reference,
                                        const char* field, const std::string& officer,
                                        const Post& post, int64_t petition_id,
                                        absl::CivilDay today) {
  ASSIGN_OR_RETURN(auto found, store.Find(officer, post, petition_id));
  if (!found) {
    return InvalidField(field, "is not in office on that day where this agency gives work",
                        "Không có cán bộ này đang công tác vào ngày đó tại cơ quan, cơ quan kế "
                        "thừa, cơ quan cấp dưới hoặc cơ quan thanh tra.");
  }
  const auto superiors = Superiors(reference, found->agency, today);
  const auto& leads = found->leads;
  if (std::find_first_of(leads.begin(), leads.end(), superiors.begin(), superiors.end()) !=
      leads.end()) {
    return KeptByConflict(field);
  }
  return *std::move(found);
}

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
  ASSIGN_OR_RETURN(const auto on, law::ToDay(request.on()));
  ASSIGN_OR_RETURN(const auto reference, reference_.Get());
  const auto today = clock_.Today();
  // Whoever left may be released.
  if (!request.ends()) {
    const Post then{PlacesOfWork(*reference, request.agency_code(), on), on};
    RETURN_IF_ERROR(FindCandidate(assignments_, *reference, "officer", request.officer(), then,
                                  request.petition_id(), today)
                        .status());
  }
  const Post now{PlacesOfWork(*reference, request.agency_code(), today), today};
  ASSIGN_OR_RETURN(
      const auto before,
      assignments_.List(request.petition_id(), request.agency_code(), request.officer(), now));
  ASSIGN_OR_RETURN(answer, After(request, before));
  RETURN_IF_ERROR(assignments_.Write(
      {request.request_id(), fingerprint, answer.SerializeAsString(), call.principal}, answer, on));
  return answer;
}

absl::StatusOr<v1::GetAssignmentsResponse> Assignments::List(
    const v1::GetAssignmentsRequest& request) {
  RETURN_IF_ERROR(store_.GetHeld(request.petition_id(), request.agency_code()).status());
  ASSIGN_OR_RETURN(const auto reference, reference_.Get());
  const auto today = clock_.Today();
  ASSIGN_OR_RETURN(
      auto assignments,
      assignments_.List(request.petition_id(), request.agency_code(), "",
                        {PlacesOfWork(*reference, request.agency_code(), today), today}));
  v1::GetAssignmentsResponse response;
  for (auto& one : assignments) *response.add_assignments() = std::move(one);
  return response;
}

}  // namespace donthu::routing
