// What the commands about deadlines share.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/arguments.h"
#include "clients/cli/command.h"
#include "donthu/law/v1/law_service.pb.h"

namespace donthu::cli {

// --rule, --from and what holds a limit up.
std::vector<Flag> DeadlineFlags();

// Usage errors when --rule or --from is missing, or one end of an interval is.
absl::StatusOr<law::v1::ComputeDeadlineRequest> DeadlineRequestOf(const Arguments& arguments);

// Computes the deadlines of a CSV file and prints them as CSV in the same order. The header must be
// id,rule_id,anchor_date,remote,complex,stop_from,continue_on,obstacle_from,obstacle_to. kRefused
// when a row could not be computed; its last column says why.
absl::StatusOr<int> ComputeDeadlineFile(Session& session, const std::string& path);

}  // namespace donthu::cli
