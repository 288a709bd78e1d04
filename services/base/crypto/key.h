// The key of a service: seals what must be read again, and marks what is only compared.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace donthu::crypto {

class Key {
 public:
  // `bytes`: 32 random bytes.
  static absl::StatusOr<Key> Create(std::string_view bytes);
  // Reads 64 hexadecimal digits; refuses a file that others than its owner may read.
  static absl::StatusOr<Key> Load(const std::string& path);

  // AES-256-GCM under a fresh nonce. `purpose` says what it is and whose; Open refuses another.
  std::string Seal(std::string_view plain, std::string_view purpose) const;
  // DATA_LOSS when it was changed, cut, sealed with another key or for another purpose.
  absl::StatusOr<std::string> Open(std::string_view sealed, std::string_view purpose) const;

  // HMAC-SHA-256 of `purpose` and `data`: 32 bytes.
  std::string Mark(std::string_view data, std::string_view purpose) const;

 private:
  explicit Key(std::string sealing, std::string marking)
      : sealing_(std::move(sealing)), marking_(std::move(marking)) {}
  // One derived key for each use.
  std::string sealing_;
  std::string marking_;
};

std::string HmacSha256(std::string_view key, std::string_view data);

// True when both are the same; takes as long whatever they hold.
bool SameBytes(std::string_view a, std::string_view b);

// The file's text without the white space around it; refuses a file that others than its owner may
// read, naming it.
absl::StatusOr<std::string> ReadSecretFile(const std::string& path);

}  // namespace donthu::crypto
