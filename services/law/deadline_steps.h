// The words of a due date: the steps that led to it, and the days off on the way.
#pragma once

#include <optional>

#include "absl/time/civil_time.h"
#include "donthu/law/v1/explanation.pb.h"
#include "services/law/calendar.h"
#include "services/law/deadline.h"
#include "services/law/rule_book.h"

namespace donthu::law {

// The number of a limit and what it is counted in.
struct Term {
  int value;
  v1::TimeUnit unit;
};

// A limit that has been computed.
struct CountedLimit {
  const RuleBook::DeadlineRow* rule;
  Term term;
  // Holds the number in place of the rule; nullptr = the rule does.
  const v1::LocalParameter* number;
  absl::CivilDay anchor;
  // Where the count ended before days were given back.
  absl::CivilDay counted;
  int days_given_back;
  DueDays due;
  // nullopt = never.
  std::optional<absl::CivilDay> overdue_after;
  // What moved overdue_after; nullptr = nothing, it is due.legal.
  const v1::LocalParameter* overdue;
};

bool IsBefore(v1::TimeUnit unit);
bool CountsWorkingDays(v1::TimeUnit unit);

// Sets steps_vi, skipped and skipped_vi. `delays` may be empty where days were given back: then
// only their number is told.
void ExplainDue(const Calendar& calendar, const CountedLimit& limit, const Delays& delays,
                v1::DueDate& due);

}  // namespace donthu::law
