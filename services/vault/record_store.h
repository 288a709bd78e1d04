// All SQL of the vault on the database of the petitions: what it records there, and the little that
// it asks.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/base/access/access.h"
#include "services/base/db/db.h"

namespace donthu::vault {

// An event on its way to the ledger.
struct Event {
  std::string subject;
  std::string kind;
  std::string agency;
  std::string actor;
  absl::CivilDay occurred_on;
  // JSON that holds a "record", by which an event that has arrived is known.
  std::string payload;
};

class RecordStore {
 public:
  explicit RecordStore(db::Pool& pool) : pool_(pool) {}

  // Appends it unless it is there.
  absl::Status Append(const Event& event);

  // The petition was sent to an agency within reach.
  absl::StatusOr<bool> WasSentInto(int64_t petition_id, const Reach& reach);

  // Those of the ids under which a petition is registered.
  absl::StatusOr<std::set<int64_t>> Registered(const std::vector<int64_t>& petition_ids);

 private:
  db::Pool& pool_;
};

}  // namespace donthu::vault
