// Opening and locking anew, at the desk of who holds the private key.
#pragma once

#include "absl/status/statusor.h"
#include "donthu/vault/v1/vault_service.pb.h"
#include "services/base/envelope/key_pair.h"

namespace donthu::cli {

// The entry's key of a custodian, locked for a requester and one disclosure, in base64. Failure
// when `custodian` is not the key that it was locked for.
absl::StatusOr<std::string> LockForRequester(const vault::v1::TakeKeyResponse& taken,
                                             const envelope::KeyPair& custodian);

// The entry's key, locked for the holder of `to`, in base64. `own` is the custodian's key before,
// or the recovery key where `recovery`.
absl::StatusOr<std::string> LockAnew(const vault::v1::WrappedKey& wrapped, bool recovery,
                                     const envelope::KeyPair& own, const std::string& to);

// What was hidden. Failure when `requester` is not the key of the request, or anything was changed
// on the way or moved here from another entry or disclosure.
absl::StatusOr<vault::v1::SecretIdentity> Reveal(const vault::v1::OpenDisclosureResponse& opened,
                                                 const envelope::KeyPair& requester);

}  // namespace donthu::cli
