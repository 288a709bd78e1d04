#include "services/gateway/rate_limit.h"

#include <algorithm>

namespace donthu::gateway {
namespace {

// The key of all who come when the table is full.
constexpr uint64_t kOthers = 0;
// A sweep looks at every bucket; a flood must not cause one per call.
constexpr absl::Duration kBetweenSweeps = absl::Seconds(1);

}  // namespace

absl::Duration RateLimit::Take(uint64_t key, absl::Time now) {
  std::lock_guard lock(mutex_);
  Bucket& bucket = BucketOf(key, now);
  bucket.tokens = Filled(bucket, now);
  bucket.filled = std::max(bucket.filled, now);
  if (bucket.tokens >= 1) {
    bucket.tokens -= 1;
    return absl::ZeroDuration();
  }
  return absl::Seconds((1 - bucket.tokens) / rate_.per_second);
}

RateLimit::Bucket& RateLimit::BucketOf(uint64_t key, absl::Time now) {
  const auto known = buckets_.find(key);
  if (known != buckets_.end()) return known->second;
  if (buckets_.size() >= keys_max_) Sweep(now);
  if (buckets_.size() >= keys_max_) key = kOthers;
  return buckets_.try_emplace(key, Bucket{rate_.burst, now}).first->second;
}

double RateLimit::Filled(const Bucket& bucket, absl::Time now) const {
  const double seconds = std::max(0.0, absl::ToDoubleSeconds(now - bucket.filled));
  return std::min(rate_.burst, bucket.tokens + seconds * rate_.per_second);
}

void RateLimit::Sweep(absl::Time now) {
  if (now - swept_ < kBetweenSweeps) return;
  swept_ = now;
  absl::erase_if(buckets_, [&](const auto& one) { return Filled(one.second, now) >= rate_.burst; });
}

}  // namespace donthu::gateway
