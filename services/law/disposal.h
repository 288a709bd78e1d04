// What to do with a petition: the conditions it must meet, and the disposal that a careful officer
// would propose.
#pragma once

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "donthu/law/v1/facts.pb.h"
#include "services/law/calendar.h"
#include "services/law/rule_book.h"

namespace donthu::law {

// The case that a petition of that kind opens, unless its subject makes it a special one.
v1::CaseType CaseTypeOf(v1::PetitionKind kind, bool second_complaint);

// The advice, with one finding per condition that applies to this kind of petition on the day of
// receipt, met or not, in the order in which they decide; always a combination that CheckDisposal
// lets pass. DISPOSAL_UNSPECIFIED with confidence 0 when the kind is unspecified, the day of
// receipt does not exist, or the rule book has no table of disposals on that day.
v1::DisposalAdvice AdviseDisposal(const RuleBook& book, const Calendar& calendar,
                                  const v1::PetitionFacts& facts);

// FAILED_PRECONDITION / DISPOSAL_NOT_ALLOWED, with metadata citation and the derivation, when the
// closed table does not allow this disposal. `competent` is ignored when not eligible. The
// identities of the report forms rest on this (01/XLD to 04/XLD).
absl::Status CheckDisposal(const RuleBook& book, v1::PetitionKind kind, bool eligible,
                           bool competent, v1::Disposal disposal, absl::CivilDay on_day);

// INVALID_FIELD on case_type, with metadata citation and the derivation, when the row of the closed
// table has no such case for a petition of that kind. An unspecified type passes, and so does any
// where the book has no row: CheckDisposal refuses that.
absl::Status CheckCaseType(const RuleBook& book, v1::PetitionKind kind, bool eligible,
                           bool competent, v1::CaseType type, absl::CivilDay on_day);

}  // namespace donthu::law
