// How far callers reach.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "services/base/access/access.h"
#include "services/base/reference/reference.h"

namespace donthu {

// The agencies below one are worked out once, for as long as directory and day are the same: for
// the province it takes longer than all else that is asked of a caller.
class Reaches {
 public:
  // `reference` outlives this.
  explicit Reaches(ReferenceCache& reference) : reference_(reference) {}

  // Agencies that ended count with the one that took over from them.
  absl::StatusOr<Reach> Of(const Principal& principal, options::v1::Scope scope,
                           absl::CivilDay today);

 private:
  ReferenceCache& reference_;
  std::mutex mutex_;
  // What `known_` was worked out from.
  std::shared_ptr<const Reference> picture_;
  absl::CivilDay day_;
  absl::flat_hash_map<std::pair<std::string, int>, std::vector<std::string>> known_;
};

}  // namespace donthu
