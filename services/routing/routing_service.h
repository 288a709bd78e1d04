// Says what a petition is, who is competent and why, records the decision, and hands petitions from
// agency to agency.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "services/base/process/process.h"

namespace donthu::routing {

absl::StatusOr<std::unique_ptr<Service>> NewRoutingService(const Environment& environment);

inline ServiceEntry Entry() { return {"routing", 1, 4, &NewRoutingService}; }

}  // namespace donthu::routing
