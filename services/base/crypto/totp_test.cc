#include "services/base/crypto/totp.h"

#include <gtest/gtest.h>

namespace donthu::crypto {
namespace {

constexpr char kSecret[] = "12345678901234567890";

absl::Time At(int64_t seconds) { return absl::FromUnixSeconds(seconds); }

// The last six of the eight digits in RFC 6238, appendix B.
TEST(Totp, AgreesWithRfc6238) {
  EXPECT_EQ(TotpCode(kSecret, TotpStep(At(59))), "287082");
  EXPECT_EQ(TotpCode(kSecret, TotpStep(At(1111111109))), "081804");
  EXPECT_EQ(TotpCode(kSecret, TotpStep(At(1234567890))), "005924");
  EXPECT_EQ(TotpCode(kSecret, TotpStep(At(20000000000))), "353130");
}

TEST(Totp, NeighbouringSteps_AreTaken_OthersNot) {
  const absl::Time now = At(3000000);
  const int64_t step = TotpStep(now);
  for (const int64_t apart : {-1, 0, 1}) {
    EXPECT_EQ(TakeTotp(kSecret, TotpCode(kSecret, step + apart), now, 0), step + apart);
  }
  EXPECT_FALSE(TakeTotp(kSecret, TotpCode(kSecret, step - 2), now, 0));
  EXPECT_FALSE(TakeTotp(kSecret, TotpCode(kSecret, step + 2), now, 0));
}

TEST(Totp, CodeTakenOnce_IsNotTakenAgain_NorOneBeforeIt) {
  const absl::Time now = At(3000000);
  const int64_t step = TotpStep(now);
  EXPECT_FALSE(TakeTotp(kSecret, TotpCode(kSecret, step), now, step));
  EXPECT_FALSE(TakeTotp(kSecret, TotpCode(kSecret, step - 1), now, step));
  EXPECT_TRUE(TakeTotp(kSecret, TotpCode(kSecret, step + 1), now, step));
}

TEST(Totp, WhatIsNoCode_IsNotTaken) {
  for (const char* code : {"", "1", "12345", "1234567", "abcdef"}) {
    EXPECT_FALSE(TakeTotp(kSecret, code, At(59), 0)) << code;
  }
}

TEST(Base32, AgreesWithRfc4648) {
  EXPECT_EQ(Base32(""), "");
  EXPECT_EQ(Base32("f"), "MY");
  EXPECT_EQ(Base32("fo"), "MZXQ");
  EXPECT_EQ(Base32("foo"), "MZXW6");
  EXPECT_EQ(Base32("foobar"), "MZXW6YTBOI");
}

TEST(TotpUri, EscapesNames) {
  EXPECT_EQ(TotpUri("foo", "Đơn Thư", "lan.450"),
            "otpauth://totp/%C4%90%C6%A1n%20Th%C6%B0:lan.450?secret=MZXW6&issuer="
            "%C4%90%C6%A1n%20Th%C6%B0");
}

}  // namespace
}  // namespace donthu::crypto
