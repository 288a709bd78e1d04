// Which agencies may not deal with a denunciation, by whom it accuses (L-TC Đ.12).
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "donthu/routing/v1/routing_service.pb.h"
#include "services/base/reference/reference.h"

namespace donthu {

// OK, or which field names no agency of the directory, no post that can be denounced, or lacks its
// companion.
absl::Status CheckAccused(const Reference& reference, const routing::v1::Accused& accused);

// The post is one that leads the agency, or the agency itself.
bool Leads(law::v1::RespondentRole role);

// The accused is the agency, heads it or is its deputy head, or so at one above it. The heir of a
// merged agency counts as that agency.
bool HasConflict(const Reference& reference, const routing::v1::Accused& accused,
                 const std::string& agency_code, absl::CivilDay on);

// CONFLICT_OF_INTEREST, for agencies that HasConflict finds.
absl::Status ConflictOfInterest();

}  // namespace donthu
