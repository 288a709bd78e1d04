#include "tests/tidy/repository_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace donthu::tidy {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kHead[] = "-- Why: a\n-- Locks: none.\n-- Undo: drop table t.\ncreate table t ();\n";

TEST(CheckSourcesAreBuilt, UnnamedSource_IsFound) {
  const auto findings =
      CheckSourcesAreBuilt({{"a/CMakeLists.txt", "lib(x SOURCES one.cc sub/two.cc)"},
                            {"a/one.cc", ""},
                            {"a/sub/two.cc", ""},
                            {"a/three.cc", ""},
                            {"one.cc", ""}});
  ASSERT_THAT(findings, SizeIs(2));
  EXPECT_EQ(findings[0].path, "a/three.cc");
  EXPECT_EQ(findings[1].path, "one.cc");
}

TEST(CheckSourcesAreBuilt, SourceNamedByALoop_IsNot) {
  EXPECT_THAT(
      CheckSourcesAreBuilt({{"CMakeLists.txt", "foreach(name a b\n c)\n${name}/${name}_test.cc"},
                            {"a/a_test.cc", ""},
                            {"c/c_test.cc", ""}}),
      IsEmpty());
}

TEST(CheckStatementNames, NameUsedTwice_IsFound) {
  const std::string one = "constexpr db::Statement kA = {\"a\", \"SELECT 1\"};\n";
  EXPECT_THAT(CheckStatementNames({{"services/x/x_store.cc", one}, {"services/y/y_store.cc", one}}),
              SizeIs(1));
  EXPECT_THAT(CheckStatementNames({{"services/x/x_store.cc", one}}), IsEmpty());
}

TEST(CheckMigrations, WholeSeries_IsAccepted) {
  EXPECT_THAT(CheckMigrations({{"migrations/order.txt", "a\n"},
                               {"migrations/0000_runner.sql", ""},
                               {"migrations/a/0001_create_t.sql", kHead},
                               {"migrations/a/0001_create_t.verify.sql", "select true;"},
                               {"migrations/a/0002_drop_t.sql", kHead},
                               {"migrations/a/0002_drop_t.verify.sql", "select true;"}}),
              IsEmpty());
}

// The one thing that is wrong when this file stands alone in a series that is otherwise whole.
std::string WrongWith(const std::string& name, const std::string& text) {
  Tree tree = {{"migrations/order.txt", "a\n"},
               {"migrations/" + name + ".sql", text},
               {"migrations/" + name + ".verify.sql", "select true;"}};
  const auto findings = CheckMigrations(tree);
  EXPECT_THAT(findings, SizeIs(1)) << name;
  return findings.empty() ? "" : findings[0].what;
}

TEST(CheckMigrations, BrokenSeries_IsFound) {
  EXPECT_THAT(WrongWith("a/0002_create_t", kHead), HasSubstr("0001 was expected"));
  EXPECT_THAT(WrongWith("b/0001_create_t", kHead), HasSubstr("order.txt"));
  EXPECT_THAT(WrongWith("a/1_create_t", kHead), HasSubstr("NNNN_verb_object"));
  EXPECT_THAT(WrongWith("a/0001_create_t", "create table t ();\n"),
              HasSubstr("Why, Locks and Undo"));
  EXPECT_THAT(WrongWith("a/0001_create_t", "-- Why: a\n-- Undo: b\n"), HasSubstr("Why"));
}

TEST(CheckMigrations, MissingCheck_IsFound) {
  const auto findings =
      CheckMigrations({{"migrations/order.txt", "a\n"}, {"migrations/a/0001_create_t.sql", kHead}});
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_THAT(findings[0].what, HasSubstr("0001_create_t.verify.sql"));
}

TEST(CheckMarkdown, TitleAndLinks) {
  const Tree tree = {{"docs/a.md", ""}, {"tools/up", ""}};
  const auto check = [&tree](const std::string& text) {
    return CheckMarkdown({"docs/a.md", text}, tree);
  };
  EXPECT_THAT(check("# A\n[up](../tools/up) [x](a.md#part) [y](#part) [z](https://a.vn/b)\n"),
              IsEmpty());
  EXPECT_THAT(check("# A\n```sh\n# a comment\n[x](gone.md)\n```\n"), IsEmpty());
  EXPECT_THAT(check("## A\n"), SizeIs(1));
  EXPECT_THAT(check("# A\n# B\n"), SizeIs(1));
  EXPECT_THAT(check("# A\n[x](gone.md) [y](../../up)\n"), SizeIs(2));
}

}  // namespace
}  // namespace donthu::tidy
