#include "services/base/crypto/totp.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "absl/strings/str_format.h"
#include "services/base/crypto/key.h"

namespace donthu::crypto {
namespace {

constexpr int64_t kStepSeconds = 30;

bool IsUnreserved(unsigned char c) {
  return c < 128 && (std::isalnum(c) != 0 || c == '.' || c == '-');
}

std::string PercentEncoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (IsUnreserved(byte)) {
      out += c;
    } else {
      out += absl::StrFormat("%%%02X", byte);
    }
  }
  return out;
}

}  // namespace

int64_t TotpStep(absl::Time at) { return absl::ToUnixSeconds(at) / kStepSeconds; }

std::string TotpCode(std::string_view secret, int64_t step) {
  unsigned char counter[8];
  for (int i = 7; i >= 0; --i) {
    counter[i] = static_cast<unsigned char>(step & 0xff);
    step >>= 8;
  }
  unsigned char mac[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter, sizeof(counter), mac,
       &size);
  const unsigned char* at = mac + (mac[size - 1] & 0x0f);
  const uint32_t number =
      (at[0] & 0x7fU) << 24 | uint32_t{at[1]} << 16 | uint32_t{at[2]} << 8 | uint32_t{at[3]};
  return absl::StrFormat("%06d", number % 1000000);
}

std::optional<int64_t> TakeTotp(std::string_view secret, std::string_view code, absl::Time now,
                                int64_t last_taken) {
  const int64_t current = TotpStep(now);
  std::optional<int64_t> taken;
  for (int64_t step = current - 1; step <= current + 1; ++step) {
    if (SameBytes(TotpCode(secret, step), code) && step > last_taken && !taken) taken = step;
  }
  return taken;
}

std::string Base32(std::string_view bytes) {
  static constexpr char kSigns[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string text;
  uint32_t held = 0;
  int bits = 0;
  for (const char c : bytes) {
    held = (held << 8 | static_cast<unsigned char>(c)) & 0xffff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += kSigns[held >> bits & 31];
    }
  }
  if (bits > 0) text += kSigns[held << (5 - bits) & 31];
  return text;
}

std::string TotpUri(std::string_view secret, std::string_view issuer, std::string_view account) {
  const std::string name = PercentEncoded(issuer);
  return absl::StrFormat("otpauth://totp/%s:%s?secret=%s&issuer=%s", name, PercentEncoded(account),
                         Base32(secret), name);
}

}  // namespace donthu::crypto
