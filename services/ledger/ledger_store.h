// SQL about the newest event; reading in order is services/base/ledger/tail.h, the whole of it
// record_store.h, seals seal_store.h.
#pragma once

#include "absl/status/statusor.h"
#include "services/base/db/db.h"
#include "services/base/ledger/tail.h"

namespace donthu::ledger {

class LedgerStore {
 public:
  explicit LedgerStore(db::Pool& pool) : pool_(pool) {}

  // FAILED_PRECONDITION when events lie in the future of this cluster's transactions, as after
  // restoring a dump: readers would not see new ones. docs/runbooks/restore.md says what to do.
  absl::Status CheckCluster();

  // The place after the newest event that readers may see now.
  absl::StatusOr<Cursor> Head();

 private:
  db::Pool& pool_;
};

}  // namespace donthu::ledger
