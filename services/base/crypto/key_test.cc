#include "services/base/crypto/key.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <set>

#include "absl/strings/escaping.h"
#include "services/base/crypto/random.h"

namespace donthu::crypto {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

Key SomeKey(char fill = 'k') { return *Key::Create(std::string(32, fill)); }

TEST(Hmac, AgreesWithRfc4231) {
  EXPECT_EQ(absl::BytesToHexString(HmacSha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(Key, OfAnotherLength_IsRefused) {
  for (const size_t size : {0, 16, 31, 33}) {
    EXPECT_FALSE(Key::Create(std::string(size, 'k')).ok()) << size;
  }
}

TEST(Seal, OpensForItsPurposeOnly) {
  const Key key = SomeKey();
  for (const std::string plain : {"", "x", "bí mật"}) {
    const std::string sealed = key.Seal(plain, "totp lan");
    EXPECT_EQ(*key.Open(sealed, "totp lan"), plain);
    EXPECT_FALSE(key.Open(sealed, "totp hoa").ok());
    EXPECT_FALSE(SomeKey('l').Open(sealed, "totp lan").ok());
  }
}

TEST(Seal, ShowsNothingAndNeverRepeats) {
  const Key key = SomeKey();
  const std::string sealed = key.Seal("SECRET", "p");
  EXPECT_THAT(sealed, Not(HasSubstr("SECRET")));
  EXPECT_NE(sealed, key.Seal("SECRET", "p"));
}

TEST(Seal, ChangedOrCut_DoesNotOpen) {
  const Key key = SomeKey();
  const std::string sealed = key.Seal("SECRET", "p");
  for (size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(key.Open(changed, "p").ok()) << i;
    EXPECT_FALSE(key.Open(sealed.substr(0, i), "p").ok()) << i;
  }
}

TEST(Mark, DependsOnKeyPurposeAndData) {
  const std::set<std::string> marks = {SomeKey().Mark("a", "p"), SomeKey().Mark("b", "p"),
                                       SomeKey().Mark("a", "q"), SomeKey('l').Mark("a", "p"),
                                       SomeKey().Mark("pa", "")};
  EXPECT_EQ(marks.size(), 5U);
  EXPECT_EQ(SomeKey().Mark("a", "p"), SomeKey().Mark("a", "p"));
}

TEST(KeyFile, IsReadWhenItsOwnersOnly) {
  const std::string path = ::testing::TempDir() + "/key-" + std::to_string(getpid());
  std::ofstream(path) << std::string(64, 'a') << "\n";
  chmod(path.c_str(), 0600);
  EXPECT_TRUE(Key::Load(path).ok());
  chmod(path.c_str(), 0640);
  EXPECT_THAT(std::string(Key::Load(path).status().message()), HasSubstr("chmod 600"));
  std::ofstream(path) << "short";
  chmod(path.c_str(), 0600);
  EXPECT_THAT(std::string(Key::Load(path).status().message()), HasSubstr("64 hexadecimal digits"));
  unlink(path.c_str());
  EXPECT_THAT(std::string(Key::Load(path).status().message()), HasSubstr(path));
}

TEST(Random, TokensAndPasswordsHaveTheirForm) {
  EXPECT_THAT(RandomToken(), MatchesRegex("[0-9a-f]{64}"));
  EXPECT_THAT(RandomPassword(), MatchesRegex("[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}"));
  EXPECT_NE(RandomToken(), RandomToken());
}

}  // namespace
}  // namespace donthu::crypto
