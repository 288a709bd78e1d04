// Keeps who denounced, so that nobody reads it alone. The server forgets each entry's key as soon
// as it is wrapped; see docs/adr/0017.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "services/base/process/process.h"

namespace donthu::vault {

// Fails when the config has no vault, or its store or recovery key can't be read.
absl::StatusOr<std::unique_ptr<Service>> NewVaultService(const Environment& environment);

inline ServiceEntry VaultEntry() { return {"vault", 1, 2, &NewVaultService}; }

}  // namespace donthu::vault
