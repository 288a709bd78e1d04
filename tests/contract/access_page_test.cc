// docs/access.md says of every method who may call it.
#include "tests/contract/access_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/contract/page_file.h"
#include "tests/contract/protos.h"

namespace donthu::contract {
namespace {

using ::testing::HasSubstr;

// After a change: build/release/bin/access_docs docs/access.md, and review what became of it.
TEST(AccessPage, IsWhatTheOptionsSay) {
  const std::string page = ReadFile("docs/access.md");
  ASSERT_FALSE(page.empty());
  // Not EXPECT_EQ: two whole pages are too long to be read in a failure.
  EXPECT_TRUE(WithAccessTables(page) == page) << "docs/access.md is not current";
}

TEST(AccessPage, NamesEveryMethod) {
  const std::string tables = AccessTables();
  for (const auto* method : Methods()) EXPECT_THAT(tables, HasSubstr("| " + method->name() + " |"));
}

TEST(AccessPage, WithoutMarks_IsLeftAlone) { EXPECT_EQ(WithAccessTables("# Access\n"), ""); }

}  // namespace
}  // namespace donthu::contract
