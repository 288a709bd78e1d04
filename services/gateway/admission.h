// How much each caller, and all together, may have at once.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/base/rate/rate_limiter.h"
#include "services/gateway/gateway_metrics.h"
#include "services/gateway/settings.h"

namespace donthu::gateway {

// One who calls: a session where there is one, else an address.
struct CallerKeys {
  uint64_t address;
  // 0 = no session.
  uint64_t session;
};
// Only hashes are kept, of another kind in each process.
CallerKeys KeysOf(const std::string& address, const std::string& authorization);

// Safe for use by several threads at once.
class Admission {
 public:
  // `metrics` outlives this and all slots.
  Admission(const Limits& limits, GatewayMetrics& metrics);

  // RESOURCE_EXHAUSTED with metadata "retry_after_seconds" for those who call too often.
  absl::Status Call(CallerKeys caller, absl::Time now);

  // Held while a stream is open.
  class Slot;
  // RESOURCE_EXHAUSTED when the caller, or all together, have as many streams as they may.
  absl::StatusOr<std::unique_ptr<Slot>> Stream(CallerKeys caller);

 private:
  void Release(uint64_t key);

  const int streams_max_;
  const int streams_per_caller_max_;
  GatewayMetrics& metrics_;
  const Rate of_session_;
  const Rate of_address_;
  RateLimiter sessions_;
  RateLimiter addresses_;
  std::mutex mutex_;
  int streams_ = 0;
  absl::flat_hash_map<uint64_t, int> streams_of_;
};

class Admission::Slot {
 public:
  Slot(Admission& admission, uint64_t key) : admission_(admission), key_(key) {}
  ~Slot() { admission_.Release(key_); }
  Slot(const Slot&) = delete;
  Slot& operator=(const Slot&) = delete;

 private:
  Admission& admission_;
  const uint64_t key_;
};

}  // namespace donthu::gateway
