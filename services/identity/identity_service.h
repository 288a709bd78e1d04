// Accounts, sign-in, sessions and substitutions of officers.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "services/base/process/process.h"

namespace donthu::identity {

absl::StatusOr<std::unique_ptr<Service>> NewIdentityService(const Environment& environment);

inline ServiceEntry Entry() { return {"identity", 1, 3, &NewIdentityService}; }

}  // namespace donthu::identity
