// Work that officers left behind, and whoever goes on with it.
#pragma once

#include "absl/status/statusor.h"
#include "services/base/clock/clock.h"
#include "services/base/reference/reference.h"
#include "services/base/rpc/methods.h"
#include "services/routing/assignment_store.h"
#include "services/routing/routing_store.h"

namespace donthu::routing {

class LeftWorkDesk {
 public:
  // All outlive this.
  LeftWorkDesk(db::Pool& pool, RoutingStore& store, ReferenceCache& reference, const Clock& clock)
      : store_(store), assignments_(pool), reference_(reference), clock_(clock) {}

  absl::StatusOr<v1::ListLeftWorkResponse> List(const v1::ListLeftWorkRequest& request);
  absl::StatusOr<v1::ReassignWorkResponse> GiveOn(const rpc::Call& call,
                                                  const v1::ReassignWorkRequest& request);

 private:
  // Refusals of what the request names; else what is to be done.
  absl::StatusOr<GivingOn> Check(const v1::ReassignWorkRequest& request);

  RoutingStore& store_;
  AssignmentStore assignments_;
  ReferenceCache& reference_;
  const Clock& clock_;
};

}  // namespace donthu::routing
