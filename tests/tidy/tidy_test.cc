// The repository keeps its own rules. Each rule is tried on samples in the *_rules_test.cc beside
// it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/tidy/code_rules.h"
#include "tests/tidy/layer_rules.h"
#include "tests/tidy/repository_rules.h"
#include "tests/tidy/text_rules.h"

namespace donthu::tidy {
namespace {

using ::testing::IsEmpty;

const Tree& Repository() {
  static const Tree* tree = new Tree(ReadTree("."));
  return *tree;
}

template <typename Rule>
Findings InEveryFile(Rule rule) {
  Findings findings;
  for (const auto& file : Repository()) {
    for (auto& finding : rule(file)) findings.push_back(std::move(finding));
  }
  return findings;
}

// One finding a line.
::testing::AssertionResult Clean(const Findings& findings) {
  if (findings.empty()) return ::testing::AssertionSuccess();
  auto result = ::testing::AssertionFailure() << findings.size() << " findings";
  for (const auto& finding : findings) result << "\n  " << finding;
  return result;
}

TEST(Repository, IsReadWhole) {
  EXPECT_TRUE(Exists(Repository(), "CMakeLists.txt"));
  EXPECT_TRUE(Exists(Repository(), "services/base/db/db.cc"));
  EXPECT_FALSE(Exists(Repository(), "build"));
}

TEST(Repository, LayersKeepTheirBorders) { EXPECT_TRUE(Clean(InEveryFile(CheckIncludes))); }
TEST(Repository, SqlStandsInStores) { EXPECT_TRUE(Clean(InEveryFile(CheckSqlOutsideStores))); }
TEST(Repository, LinesAreShort) { EXPECT_TRUE(Clean(InEveryFile(CheckLineLength))); }
TEST(Repository, FunctionsAreShort) { EXPECT_TRUE(Clean(InEveryFile(CheckFunctionLength))); }
TEST(Repository, FilesAreShort) { EXPECT_TRUE(Clean(InEveryFile(CheckFileLength))); }
TEST(Repository, FilesAreSmall) { EXPECT_TRUE(Clean(InEveryFile(CheckFileSize))); }
TEST(Repository, NoStrayBlanks) { EXPECT_TRUE(Clean(InEveryFile(CheckBlanks))); }
TEST(Repository, NoUnfinishedWork) { EXPECT_TRUE(Clean(InEveryFile(CheckMarks))); }
TEST(Repository, NoBannedCalls) { EXPECT_TRUE(Clean(InEveryFile(CheckBannedCalls))); }
TEST(Repository, EverySourceIsBuilt) { EXPECT_TRUE(Clean(CheckSourcesAreBuilt(Repository()))); }
TEST(Repository, StatementNamesAreUnique) { EXPECT_TRUE(Clean(CheckStatementNames(Repository()))); }
TEST(Repository, MigrationsAreInOrder) { EXPECT_TRUE(Clean(CheckMigrations(Repository()))); }

TEST(Repository, DocumentsHaveOneTitleAndWholeLinks) {
  EXPECT_TRUE(Clean(InEveryFile([](const auto& f) { return CheckMarkdown(f, Repository()); })));
}

TEST(Repository, PathsLeadSomewhereOnEveryMachine) {
  EXPECT_TRUE(Clean(InEveryFile([](const auto& f) { return CheckPaths(f, Repository()); })));
}

}  // namespace
}  // namespace donthu::tidy
