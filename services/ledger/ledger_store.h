// All SQL of the ledger service; reading in order is services/base/ledger/tail.h.
#pragma once

#include "absl/status/statusor.h"
#include "donthu/ledger/v1/ledger_service.pb.h"
#include "services/base/db/db.h"
#include "services/base/ledger/tail.h"

namespace donthu::ledger {

class LedgerStore {
 public:
  explicit LedgerStore(db::Pool& pool) : pool_(pool) {}

  // Recomputes every hash; at most the first 1,000 defects are named.
  absl::StatusOr<v1::VerifyResponse> Verify();

  // FAILED_PRECONDITION when events lie in the future of this cluster's transactions, as after
  // restoring a dump: readers would not see new ones. docs/runbooks/restore.md says what to do.
  absl::Status CheckCluster();

  // The place after the newest event that readers may see now.
  absl::StatusOr<Cursor> Head();

 private:
  db::Pool& pool_;
};

}  // namespace donthu::ledger
