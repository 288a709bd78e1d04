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

TEST(Calendar, AddWorkingDays_CountsOnAndBackOverDaysOff) {
  Calendar calendar = SomeCalendar();
  EXPECT_EQ(calendar.AddWorkingDays(CivilDay(2024, 4, 26), 0), CivilDay(2024, 4, 26));
  EXPECT_EQ(calendar.AddWorkingDays(CivilDay(2024, 4, 26), 1), CivilDay(2024, 5, 2));
  EXPECT_EQ(calendar.AddWorkingDays(CivilDay(2024, 4, 26), 3), CivilDay(2024, 5, 4));
  EXPECT_EQ(calendar.AddWorkingDays(CivilDay(2024, 4, 26), 4), CivilDay(2024, 5, 6));
  EXPECT_EQ(calendar.AddWorkingDays(CivilDay(2024, 5, 6), -1), CivilDay(2024, 5, 4));
  EXPECT_EQ(calendar.AddWorkingDays(CivilDay(2024, 5, 4), -3), CivilDay(2024, 4, 26));
  // From a day off: the first working day after it is the first counted.
  EXPECT_EQ(calendar.AddWorkingDays(CivilDay(2024, 4, 30), 1), CivilDay(2024, 5, 2));
}

// Far from every exceptional day, and from one side of them to the other.
TEST(Calendar, AddWorkingDays_AgreesWithWalkingDayByDay) {
  Calendar calendar = SomeCalendar();
  for (CivilDay start : {CivilDay(1969, 12, 20), CivilDay(2024, 4, 1), CivilDay(2199, 1, 1)}) {
    CivilDay walked = start;
    for (int count = 1; count <= 60; ++count) {
      do ++walked;
      while (!calendar.IsWorkingDay(walked));
      EXPECT_EQ(calendar.AddWorkingDays(start, count), walked) << start << " " << count;
      CivilDay back = calendar.AddWorkingDays(walked, -count);
      EXPECT_EQ(calendar.NextWorkingDay(back), back);
      EXPECT_LE(back, start);
      EXPECT_GT(calendar.AddWorkingDays(back, 1), start);
    }
  }
}

TEST(Calendar, FirstAndLastExceptionalDaysCount) {
  Calendar calendar = SomeCalendar();
  EXPECT_TRUE(calendar.IsWorkingDay(CivilDay(2024, 4, 26)));
  EXPECT_FALSE(calendar.IsWorkingDay(CivilDay(2024, 4, 28)));
  EXPECT_FALSE(calendar.IsWorkingDay(CivilDay(2024, 4, 29)));
  EXPECT_TRUE(calendar.IsWorkingDay(CivilDay(2024, 5, 4)));
  EXPECT_FALSE(calendar.IsWorkingDay(CivilDay(2024, 5, 5)));
}

TEST(Calendar, DaysOutsideTheYearsOfDatesAreRefused) {
  for (CivilDay day : {CivilDay(1899, 12, 31), CivilDay(2201, 1, 1), CivilDay(1000000, 1, 1)}) {
    auto calendar = Calendar::Create({{day, false, "nghỉ"}});
    EXPECT_EQ(ReasonOf(calendar.status()), common::v1::INVALID_FIELD) << day;
  }
}

TEST(Calendar, ContradictingEntriesAreRefusedEqualOnesAreNot) {
  ExceptionalDay off{CivilDay(2024, 5, 4), false, "nghỉ"};
  ExceptionalDay worked{CivilDay(2024, 5, 4), true, "làm bù"};
  EXPECT_TRUE(Calendar::Create({off, off}).ok());
  EXPECT_EQ(ReasonOf(Calendar::Create({off, worked}).status()), common::v1::INVALID_FIELD);
}

}  // namespace
}  // namespace donthu::law
