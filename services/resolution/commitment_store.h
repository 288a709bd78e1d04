// The SQL of commitments.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "donthu/resolution/v1/commitment.pb.h"
#include "services/base/access/access.h"
#include "services/base/db/db.h"

namespace donthu::resolution {

// A commitment about to be written, with the claim of its request.
struct CommitmentStep {
  std::string request_id;
  std::string fingerprint;
  // Serialised answer, kept for repeats.
  std::string response;
  std::string actor;
  // As it is afterwards. When an act is recorded, its last entry is new and `version` is the one
  // that was read.
  v1::Commitment after;
  int64_t version = 0;
  // The one that takes its place, where there is one.
  std::optional<v1::Commitment> successor;
};

class CommitmentStore {
 public:
  explicit CommitmentStore(db::Pool& pool) : pool_(pool) {}

  // For a commitment that comes out of this case; 0 = of none.
  absl::StatusOr<int64_t> NextId(int64_t case_id);

  // With its entries; its etag is the version. NOT_FOUND also where reach does not include its
  // agency.
  absl::StatusOr<v1::Commitment> Get(int64_t id, const Reach& reach);

  // Makes step.after. False when the case that it names was closed meanwhile; then nothing is done.
  absl::StatusOr<bool> Make(const CommitmentStep& step);

  // Adds the last entry of step.after, and the successor. STALE_ETAG when it moved on since it was
  // read.
  absl::Status Record(const CommitmentStep& step);

  struct Filter {
    Reach reach;
    // UNSPECIFIED = all.
    v1::CommitmentState state;
    std::optional<absl::CivilDay> due_until;
    // 0 = all.
    int64_t case_id;
  };
  // Where a list ended: whether the last one had ended, its due day and number.
  struct Position {
    bool ended;
    absl::CivilDay due_on;
    int64_t id;
  };
  // Open ones first, then by due day; one more than `size`, without entries.
  absl::StatusOr<std::vector<v1::Commitment>> List(const Filter& filter,
                                                   const std::optional<Position>& after, int size);

 private:
  db::Pool& pool_;
};

}  // namespace donthu::resolution
