// Answers ComputeDeadlineRequest.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "donthu/law/v1/law_service.pb.h"
#include "services/law/calendar.h"
#include "services/law/rule_book.h"

namespace donthu::law {

// The variant of the rule for a case that is remote and so complex (0 ordinary, 1 complex or
// extended once, 2 especially complex or extended twice), as the limits of the cases name them
// (CaseLimitRule). Remoteness and complexity only add to what the rule already is: DL-KN-03,
// complex, becomes DL-KN-05 when remote. Where a limit has no such variant, the next simpler one; a
// rule that is no variant of any limit stays itself.
std::string VariantOf(const RuleBook& book, const std::string& rule_id, bool remote,
                      int complexity);

// The due date of that variant. Errors as ComputeDue; also INVALID_FIELD on "complexity" outside
// 0..2, and on a day that does not exist or is missing, by its path in the request.
absl::StatusOr<v1::DueDate> AnswerDeadline(const RuleBook& book, const Calendar& calendar,
                                           const v1::ComputeDeadlineRequest& request);

}  // namespace donthu::law
