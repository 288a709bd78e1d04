// A secret split among n people so that any k of them bring it back and k - 1 learn nothing
// (Shamir's scheme over GF(256), libgfshare).
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/base/envelope/secret_bytes.h"

namespace donthu::envelope {

inline constexpr int kSharesMax = 20;

struct Share {
  // From 1; no two of one secret are alike.
  int number;
  // As long as the secret.
  SecretBytes part;
};

// INVALID_ARGUMENT unless 2 <= quorum <= shares <= kSharesMax.
absl::StatusOr<std::vector<Share>> Split(const SecretBytes& secret, int shares, int quorum);

// Of at least two shares with different numbers and equal length (INVALID_ARGUMENT otherwise). From
// fewer shares than the quorum, or from wrong ones, comes something else than the secret: compare.
absl::StatusOr<SecretBytes> Combine(const std::vector<Share>& shares);

}  // namespace donthu::envelope
