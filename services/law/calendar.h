// Which days are working days: Monday to Friday, less holidays and swapped days off, plus make-up
// Saturdays (CA-06).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"

namespace donthu::law {

// A day that is not what its weekday says: a holiday, a day off in compensation, a make-up
// Saturday.
struct ExceptionalDay {
  absl::CivilDay day;
  // True: a day off by weekday that is worked. False: a day off.
  bool working = false;
  // What people call it, in Vietnamese, e.g. "Tết Nguyên đán".
  std::string name;
};

class Calendar {
 public:
  // Knows weekends only.
  Calendar() = default;

  // INVALID_FIELD when two entries contradict each other on one day, or a day lies outside the
  // years that a Date may name. Equal entries count once.
  static absl::StatusOr<Calendar> Create(const std::vector<ExceptionalDay>& days);

  bool IsWorkingDay(absl::CivilDay day) const;

  // The day itself when it is a working day.
  absl::CivilDay NextWorkingDay(absl::CivilDay day) const;

  // The day on which `count` working days have passed, `day` itself not counted; backwards when
  // negative, the day itself when 0. Takes time in proportion to count.
  absl::CivilDay AddWorkingDays(absl::CivilDay day, int count) const;

  // Name of an exceptional day, empty for every other day. Valid as long as the calendar.
  std::string_view NameOf(absl::CivilDay day) const;

 private:
  // Days are numbered from 1970-01-01.
  bool IsWorked(std::int64_t number) const;

  absl::flat_hash_map<std::int64_t, std::string> names_;
  // Every day from the first exceptional one to the last, so that counting needs no look-up by
  // hash: true = worked.
  std::int64_t first_ = 0;
  std::vector<bool> worked_;
};

}  // namespace donthu::law
