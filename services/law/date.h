// Days of the solar calendar: between absl::CivilDay, the Date message, and the two ways of writing
// one.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "donthu/common/v1/date.pb.h"

namespace donthu::law {

// First and last year that a Date may name.
inline constexpr int kYearMin = 1900;
inline constexpr int kYearMax = 2200;

// INVALID_FIELD (field "date") when the day does not exist (31 April, month 0) or lies outside
// 1900..2200.
absl::StatusOr<absl::CivilDay> ToDay(const common::v1::Date& date);

common::v1::Date ToProto(absl::CivilDay day);

// Reads "YYYY-MM-DD", exactly ten characters. INVALID_FIELD as above, and for any other shape.
absl::StatusOr<absl::CivilDay> ParseIsoDay(std::string_view text);

// "2024-04-05".
std::string FormatIsoDay(absl::CivilDay day);

// "05/04/2024", as people in Việt Nam write it.
std::string FormatDayVi(absl::CivilDay day);

}  // namespace donthu::law
