#include "services/intake/wrong_secrets.h"

#include <algorithm>

#include "services/base/access/origin.h"

namespace donthu::intake {
namespace {

// So many at once, then after 1, 2, 4 … seconds up to `wait_max`.
struct Pace {
  int free;
  absl::Duration wait_max;
};

// Someone who holds the receipt mistypes a few times, and is never kept out for long by strangers
// who guess at the same code.
constexpr Pace kCode = {10, absl::Minutes(1)};
// An office, or all visitors of a web site in front of us, may share one address.
constexpr Pace kPeer = {100, absl::Seconds(8)};
constexpr absl::Duration kRemembered = absl::Hours(1);
constexpr size_t kBucketsMax = 20'000;
constexpr int kDoublingsMax = 10;

std::string CodeBucket(const std::string& code) { return "code " + code; }

std::string PeerBucket(const std::string& peer) { return "origin " + OriginOf(peer); }

absl::Duration WaitOf(int attempts, absl::Time last, const Pace& pace, absl::Time now) {
  if (attempts < pace.free || now - last > kRemembered) return absl::ZeroDuration();
  const int doublings = std::min(attempts - pace.free, kDoublingsMax);
  const absl::Duration pause = std::min(absl::Seconds(1 << doublings), pace.wait_max);
  return std::max(absl::ZeroDuration(), last + pause - now);
}

}  // namespace

absl::Duration WrongSecrets::Begin(const std::string& code, const std::string& peer,
                                   absl::Time now) {
  const std::lock_guard lock(mutex_);
  if (buckets_.size() >= kBucketsMax) Forget(now);
  const std::pair<std::string, Pace> counted[] = {{CodeBucket(code), kCode},
                                                  {PeerBucket(peer), kPeer}};
  for (const auto& [name, pace] : counted) {
    const auto it = buckets_.find(name);
    if (it == buckets_.end()) continue;
    const auto wait = WaitOf(it->second.attempts, it->second.last, pace, now);
    if (wait > absl::ZeroDuration()) return wait;
  }
  for (const auto& [name, pace] : counted) {
    Bucket& bucket = buckets_[name];
    if (now - bucket.last > kRemembered) bucket.attempts = 0;
    ++bucket.attempts;
    bucket.last = now;
  }
  return absl::ZeroDuration();
}

void WrongSecrets::Withdraw(const std::string& code, const std::string& peer) {
  const std::lock_guard lock(mutex_);
  for (const auto& name : {CodeBucket(code), PeerBucket(peer)}) {
    const auto it = buckets_.find(name);
    if (it != buckets_.end() && --it->second.attempts <= 0) buckets_.erase(it);
  }
}

// What is old; all of it when a flood leaves nothing old.
void WrongSecrets::Forget(absl::Time now) {
  absl::erase_if(buckets_,
                 [&](const auto& bucket) { return now - bucket.second.last > kRemembered; });
  if (buckets_.size() >= kBucketsMax) buckets_.clear();
}

}  // namespace donthu::intake
