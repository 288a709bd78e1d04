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

// A new case: the outcome of LODGE. The first limit ("accept" or "handle") counts from the day of
// receipt. ACT_NOT_LAWFUL when the rule book has no workflow for this type on that day.
absl::StatusOr<v1::Outcome> OpenCase(const RuleBook& book, const Calendar& calendar,
                                     v1::CaseType type, absl::CivilDay received_on);

// The outcome of one more act. INVALID_FIELD when a date of the facts does not exist.
// FAILED_PRECONDITION / ACT_NOT_LAWFUL with metadata citation, state and act, and a Vietnamese text
// saying why not and what would be allowed: when the workflow has no such step in this state, a
// guard forbids it, or the act is dated before the receipt or the last act.
absl::StatusOr<v1::Outcome> ApplyAct(const RuleBook& book, const Calendar& calendar,
                                     const v1::CaseFacts& facts, const v1::ActFacts& act);

// Every act that the workflow of this case type knows on that day (all but LODGE), in the order of
// ActKind: lawful, with the state and the due dates that would follow, or refused with the reason.
// A written reason is taken as given, remoteness as in the facts. Empty when the type has no
// workflow.
std::vector<v1::PossibleAct> PreviewActs(const RuleBook& book, const Calendar& calendar,
                                         const v1::CaseFacts& facts, absl::CivilDay on);

// Whether a clock was met late, or still runs after its legal end on that day. Never true of a
// waiting period (DL-KN-15), whose end obliges nobody.
bool IsOverdue(const v1::Clock& clock, absl::CivilDay on);

}  // namespace donthu::law
