// The keys of the seals, from the files that the config names.
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "donthu/config/v1/config.pb.h"
#include "services/base/ledger/seal.h"

namespace donthu::ledger {

struct SealKeys {
  // Absent: nothing is sealed.
  std::optional<PrivateKey> current;
  // To follow it.
  std::optional<PrivateKey> next;
  // The one with which the seals began, by which they are verified.
  std::optional<PublicKey> first;

  // The one of the two that has this identifier; null when neither has.
  const PrivateKey* Find(const Hash& id) const;
};

// Fails with one line that names the file: when one can't be read, is no Ed25519 key, or a private
// one may be read by others than its owner.
absl::StatusOr<SealKeys> LoadSealKeys(const config::v1::Ledger& config);

}  // namespace donthu::ledger
