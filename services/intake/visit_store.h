// The register of receptions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "donthu/intake/v1/intake_service.pb.h"
#include "services/base/access/access.h"
#include "services/base/db/db.h"
#include "services/intake/intake_store.h"

namespace donthu::intake {

// A reception as it may be stored.
struct VisitEntry {
  // Visitors removed and summary masked where identities are withheld.
  v1::RecordVisitRequest visit;
  absl::CivilDay received_on;
  bool identity_withheld = false;
  // Agencies that an accused leads.
  std::vector<std::string> leads;
};

class VisitStore {
 public:
  explicit VisitStore(db::Pool& pool) : pool_(pool) {}

  // Whether the author of a petition that the agency received is withheld; nullopt when the caller
  // sees no such petition.
  absl::StatusOr<std::optional<bool>> WithholdsAuthor(int64_t petition_id,
                                                      const std::string& agency_code);

  // Claims the request_id, writes reception and event: one statement. A repeated request_id gets
  // the first id; REQUEST_ID_REUSED with another fingerprint.
  absl::StatusOr<int64_t> Record(const VisitEntry& entry, const std::string& fingerprint,
                                 const Principal& actor);

  // Of one agency, from that day on, strictly before `before`; latest first, one more than `size`.
  absl::StatusOr<std::vector<v1::Visit>> List(const std::string& agency_code, absl::CivilDay from,
                                              const Before& before, int size);

 private:
  absl::StatusOr<int64_t> Repeated(const std::string& request_id, const std::string& fingerprint);

  db::Pool& pool_;
};

}  // namespace donthu::intake
