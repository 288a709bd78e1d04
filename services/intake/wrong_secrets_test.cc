#include "services/intake/wrong_secrets.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace donthu::intake {
namespace {

constexpr char kPeer[] = "ipv4:192.0.2.7:51234";
const absl::Time kNow = absl::FromUnixSeconds(1'700'000'000);

int Taken(WrongSecrets& wrong, const std::string& code, const std::string& peer, absl::Time at,
          int tries) {
  int taken = 0;
  for (int i = 0; i < tries; ++i) taken += wrong.Begin(code, peer, at) == absl::ZeroDuration();
  return taken;
}

TEST(WrongSecrets, OneCode_TakesTenAtOnceThenWaitsLongerAndLonger) {
  WrongSecrets wrong;
  EXPECT_EQ(Taken(wrong, "A", kPeer, kNow, 20), 10);
  absl::Time at = kNow;
  for (const int seconds : {1, 2, 4, 8, 16, 32, 60, 60}) {
    EXPECT_EQ(wrong.Begin("A", kPeer, at), absl::Seconds(seconds));
    at += absl::Seconds(seconds);
    EXPECT_EQ(wrong.Begin("A", kPeer, at), absl::ZeroDuration()) << seconds;
  }
}

TEST(WrongSecrets, OneCode_CountsWhoeverAsks) {
  WrongSecrets wrong;
  int taken = 0;
  for (int i = 0; i < 30; ++i) {
    taken += Taken(wrong, "A", "ipv4:192.0.2." + std::to_string(i) + ":5", kNow, 1);
  }
  EXPECT_EQ(taken, 10);
}

TEST(WrongSecrets, OnePeer_IsSlowedOverManyCodes) {
  WrongSecrets wrong;
  int taken = 0;
  for (int i = 0; i < 300; ++i) {
    const std::string port = std::to_string(1000 + i);
    taken += Taken(wrong, std::to_string(i), "ipv4:192.0.2.7:" + port, kNow, 1);
  }
  EXPECT_EQ(taken, 100);
  EXPECT_EQ(Taken(wrong, "other", "ipv4:192.0.2.8:1", kNow, 1), 1) << "another peer goes free";
}

TEST(WrongSecrets, RightSecrets_DoNotCount) {
  WrongSecrets wrong;
  for (int i = 0; i < 1000; ++i) {
    ASSERT_EQ(wrong.Begin("A", kPeer, kNow), absl::ZeroDuration());
    wrong.Withdraw("A", kPeer);
  }
}

TEST(WrongSecrets, AfterAnHour_AllIsForgiven) {
  WrongSecrets wrong;
  Taken(wrong, "A", kPeer, kNow, 10);
  EXPECT_EQ(Taken(wrong, "A", kPeer, kNow + absl::Hours(1) + absl::Seconds(1), 20), 10);
}

TEST(WrongSecrets, ManyAtOnce_AreCountedOneByOne) {
  WrongSecrets wrong;
  std::atomic<int> taken = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] { taken += Taken(wrong, "A", kPeer, kNow, 50); });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(taken, 10);
}

TEST(WrongSecrets, AFloodOfCodes_IsForgottenRatherThanKept) {
  WrongSecrets wrong;
  for (int i = 0; i < 50'000; ++i) {
    const std::string peer = "ipv4:10." + std::to_string(i / 65536) + "." +
                             std::to_string(i / 256 % 256) + "." + std::to_string(i % 256) + ":1";
    ASSERT_EQ(Taken(wrong, std::to_string(i), peer, kNow, 1), 1);
  }
}

}  // namespace
}  // namespace donthu::intake
