// When a statutory limit ends, counted as in BLDS Đ.144-148 and the rows CA-01 to CA-12.
#pragma once

#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "donthu/law/v1/explanation.pb.h"
#include "services/law/calendar.h"
#include "services/law/rule_book.h"

namespace donthu::law {

// Most calendar days that suspensions or obstacles may give back to one limit.
inline constexpr int kDaysGivenBackMax = 3650;

struct DueDays {
  // Last day before CA-03: warn on it.
  absl::CivilDay strict;
  // Last day of the limit, at 24:00: overdue after it. For limits counted back from an event, the
  // last day to act before it.
  absl::CivilDay legal;
};

// A stretch in which a limit did not run: gives back the days from `from` to the day before
// `continued_on` (CA-09).
struct Pause {
  absl::CivilDay from;
  absl::CivilDay continued_on;
};

// Force majeure or an objective obstacle, both days inclusive: gives back all its days (CA-12).
struct Obstacle {
  absl::CivilDay from;
  absl::CivilDay to;
};

// What holds a limit up. Each list in order and without overlap; pauses and obstacles add up.
struct Delays {
  std::vector<Pause> pauses;
  std::vector<Obstacle> obstacles;
};

// The days alone, without the explanation: for statistics over many subjects; a million and more in
// a second. Same errors as ComputeDue.
absl::StatusOr<DueDays> ComputeDueDays(const RuleBook& book, const Calendar& calendar,
                                       std::string_view rule_id, absl::CivilDay anchor,
                                       int days_given_back = 0);

// The due date and the steps that led to it, in Vietnamese. The anchor is the event day, itself not
// counted; it also chooses the version of the rule. `days_given_back` are calendar days lost to
// suspension (CA-09) or obstacle (CA-12), 0..3650. RULE_NOT_FOUND: no such rule on the anchor day.
// INVALID_FIELD on "rule_id": the rule is an event or is counted in hours, or its number is a
// parameter that the province has not set. INVALID_FIELD on "from" or "days_given_back": out of
// bounds.
absl::StatusOr<v1::DueDate> ComputeDue(const RuleBook& book, const Calendar& calendar,
                                       std::string_view rule_id, absl::CivilDay anchor,
                                       int days_given_back = 0);

// As above, and the steps name what held the limit up. Also INVALID_FIELD on "pauses[i].from",
// "pauses[i].continued_on", "obstacles[i].from" or "obstacles[i].to": before the anchor (pauses),
// reversed, overlapping, more than 3650 days in all, or on a limit counted back from an event.
absl::StatusOr<v1::DueDate> ComputeDue(const RuleBook& book, const Calendar& calendar,
                                       std::string_view rule_id, absl::CivilDay anchor,
                                       const Delays& delays);

// False for a limit whose number is a parameter that is not set on that day: its clock does not
// run.
bool HasNumber(const RuleBook& book, const v1::DeadlineRule& rule, absl::CivilDay day);

}  // namespace donthu::law
