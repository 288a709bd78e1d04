#include "services/law/date.h"

#include <gtest/gtest.h>

#include "services/base/status/status.h"

namespace donthu::law {
namespace {

common::v1::Date MakeDate(int year, int month, int day) {
  common::v1::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

TEST(ToDay, EveryExistingDayComesBackUnchanged) {
  for (absl::CivilDay day(1999, 12, 1); day < absl::CivilDay(2004, 4, 1); ++day) {
    EXPECT_EQ(*ToDay(ToProto(day)), day);
    EXPECT_EQ(*ParseIsoDay(FormatIsoDay(day)), day);
  }
}

TEST(ToDay, DaysThatDoNotExistAreRefused) {
  for (auto date :
       {MakeDate(2024, 4, 31), MakeDate(2023, 2, 29), MakeDate(2024, 0, 1), MakeDate(2024, 13, 1),
        MakeDate(2024, 1, 0), MakeDate(0, 0, 0), MakeDate(2024, -1, 5), MakeDate(1900, 2, 29)}) {
    EXPECT_EQ(ReasonOf(ToDay(date).status()), common::v1::INVALID_FIELD) << date.DebugString();
  }
  EXPECT_TRUE(ToDay(MakeDate(2024, 2, 29)).ok());
}

TEST(ToDay, YearsOutside1900To2200AreRefused) {
  EXPECT_TRUE(ToDay(MakeDate(1900, 1, 1)).ok());
  EXPECT_TRUE(ToDay(MakeDate(2200, 12, 31)).ok());
  EXPECT_FALSE(ToDay(MakeDate(1899, 12, 31)).ok());
  EXPECT_FALSE(ToDay(MakeDate(2201, 1, 1)).ok());
}

TEST(ParseIsoDay, OtherShapesAreRefused) {
  for (const char* text : {"", "2024-4-05", "2024/04/05", "05/04/2024", "2024-04-05 ", "2024-04-0x",
                           "-024-04-05", "2024-04-31", "２024-04-05"}) {
    EXPECT_EQ(ReasonOf(ParseIsoDay(text).status()), common::v1::INVALID_FIELD) << text;
  }
}

TEST(FormatDayVi, WritesDayMonthYear) {
  EXPECT_EQ(FormatDayVi(absl::CivilDay(2024, 4, 5)), "05/04/2024");
}

}  // namespace
}  // namespace donthu::law
