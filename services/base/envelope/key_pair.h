// X25519 key pairs and the files in which people keep them.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/base/envelope/secret_bytes.h"

namespace donthu::envelope {

inline constexpr size_t kPublicKeyBytes = 32;
inline constexpr size_t kPassphraseCharactersMin = 12;

struct KeyPair {
  // 32 bytes.
  std::string public_key;
  // 32 bytes.
  SecretBytes private_key;
};

absl::StatusOr<KeyPair> NewKeyPair();

// INVALID_ARGUMENT when the bytes are no private key.
absl::StatusOr<KeyPair> FromPrivate(SecretBytes private_key);

// PKCS #8 in PEM under the passphrase (PBES2, scrypt with 16 MiB and five rounds, AES-256-CBC);
// "openssl pkey" reads it. INVALID_ARGUMENT for a passphrase shorter than
// kPassphraseCharactersMin bytes.
absl::StatusOr<std::string> ToPem(const KeyPair& pair, const SecretBytes& passphrase);
// INVALID_ARGUMENT when the text is no such key or the passphrase is another.
absl::StatusOr<KeyPair> FromPem(std::string_view pem, const SecretBytes& passphrase);

absl::StatusOr<std::string> PublicToPem(const std::string& public_key);
absl::StatusOr<std::string> PublicFromPem(std::string_view pem);

// What two people compare by voice: 16 bytes of the SHA-256, "1a2b 3c4d …" in eight groups.
std::string FingerprintOf(const std::string& public_key);
// Whatever the case and the blanks.
bool SameFingerprint(std::string_view told, std::string_view known);

}  // namespace donthu::envelope
