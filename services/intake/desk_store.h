// What the desk looks up while a petition is being typed.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "donthu/intake/v1/intake_service.pb.h"
#include "services/base/db/db.h"
#include "services/base/personal/number_keys.h"
#include "services/intake/intake_store.h"

namespace donthu::intake {

class DeskStore {
 public:
  // Both outlive it.
  DeskStore(db::Pool& pool, const personal::NumberKeys& keys) : pool_(pool), keys_(keys) {}

  // Latest first, each person once, at most `limit`. By the number when it is given, else by folded
  // name and year.
  absl::StatusOr<std::vector<v1::KnownPetitioner>> FindPetitioners(
      const v1::FindPetitionersRequest& request, const Sight& sight, int limit);

  // Adds title, day and agency to hints of petitions within the sight.
  absl::Status Describe(const Sight& sight, std::vector<v1::DuplicateHint>* hints);

 private:
  db::Pool& pool_;
  const personal::NumberKeys& keys_;
};

}  // namespace donthu::intake
