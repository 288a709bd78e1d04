// Acts named on the command line.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/arguments.h"
#include "donthu/resolution/v1/act.pb.h"

namespace donthu::cli {

// "accept", "assign-verification", … as in the oneof of Act; without "lodge", which the system
// does.
std::vector<std::string> ActWords();

// The act without its day. Flags fill its fields: --reason, --verifier, --conclusion, --remote,
// --minutes-signed, --document,
// --note. Usage error for an unknown word or conclusion; what an act needs is for the server to
// say.
absl::StatusOr<resolution::v1::Act> ActFrom(const std::string& word, const Arguments& arguments);

// The word of an act; "" when it is not set.
std::string WordOf(const resolution::v1::Act& act);

}  // namespace donthu::cli
