// What may be done on a case, and what follows from it: state, clocks, reasons. The rows are data
// (rules/workflow*.textproto).
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "donthu/law/v1/facts.pb.h"
#include "services/law/calendar.h"
#include "services/law/rule_book.h"

namespace donthu::law {

// A new case: the outcome of LODGE. The first limit counts from the day of receipt. ACT_NOT_LAWFUL
// when the rule book has no workflow for this type on that day.
absl::StatusOr<v1::Outcome> OpenCase(const RuleBook& book, const Calendar& calendar,
                                     v1::CaseType type, absl::CivilDay received_on);

// The outcome of one more act. The day of the act chooses the version of the workflow; running
// clocks keep the version of their anchor day. INVALID_FIELD when a date of the facts does not
// exist. FAILED_PRECONDITION / ACT_NOT_LAWFUL with metadata citation, state and act, and a
// Vietnamese text saying why not and what would be allowed, and with the derivation: when the
// workflow has no such step in this state, the act gives none of the grounds that the step needs, a
// guard forbids it, or the act is dated before the receipt or the last act that moved the matter (a
// petition that joined, say, does not).
absl::StatusOr<v1::Outcome> ApplyAct(const RuleBook& book, const Calendar& calendar,
                                     const v1::CaseFacts& facts, const v1::ActFacts& act);

// Every act that the workflow of this case type knows on that day, in the order of ActKind, but
// LODGE and REDATE, which only the system does: lawful, with the state and the due dates that would
// follow, or refused with the reason. What only the officer knows (a written reason, a ground,
// criteria of complexity) is taken as favourable; remoteness as in the facts. Empty when the type
// has no workflow.
std::vector<v1::PossibleAct> PreviewActs(const RuleBook& book, const Calendar& calendar,
                                         const v1::CaseFacts& facts, absl::CivilDay on);

}  // namespace donthu::law
