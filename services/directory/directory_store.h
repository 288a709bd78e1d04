// All SQL of the directory.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "donthu/directory/v1/directory_service.pb.h"
#include "services/base/db/db.h"

namespace donthu::directory {

class DirectoryStore {
 public:
  explicit DirectoryStore(db::Pool& pool) : pool_(pool) {}

  // Upserts all rows, moves the revision when anything changed, appends the event: one transaction.
  // A repeated request_id gets the first answer; REQUEST_ID_REUSED with another body.
  absl::StatusOr<v1::ImportDirectoryResponse> Import(const v1::ImportDirectoryRequest& request,
                                                     const std::string& actor,
                                                     const std::string& agency,
                                                     absl::CivilDay today);

  // In office at the agency on that day, in order of id, strictly after `after`.
  absl::StatusOr<std::vector<v1::Officer>> Officers(const std::string& agency, absl::CivilDay on,
                                                    const std::string& after, int size);

  // Exceptional days, unconfirmed ones included, in order.
  absl::StatusOr<v1::ListCalendarDaysResponse> CalendarDays(absl::CivilDay from, absl::CivilDay to);

 private:
  db::Pool& pool_;
};

}  // namespace donthu::directory
