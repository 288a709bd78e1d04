#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "tests/contract/baseline.h"

namespace donthu::contract {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kFile[] = "proto/baseline.pb.txt";
constexpr char kOld[] =
    "message a.M\n  1: id int64\n  2: name string\n"
    "enum a.E\n  0: E_UNSPECIFIED\n  1: E_ONE\n"
    "service a.S\n  Get: a.M -> a.M\n  Watch: a.M -> stream a.M\n";

// kOld with one line replaced.
Difference After(const std::string& line, const std::string& other) {
  std::string text = kOld;
  const size_t at = text.find(line);
  EXPECT_NE(at, std::string::npos) << line;
  return Compare(kOld, text.replace(at, line.size(), other));
}

TEST(Protos, BreakNoCaller) {
  std::ifstream in(kFile, std::ios::binary);
  const std::string baseline{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  const auto difference = Compare(baseline, Baseline());
  EXPECT_THAT(difference.broken, IsEmpty());
  EXPECT_THAT(difference.added, IsEmpty())
      << "take the additions in: cmake --build build/release --target proto_baseline && "
      << "build/release/bin/proto_baseline " << kFile;
}

TEST(Baseline, HoldsEveryKindOfThing) {
  const std::string text = Baseline();
  for (const char* part :
       {"message donthu.intake.v1.Petition\n  1: id int64\n",
        "  12: petitioners repeated donthu.intake.v1.Petitioner\n",
        "  7: columns map<int32, int64>\n", "  2: code string oneof key\n",
        "enum donthu.intake.v1.Channel\n  0: CHANNEL_UNSPECIFIED\n",
        "  Watch: donthu.ledger.v1.WatchRequest -> stream donthu.ledger.v1.WatchResponse\n",
        "extension of google.protobuf.FieldOptions\n  50101: rules "
        "donthu.options.v1.FieldRules\n"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
}

TEST(Compare, NoChange_IsNoDifference) {
  EXPECT_THAT(Compare(kOld, kOld).broken, IsEmpty());
  EXPECT_THAT(Compare(kOld, kOld).added, IsEmpty());
}

TEST(Compare, WhatIsGone_Breaks) {
  EXPECT_THAT(After("  2: name string\n", "").broken,
              ElementsAre("message a.M 2: name string is gone"));
  EXPECT_THAT(After("  1: E_ONE\n", "").broken, ElementsAre("enum a.E 1: E_ONE is gone"));
  EXPECT_THAT(After("  Get: a.M -> a.M\n", "").broken,
              ElementsAre("service a.S Get: a.M -> a.M is gone"));
  EXPECT_THAT(Compare("message a.Empty\n", "").broken, ElementsAre("message a.Empty is gone"));
}

TEST(Compare, RenumberedRenamedOrRetyped_Breaks) {
  EXPECT_THAT(After("  2: name", "  3: name").broken,
              ElementsAre("message a.M 2: name string is gone"));
  EXPECT_THAT(After("2: name", "2: title").broken,
              ElementsAre("message a.M 2: name string became title string"));
  EXPECT_THAT(After("id int64", "id repeated int64").broken,
              ElementsAre("message a.M 1: id int64 became id repeated int64"));
  EXPECT_THAT(After("-> stream a.M", "-> a.M").broken,
              ElementsAre("service a.S Watch: a.M -> stream a.M became a.M -> a.M"));
}

TEST(Compare, Addition_IsNamedAndBreaksNothing) {
  const auto difference = After("  2: name string\n", "  2: name string\n  3: note string\n");
  EXPECT_THAT(difference.broken, IsEmpty());
  EXPECT_THAT(difference.added, ElementsAre("message a.M 3: note string"));
}

}  // namespace
}  // namespace donthu::contract
