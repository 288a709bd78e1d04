#include "services/gateway/rate_limit.h"

#include <gtest/gtest.h>

namespace donthu::gateway {
namespace {

const absl::Time kStart = absl::FromUnixSeconds(1'700'000'000);

int Allowed(RateLimit& limit, uint64_t key, absl::Time now, int tries) {
  int allowed = 0;
  for (int i = 0; i < tries; ++i) allowed += limit.Take(key, now) == absl::ZeroDuration();
  return allowed;
}

TEST(RateLimit, LetsABurstPass_ThenTheRate) {
  RateLimit limit({2, 5});
  EXPECT_EQ(Allowed(limit, 1, kStart, 100), 5);
  EXPECT_EQ(Allowed(limit, 1, kStart + absl::Milliseconds(499), 100), 0);
  EXPECT_EQ(Allowed(limit, 1, kStart + absl::Milliseconds(501), 100), 1);
  EXPECT_EQ(Allowed(limit, 1, kStart + absl::Seconds(2), 100), 3);
  EXPECT_EQ(Allowed(limit, 1, kStart + absl::Hours(1), 100), 5) << "never more than the burst";
}

TEST(RateLimit, SaysHowLongToWait_AndThatIsEnough) {
  RateLimit limit({2, 1});
  EXPECT_EQ(Allowed(limit, 1, kStart, 1), 1);
  const absl::Duration wait = limit.Take(1, kStart);
  EXPECT_EQ(wait, absl::Milliseconds(500));
  EXPECT_EQ(limit.Take(1, kStart + wait), absl::ZeroDuration());
}

TEST(RateLimit, OneCallerDoesNotPayForAnother) {
  RateLimit limit({1, 2});
  EXPECT_EQ(Allowed(limit, 1, kStart, 100), 2);
  EXPECT_EQ(Allowed(limit, 2, kStart, 100), 2);
}

TEST(RateLimit, ClockThatGoesBack_GivesNothingAndTakesNothing) {
  RateLimit limit({1, 2});
  EXPECT_EQ(Allowed(limit, 1, kStart, 2), 2);
  EXPECT_EQ(Allowed(limit, 1, kStart - absl::Hours(1), 5), 0);
  EXPECT_EQ(Allowed(limit, 1, kStart + absl::Seconds(1), 5), 1);
}

TEST(RateLimit, MoreCallersThanItMayKnow_ShareOneBucket) {
  RateLimit limit({1, 2}, 3);
  for (uint64_t key = 1; key <= 3; ++key) EXPECT_EQ(Allowed(limit, key, kStart, 5), 2);
  EXPECT_EQ(Allowed(limit, 4, kStart, 1), 1);
  EXPECT_EQ(Allowed(limit, 5, kStart, 5), 1) << "what caller 4 left of the shared bucket";
  EXPECT_EQ(Allowed(limit, 6, kStart, 5), 0);
}

TEST(RateLimit, ForgetsThoseWhoHaveBeenAway) {
  RateLimit limit({1, 2}, 3);
  for (uint64_t key = 1; key <= 3; ++key) EXPECT_EQ(Allowed(limit, key, kStart, 2), 2);
  const absl::Time later = kStart + absl::Seconds(10);
  EXPECT_EQ(Allowed(limit, 4, later, 5), 2);
  EXPECT_EQ(Allowed(limit, 5, later, 5), 2);
}

}  // namespace
}  // namespace donthu::gateway
