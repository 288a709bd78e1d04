// Cases from acceptance to the end: what may be done, what was done, and which limits run.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "services/base/process/process.h"

namespace donthu::resolution {

absl::StatusOr<std::unique_ptr<Service>> NewResolutionService(const Environment& environment);

inline ServiceEntry Entry() { return {"resolution", 6, 6, &NewResolutionService}; }

}  // namespace donthu::resolution
