#include "services/law/calendar.h"

#include "services/base/status/status.h"
#include "services/law/date.h"

namespace donthu::law {
namespace {

std::int64_t DayNumber(absl::CivilDay day) { return day - absl::CivilDay(1970, 1, 1); }

bool IsWeekend(std::int64_t day_number) {
  // 1970-01-01 was a Thursday: 0 = Monday. Kept positive for days before 1970.
  std::int64_t weekday = ((day_number + 3) % 7 + 7) % 7;
  return weekday >= 5;
}

}  // namespace

absl::StatusOr<Calendar> Calendar::Create(const std::vector<ExceptionalDay>& days) {
  Calendar calendar;
  for (const ExceptionalDay& day : days) {
    auto [known, added] =
        calendar.exceptions_.try_emplace(DayNumber(day.day), Exception{day.working, day.name});
    if (!added && known->second.working != day.working) {
      return InvalidField(
          "days", FormatIsoDay(day.day) + " is both a working day and a day off",
          "Ngày " + FormatDayVi(day.day) + " vừa là ngày làm việc vừa là ngày nghỉ.");
    }
  }
  return calendar;
}

bool Calendar::IsWorkingDay(absl::CivilDay day) const {
  std::int64_t number = DayNumber(day);
  auto exception = exceptions_.find(number);
  return exception == exceptions_.end() ? !IsWeekend(number) : exception->second.working;
}

absl::CivilDay Calendar::NextWorkingDay(absl::CivilDay day) const {
  // Ends: exceptions are finite, so some Monday to Friday lies beyond the last of them.
  while (!IsWorkingDay(day)) ++day;
  return day;
}

std::string_view Calendar::NameOf(absl::CivilDay day) const {
  auto exception = exceptions_.find(DayNumber(day));
  return exception == exceptions_.end() ? std::string_view() : exception->second.name;
}

}  // namespace donthu::law
