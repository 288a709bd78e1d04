// All SQL that reads the ledger whole: events, sealed leaves and seals in order, piece by piece.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "services/base/db/db.h"
#include "services/base/ledger/audit.h"

namespace donthu::ledger {

// What is there at one moment. Nothing below it changes, so that reading may take as long as it
// likes.
struct Extent {
  uint64_t leaves = 0;
  uint64_t seals = 0;
  // Place of the newest event that readers may see.
  Place last;
};

struct PlacedEvent {
  Place place;
  HashedEvent event;
};
struct PlacedLeaf {
  Place place;
  SealedLeaf leaf;
};

class RecordStore {
 public:
  // `pool` should have kTailSettings.
  explicit RecordStore(db::Pool& pool) : pool_(pool) {}

  absl::StatusOr<Extent> Now();

  // Up to `limit` of them within the extent, in order of place, or of size and number.
  absl::StatusOr<std::vector<PlacedEvent>> EventsAfter(const Place& place, const Extent& extent,
                                                       int limit);
  absl::StatusOr<std::vector<PlacedLeaf>> LeavesAfter(const Place& place, const Extent& extent,
                                                      int limit);
  absl::StatusOr<std::vector<Seal>> SealsAfter(uint64_t size, uint64_t number, const Extent& extent,
                                               int limit);

 private:
  db::Pool& pool_;
};

// Columns as the statements of RecordStore and SealStore name them.
Seal SealOf(const pqxx::row& row);
HashedEvent EventOf(const pqxx::row& row);
Place PlaceOf(const pqxx::row& row);
Hash HashOf(const pqxx::field& field);

}  // namespace donthu::ledger
