#include "services/base/crypto/key.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <cstdlib>
#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_format.h"
#include "services/base/config/config.h"
#include "services/base/crypto/random.h"
#include "services/base/status/status.h"

namespace donthu::crypto {
namespace {

constexpr size_t kKeyBytes = 32;
constexpr size_t kNonceBytes = 12;
constexpr size_t kTagBytes = 16;

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* Bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

// OpenSSL fails here only when memory is gone or the library is broken.
void Must(bool done) {
  if (!done) std::abort();
}

absl::Status CannotOpen() {
  return absl::DataLossError("a sealed value does not open: changed, or sealed with another key");
}

}  // namespace

std::string HmacSha256(std::string_view key, std::string_view data) {
  std::string mark(32, '\0');
  unsigned int size = 0;
  Must(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), Bytes(data), data.size(),
            Bytes(mark), &size) != nullptr);
  return mark;
}

bool SameBytes(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

absl::StatusOr<std::string> ReadSecretFile(const std::string& path) {
  RETURN_IF_ERROR(config::RefuseIfOthersMayRead(path));
  ASSIGN_OR_RETURN(const std::string text, config::ReadFile(path));
  return std::string(absl::StripAsciiWhitespace(text));
}

absl::StatusOr<Key> Key::Create(std::string_view bytes) {
  if (bytes.size() != kKeyBytes) return absl::InvalidArgumentError("a key has 32 bytes");
  return Key(HmacSha256(bytes, "seal"), HmacSha256(bytes, "mark"));
}

absl::StatusOr<Key> Key::Load(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string digits, ReadSecretFile(path));
  if (digits.size() != 2 * kKeyBytes ||
      digits.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos) {
    return absl::InvalidArgumentError(
        absl::StrFormat("%s: needs 64 hexadecimal digits (openssl rand -hex 32)", path));
  }
  return Create(absl::HexStringToBytes(digits));
}

std::string Key::Seal(std::string_view plain, std::string_view purpose) const {
  const std::string nonce = RandomBytes(kNonceBytes);
  std::string body(plain.size(), '\0');
  std::string tag(kTagBytes, '\0');
  const Context context(EVP_CIPHER_CTX_new());
  int size = 0;
  Must(EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, Bytes(sealing_),
                          Bytes(nonce)) == 1);
  Must(EVP_EncryptUpdate(context.get(), nullptr, &size, Bytes(std::string_view(purpose)),
                         static_cast<int>(purpose.size())) == 1);
  Must(EVP_EncryptUpdate(context.get(), Bytes(body), &size, Bytes(plain),
                         static_cast<int>(plain.size())) == 1);
  Must(EVP_EncryptFinal_ex(context.get(), Bytes(tag), &size) == 1);
  Must(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes, tag.data()) == 1);
  return nonce + tag + body;
}

absl::StatusOr<std::string> Key::Open(std::string_view sealed, std::string_view purpose) const {
  if (sealed.size() < kNonceBytes + kTagBytes) return CannotOpen();
  const std::string_view nonce = sealed.substr(0, kNonceBytes);
  std::string tag(sealed.substr(kNonceBytes, kTagBytes));
  const std::string_view body = sealed.substr(kNonceBytes + kTagBytes);
  std::string plain(body.size(), '\0');
  std::string rest(kTagBytes, '\0');
  const Context context(EVP_CIPHER_CTX_new());
  int size = 0;
  Must(EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, Bytes(sealing_),
                          Bytes(nonce)) == 1);
  Must(EVP_DecryptUpdate(context.get(), nullptr, &size, Bytes(purpose),
                         static_cast<int>(purpose.size())) == 1);
  Must(EVP_DecryptUpdate(context.get(), Bytes(plain), &size, Bytes(body),
                         static_cast<int>(body.size())) == 1);
  Must(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, tag.data()) == 1);
  if (EVP_DecryptFinal_ex(context.get(), Bytes(rest), &size) != 1) return CannotOpen();
  return plain;
}

std::string Key::Mark(std::string_view data, std::string_view purpose) const {
  return HmacSha256(marking_, absl::StrFormat("%d:%s%s", purpose.size(), std::string(purpose),
                                              std::string(data)));
}

}  // namespace donthu::crypto
