// AES-256-GCM: secret and unchanged, or refused. Randomness comes from OpenSSL's generator.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/base/envelope/secret_bytes.h"

namespace donthu::envelope {

inline constexpr size_t kKeyBytes = 32;

// A fresh random key. INTERNAL when the machine has no randomness.
absl::StatusOr<SecretBytes> NewKey();

// A random nonce (12 bytes), the ciphertext, the tag (16 bytes). `context` is bound in without
// being stored: it must be the same to open. A key may seal up to 2^32 texts.
absl::StatusOr<std::string> Seal(const SecretBytes& key, std::string_view context,
                                 std::string_view text);

// INVALID_ARGUMENT when key, context or a single bit differ; says no more than that.
absl::StatusOr<SecretBytes> Open(const SecretBytes& key, std::string_view context,
                                 std::string_view sealed);

}  // namespace donthu::envelope
