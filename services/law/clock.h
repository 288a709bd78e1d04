// The algebra of clocks: start, stop, pause, resume, extend. Every operation works on all clocks of
// a case that measure a named limit and still run; clocks that stopped are never touched again.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "donthu/law/v1/facts.pb.h"
#include "services/law/calendar.h"
#include "services/law/rule_book.h"

namespace donthu::law {

// The limit to settle the matter, under the name that every case type gives it.
inline constexpr char kSettleLimit[] = "settle";

using Clocks = google::protobuf::RepeatedPtrField<v1::Clock>;
using LimitNames = google::protobuf::RepeatedPtrField<std::string>;

// Whether the clock has not stopped and measures one of the named limits.
bool Runs(const v1::Clock& clock, const LimitNames& limits);

// A new clock of that limit from the anchor, in the variant for remote areas where `remote`. None
// where only the province could number the limit and has not. Errors as ComputeDue.
absl::Status StartClock(const RuleBook& book, const Calendar& calendar,
                        const v1::CaseLimitRule& limit, bool remote, absl::CivilDay anchor,
                        Clocks& clocks);

void StopClocks(const LimitNames& limits, absl::CivilDay on, Clocks& clocks);

// Counting stops on the day of the act `by`. A clock may be paused by several acts at once.
void PauseClocks(const LimitNames& limits, v1::ActKind by, absl::CivilDay on, Clocks& clocks);

// Ends the pause that the act `by` began. When no other act keeps the clock paused, it runs on from
// that day, and the calendar days since the pause began are given back (CA-09): what overlaps
// counts once. Errors as ComputeDue.
absl::Status ResumeClocks(const RuleBook& book, const Calendar& calendar, v1::ActKind by,
                          absl::CivilDay on, Clocks& clocks);

// The next longer variant of each named limit: same anchor, same version day, same days given back;
// what was first computed stays beside it. INVALID_FIELD where the book has no longer one.
absl::Status ExtendClocks(const RuleBook& book, const Calendar& calendar, v1::CaseType type,
                          const LimitNames& limits, bool remote, Clocks& clocks);

// Follows a change of the working calendar: clocks that run and are not paused are computed anew.
// True for a clock whose end moved.
absl::StatusOr<bool> RedateClock(const RuleBook& book, const Calendar& calendar, v1::Clock& clock);

// Whether a clock was met late, or still runs after its legal end on that day; a paused one is
// judged as of the day it paused. Never true of a waiting period (DL-KN-15), whose end obliges
// nobody, nor of a limit known from memory only.
bool IsOverdue(const v1::Clock& clock, absl::CivilDay on);

}  // namespace donthu::law
