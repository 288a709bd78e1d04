// Reading the rule book from its folder: the one place where services/law touches files.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "services/law/rule_book.h"

namespace donthu::law {

// Reads every *.textproto of the folder, in the order of their names. NOT_FOUND when the folder has
// none; otherwise as RuleBook::Parse.
absl::StatusOr<RuleBook> LoadRuleBook(const std::string& directory);

}  // namespace donthu::law
