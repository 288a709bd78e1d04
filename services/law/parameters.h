// Numbers that the province decides: a decision goes before what is only proposed.
#pragma once

#include <vector>

#include "services/law/rule_book.h"

namespace donthu::law {

// The rows with a decision as they are, and of each proposed default (one without a decision) the
// days that no decision on the same name covers, in one row or several. Ordered by name and first
// day. Rows of one sort that overlap each other stay so, for CheckRules to refuse.
std::vector<RuleBook::ParameterRow> DecisionsBeforeDefaults(
    const std::vector<RuleBook::ParameterRow>& rows);

}  // namespace donthu::law
