// What is held on one petitioner.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "donthu/intake/v1/intake_service.pb.h"
#include "services/base/access/access.h"
#include "services/base/db/db.h"
#include "services/base/personal/number_keys.h"

namespace donthu::intake {

// One row, and what tells whether it is of the same person as another.
struct HeldOnPerson {
  v1::PersonalRecord record;
  std::string id_number_hash;
};

class PersonStore {
 public:
  // Both outlive it.
  PersonStore(db::Pool& pool, const personal::NumberKeys& keys) : pool_(pool), keys_(keys) {}

  // Within the reach, latest received first, at most `limit`. By the number when it is given, else
  // by folded name and year. DATA_LOSS when a number does not open: an answer must be whole.
  absl::StatusOr<std::vector<HeldOnPerson>> Find(const v1::GetPersonalDataRequest& request,
                                                 absl::CivilDay received_to, const Reach& reach,
                                                 int limit);

  // Records that the data were given to whom they are about.
  absl::Status NoteGiven(const v1::GetPersonalDataRequest& request, absl::CivilDay requested_on,
                         const std::vector<int64_t>& petition_ids, const Principal& actor,
                         absl::CivilDay today);

 private:
  db::Pool& pool_;
  const personal::NumberKeys& keys_;
};

}  // namespace donthu::intake
