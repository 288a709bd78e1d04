// Sign-ins that have not succeeded, counted by bucket.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/base/db/db.h"

namespace donthu::identity {

// How fast a bucket may be tried: `free` times at once, then after 1, 2, 4 … seconds up to
// `wait_max`.
struct Pace {
  int free;
  absl::Duration wait_max;
};

class AttemptStore {
 public:
  explicit AttemptStore(db::Pool& pool) : pool_(pool) {}

  // Counts an attempt before it is looked at, so that attempts made at the same time count too.
  // Returns the time before which the bucket takes no attempt; `now` or earlier = this one counts.
  absl::StatusOr<absl::Time> Count(const std::string& bucket, const Pace& pace, absl::Time now);
  // Takes one attempt back.
  absl::Status Withdraw(const std::string& bucket);
  absl::Status Forget(const std::string& bucket);

  // Counts up and returns the number within the running minute.
  absl::StatusOr<int> CountInMinute(const std::string& bucket, absl::Time now);
  absl::StatusOr<int> InMinute(const std::string& bucket, absl::Time now);

  // Removes buckets without an attempt since that time.
  absl::Status Sweep(absl::Time before);

 private:
  db::Pool& pool_;
};

}  // namespace donthu::identity
