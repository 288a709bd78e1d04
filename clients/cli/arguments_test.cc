#include "clients/cli/arguments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/cli/enum_flag.h"
#include "donthu/law/v1/types.pb.h"

namespace donthu::cli {
namespace {

using ::testing::ElementsAre;

const std::vector<Flag> kFlags = {{"agency", "MÃ", ""}, {"all", "", ""}, {"on", "NGÀY", ""}};

TEST(ParseArguments, WordsAndFlagsInAnyOrder) {
  const auto parsed =
      ParseArguments({"a", "--agency", "X", "b", "--all", "--on=2024-01-02"}, kFlags);
  ASSERT_TRUE(parsed.ok()) << parsed.status();
  EXPECT_THAT(parsed->words, ElementsAre("a", "b"));
  EXPECT_EQ(parsed->Text("agency"), "X");
  EXPECT_TRUE(parsed->Has("all"));
  EXPECT_EQ((*parsed->Day("on"))->day(), 2);
}

TEST(ParseArguments, AfterTwoDashes_AllAreWords) {
  const auto parsed = ParseArguments({"--", "--all", "-x"}, kFlags);
  ASSERT_TRUE(parsed.ok());
  EXPECT_THAT(parsed->words, ElementsAre("--all", "-x"));
  EXPECT_FALSE(parsed->Has("all"));
}

TEST(ParseArguments, EmptyValue_IsAValue) {
  const auto parsed = ParseArguments({"--agency="}, kFlags);
  ASSERT_TRUE(parsed.ok());
  EXPECT_TRUE(parsed->Has("agency"));
  EXPECT_FALSE(parsed->Required("agency").ok());
}

TEST(ParseArguments, Mistakes_AreUsageErrors) {
  for (const std::vector<std::string>& line : std::vector<std::vector<std::string>>{
           {"--unknown"}, {"--agency"}, {"--all=yes"}, {"--all", "--all"}}) {
    const auto parsed = ParseArguments(line, kFlags);
    EXPECT_TRUE(IsUsageError(parsed.status())) << line[0];
  }
}

TEST(Arguments, BadValues_AreUsageErrors) {
  const auto parsed = ParseArguments({"--agency", "x", "--on", "2024-02-30"}, kFlags);
  ASSERT_TRUE(parsed.ok());
  EXPECT_TRUE(IsUsageError(parsed->Day("on").status()));
  EXPECT_TRUE(IsUsageError(parsed->Number("agency", 1, 1, 9).status()));
  EXPECT_TRUE(IsUsageError(parsed->RequiredDay("from").status()));
  EXPECT_EQ(*parsed->Number("absent", 5, 1, 9), 5);
}

TEST(ParseId, OnlyNumbersFromOne) {
  EXPECT_EQ(*ParseId("17"), 17);
  for (const char* word : {"", "0", "-1", "1x", "H46", "99999999999999999999"}) {
    EXPECT_TRUE(IsUsageError(ParseId(word).status())) << word;
  }
}

TEST(EnumFlag, ShortOrFullName_AnyCase) {
  const std::vector<Flag> flags = {{"prior", "X", ""}};
  for (const char* text : {"settled-once", "SETTLED_ONCE", "PRIOR_STATUS_SETTLED_ONCE"}) {
    const auto parsed = ParseArguments({"--prior", text}, flags);
    const auto value = EnumFlag<law::v1::PriorStatus>(*parsed, "prior");
    ASSERT_TRUE(value.ok()) << text;
    EXPECT_EQ(*value, law::v1::PRIOR_STATUS_SETTLED_ONCE);
  }
  const auto wrong = ParseArguments({"--prior", "unspecified"}, flags);
  EXPECT_TRUE(IsUsageError(EnumFlag<law::v1::PriorStatus>(*wrong, "prior").status()));
}

}  // namespace
}  // namespace donthu::cli
