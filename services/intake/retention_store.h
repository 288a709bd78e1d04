// Petitions that hold numbers past their time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "donthu/intake/v1/intake_service.pb.h"
#include "services/base/access/access.h"
#include "services/base/db/db.h"

namespace donthu::intake {

// Where a page that begins with what ended first goes on: strictly after this petition.
struct Ended {
  absl::CivilDay on;
  int64_t id;
};

class RetentionStore {
 public:
  explicit RetentionStore(db::Pool& pool) : pool_(pool) {}

  // Of one agency, as of that day; longest ended first, one more than `size`.
  absl::StatusOr<std::vector<v1::ExpiredNumbers>> List(const std::string& agency, absl::CivilDay on,
                                                       const Ended& after, int size);

  // Claims the request_id and erases what List gives, up to kEraseMax petitions, with an event on
  // each: one statement. A repeated request_id gets the first answer; REQUEST_ID_REUSED with
  // another body.
  absl::StatusOr<v1::EraseExpiredNumbersResponse> Erase(
      const v1::EraseExpiredNumbersRequest& request, absl::CivilDay on, absl::CivilDay decided_on,
      const Principal& actor, absl::CivilDay today);

 private:
  absl::StatusOr<v1::EraseExpiredNumbersResponse> Repeated(
      const v1::EraseExpiredNumbersRequest& request);

  db::Pool& pool_;
};

}  // namespace donthu::intake
