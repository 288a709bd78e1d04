// That something was read, as the ledger keeps it: what is guarded, and what is another agency's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "services/base/access/access.h"
#include "services/base/db/db.h"
#include "services/base/reference/reference.h"

namespace donthu {

// Whose subjects a reader reads as his own: his agency's and those it took over from. nullopt =
// anybody's, for systems: they read for many, so that one reads what is an agency's says nothing.
std::optional<std::vector<std::string>> OwnAgencies(const Principal& reader,
                                                    const Reference& reference,
                                                    absl::CivilDay today);

// Runs `statement`, which appends the event where there is something to record. Its parameters:
// id of the subject, the reader's agency and id, the day, the own agencies or NULL. Many may read
// one subject at once: it is tried again a few times when another came first.
absl::Status NoteRead(db::Pool& pool, const db::Statement& statement, int64_t id,
                      const Principal& reader, absl::CivilDay day,
                      const std::optional<std::vector<std::string>>& own);

}  // namespace donthu
