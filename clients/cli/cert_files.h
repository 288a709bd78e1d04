// Authority, keys and certificates as files at the desk of who issues them. Nothing here leaves
// this machine.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/base/certificate/authority.h"

namespace donthu::cli {

// FOLDER/NAME.key, which only its owner may read, and FOLDER/NAME.pem; the folder is made where it
// is missing. Usage error when there is one of these files already.
absl::Status WriteIdentity(const certificate::Identity& identity, const std::string& folder,
                           const std::string& name);

// The authority in FOLDER/ca.key and FOLDER/ca.pem; refused when others may read the key.
absl::StatusOr<certificate::Identity> LoadAuthority(const std::string& folder);

}  // namespace donthu::cli
