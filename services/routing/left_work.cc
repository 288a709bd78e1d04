#include "services/routing/left_work.h"

#include <utility>

#include "services/base/access/sight.h"
#include "services/base/db/request.h"
#include "services/base/page/page.h"
#include "services/base/status/status.h"
#include "services/law/date.h"
#include "services/routing/assignments.h"
#include "services/routing/places.h"

namespace donthu::routing {

absl::StatusOr<v1::ListLeftWorkResponse> LeftWorkDesk::List(
    const v1::ListLeftWorkRequest& request) {
  ASSIGN_OR_RETURN(const auto key, page::Key(request, request.page_token(), "itt"));
  v1::Assignment after;
  if (!key.empty()) {
    after.set_petition_id(std::stoll(key[0]));
    after.set_agency_code(key[1]);
    after.set_officer(key[2]);
  }
  ASSIGN_OR_RETURN(const auto reference, reference_.Get());
  const auto today = clock_.Today();
  const LeftWork left{reference->WithPredecessors({request.agency_code()}, today),
                      {PlacesOfWork(*reference, request.agency_code(), today), today},
                      request.officer()};
  const int size = page::Size(request.page_size());
  ASSIGN_OR_RETURN(auto work, assignments_.ListLeft(left, after, size + 1));
  v1::ListLeftWorkResponse response;
  if (work.size() > static_cast<size_t>(size)) {
    work.resize(size);
    const auto& last = work.back();
    response.set_next_page_token(page::Token(
        request, {std::to_string(last.petition_id()), last.agency_code(), last.officer()}));
  }
  for (auto& one : work) *response.add_assignments() = std::move(one);
  return response;
}

absl::StatusOr<GivingOn> LeftWorkDesk::Check(const v1::ReassignWorkRequest& request) {
  ASSIGN_OR_RETURN(const auto reference, reference_.Get());
  ASSIGN_OR_RETURN(const auto on, law::ToDay(request.on()));
  const auto today = clock_.Today();
  const auto& agency = request.agency_code();
  const Post now{PlacesOfWork(*reference, agency, today), today};
  ASSIGN_OR_RETURN(const auto still, assignments_.Find(request.from_officer(), now, 0));
  if (still) {
    return InvalidField("from_officer", "is still in office where this agency gives work",
                        "Cán bộ này vẫn đang công tác; kết thúc việc giao từng đơn.");
  }
  if (request.to_officer() == request.from_officer()) {
    return InvalidField("to_officer", "is the one who left", "Chọn cán bộ khác để giao tiếp.");
  }
  const Post then{PlacesOfWork(*reference, agency, on), on};
  ASSIGN_OR_RETURN(const auto taker, FindCandidate(assignments_, *reference, "to_officer",
                                                   request.to_officer(), then, 0, today));
  return GivingOn{reference->WithPredecessors({agency}, today),
                  request.from_officer(),
                  request.to_officer(),
                  on,
                  request.reason(),
                  Superiors(*reference, taker.agency, today)};
}

absl::StatusOr<v1::ReassignWorkResponse> LeftWorkDesk::GiveOn(
    const rpc::Call& call, const v1::ReassignWorkRequest& request) {
  const std::string fingerprint = db::FingerprintOf(request);
  ASSIGN_OR_RETURN(const auto repeated, store_.Repeated(request.request_id(), fingerprint));
  if (repeated) {
    v1::ReassignWorkResponse answer;
    answer.ParseFromString(*repeated);
    return answer;
  }
  ASSIGN_OR_RETURN(const GivingOn giving, Check(request));
  return assignments_.GiveOn({request.request_id(), fingerprint, "", call.principal}, giving);
}

}  // namespace donthu::routing
