// Token buckets: how often one caller may call.
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"

namespace donthu::gateway {

struct Rate {
  // Calls a second that are allowed for long.
  double per_second;
  // Calls that may come at once.
  double burst;
};

// One bucket for each key. Safe for use by several threads at once.
class RateLimit {
 public:
  // At most this many callers are told apart; those beyond share one bucket, so that a flood from
  // many addresses can't fill the memory.
  static constexpr size_t kKeysMax = 65536;

  explicit RateLimit(Rate rate, size_t keys_max = kKeysMax) : rate_(rate), keys_max_(keys_max) {}

  // Zero when the call may go on, else how long the caller should wait. A call that may not go on
  // costs nothing.
  absl::Duration Take(uint64_t key, absl::Time now);

 private:
  struct Bucket {
    double tokens;
    absl::Time filled;
  };

  Bucket& BucketOf(uint64_t key, absl::Time now);
  double Filled(const Bucket& bucket, absl::Time now) const;
  // Forgets those who have not called for so long that their bucket is full.
  void Sweep(absl::Time now);

  const Rate rate_;
  const size_t keys_max_;
  std::mutex mutex_;
  absl::flat_hash_map<uint64_t, Bucket> buckets_;
  absl::Time swept_ = absl::InfinitePast();
};

}  // namespace donthu::gateway
