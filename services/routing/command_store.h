// What the statements of the stores have in common.
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "services/base/db/db.h"
#include "services/routing/held.h"

namespace donthu::routing {

// The claim of the request_id: parameters $1 to $3.
db::Params Claim(const Command& command);

// OK when the statement's own claim won; CONCURRENT_CHANGE when a twin request has just won.
absl::Status Claimed(const absl::StatusOr<pqxx::result>& rows);

// The accused as stored, or NULL: the next parameter.
void AddAccused(const v1::Handling& handling, db::Params* params);

// The agencies, or NULL = no limit: the next parameter.
void AddReach(const Reach& reach, db::Params* params);

std::optional<absl::CivilDay> DayIn(const common::v1::Date& date, bool set);

}  // namespace donthu::routing
