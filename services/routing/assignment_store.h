// All SQL of who works on a petition.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/base/db/db.h"
#include "services/routing/held.h"

namespace donthu::routing {

class AssignmentStore {
 public:
  explicit AssignmentStore(db::Pool& pool) : pool_(pool) {}

  // In order of officer; `officer` empty = all.
  absl::StatusOr<std::vector<v1::Assignment>> List(int64_t petition_id, const std::string& agency,
                                                   const std::string& officer);

  // Writes the assignment as it is now, with its event, on that day.
  absl::Status Write(const Command& command, const v1::Assignment& now, absl::CivilDay on);

 private:
  db::Pool& pool_;
};

}  // namespace donthu::routing
