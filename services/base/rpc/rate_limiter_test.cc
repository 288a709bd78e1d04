#include "services/base/rpc/rate_limiter.h"

#include <gtest/gtest.h>

namespace donthu::rpc {
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

}  // namespace
}  // namespace donthu::rpc
