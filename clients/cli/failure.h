// How a failure is told.
#pragma once

#include "absl/status/status.h"
#include "clients/cli/command.h"
#include "clients/cli/json_output.h"

namespace donthu::cli {

// Vietnamese first, then for developers: code, reason, English text, fields.
void PrintFailure(const absl::Status& status, std::ostream& err);

// {"code","reason","message","message_vi",
//  "fields":[{"field","description","description_vi"}],"metadata":{}}
Json FailureJson(const absl::Status& status);

int ExitStatusOf(const absl::Status& status);

}  // namespace donthu::cli
