#include "services/base/rate/rate_limiter.h"

#include <algorithm>

namespace donthu {
namespace {

// Below this nothing is gained by forgetting.
constexpr size_t kForgetMin = 4096;
// Forgetting looks at every bucket; a flood must not cause that at each call.
constexpr absl::Duration kBetween = absl::Seconds(1);
// The bucket of all who come when no more can be told apart.
constexpr char kOthers[] = "";

}  // namespace

RateLimiter::RateLimiter(size_t callers_max)
    : callers_max_(callers_max), forget_at_(std::min(kForgetMin, callers_max)) {}

absl::Duration RateLimiter::Take(const std::string& caller, const Rate& rate, absl::Time now) {
  const absl::Duration each = absl::Seconds(1) / rate.per_second;
  std::lock_guard lock(mutex_);
  absl::Time& full_at = FullAt(caller, now);
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

absl::Time& RateLimiter::FullAt(const std::string& caller, absl::Time now) {
  const auto known = full_at_.find(caller);
  if (known != full_at_.end()) return known->second;
  if (full_at_.size() >= forget_at_) Forget(now);
  const bool apart = full_at_.size() < callers_max_;
  return full_at_.try_emplace(apart ? caller : kOthers, now).first->second;
}

void RateLimiter::Forget(absl::Time now) {
  if (now - forgot_ < kBetween) return;
  forgot_ = now;
  absl::erase_if(full_at_, [now](const auto& one) { return one.second <= now; });
  // So that a crowd of busy callers is not looked through at every call.
  forget_at_ = std::min(callers_max_, std::max(kForgetMin, 2 * full_at_.size()));
}

}  // namespace donthu
