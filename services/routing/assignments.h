// Who works on a petition at an agency, and so may see it where its author is withheld.
#pragma once

#include "absl/status/statusor.h"
#include "services/base/rpc/methods.h"
#include "services/routing/assignment_store.h"
#include "services/routing/routing_store.h"

namespace donthu::routing {

class Assignments {
 public:
  // Both outlive this.
  Assignments(db::Pool& pool, RoutingStore& store) : store_(store), assignments_(pool) {}

  absl::StatusOr<v1::Assignment> Assign(const rpc::Call& call,
                                        const v1::AssignOfficerRequest& request);
  absl::StatusOr<v1::GetAssignmentsResponse> List(const v1::GetAssignmentsRequest& request);

 private:
  RoutingStore& store_;
  AssignmentStore assignments_;
};

}  // namespace donthu::routing
