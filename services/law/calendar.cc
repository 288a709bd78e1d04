#include "services/law/calendar.h"

#include <algorithm>

#include "services/base/status/status.h"
#include "services/law/date.h"

namespace donthu::law {
namespace {

constexpr absl::CivilDay kEpoch(1970, 1, 1);

std::int64_t DayNumber(absl::CivilDay day) { return day - kEpoch; }

bool IsWeekend(std::int64_t day_number) {
  // 1970-01-01 was a Thursday: 0 = Monday. Kept positive for days before 1970.
  std::int64_t weekday = ((day_number + 3) % 7 + 7) % 7;
  return weekday >= 5;
}

}  // namespace

absl::StatusOr<Calendar> Calendar::Create(const std::vector<ExceptionalDay>& days) {
  Calendar calendar;
  if (days.empty()) return calendar;
  auto earlier = [](const ExceptionalDay& a, const ExceptionalDay& b) { return a.day < b.day; };
  auto [first, last] = std::minmax_element(days.begin(), days.end(), earlier);
  if (first->day.year() < kYearMin || last->day.year() > kYearMax) {
    return InvalidField("days", "hold a day outside 1900..2200",
                        "Lịch có ngày nằm ngoài các năm 1900–2200.");
  }
  calendar.first_ = DayNumber(first->day);
  for (std::int64_t number = calendar.first_; number <= DayNumber(last->day); ++number) {
    calendar.worked_.push_back(!IsWeekend(number));
  }
  for (const ExceptionalDay& day : days) {
    const std::int64_t number = DayNumber(day.day);
    const auto place = static_cast<std::size_t>(number - calendar.first_);
    const bool added = calendar.names_.try_emplace(number, day.name).second;
    if (!added && calendar.worked_[place] != day.working) {
      return InvalidField(
          "days", FormatIsoDay(day.day) + " is both a working day and a day off",
          "Ngày " + FormatDayVi(day.day) + " vừa là ngày làm việc vừa là ngày nghỉ.");
    }
    calendar.worked_[place] = day.working;
  }
  return calendar;
}

bool Calendar::IsWorked(std::int64_t number) const {
  // Days before the first exceptional one wrap round to a large number.
  const auto place = static_cast<std::uint64_t>(number - first_);
  return place < worked_.size() ? worked_[place] : !IsWeekend(number);
}

bool Calendar::IsWorkingDay(absl::CivilDay day) const { return IsWorked(DayNumber(day)); }

absl::CivilDay Calendar::NextWorkingDay(absl::CivilDay day) const {
  const std::int64_t from = DayNumber(day);
  std::int64_t number = from;
  // Ends: exceptions are finite, so some Monday to Friday lies beyond the last of them.
  while (!IsWorked(number)) ++number;
  return number == from ? day : day + (number - from);
}

absl::CivilDay Calendar::AddWorkingDays(absl::CivilDay day, int count) const {
  const std::int64_t from = DayNumber(day);
  const int step = count < 0 ? -1 : 1;
  std::int64_t number = from;
  while (count != 0) {
    number += step;
    if (IsWorked(number)) count -= step;
  }
  return day + (number - from);
}

std::string_view Calendar::NameOf(absl::CivilDay day) const {
  auto exception = names_.find(DayNumber(day));
  return exception == names_.end() ? std::string_view() : exception->second;
}

}  // namespace donthu::law
