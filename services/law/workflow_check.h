// What a set of workflow rows must be before it may decide anything.
#pragma once

#include "absl/status/status.h"
#include "services/law/rule_book.h"

namespace donthu::law {

// INVALID_ARGUMENT, naming the row, when a row names an unknown limit, guard or notice, or nobody
// who does it; when on some day two rows allow one act in one state, a row can't be reached from
// LODGE, or a state that can be reached never leads to CLOSED; or when versions of a row leave days
// open.
absl::Status CheckWorkflows(const RuleBook& book);

}  // namespace donthu::law
