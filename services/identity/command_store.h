// What every write of the identity service begins and ends with.
#pragma once

#include <functional>

#include "absl/status/status.h"
#include "services/base/db/db.h"
#include "services/identity/officer.h"

namespace donthu::identity {

// A parameter for timestamptz.
std::string Instant(absl::Time time);

// One transaction: waits for the officer's other commands, claims the request_id, changes, appends
// the event. CONCURRENT_CHANGE when a twin of the request has just won. `change` may set the
// command's response.
absl::Status CarryOut(db::Pool& pool, Command command,
                      const std::function<absl::Status(db::Transaction&, Command*)>& change);

// The event alone.
absl::Status Append(db::Transaction& tx, const Command& command);

}  // namespace donthu::identity
