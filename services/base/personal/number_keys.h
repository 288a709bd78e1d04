// ID numbers and phones at rest: sealed, and found again by a keyed hash (ADR 0027). The database
// never sees them in the clear.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "donthu/config/v1/config.pb.h"
#include "services/base/crypto/key.h"

namespace donthu::personal {

enum class NumberKind { kId, kPhone };

// As it is hashed, so that ways of writing don't matter: without white space, dots and dashes, in
// capital letters; a phone with 0 in place of +84, 0084 or 84.
std::string Normalised(NumberKind kind, std::string_view number);

// Whether it may be an ID number or a phone, as someone may type it into a search.
bool MayBeNumber(std::string_view typed);

// The row that a sealed number belongs to: in another it does not open.
struct Place {
  std::string petition_code;
  int position;
};

class NumberKeys {
 public:
  // From personal_data_key_file and former_personal_data_key_file. INVALID_ARGUMENT or
  // FAILED_PRECONDITION, naming file or setting, when the first is missing or one is no key file
  // that only its owner may read.
  static absl::StatusOr<NumberKeys> Load(const config::v1::ServerConfig& config);
  // INVALID_ARGUMENT when the two can't be told apart by KeyId, which happens to one pair in 256.
  static absl::StatusOr<NumberKeys> Create(crypto::Key current, std::optional<crypto::Key> former);

  // Under the current key: one byte that names it, then crypto::Key::Seal. Empty for an empty
  // number.
  std::string Seal(NumberKind kind, std::string_view number, const Place& place) const;
  // Empty when nothing is sealed. DATA_LOSS when it was changed, cut, sealed for another place or
  // kind, or under a key that is neither of the two.
  absl::StatusOr<std::string> Open(NumberKind kind, std::string_view sealed,
                                   const Place& place) const;

  // Under the current key: 64 lower-case hexadecimal digits, the same for the same number however
  // it is written. Empty for an empty number.
  std::string Hash(NumberKind kind, std::string_view number) const;

  // First byte of what the current key seals; of what the former one sealed.
  char current_id() const { return KeyId(current_); }
  std::optional<char> former_id() const;

 private:
  NumberKeys(crypto::Key current, std::optional<crypto::Key> former)
      : current_(std::move(current)), former_(std::move(former)) {}
  static char KeyId(const crypto::Key& key);

  crypto::Key current_;
  std::optional<crypto::Key> former_;
};

}  // namespace donthu::personal
