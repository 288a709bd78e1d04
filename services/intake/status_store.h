// What a receipt's holder may learn, read from what routing and resolution publish.
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "services/base/db/db.h"
#include "services/intake/public_status.h"

namespace donthu::intake {

class StatusStore {
 public:
  explicit StatusStore(db::Pool& pool) : pool_(pool) {}

  // `code` as printed or as typed. nullopt when there is no such petition.
  absl::StatusOr<std::optional<StatusFacts>> Find(const std::string& printed,
                                                  const std::string& typed);

 private:
  db::Pool& pool_;
};

}  // namespace donthu::intake
