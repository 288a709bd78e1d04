#include "services/base/envelope/key_wrap.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <memory>

#include "services/base/envelope/aead.h"
#include "services/base/status/status.h"

namespace donthu::envelope {
namespace {

constexpr char kLabel[] = "donthu key wrap 1: X25519 HKDF-SHA-256 AES-256-GCM";

absl::Status NotAKey() { return absl::InvalidArgumentError("not a public key of X25519"); }

const unsigned char* Bytes(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// OpenSSL refuses public keys of small order, whose shared secret would be zero.
absl::StatusOr<SecretBytes> SharedSecret(const SecretBytes& private_key,
                                         const std::string& public_key) {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> own(
      EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, nullptr, private_key.data(),
                                   private_key.size()),
      &EVP_PKEY_free);
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> other(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_X25519, nullptr, Bytes(public_key), public_key.size()),
      &EVP_PKEY_free);
  if (own == nullptr || other == nullptr) return NotAKey();
  const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> context(
      EVP_PKEY_CTX_new(own.get(), nullptr), &EVP_PKEY_CTX_free);
  SecretBytes shared(kKeyBytes);
  size_t size = kKeyBytes;
  const bool derived = EVP_PKEY_derive_init(context.get()) == 1 &&
                       EVP_PKEY_derive_set_peer(context.get(), other.get()) == 1 &&
                       EVP_PKEY_derive(context.get(), shared.data(), &size) == 1;
  if (!derived) return NotAKey();
  return shared;
}

absl::StatusOr<SecretBytes> Derive(SecretBytes shared, std::string public_keys) {
  const std::unique_ptr<EVP_KDF, decltype(&EVP_KDF_free)> kdf(
      EVP_KDF_fetch(nullptr, "HKDF", nullptr), &EVP_KDF_free);
  const std::unique_ptr<EVP_KDF_CTX, decltype(&EVP_KDF_CTX_free)> context(
      EVP_KDF_CTX_new(kdf.get()), &EVP_KDF_CTX_free);
  char digest[] = "SHA256";
  std::string label = kLabel;
  const OSSL_PARAM params[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, shared.data(), shared.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, public_keys.data(),
                                        public_keys.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, label.data(), label.size()),
      OSSL_PARAM_construct_end()};
  SecretBytes key(kKeyBytes);
  if (context == nullptr || EVP_KDF_derive(context.get(), key.data(), kKeyBytes, params) != 1) {
    return absl::InternalError("key derivation failed");
  }
  return key;
}

}  // namespace

absl::StatusOr<std::string> WrapKey(const SecretBytes& key, const std::string& recipient_public_key,
                                    std::string_view context) {
  ASSIGN_OR_RETURN(const KeyPair ephemeral, NewKeyPair());
  ASSIGN_OR_RETURN(auto shared, SharedSecret(ephemeral.private_key, recipient_public_key));
  ASSIGN_OR_RETURN(const auto wrapping,
                   Derive(std::move(shared), ephemeral.public_key + recipient_public_key));
  ASSIGN_OR_RETURN(const auto sealed, Seal(wrapping, context, key.bytes()));
  return ephemeral.public_key + sealed;
}

absl::StatusOr<SecretBytes> UnwrapKey(std::string_view wrapped, const KeyPair& recipient,
                                      std::string_view context) {
  if (wrapped.size() < kPublicKeyBytes) return absl::InvalidArgumentError("no wrapped key");
  const std::string ephemeral(wrapped.substr(0, kPublicKeyBytes));
  ASSIGN_OR_RETURN(auto shared, SharedSecret(recipient.private_key, ephemeral));
  ASSIGN_OR_RETURN(const auto wrapping,
                   Derive(std::move(shared), ephemeral + recipient.public_key));
  return Open(wrapping, context, wrapped.substr(kPublicKeyBytes));
}

}  // namespace donthu::envelope
