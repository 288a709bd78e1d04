// Seals the ledger: every minute when there are new events, and once more when it ends. Several
// processes may run it over one database; the seals stay one chain.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/base/clock/clock.h"
#include "services/base/db/db.h"
#include "services/ledger/seal_keys.h"
#include "services/ledger/seal_store.h"

namespace donthu::ledger {

class Sealer {
 public:
  struct Options {
    // keys.current is set.
    SealKeys keys;
    absl::Duration interval = absl::Minutes(1);
  };
  // `pool` should have kTailSettings.
  Sealer(db::Pool& pool, const Clock& clock, Options options);

  // FAILED_PRECONDITION when the seals in the database go on with a key that is not among ours.
  absl::Status Check();

  // Makes one seal if there is anything to seal, of at most kEventsMax events: what is written in
  // one transaction holds up all readers of the ledger. True when there may be more.
  absl::StatusOr<bool> SealOnce();
  static constexpr int kEventsMax = 10'000;

  // Seals in the background until destroyed, and one last time then.
  void Start();
  ~Sealer();

 private:
  void Run();
  // Seals all there is; failures are logged, once until it goes well again.
  void Round();
  absl::StatusOr<bool> SealWithin(SealStore store);
  absl::Status CheckMemory(SealStore& store);
  absl::StatusOr<const PrivateKey*> KeyAfter(const std::optional<Seal>& last) const;
  absl::StatusOr<Frontier> TreeUnder(const std::optional<Seal>& last, SealStore& store);

  db::Pool& pool_;
  const Clock& clock_;
  const Options options_;
  // The newest seal that this process knows to have been there.
  std::optional<Seal> seen_;
  // What the transaction under way would make of it.
  std::optional<Seal> made_;
  bool failing_ = false;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace donthu::ledger
