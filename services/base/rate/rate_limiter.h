// How much one caller may ask for: so many calls a second for long, and so many at once after a
// quiet time (a token bucket, kept as the one time at which it would be full again).
#pragma once

#include <cstddef>
#include <mutex>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"

namespace donthu {

struct Rate {
  // Calls a second that are allowed for long.
  double per_second;
  // Calls that may come at once.
  double burst;
};

// One bucket for each caller. Safe for use by several threads at once.
class RateLimiter {
 public:
  // At most this many callers are told apart; those beyond share one bucket, so that a flood from
  // many addresses can't fill the memory.
  static constexpr size_t kCallersMax = 65536;

  explicit RateLimiter(size_t callers_max = kCallersMax);

  // Counts one call; or, without counting it, says how long the caller has to wait. A clock that
  // goes back is taken as standing still. `caller` is not empty.
  absl::Duration Take(const std::string& caller, const Rate& rate, absl::Time now);

  // Callers that are remembered.
  size_t size() const;

 private:
  absl::Time& FullAt(const std::string& caller, absl::Time now);
  void Forget(absl::Time now);

  const size_t callers_max_;
  mutable std::mutex mutex_;
  // When the caller's bucket is full again; in the past = full, and not worth remembering.
  absl::flat_hash_map<std::string, absl::Time> full_at_;
  size_t forget_at_;
  absl::Time forgot_ = absl::InfinitePast();
};

}  // namespace donthu
