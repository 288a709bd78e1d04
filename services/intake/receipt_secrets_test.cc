#include "services/intake/receipt_secrets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace donthu::intake {
namespace {

using ::testing::MatchesRegex;

constexpr char kCode[] = "H46.QB-450-UBND-240304-0001";

ReceiptSecrets SecretsOf(char byte) {
  return ReceiptSecrets(*crypto::Key::Create(std::string(32, byte)));
}

TEST(ReceiptSecrets, For_IsShortClearAndTheSameEachTime) {
  const auto secrets = SecretsOf('k');
  const std::string secret = secrets.For(kCode);
  EXPECT_THAT(secret, MatchesRegex("[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}"));
  EXPECT_EQ(secret, SecretsOf('k').For(kCode));
}

TEST(ReceiptSecrets, For_DiffersByCodeAndByKey) {
  const auto secrets = SecretsOf('k');
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(secrets.For(kCode + std::to_string(i)));
  EXPECT_EQ(seen.size(), 1000);
  EXPECT_NE(secrets.For(kCode), SecretsOf('l').For(kCode));
}

TEST(ReceiptSecrets, Fits_WhatAPersonTypes) {
  // Every letter that is read as a digit occurs in one of these secrets.
  const auto secrets = SecretsOf('k');
  bool zero = false, one = false;
  for (int i = 0; i < 200; ++i) {
    const std::string code = kCode + std::to_string(i);
    const std::string secret = secrets.For(code);
    EXPECT_TRUE(secrets.Fits(code, secret));
    std::string typed = " ";
    for (const char c : secret) {
      zero |= c == '0';
      one |= c == '1';
      typed += c == '0' ? 'o' : c == '1' ? 'l' : c == '-' ? ' ' : static_cast<char>(tolower(c));
    }
    EXPECT_TRUE(secrets.Fits(code, typed)) << typed;
  }
  EXPECT_TRUE(zero && one);
}

TEST(ReceiptSecrets, Fits_NothingElse) {
  const auto secrets = SecretsOf('k');
  const std::string secret = secrets.For(kCode);
  for (std::string wrong : {std::string(), std::string("-"), secret + "0", secret.substr(1),
                            secrets.For("H46.QB-450-UBND-240304-0002"), std::string(1000, 'A')}) {
    EXPECT_FALSE(secrets.Fits(kCode, wrong)) << wrong;
  }
  for (size_t i = 0; i < secret.size(); ++i) {
    if (secret[i] == '-') continue;
    std::string wrong = secret;
    wrong[i] = wrong[i] == '7' ? '8' : '7';
    EXPECT_FALSE(secrets.Fits(kCode, wrong)) << wrong;
  }
}

TEST(PrintedCode, IgnoresCaseAndSpaces) {
  EXPECT_EQ(PrintedCode("  h46.qb-450-ubnd -240304-0001\n"), kCode);
  EXPECT_EQ(PrintedCode(""), "");
}

}  // namespace
}  // namespace donthu::intake
