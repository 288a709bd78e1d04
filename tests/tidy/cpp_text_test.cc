#include "tests/tidy/cpp_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/tidy/source_tree.h"
#include "tests/tidy/statement.h"

namespace donthu::tidy {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(ReadCpp, CommentsAndStrings_AreNoCode) {
  const auto text = ReadCpp("a(\"b\"); // c\n/* d\n */ e('{');");
  EXPECT_EQ(text.code, "a(\" \");     \n    \n    e(   );");
  ASSERT_THAT(text.literals, SizeIs(1));
  EXPECT_EQ(text.literals[0].value, "b");
}

TEST(ReadCpp, EscapesAndRawStrings_AreUnderstood) {
  const auto text = ReadCpp(R"x(f("q\"\n", R"sql(a "b" // c
)sql", 1'000, '\'', "z");)x");
  ASSERT_THAT(text.literals, SizeIs(3));
  EXPECT_EQ(text.literals[0].value, "q\"\n");
  EXPECT_EQ(text.literals[1].value, "a \"b\" // c\n");
  EXPECT_TRUE(text.literals[1].raw);
  EXPECT_EQ(text.literals[2].value, "z");
}

TEST(ReadCpp, UnendedText_EndsWithTheFile) {
  for (const char* text : {"\"abc", "/* abc", "R\"(abc", "R\"abc", "'", "\"a\\"}) {
    EXPECT_EQ(ReadCpp(text).code.size(), std::string(text).size()) << text;
  }
}

TEST(IncludesOf, FindsBothForms) {
  const auto includes = IncludesOf("#include <a/b>\n  #  include \"c.h\"\n// #include <d>\n");
  ASSERT_THAT(includes, SizeIs(2));
  EXPECT_EQ(includes[0].name, "a/b");
  EXPECT_TRUE(includes[0].angled);
  EXPECT_EQ(includes[1].name, "c.h");
  EXPECT_EQ(includes[1].line, 2);
}

TEST(FunctionsOf, MeasuresDefinitionsAndNothingElse) {
  const auto functions = FunctionsOf(ReadCpp(R"(
#define MACRO(x) do { x; } while (false)
namespace a {
const int kTable[] = {f(1), 2};
struct S {
  int Get() const { return 1; }
  int field = 3;
};
template <typename T>
void Long(T t) {
  if (t) {
    g([] { h(); });
  }
}
}  // namespace a
TEST(A, B) {
}
)"));
  ASSERT_THAT(functions, SizeIs(3));
  EXPECT_EQ(functions[0].head, "int Get() const ");
  EXPECT_EQ(functions[1].first_line, 9);
  EXPECT_EQ(functions[1].last_line, 14);
  EXPECT_EQ(functions[2].head, "TEST(A, B) ");
}

TEST(StatementsOf, PutsPiecesAndMacrosTogether) {
  const auto statements = StatementsOf(R"x(
#define COLUMNS \
  "SELECT a, " \
  "b FROM t "
#define PAGE COLUMNS "LIMIT 1"
constexpr db::Statement kOne = {"one", COLUMNS "WHERE a = $1"};
constexpr db::Statement kTwo = {
    "two", R"sql(UPDATE t SET a = '{}')sql", true};
const Statement& Other(const Statement& s);
static constexpr Statement kThree = {"three", PAGE};
)x");
  ASSERT_THAT(statements, SizeIs(3));
  EXPECT_EQ(statements[0].name, "one");
  EXPECT_EQ(statements[0].sql, "SELECT a, b FROM t WHERE a = $1");
  EXPECT_EQ(statements[1].sql, "UPDATE t SET a = '{}'");
  EXPECT_EQ(statements[1].line, 7);
  EXPECT_EQ(statements[2].sql, "SELECT a, b FROM t LIMIT 1");
}

TEST(Tree, KnowsFilesAndFolders) {
  const Tree tree = {{"a/b.txt", ""}, {"c.txt", ""}};
  for (const char* path : {"a", "a/", "a/b.txt", "c.txt", ""}) EXPECT_TRUE(Exists(tree, path));
  for (const char* path : {"a/b", "b.txt", "c", ".."}) EXPECT_FALSE(Exists(tree, path)) << path;
  EXPECT_EQ(Resolve("docs/adr", "../x.md"), "docs/x.md");
  EXPECT_EQ(Resolve("docs", "./y/../x.md"), "docs/x.md");
  EXPECT_EQ(Resolve("docs", "../../x.md"), "..");
}

}  // namespace
}  // namespace donthu::tidy
