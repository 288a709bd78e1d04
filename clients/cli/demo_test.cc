#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/cli/demo_cases.h"
#include "clients/cli/demo_days.h"
#include "services/law/date.h"

namespace donthu::cli {
namespace {

using resolution::v1::Act;

constexpr absl::CivilDay kMonday(2024, 3, 4);

absl::CivilDay DayOf(const Act& act) { return *law::ToDay(act.acted_on()); }

TEST(Workday, MovesOffWeekends) {
  EXPECT_EQ(Workday(kMonday), kMonday);
  EXPECT_EQ(Workday(kMonday + 4), kMonday + 4);
  EXPECT_EQ(Workday(kMonday + 5), kMonday + 7);
  EXPECT_EQ(Workday(kMonday + 6), kMonday + 7);
}

TEST(Plan, StartsWithAcceptanceAndNeverGoesBackInTime) {
  for (int i = 0; i < 300; ++i) {
    for (const auto type : {law::v1::CASE_TYPE_COMPLAINT_FIRST, law::v1::CASE_TYPE_COMPLAINT_SECOND,
                            law::v1::CASE_TYPE_COMPLAINT_DISCIPLINARY,
                            law::v1::CASE_TYPE_DENUNCIATION, law::v1::CASE_TYPE_RECOMMENDATION}) {
      const auto plan = PlanFor(type, "SP-" + std::to_string(i), i % 2 == 0, kMonday);
      ASSERT_FALSE(plan.empty());
      EXPECT_TRUE(plan[0].has_accept());
      EXPECT_EQ(plan[0].accept().remote(), i % 2 == 0);
      for (std::size_t n = 1; n < plan.size(); ++n) EXPECT_LE(DayOf(plan[n - 1]), DayOf(plan[n]));
    }
  }
}

TEST(Plan, AboutSixtyOfAHundredAreDecided_MostWithinTheLimit) {
  int decided = 0;
  int late = 0;
  for (int i = 0; i < 1000; ++i) {
    const auto plan =
        PlanFor(law::v1::CASE_TYPE_COMPLAINT_FIRST, "SP-" + std::to_string(i), false, kMonday);
    bool extended = false;
    for (const Act& act : plan) {
      extended |= act.has_extend();
      if (!act.has_decide()) continue;
      ++decided;
      if (DayOf(act) > kMonday + (extended ? 45 : 30)) ++late;
    }
  }
  EXPECT_NEAR(decided, 600, 60);
  EXPECT_GT(late, 0);
  EXPECT_LT(late, 120);
}

TEST(Plan, SameName_SamePlan) {
  const auto once = PlanFor(law::v1::CASE_TYPE_COMPLAINT_FIRST, "SP-1", false, kMonday);
  const auto again = PlanFor(law::v1::CASE_TYPE_COMPLAINT_FIRST, "SP-1", false, kMonday);
  ASSERT_EQ(once.size(), again.size());
  for (std::size_t i = 0; i < once.size(); ++i) {
    EXPECT_EQ(once[i].SerializeAsString(), again[i].SerializeAsString());
  }
}

}  // namespace
}  // namespace donthu::cli
