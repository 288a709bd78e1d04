#include "services/law/date.h"

#include <cstddef>

#include "absl/strings/str_format.h"
#include "services/base/status/status.h"

namespace donthu::law {
namespace {

Failure NoSuchDay() {
  return InvalidField("date", "is not a day between 1900 and 2200",
                      "Ngày không tồn tại hoặc nằm ngoài các năm 1900–2200.");
}

absl::StatusOr<absl::CivilDay> MakeDay(int year, int month, int day) {
  if (year < kYearMin || year > kYearMax) return NoSuchDay();
  // CivilDay normalises 31 April to 1 May; a date that changes thereby does not exist.
  absl::CivilDay made(year, month, day);
  if (made.year() != year || made.month() != month || made.day() != day) return NoSuchDay();
  return made;
}

// Digits text[begin, end) as a number, -1 when another character is among them.
int Number(std::string_view text, std::size_t begin, std::size_t end) {
  int number = 0;
  for (std::size_t i = begin; i < end; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    number = number * 10 + (text[i] - '0');
  }
  return number;
}

}  // namespace

absl::StatusOr<absl::CivilDay> ToDay(const common::v1::Date& date) {
  return MakeDay(date.year(), date.month(), date.day());
}

common::v1::Date ToProto(absl::CivilDay day) {
  common::v1::Date date;
  date.set_year(static_cast<int>(day.year()));
  date.set_month(day.month());
  date.set_day(day.day());
  return date;
}

absl::StatusOr<absl::CivilDay> ParseIsoDay(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
    return InvalidField("date", "is not written YYYY-MM-DD", "Ngày phải viết dạng NĂM-THÁNG-NGÀY.");
  }
  return MakeDay(Number(text, 0, 4), Number(text, 5, 7), Number(text, 8, 10));
}

std::string FormatIsoDay(absl::CivilDay day) {
  return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
}

std::string FormatDayVi(absl::CivilDay day) {
  return absl::StrFormat("%02d/%02d/%04d", day.day(), day.month(), day.year());
}

}  // namespace donthu::law
