// Reading the ledger without missing or repeating an event. Rows become visible in the order (xact,
// seq) only below the oldest running transaction (pg_snapshot_xmin); reading below that line in
// that order is complete and the same for all readers. A long write transaction in the cluster
// delays readers, it never makes them lose anything.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "donthu/ledger/v1/ledger_service.pb.h"
#include "services/base/db/db.h"

namespace donthu::ledger {

// A place between two events. Text form "xact.seq"; opaque to callers.
struct Cursor {
  uint64_t xact = 0;
  int64_t seq = 0;

  std::string Format() const;
  // INVALID_ARGUMENT when text is not a cursor; empty text is the beginning.
  static absl::StatusOr<Cursor> Parse(const std::string& text);
  friend bool operator==(const Cursor&, const Cursor&) = default;
};

// Planner settings for connections that tail: on a fresh table the planner would else sort the
// whole of it.
inline constexpr char kTailSettings[] =
    "SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off";

struct TailedEvent {
  Cursor cursor;
  v1::Event event;
};

// Up to `limit` events after `from`, oldest first; empty when there are none yet. `pool` should
// have kTailSettings.
absl::StatusOr<std::vector<TailedEvent>> ReadAfter(db::Pool& pool, const Cursor& from, int limit);

}  // namespace donthu::ledger
