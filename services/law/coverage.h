// What a rule book covers, counted.
#pragma once

#include "absl/status/statusor.h"
#include "donthu/law/v1/law_service.pb.h"
#include "services/law/rule_book.h"

namespace donthu::law {

v1::RuleCoverage CoverageOf(const RuleBook& book);

// What the files of the request cover, or, without files, what `book` covers. INVALID_FIELD on
// "files", naming the row, when RuleBook::Parse refuses them.
absl::StatusOr<v1::RuleCoverage> AnswerCheck(const RuleBook& book,
                                             const v1::CheckRulesRequest& request);

}  // namespace donthu::law
