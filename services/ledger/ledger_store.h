// SQL about the newest event; reading in order is services/base/ledger/tail.h, the whole of it
// record_store.h, seals seal_store.h.
#pragma once

#include <set>
#include <string>

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

  // Of these subjects of events, those that the caller may know of (services/base/access/sight.h).
  absl::StatusOr<std::set<std::string>> Seen(const std::set<std::string>& subjects);

  // The place after the newest event that readers may see now.
  absl::StatusOr<Cursor> Head();

 private:
  db::Pool& pool_;
};

}  // namespace donthu::ledger
