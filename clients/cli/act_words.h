// Acts named on the command line.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/arguments.h"
#include "donthu/resolution/v1/act.pb.h"

namespace donthu::cli {

// "accept", "assign-verification", … as in the oneof of Act; without those that the system does.
std::vector<std::string> ActWords();

// One flag per field of the acts, e.g. --reason; its help names the acts that have it. Lists of
// names are separated by commas.
std::vector<Flag> ActFlags();

// The act without its day; --document, --note and the flags of ActFlags fill it. Usage error for an
// unknown word or name; what an act needs is for the server to say.
absl::StatusOr<resolution::v1::Act> ActFrom(const std::string& word, const Arguments& arguments);

// The ActKind of a word; usage error for an unknown one.
absl::StatusOr<int> ActNumber(const std::string& word);

// The word of an act; "" when it is not set.
std::string WordOf(const resolution::v1::Act& act);

}  // namespace donthu::cli
