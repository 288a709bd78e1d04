// A key locked for whoever holds the private half of a key pair, after the pattern of HPKE (RFC
// 9180, base mode): an ephemeral X25519 key, HKDF-SHA-256 over the shared secret and both public
// keys, AES-256-GCM.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/base/envelope/key_pair.h"
#include "services/base/envelope/secret_bytes.h"

namespace donthu::envelope {

// The ephemeral public key (32 bytes), then what Seal makes of `key`. `context` is bound in, as
// with Seal. INVALID_ARGUMENT when the recipient's key is not one.
absl::StatusOr<std::string> WrapKey(const SecretBytes& key, const std::string& recipient_public_key,
                                    std::string_view context);

// INVALID_ARGUMENT when it was wrapped for another key or context, or changed since.
absl::StatusOr<SecretBytes> UnwrapKey(std::string_view wrapped, const KeyPair& recipient,
                                      std::string_view context);

}  // namespace donthu::envelope
