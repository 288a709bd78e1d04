#include "services/base/crypto/password.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "services/base/status/status.h"

namespace donthu::crypto {
namespace {

using ::testing::StartsWith;

TEST(PasswordHasher, FitsThePasswordOnly) {
  PasswordHasher hasher(1);
  const auto encoded = hasher.Hash("mật khẩu thử nghiệm");
  ASSERT_TRUE(encoded.ok());
  EXPECT_THAT(*encoded, StartsWith("$argon2id$v=19$m=19456,t=2,p=1$"));
  EXPECT_TRUE(*hasher.Fits("mật khẩu thử nghiệm", *encoded));
  EXPECT_FALSE(*hasher.Fits("mật khẩu thử nghiệM", *encoded));
  EXPECT_FALSE(*hasher.Fits("", *encoded));
}

TEST(PasswordHasher, OnePasswordTwice_HasTwoHashes) {
  PasswordHasher hasher(1);
  EXPECT_NE(*hasher.Hash("x"), *hasher.Hash("x"));
}

TEST(PasswordHasher, Pretending_IsTheSameWork) {
  PasswordHasher hasher(1);
  EXPECT_TRUE(hasher.Pretend("anything").ok());
}

TEST(PasswordHasher, DamagedHash_IsADefect) {
  PasswordHasher hasher(1);
  EXPECT_EQ(hasher.Fits("x", "$argon2id$nonsense").status().code(), absl::StatusCode::kInternal);
}

TEST(PasswordHasher, MoreThanMayWait_AreRefusedAtOnce) {
  PasswordHasher hasher(1);
  std::atomic<int> done{0}, refused{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 16; ++i) {
    threads.emplace_back([&] {
      const auto encoded = hasher.Hash("x");
      if (encoded.ok()) ++done;
      if (ReasonOf(encoded.status()) == common::v1::OVERLOADED) ++refused;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_GE(done, 1);
  EXPECT_EQ(done + refused, 16);
}

}  // namespace
}  // namespace donthu::crypto
