// All SQL of sealing, and of the proofs that rest on it. Leaves and inner nodes of the tree are
// kept; every eighth level of nodes is enough to find any hash by at most 256 rows.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/base/db/db.h"
#include "services/ledger/record_store.h"

namespace donthu::ledger {

// Runs one statement: alone, or within a transaction.
using Runner = std::function<absl::StatusOr<pqxx::result>(const db::Statement&, const db::Params&)>;

class SealStore {
 public:
  explicit SealStore(Runner run) : run_(std::move(run)) {}
  static SealStore Over(db::Pool& pool);
  static SealStore Within(db::Transaction& transaction);

  // Waits until no other process is sealing; held until the transaction ends.
  absl::Status LockSealing();
  absl::StatusOr<std::optional<Seal>> LastSeal();
  absl::StatusOr<std::optional<Seal>> SealAt(uint64_t number);
  // The first that covers the leaf at `position`.
  absl::StatusOr<std::optional<Seal>> SealCovering(uint64_t position);
  // In order of number.
  absl::StatusOr<std::vector<Seal>> SealsFrom(uint64_t number, int limit);

  // Makes leaves of up to `limit` events after the first `size` leaves, as far as readers may see
  // them; their hashes in order.
  absl::StatusOr<std::vector<Hash>> AddLeaves(uint64_t size, int limit);
  // Keeps those of the subtrees whose level is kept.
  absl::Status AddNodes(const std::vector<std::pair<Subtree, Hash>>& nodes);
  absl::Status AddSeal(const Seal& seal);

  // The sealed leaf of an event, whether sealed rightly or not.
  absl::StatusOr<std::optional<PlacedLeaf>> LeafOfEvent(const std::string& subject,
                                                        int64_t ordinal);
  absl::StatusOr<std::optional<HashedEvent>> EventAt(const Place& place);
  // The tree over the first `size` leaves. DATA_LOSS when rows of it are missing.
  absl::StatusOr<Frontier> FrontierAt(uint64_t size);
  // MTH(range), for the ranges of a path; DATA_LOSS as above.
  absl::StatusOr<Hash> HashOfRange(Range range);

 private:
  absl::StatusOr<std::vector<Hash>> PeakHashes(Range range);
  absl::StatusOr<Hash> SubtreeHash(const Subtree& subtree);

  Runner run_;
};

}  // namespace donthu::ledger
