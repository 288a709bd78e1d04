#include "services/base/rpc/rate_limiter.h"

#include <algorithm>

namespace donthu::rpc {
namespace {

// Below this nothing is gained by forgetting.
constexpr size_t kForgetMin = 4096;

}  // namespace

absl::Duration RateLimiter::Take(const std::string& caller, const Rate& rate, absl::Time now) {
  const absl::Duration each = absl::Seconds(1) / rate.per_second;
  std::lock_guard lock(mutex_);
  if (full_at_.size() >= forget_at_) Forget(now);
  absl::Time& full_at = full_at_.try_emplace(caller, now).first->second;
  const absl::Time next = std::max(full_at, now) + each;
  const absl::Duration wait = next - now - each * rate.burst;
  if (wait > absl::ZeroDuration()) return wait;
  full_at = next;
  return absl::ZeroDuration();
}

size_t RateLimiter::size() const {
  std::lock_guard lock(mutex_);
  return full_at_.size();
}

void RateLimiter::Forget(absl::Time now) {
  for (auto one = full_at_.begin(); one != full_at_.end();) {
    const auto here = one++;
    if (here->second <= now) full_at_.erase(here);
  }
  // So that a crowd of busy callers is not looked through at every call.
  forget_at_ = std::max(kForgetMin, 2 * full_at_.size());
}

}  // namespace donthu::rpc
