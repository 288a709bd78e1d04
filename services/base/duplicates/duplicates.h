// Petitions that may be the same as one at hand, found through intake's published views and judged
// by services/base/text. A petition whose author is withheld (a denunciation) is found only for
// another such petition, and only within reach: a hint must not reveal that a denunciation exists.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "donthu/intake/v1/petition.pb.h"
#include "services/base/access/access.h"
#include "services/base/db/db.h"
#include "services/base/text/similarity.h"

namespace donthu {

struct DuplicateQuery {
  // Only petitions with a smaller id are candidates; 0 = all.
  int64_t before_id = 0;
  text::DuplicateFacts facts;
  std::vector<int64_t> band_keys;
  bool identity_withheld = false;
};

// Best first, at most `limit`.
absl::StatusOr<std::vector<intake::v1::DuplicateHint>> FindDuplicates(db::Pool& pool,
                                                                      const DuplicateQuery& query,
                                                                      const Reach& reach,
                                                                      size_t limit);

// The SQL itself, for tests/benchmark: pgbench runs the same.
const db::Statement& CandidatesStatement();

}  // namespace donthu
