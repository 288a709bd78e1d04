// How values are written for PostgreSQL. That the server reads them back is tested in
// tests/migration.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/base/db/db.h"

namespace donthu::db {
namespace {

using ::testing::ElementsAre;

std::string Only(const Params& params) {
  EXPECT_EQ(params.values().size(), 1u);
  return params.values()[0].value_or("NULL");
}

TEST(Params, KeepTheirOrder) {
  Params params;
  params.Text(std::string("a")).Int(-7).Bool(true).Bool(false).Null();
  EXPECT_THAT(params.values(), ElementsAre("a", "-7", "t", "f", std::nullopt));
}

TEST(Params, AbsentValues_AreNull) {
  Params params;
  params.Text(std::optional<std::string>()).TextOrNull("").IntOrNull(std::nullopt).Day({});
  EXPECT_THAT(params.values(), ElementsAre(std::nullopt, std::nullopt, std::nullopt, std::nullopt));
}

TEST(Params, PresentValues_AreNot) {
  Params params;
  params.Text(std::optional<std::string>("")).TextOrNull("x").IntOrNull(0);
  EXPECT_THAT(params.values(), ElementsAre("", "x", "0"));
}

TEST(Params, DaysAndBytes_AreInTheServersForm) {
  EXPECT_EQ(Only(Params().Day(absl::CivilDay(2024, 2, 9))), "2024-02-09");
  EXPECT_EQ(Only(Params().Bytes(std::string("\x00\xFF'", 3))), "\\x00ff27");
  EXPECT_EQ(Only(Params().Bytes("")), "\\x");
}

TEST(Params, TextArray_QuotesEveryElement) {
  EXPECT_EQ(Only(Params().TextArray({})), "{}");
  EXPECT_EQ(Only(Params().TextArray({"a", "b"})), R"({"a","b"})");
  EXPECT_EQ(Only(Params().TextArray({"", "NULL", " "})), R"({"","NULL"," "})");
  EXPECT_EQ(Only(Params().TextArray({R"(q"b\c)"})), R"({"q\"b\\c"})");
  EXPECT_EQ(Only(Params().TextArray({"a,b}", "{x", "Đồng Hới"})), R"({"a,b}","{x","Đồng Hới"})");
}

TEST(Params, IntArray_IsPlain) {
  EXPECT_EQ(Only(Params().IntArray({})), "{}");
  EXPECT_EQ(Only(Params().IntArray({1, -2, 9223372036854775807})), "{1,-2,9223372036854775807}");
}

}  // namespace
}  // namespace donthu::db
