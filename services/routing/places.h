// Where an agency may find the people for its work.
#pragma once

#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/base/reference/reference.h"

namespace donthu::routing {

// Agencies whose officers may be given work on what the agency holds: itself, the one that took it
// over, those that it took over from, and all below them, in order of code. Beside them the
// inspectorate may, which settles by verifying for others (L-TC Đ.31).
std::vector<std::string> PlacesOfWork(const Reference& reference, const std::string& agency_code,
                                      absl::CivilDay on);

}  // namespace donthu::routing
