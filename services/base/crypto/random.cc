#include "services/base/crypto/random.h"

#include <openssl/rand.h>

#include <cstdlib>

#include "absl/strings/escaping.h"

namespace donthu::crypto {

std::string RandomBytes(size_t size) {
  std::string bytes(size, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(size)) != 1) {
    std::abort();
  }
  return bytes;
}

std::string RandomToken() { return absl::BytesToHexString(RandomBytes(32)); }

std::string RandomPassword() {
  // 32 signs, so that five bits choose one without bias.
  static constexpr char kSigns[] = "abcdefghijkmnpqrstuvwxyz23456789";
  static_assert(sizeof(kSigns) == 33);
  std::string password;
  int written = 0;
  for (const char byte : RandomBytes(16)) {
    if (written > 0 && written % 4 == 0) password += '-';
    password += kSigns[static_cast<unsigned char>(byte) & 31];
    ++written;
  }
  return password;
}

}  // namespace donthu::crypto
