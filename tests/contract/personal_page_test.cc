// The register of personal data is whole, and docs/personal_data.md says what it says.
#include "tests/contract/personal_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "donthu/options/v1/options.pb.h"
#include "services/intake/retention.h"
#include "tests/contract/page_file.h"
#include "tests/contract/protos.h"

namespace donthu::contract {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

// How often the register names each field.
std::map<std::string, int> Named() {
  std::map<std::string, int> named;
  const auto held = PersonalRegister();
  for (const auto& holding : held.holding()) {
    for (const auto& field : holding.field()) ++named[field];
  }
  for (const auto& passing : held.passing()) {
    for (const auto& field : passing.field()) ++named[field];
  }
  return named;
}

// Fields that the protos mark as personal or secret.
std::set<std::string> Marked() {
  std::set<std::string> marked;
  for (const auto* message : Messages()) {
    for (int i = 0; i < message->field_count(); ++i) {
      const auto& rules = message->field(i)->options().GetExtension(options::v1::rules);
      if (rules.sensitivity() == options::v1::SENSITIVITY_UNSPECIFIED) continue;
      marked.insert(message->field(i)->full_name());
    }
  }
  return marked;
}

TEST(PersonalRegister, HasEveryFieldThatIsMarkedOnce) {
  const auto named = Named();
  ASSERT_THAT(named, Not(IsEmpty()));
  for (const auto& field : Marked()) {
    const auto found = named.find(field);
    EXPECT_EQ(found == named.end() ? 0 : found->second, 1) << field;
  }
}

TEST(PersonalRegister, NamesNoFieldThatIsNotMarked) {
  const auto marked = Marked();
  for (const auto& [field, times] : Named()) EXPECT_TRUE(marked.contains(field)) << field;
}

TEST(PersonalRegister, SaysOfEachHoldingWhyWhoAndUntilWhen) {
  const auto held = PersonalRegister();
  for (const auto& holding : held.holding()) {
    EXPECT_THAT(holding.purpose_vi(), Not(IsEmpty())) << holding.name_vi();
    EXPECT_THAT(holding.seen_by_vi(), Not(IsEmpty())) << holding.name_vi();
    EXPECT_THAT(holding.protection_vi(), Not(IsEmpty())) << holding.name_vi();
    EXPECT_THAT(holding.retention().period_vi(), Not(IsEmpty())) << holding.name_vi();
    for (const auto* basis : {&holding.basis(), &holding.retention().basis()}) {
      EXPECT_THAT(basis->citation_vi(), Not(IsEmpty())) << holding.name_vi();
      EXPECT_NE(basis->certainty(), personal::v1::CERTAINTY_UNSPECIFIED) << holding.name_vi();
    }
  }
}

TEST(PersonalRegister, NumbersAreErasedWhenItSaysSo) {
  std::set<int> years;
  const auto held = PersonalRegister();
  for (const auto& holding : held.holding()) {
    if (holding.retention().years() > 0) years.insert(holding.retention().years());
  }
  EXPECT_EQ(years, std::set<int>{intake::kNumberYears});
}

// After a change: build/release/bin/personal_docs docs/personal_data.md.
TEST(PersonalPage, IsWhatTheRegisterSays) {
  const std::string page = ReadFile("docs/personal_data.md");
  ASSERT_FALSE(page.empty());
  EXPECT_TRUE(WithPersonalTables(page) == page) << "docs/personal_data.md is not current";
}

}  // namespace
}  // namespace donthu::contract
