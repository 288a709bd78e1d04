// Who may try to sign in, and how often. What a stranger does delays strangers: an officer on a
// device of their own is counted apart, so that nobody is locked out by others' attempts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/base/crypto/key.h"
#include "services/identity/attempt_store.h"

namespace donthu::identity {

// One that is under way.
struct Attempt {
  // Counted against; the first is the narrowest.
  std::vector<std::string> buckets;
  bool known_device = false;
  // Many strangers fail in this minute.
  bool storm = false;
};

class Attempts {
 public:
  // Both outlive this.
  Attempts(db::Pool& pool, const crypto::Key& key) : store_(pool), key_(key) {}

  // `officer` as typed, whether there is such an account or not. `device_sha256` of a device on
  // which this officer signed in before; empty = a stranger. NOT_SIGNED_IN with metadata
  // "retry_after_seconds" when it comes too early: then nothing is looked at.
  absl::StatusOr<Attempt> Begin(const std::string& officer, std::string_view peer,
                                const std::string& device_sha256, absl::Time now);
  void Failed(const Attempt& attempt, absl::Time now);
  void Succeeded(const Attempt& attempt);
  // It could not be looked at, through no fault of the caller.
  void Withdrawn(const Attempt& attempt);

 private:
  std::string Bucket(const std::string& kind, const std::string& what) const;

  AttemptStore store_;
  const crypto::Key& key_;
};

}  // namespace donthu::identity
