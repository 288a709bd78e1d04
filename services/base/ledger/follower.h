// A background reader of the ledger inside a service: follows it from where the service stands,
// batch by batch, for ever.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/base/db/db.h"
#include "services/base/ledger/tail.h"
#include "services/base/metrics/metrics.h"

namespace donthu::ledger {

class Follower {
 public:
  struct Options {
    // Names the reader in logs and metrics.
    std::string name;
    std::string dsn;
    // Where the service stands; asked at the start of every round, so that several processes may
    // share one position.
    std::function<absl::StatusOr<Cursor>()> position;
    // Takes in events after `from` and moves the position to the last one's cursor, all or nothing.
    // Never called with none.
    std::function<absl::Status(const Cursor& from, const std::vector<TailedEvent>&)> apply;
  };
  Follower(Options options, Metrics& metrics);
  // Ends after the round under way.
  ~Follower();

  // Waits until everything recorded before this call has been taken in. DEADLINE_EXCEEDED when that
  // takes longer than `wait`.
  absl::Status CatchUp(absl::Duration wait);

 private:
  void Run();
  // True when there was something to do.
  absl::StatusOr<bool> Round();
  void MoveTo(const Cursor& position);

  const Options options_;
  Metrics& metrics_;
  db::Pool pool_;
  std::mutex mutex_;
  std::condition_variable moved_;
  Cursor position_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace donthu::ledger
