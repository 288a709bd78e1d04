#include "services/base/text/fold.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace donthu::text {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Fold, DropsCaseDiacriticsAndPunctuation) {
  EXPECT_EQ(Fold("  Đơn TỐ CÁO: số 12/QĐ-UBND!\n"), "don to cao so 12 qd ubnd");
}

TEST(Fold, FoldsEveryVietnameseVowel) {
  EXPECT_EQ(Fold("àáảãạăằắẳẵặâầấẩẫậ"), "aaaaaaaaaaaaaaaaa");
  EXPECT_EQ(Fold("èéẻẽẹêềếểễệ"), "eeeeeeeeeee");
  EXPECT_EQ(Fold("ÌÍỈĨỊ"), "iiiii");
  EXPECT_EQ(Fold("òóỏõọôồốổỗộơờớởỡợ"), "ooooooooooooooooo");
  EXPECT_EQ(Fold("ÙÚỦŨỤƯỪỨỬỮỰ"), "uuuuuuuuuuu");
  EXPECT_EQ(Fold("ỳýỷỹỵĐđ"), "yyyyydd");
}

TEST(Fold, ReadsDecomposedTextAlike) {
  EXPECT_EQ(Fold("ngu\u031Bo\u031B\u0300i to\u0302\u0301 ca\u0301o"), "nguoi to cao");
}

TEST(Fold, SeesThroughInvisibleCharacters) { EXPECT_EQ(Fold("L\u200Ban\u00AD"), "lan"); }

TEST(Fold, ChangesNothingWhenRepeated) {
  const std::string once = Fold("Thửa 758, tờ 7 — 290m² “đất” ở");
  EXPECT_EQ(Fold(once), once);
}

TEST(Fold, TreatsMalformedBytesAsSpace) {
  EXPECT_EQ(Fold("a\xC4 b\x90"), "a b");
  EXPECT_EQ(Fold("\xFF\xFE"), "");
}

TEST(Words, OfNothingAreNone) {
  EXPECT_THAT(Words(""), IsEmpty());
  EXPECT_THAT(Words(" \t… —"), IsEmpty());
}

TEST(Words, AreThoseOfFold) { EXPECT_THAT(Words("Ông Ý, 2024"), ElementsAre("ong", "y", "2024")); }

TEST(WordsInPlace, GivesTheBytesOfEachWordWithItsMarks) {
  const std::string text = "“Tố” ca\u0301o.";
  const auto words = WordsInPlace(text);
  ASSERT_EQ(words.size(), 2u);
  EXPECT_EQ(text.substr(words[0].begin, words[0].end - words[0].begin), "Tố");
  EXPECT_EQ(words[1].word, "cao");
  EXPECT_EQ(text.substr(words[1].begin, words[1].end - words[1].begin), "ca\u0301o");
}

}  // namespace
}  // namespace donthu::text
