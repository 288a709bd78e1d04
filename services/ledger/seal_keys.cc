#include "services/ledger/seal_keys.h"

#include <string>

#include "absl/strings/str_format.h"
#include "services/base/config/config.h"
#include "services/base/crypto/key.h"
#include "services/base/status/status.h"

namespace donthu::ledger {
namespace {

absl::StatusOr<std::optional<PrivateKey>> LoadPrivate(const std::string& path) {
  if (path.empty()) return std::optional<PrivateKey>();
  ASSIGN_OR_RETURN(const std::string pem, crypto::ReadSecretFile(path));
  auto key = PrivateKey::FromPem(pem);
  if (key) return key;
  return absl::InvalidArgumentError(absl::StrFormat(
      "%s: needs an Ed25519 private key in PEM without a password (openssl genpkey -algorithm "
      "ed25519)",
      path));
}

absl::StatusOr<std::optional<PublicKey>> LoadPublic(const std::string& path) {
  if (path.empty()) return std::optional<PublicKey>();
  ASSIGN_OR_RETURN(const std::string pem, config::ReadFile(path));
  auto key = PublicKey::FromPem(pem);
  if (key) return key;
  return absl::InvalidArgumentError(
      absl::StrFormat("%s: needs an Ed25519 public key in PEM (openssl pkey -pubout)", path));
}

}  // namespace

const PrivateKey* SealKeys::Find(const Hash& id) const {
  if (current && current->public_key().id() == id) return &*current;
  if (next && next->public_key().id() == id) return &*next;
  return nullptr;
}

absl::StatusOr<SealKeys> LoadSealKeys(const config::v1::Ledger& config) {
  SealKeys keys;
  ASSIGN_OR_RETURN(keys.current, LoadPrivate(config.seal_key_file()));
  ASSIGN_OR_RETURN(keys.next, LoadPrivate(config.next_seal_key_file()));
  ASSIGN_OR_RETURN(keys.first, LoadPublic(config.first_public_key_file()));
  if (keys.next && !keys.current) {
    return absl::InvalidArgumentError("config: ledger.next_seal_key_file without seal_key_file");
  }
  if (!keys.first && keys.current) keys.first = keys.current->public_key();
  return keys;
}

}  // namespace donthu::ledger
