// The ledger as one sequence: rows in order of place, where each event meets its leaf, and seals
// after the last leaf that they cover. What Verify audits and Export sends.
#pragma once

#include <deque>
#include <optional>

#include "absl/status/statusor.h"
#include "services/ledger/record_store.h"

namespace donthu::ledger {

class RecordReader {
 public:
  RecordReader(RecordStore& store, const Extent& extent) : store_(store), extent_(extent) {}

  // Nothing after the last.
  absl::StatusOr<std::optional<Record>> Next();

 private:
  absl::Status Fill();
  Row TakeRow();

  RecordStore& store_;
  const Extent extent_;
  std::deque<PlacedEvent> events_;
  std::deque<PlacedLeaf> leaves_;
  std::deque<Seal> seals_;
  // Where to read on, and whether there may be more.
  Place event_at_, leaf_at_;
  uint64_t seal_size_ = 0, seal_number_ = 0;
  bool more_events_ = true, more_leaves_ = true, more_seals_ = true;
  uint64_t leaves_taken_ = 0;
};

}  // namespace donthu::ledger
