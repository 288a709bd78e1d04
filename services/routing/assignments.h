// Who works on a petition at an agency, and so may see it where its author is withheld.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "services/base/clock/clock.h"
#include "services/base/reference/reference.h"
#include "services/base/rpc/methods.h"
#include "services/routing/assignment_store.h"
#include "services/routing/routing_store.h"

namespace donthu::routing {

// An officer who may be given work by an agency on that day. INVALID_FIELD on `field` when he holds
// no post there (services/routing/places.h); CONFLICT_OF_INTEREST on it where the accused of the
// petition has power over him, by the same rule as keeps him from reading it. `petition_id` 0 =
// whatever the petition.
absl::StatusOr<Candidate> FindCandidate(AssignmentStore& store, const Reference& reference,
                                        const char* field, const std::string& officer,
                                        const Post& post, int64_t petition_id,
                                        absl::CivilDay today);

class Assignments {
 public:
  // All outlive this.
  Assignments(db::Pool& pool, RoutingStore& store, ReferenceCache& reference, const Clock& clock)
      : store_(store), assignments_(pool), reference_(reference), clock_(clock) {}

  absl::StatusOr<v1::Assignment> Assign(const rpc::Call& call,
                                        const v1::AssignOfficerRequest& request);
  absl::StatusOr<v1::GetAssignmentsResponse> List(const v1::GetAssignmentsRequest& request);

 private:
  RoutingStore& store_;
  AssignmentStore assignments_;
  ReferenceCache& reference_;
  const Clock& clock_;
};

}  // namespace donthu::routing
