// What a rule book must promise as a whole before anything is computed from it.
#pragma once

#include "absl/status/status.h"
#include "services/law/rule_book.h"

namespace donthu::law {

// INVALID_ARGUMENT naming the first row that breaks a rule between rows (RuleBook::Parse lists
// them).
absl::Status CheckRules(const RuleBook& book);

}  // namespace donthu::law
