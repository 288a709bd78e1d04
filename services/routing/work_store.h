// What waits for an agency's disposal.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "donthu/routing/v1/routing_service.pb.h"
#include "services/base/db/db.h"

namespace donthu::routing {

// Where a page of work begins: strictly after this petition.
struct After {
  absl::CivilDay due_on;
  int64_t id;
};

// Those without a limit stand behind every day that can be a limit.
inline const absl::CivilDay kNoLimit{2201, 1, 1};

// A petition that waits, and what its limit counts from.
struct Waiting {
  v1::WaitingPetition petition;
  // As it was judged when the agency received it.
  law::v1::PetitionKind counted_as = law::v1::PETITION_KIND_UNSPECIFIED;
};

class WorkStore {
 public:
  explicit WorkStore(db::Pool& pool) : pool_(pool) {}

  // Earliest due first, one more than `size`. `due` and `overdue` are left to the caller.
  absl::StatusOr<std::vector<Waiting>> List(const std::string& agency, absl::CivilDay due_to,
                                            const After& after, int size);

 private:
  db::Pool& pool_;
};

}  // namespace donthu::routing
