// How much one caller may ask for: so many calls a second for long, and so many at once after a
// quiet time (a token bucket, kept as the one time at which it would be full again).
#pragma once

#include <mutex>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"

namespace donthu::rpc {

struct Rate {
  double per_second;
  double burst;
};

// What each kind of caller may ask for.
struct RateLimits {
  Rate officer{50, 200};
  Rate system{1000, 5000};
  // Of public methods, and of calls that fail to say who calls.
  Rate address{200, 1000};
};

class RateLimiter {
 public:
  // Counts one call; or, without counting it, says how long the caller has to wait. A clock that
  // goes back is taken as standing still.
  absl::Duration Take(const std::string& caller, const Rate& rate, absl::Time now);

  // Callers that are remembered.
  size_t size() const;

 private:
  void Forget(absl::Time now);

  mutable std::mutex mutex_;
  // When the caller's bucket is full again; in the past = full, and not worth remembering.
  absl::flat_hash_map<std::string, absl::Time> full_at_;
  size_t forget_at_ = 4096;
};

}  // namespace donthu::rpc
