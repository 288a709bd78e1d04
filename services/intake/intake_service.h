// Takes petitions in: receipt code, first limit, hints of likely duplicates; gets, lists and
// searches them.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "services/base/process/process.h"

namespace donthu::intake {

absl::StatusOr<std::unique_ptr<Service>> NewIntakeService(const Environment& environment);

inline ServiceEntry Entry() { return {"intake", 7, 7, &NewIntakeService}; }

}  // namespace donthu::intake
