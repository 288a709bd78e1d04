#include "services/base/rate/rate_limiter.h"

#include <gtest/gtest.h>

namespace donthu {
namespace {

constexpr Rate kRate = {10, 20};
const absl::Time kNow = absl::FromUnixSeconds(1700000000);

int Taken(RateLimiter* limiter, const std::string& caller, absl::Time now) {
  int taken = 0;
  while (limiter->Take(caller, kRate, now) == absl::ZeroDuration()) ++taken;
  return taken;
}

TEST(RateLimiter, AfterAQuietTime_TheBurstIsAllowedAtOnce) {
  RateLimiter limiter;
  EXPECT_EQ(Taken(&limiter, "a", kNow), 20);
  EXPECT_EQ(Taken(&limiter, "a", kNow + absl::Hours(1)), 20);
}

TEST(RateLimiter, ForLong_OnlyTheRateIsAllowed) {
  RateLimiter limiter;
  int taken = 0;
  for (int millisecond = 0; millisecond < 60000; ++millisecond) {
    const auto wait = limiter.Take("a", kRate, kNow + absl::Milliseconds(millisecond));
    if (wait == absl::ZeroDuration()) ++taken;
  }
  EXPECT_NEAR(taken, 60 * 10 + 20, 1);
}

TEST(RateLimiter, Refused_SaysWhenTheNextIsTaken) {
  RateLimiter limiter;
  Taken(&limiter, "a", kNow);
  const auto wait = limiter.Take("a", kRate, kNow);
  EXPECT_EQ(wait, absl::Milliseconds(100));
  EXPECT_GT(limiter.Take("a", kRate, kNow + wait - absl::Milliseconds(1)), absl::ZeroDuration());
  EXPECT_EQ(limiter.Take("a", kRate, kNow + wait), absl::ZeroDuration());
}

TEST(RateLimiter, Refusals_DoNotProlongTheWait) {
  RateLimiter limiter;
  Taken(&limiter, "a", kNow);
  for (int i = 0; i < 1000; ++i) limiter.Take("a", kRate, kNow);
  EXPECT_EQ(limiter.Take("a", kRate, kNow), absl::Milliseconds(100));
}

TEST(RateLimiter, OneCaller_DoesNotHoldBackAnother) {
  RateLimiter limiter;
  Taken(&limiter, "a", kNow);
  EXPECT_EQ(Taken(&limiter, "b", kNow), 20);
}

TEST(RateLimiter, ClockThatGoesBack_GivesNothingAway) {
  RateLimiter limiter;
  Taken(&limiter, "a", kNow);
  EXPECT_GT(limiter.Take("a", kRate, kNow - absl::Hours(1)), absl::ZeroDuration());
}

TEST(RateLimiter, CallersThatLeft_AreForgotten) {
  RateLimiter limiter;
  for (int i = 0; i < 100000; ++i) {
    limiter.Take(std::to_string(i), kRate, kNow + absl::Milliseconds(i));
  }
  EXPECT_LE(limiter.size(), 8192u);
}

const absl::Time kStart = absl::FromUnixSeconds(1'700'000'000);

int Allowed(RateLimiter& limiter, const Rate& rate, int caller, absl::Time now, int tries) {
  int allowed = 0;
  for (int i = 0; i < tries; ++i) {
    allowed += limiter.Take(std::to_string(caller), rate, now) == absl::ZeroDuration();
  }
  return allowed;
}

TEST(RateLimiter, LetsABurstPass_ThenTheRate) {
  constexpr Rate kLimit = {2, 5};
  RateLimiter limiter;
  EXPECT_EQ(Allowed(limiter, kLimit, 1, kStart, 100), 5);
  EXPECT_EQ(Allowed(limiter, kLimit, 1, kStart + absl::Milliseconds(499), 100), 0);
  EXPECT_EQ(Allowed(limiter, kLimit, 1, kStart + absl::Milliseconds(501), 100), 1);
  EXPECT_EQ(Allowed(limiter, kLimit, 1, kStart + absl::Seconds(2), 100), 3);
  EXPECT_EQ(Allowed(limiter, kLimit, 1, kStart + absl::Hours(1), 100), 5)
      << "never more than the burst";
}

TEST(RateLimiter, SaysHowLongToWait_AndThatIsEnough) {
  constexpr Rate kLimit = {2, 1};
  RateLimiter limiter;
  EXPECT_EQ(Allowed(limiter, kLimit, 1, kStart, 1), 1);
  const absl::Duration wait = limiter.Take("1", kLimit, kStart);
  EXPECT_EQ(wait, absl::Milliseconds(500));
  EXPECT_EQ(limiter.Take("1", kLimit, kStart + wait), absl::ZeroDuration());
}

TEST(RateLimiter, OneCallerDoesNotPayForAnother) {
  constexpr Rate kLimit = {1, 2};
  RateLimiter limiter;
  EXPECT_EQ(Allowed(limiter, kLimit, 1, kStart, 100), 2);
  EXPECT_EQ(Allowed(limiter, kLimit, 2, kStart, 100), 2);
}

TEST(RateLimiter, ClockThatGoesBack_GivesNothingAndTakesNothing) {
  constexpr Rate kLimit = {1, 2};
  RateLimiter limiter;
  EXPECT_EQ(Allowed(limiter, kLimit, 1, kStart, 2), 2);
  EXPECT_EQ(Allowed(limiter, kLimit, 1, kStart - absl::Hours(1), 5), 0);
  EXPECT_EQ(Allowed(limiter, kLimit, 1, kStart + absl::Seconds(1), 5), 1);
}

TEST(RateLimiter, MoreCallersThanItMayKnow_ShareOneBucket) {
  constexpr Rate kLimit = {1, 2};
  RateLimiter limiter(3);
  for (int key = 1; key <= 3; ++key) EXPECT_EQ(Allowed(limiter, kLimit, key, kStart, 5), 2);
  EXPECT_EQ(Allowed(limiter, kLimit, 4, kStart, 1), 1);
  EXPECT_EQ(Allowed(limiter, kLimit, 5, kStart, 5), 1) << "what caller 4 left of the shared bucket";
  EXPECT_EQ(Allowed(limiter, kLimit, 6, kStart, 5), 0);
}

TEST(RateLimiter, ForgetsThoseWhoHaveBeenAway) {
  constexpr Rate kLimit = {1, 2};
  RateLimiter limiter(3);
  for (int key = 1; key <= 3; ++key) EXPECT_EQ(Allowed(limiter, kLimit, key, kStart, 2), 2);
  const absl::Time later = kStart + absl::Seconds(10);
  EXPECT_EQ(Allowed(limiter, kLimit, 4, later, 5), 2);
  EXPECT_EQ(Allowed(limiter, kLimit, 5, later, 5), 2);
}

}  // namespace
}  // namespace donthu
