#include "services/law/calendar.h"

#include <gtest/gtest.h>

#include "services/base/status/status.h"

namespace donthu::law {
namespace {

using absl::CivilDay;

Calendar SomeCalendar() {
  return *Calendar::Create({{CivilDay(2024, 4, 29), false, "Nghỉ hoán đổi"},
                            {CivilDay(2024, 4, 30), false, "Ngày Chiến thắng"},
                            {CivilDay(2024, 5, 1), false, "Ngày Quốc tế Lao động"},
                            {CivilDay(2024, 5, 4), true, "Làm bù"}});
}

TEST(Calendar, WithoutExceptionsMondayToFridayAreWorked) {
  Calendar calendar;
  for (CivilDay day(1969, 12, 1); day < CivilDay(1970, 2, 1); ++day) {
    absl::Weekday weekday = absl::GetWeekday(day);
    bool weekend = weekday == absl::Weekday::saturday || weekday == absl::Weekday::sunday;
    EXPECT_EQ(calendar.IsWorkingDay(day), !weekend) << day;
  }
}

TEST(Calendar, HolidaysAreOffAndMakeUpSaturdaysAreWorked) {
  Calendar calendar = SomeCalendar();
  EXPECT_FALSE(calendar.IsWorkingDay(CivilDay(2024, 4, 29)));
  EXPECT_TRUE(calendar.IsWorkingDay(CivilDay(2024, 5, 4)));
  EXPECT_EQ(calendar.NameOf(CivilDay(2024, 5, 4)), "Làm bù");
  EXPECT_EQ(calendar.NameOf(CivilDay(2024, 5, 3)), "");
}

TEST(Calendar, NextWorkingDayIsTheDayItselfOrTheFirstAfterDaysOff) {
  Calendar calendar = SomeCalendar();
  EXPECT_EQ(calendar.NextWorkingDay(CivilDay(2024, 4, 26)), CivilDay(2024, 4, 26));
  EXPECT_EQ(calendar.NextWorkingDay(CivilDay(2024, 4, 27)), CivilDay(2024, 5, 2));
  EXPECT_EQ(calendar.NextWorkingDay(CivilDay(2024, 5, 4)), CivilDay(2024, 5, 4));
  EXPECT_EQ(calendar.NextWorkingDay(CivilDay(2024, 5, 5)), CivilDay(2024, 5, 6));
}

TEST(Calendar, ContradictingEntriesAreRefusedEqualOnesAreNot) {
  ExceptionalDay off{CivilDay(2024, 5, 4), false, "nghỉ"};
  ExceptionalDay worked{CivilDay(2024, 5, 4), true, "làm bù"};
  EXPECT_TRUE(Calendar::Create({off, off}).ok());
  EXPECT_EQ(ReasonOf(Calendar::Create({off, worked}).status()), common::v1::INVALID_FIELD);
}

}  // namespace
}  // namespace donthu::law
