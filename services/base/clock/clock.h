// Time comes in by argument. Storage is in UTC; days are cut in Asia/Ho_Chi_Minh.
#pragma once

#include "absl/time/civil_time.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace donthu {

// Vietnam has had UTC+7 without daylight saving since 1975; a fixed offset needs no time zone files
// on the machine.
inline absl::TimeZone VietnamTime() { return absl::FixedTimeZone(7 * 60 * 60); }

class Clock {
 public:
  virtual ~Clock() = default;
  virtual absl::Time Now() const = 0;
  absl::CivilDay Today() const { return absl::ToCivilDay(Now(), VietnamTime()); }
};

class SystemClock : public Clock {
 public:
  absl::Time Now() const override { return absl::Now(); }
};

// For tests: stands still until set.
class FixedClock : public Clock {
 public:
  explicit FixedClock(absl::Time now) : now_(now) {}
  absl::Time Now() const override { return now_; }
  void Set(absl::Time now) { now_ = now; }

 private:
  absl::Time now_;
};

}  // namespace donthu
