#include "services/base/personal/number_keys.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

namespace donthu::personal {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;
using ::testing::SizeIs;

constexpr NumberKind kId = NumberKind::kId;
constexpr NumberKind kPhone = NumberKind::kPhone;
constexpr char kCard[] = "044070001234";

crypto::Key KeyOf(char fill) { return *crypto::Key::Create(std::string(32, fill)); }
NumberKeys Keys(char fill) { return *NumberKeys::Create(KeyOf(fill), std::nullopt); }
// Under "b", and knows what lies under "a".
NumberKeys Following() { return *NumberKeys::Create(KeyOf('b'), KeyOf('a')); }

const Place kFirst{"H46.X-240304-571903", 1};

TEST(Normalised, WaysOfWriting_AreOneNumber) {
  for (const char* phone : {"0912345678", "0912 345 678", "0912.345.678", "0912-345-678",
                            "+84912345678", "+84 912 345 678", "0084912345678", "84912345678"}) {
    EXPECT_EQ(Normalised(kPhone, phone), "0912345678") << phone;
  }
  EXPECT_EQ(Normalised(kPhone, "84123456"), "84123456");
  EXPECT_EQ(Normalised(kId, "b 123.45-67"), "B1234567");
  // An ID number may begin with the country's code by chance.
  EXPECT_EQ(Normalised(kId, "84070001234"), "84070001234");
  EXPECT_EQ(Normalised(kId, " . "), "");
}

TEST(MayBeNumber, TellsNumbersFromWords) {
  for (const char* typed : {kCard, "0912 345 678", "+84912345678", "B1234567", "123456"}) {
    EXPECT_TRUE(MayBeNumber(typed)) << typed;
  }
  for (const char* typed :
       {"", "12345", "thu hoi dat", "đất 123456", "012345678901234567890", "' OR 1=1"}) {
    EXPECT_FALSE(MayBeNumber(typed)) << typed;
  }
}

TEST(Seal, OpensInItsPlaceOnly) {
  const NumberKeys keys = Keys('a');
  const std::string sealed = keys.Seal(kId, kCard, kFirst);
  EXPECT_EQ(*keys.Open(kId, sealed, kFirst), kCard);
  EXPECT_FALSE(keys.Open(kPhone, sealed, kFirst).ok());
  EXPECT_FALSE(keys.Open(kId, sealed, {kFirst.petition_code, 2}).ok());
  EXPECT_FALSE(keys.Open(kId, sealed, {"H46.X-240304-571904", 1}).ok());
  // What is before the slash and what after it can't be shifted.
  EXPECT_FALSE(keys.Open(kId, sealed, {kFirst.petition_code + "/1", 1}).ok());
}

TEST(Seal, ShowsNothingAndNeverRepeats) {
  const NumberKeys keys = Keys('a');
  const std::string sealed = keys.Seal(kId, kCard, kFirst);
  EXPECT_THAT(sealed, Not(HasSubstr(kCard)));
  EXPECT_NE(sealed, keys.Seal(kId, kCard, kFirst));
}

TEST(Seal, ChangedOrCut_DoesNotOpen) {
  const NumberKeys keys = Keys('a');
  const std::string sealed = keys.Seal(kPhone, "0912345678", kFirst);
  for (size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    const auto opened = keys.Open(kPhone, changed, kFirst);
    EXPECT_FALSE(opened.ok()) << i;
    EXPECT_THAT(std::string(opened.status().message()), Not(HasSubstr("0912345678")));
    if (i > 0) {
      EXPECT_FALSE(keys.Open(kPhone, sealed.substr(0, i), kFirst).ok()) << i;
    }
  }
}

TEST(Seal, OfNothing_IsNothing) {
  const NumberKeys keys = Keys('a');
  EXPECT_EQ(keys.Seal(kId, "", kFirst), "");
  EXPECT_EQ(*keys.Open(kId, "", kFirst), "");
  EXPECT_EQ(keys.Hash(kId, ""), "");
  EXPECT_EQ(keys.Hash(kPhone, " . "), "");
}

TEST(Seal, UnderAnotherKey_DoesNotOpen) {
  const std::string sealed = Keys('a').Seal(kId, kCard, kFirst);
  EXPECT_FALSE(Keys('b').Open(kId, sealed, kFirst).ok());
  // Not even when it claims to be of the other key.
  std::string renamed = sealed;
  renamed[0] = Keys('b').current_id();
  EXPECT_FALSE(Keys('b').Open(kId, renamed, kFirst).ok());
}

TEST(Rotation, FormerKeyIsReadAndNeverWritten) {
  const std::string before = Keys('a').Seal(kId, kCard, kFirst);
  const NumberKeys keys = Following();
  EXPECT_EQ(*keys.Open(kId, before, kFirst), kCard);
  EXPECT_EQ(before.front(), keys.former_id());
  const std::string after = keys.Seal(kId, kCard, kFirst);
  EXPECT_EQ(after.front(), keys.current_id());
  EXPECT_FALSE(Keys('a').Open(kId, after, kFirst).ok());
  EXPECT_EQ(keys.Hash(kId, kCard), Keys('b').Hash(kId, kCard));
}

TEST(Rotation, ToTheSameKey_IsRefused) {
  EXPECT_FALSE(NumberKeys::Create(KeyOf('a'), KeyOf('a')).ok());
}

TEST(Hash, IsKeyedAndOfItsKind) {
  const NumberKeys keys = Keys('a');
  const std::string hash = keys.Hash(kPhone, "+84 912 345 678");
  EXPECT_THAT(hash, SizeIs(64));
  EXPECT_THAT(hash, MatchesRegex("[0-9a-f]+"));
  EXPECT_EQ(hash, keys.Hash(kPhone, "0912345678"));
  EXPECT_NE(hash, keys.Hash(kPhone, "0912345679"));
  EXPECT_NE(hash, keys.Hash(kId, "0912345678"));
  EXPECT_NE(hash, Keys('b').Hash(kPhone, "0912345678"));
}

TEST(Load, NeedsAFileOfItsOwnerOnly) {
  config::v1::ServerConfig config;
  EXPECT_THAT(std::string(NumberKeys::Load(config).status().message()),
              HasSubstr("personal_data_key_file"));
  const std::string path = ::testing::TempDir() + "/personal-" + std::to_string(getpid());
  std::ofstream(path) << std::string(64, '5') << "\n";
  config.set_personal_data_key_file(path);
  chmod(path.c_str(), 0644);
  EXPECT_THAT(std::string(NumberKeys::Load(config).status().message()), HasSubstr(path));
  chmod(path.c_str(), 0600);
  EXPECT_TRUE(NumberKeys::Load(config).ok());
  config.set_former_personal_data_key_file(path + ".gone");
  EXPECT_FALSE(NumberKeys::Load(config).ok());
  unlink(path.c_str());
}

}  // namespace
}  // namespace donthu::personal
