#include "services/base/envelope/aead.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <memory>

namespace donthu::envelope {
namespace {

constexpr size_t kNonceBytes = 12;
constexpr size_t kTagBytes = 16;

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

Cipher NewCipher() { return Cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free); }

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* Bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

absl::Status DoesNotOpen() {
  return absl::InvalidArgumentError("does not open with this key in this place");
}

}  // namespace

absl::StatusOr<SecretBytes> NewKey() {
  SecretBytes key(kKeyBytes);
  if (RAND_priv_bytes(key.data(), kKeyBytes) != 1) return absl::InternalError("no randomness");
  return key;
}

absl::StatusOr<std::string> Seal(const SecretBytes& key, std::string_view context,
                                 std::string_view text) {
  if (key.size() != kKeyBytes) return absl::InternalError("a key of the wrong size");
  std::string sealed(kNonceBytes + text.size() + kTagBytes, '\0');
  unsigned char* const nonce = Bytes(sealed);
  const auto cipher = NewCipher();
  int length = 0;
  const bool done =
      RAND_bytes(nonce, kNonceBytes) == 1 &&
      EVP_EncryptInit_ex2(cipher.get(), EVP_aes_256_gcm(), key.data(), nonce, nullptr) == 1 &&
      EVP_EncryptUpdate(cipher.get(), nullptr, &length, Bytes(context),
                        static_cast<int>(context.size())) == 1 &&
      EVP_EncryptUpdate(cipher.get(), nonce + kNonceBytes, &length, Bytes(text),
                        static_cast<int>(text.size())) == 1 &&
      EVP_EncryptFinal_ex(cipher.get(), nonce + kNonceBytes + text.size(), &length) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes,
                          nonce + kNonceBytes + text.size()) == 1;
  if (!done) return absl::InternalError("encryption failed");
  return sealed;
}

absl::StatusOr<SecretBytes> Open(const SecretBytes& key, std::string_view context,
                                 std::string_view sealed) {
  if (key.size() != kKeyBytes || sealed.size() < kNonceBytes + kTagBytes) return DoesNotOpen();
  const size_t size = sealed.size() - kNonceBytes - kTagBytes;
  SecretBytes text(size);
  std::string tag(sealed.substr(kNonceBytes + size));
  const auto cipher = NewCipher();
  int length = 0;
  // OpenSSL wants a place to write to even for nothing.
  unsigned char none = 0;
  const bool opened =
      EVP_DecryptInit_ex2(cipher.get(), EVP_aes_256_gcm(), key.data(), Bytes(sealed), nullptr) ==
          1 &&
      EVP_DecryptUpdate(cipher.get(), nullptr, &length, Bytes(context),
                        static_cast<int>(context.size())) == 1 &&
      EVP_DecryptUpdate(cipher.get(), size == 0 ? &none : text.data(), &length,
                        Bytes(sealed) + kNonceBytes, static_cast<int>(size)) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, tag.data()) == 1 &&
      EVP_DecryptFinal_ex(cipher.get(), &none, &length) == 1;
  if (!opened) return DoesNotOpen();
  return text;
}

}  // namespace donthu::envelope
