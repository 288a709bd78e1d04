// Random histories of cases: whatever is done, in whatever order, the clocks and states stay
// lawful.
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "services/base/status/status.h"
#include "services/law/clock.h"
#include "services/law/date.h"
#include "services/law/test_book.h"
#include "services/law/workflow.h"

namespace donthu::law {
namespace {

// Longest time that the law gives from anchor to due_strict, in calendar days.
const std::map<std::string, int> kCaps = {
    {"DL-KN-01", 10}, {"DL-KN-02", 30}, {"DL-KN-03", 45},  {"DL-KN-04", 45},  {"DL-KN-05", 60},
    {"DL-KN-06", 12}, {"DL-KN-15", 30}, {"DL-KN-15r", 45}, {"DL-DON-01", 10},
};

v1::CaseFacts Opened(v1::CaseType type, absl::CivilDay received_on) {
  v1::CaseFacts facts;
  facts.set_type(type);
  *facts.mutable_received_on() = ToProto(received_on);
  auto outcome = OpenCase(TestBook(), TestCalendar(), type, received_on);
  EXPECT_TRUE(outcome.ok()) << outcome.status();
  facts.set_state(outcome->state());
  *facts.mutable_clocks() = outcome->clocks();
  return facts;
}

void Note(v1::CaseFacts& facts, const v1::ActFacts& act, const v1::Outcome& outcome) {
  facts.set_state(outcome.state());
  facts.set_remote(outcome.remote());
  facts.set_complex(outcome.complex());
  *facts.mutable_clocks() = outcome.clocks();
  *facts.add_acts() = act;
}

v1::ActFacts RandomAct(std::mt19937& random, absl::CivilDay on) {
  v1::ActFacts act;
  act.set_kind(static_cast<v1::ActKind>(random() % v1::ActKind_ARRAYSIZE));
  *act.mutable_acted_on() = ToProto(on);
  act.set_remote(random() % 4 == 0);
  act.set_reason_written(random() % 4 != 0);
  return act;
}

void ExpectLawful(const v1::CaseFacts& before, const v1::Outcome& after) {
  EXPECT_TRUE(v1::CaseState_IsValid(after.state()));
  EXPECT_NE(after.state(), v1::CASE_STATE_UNSPECIFIED);
  ASSERT_GE(after.clocks_size(), before.clocks_size());
  for (int i = 0; i < after.clocks_size(); ++i) {
    const v1::Clock& clock = after.clocks(i);
    EXPECT_EQ(clock.number(), i + 1);
    int days = *ToDay(clock.due().due_strict()) - *ToDay(clock.due().anchor());
    EXPECT_LE(days, kCaps.at(clock.due().rule_id())) << clock.due().rule_id();
    if (i >= before.clocks_size()) continue;
    EXPECT_EQ(clock.original().SerializeAsString(),
              before.clocks(i).original().SerializeAsString());
    if (!before.clocks(i).has_stopped_on()) continue;
    EXPECT_EQ(clock.SerializeAsString(), before.clocks(i).SerializeAsString());
  }
}

void ExpectPreviewAgrees(const v1::CaseFacts& facts, const v1::ActFacts& act, bool lawful) {
  auto possible = PreviewActs(TestBook(), TestCalendar(), facts, *ToDay(act.acted_on()));
  bool previewed = false;
  for (const auto& one : possible)
    previewed = previewed || (one.kind() == act.kind() && one.lawful());
  if (act.kind() == v1::ACT_KIND_REDATE) return;  // the system's alone, so never previewed
  // The preview takes what only the officer knows as favourable, so it may allow more.
  EXPECT_TRUE(previewed || !lawful) << act.DebugString();
}

TEST(WorkflowProperty, RandomHistoriesStayLawfulAndReplayToTheSameDates) {
  unsigned seed = std::random_device()();
  if (const char* given = std::getenv("DONTHU_SEED")) seed = std::stoul(given);
  std::cout << "DONTHU_SEED=" << seed << "\n";
  std::mt19937 random(seed);
  int lawful_acts = 0;
  for (int run = 0; run < 150; ++run) {
    v1::CaseType type = run % 2 ? v1::CASE_TYPE_COMPLAINT_FIRST : v1::CASE_TYPE_RECOMMENDATION;
    absl::CivilDay on = absl::CivilDay(2024, 1, 1) + static_cast<int>(random() % 900);
    v1::CaseFacts start = Opened(type, on);
    v1::CaseFacts facts = start;
    std::vector<v1::ActFacts> done;
    for (int step = 0; step < 40; ++step) {
      on += static_cast<int>(random() % 9) - 1;
      v1::ActFacts act = RandomAct(random, on);
      auto outcome = ApplyAct(TestBook(), TestCalendar(), facts, act);
      ExpectPreviewAgrees(facts, act, outcome.ok());
      if (!outcome.ok()) {
        EXPECT_EQ(ReasonOf(outcome.status()), common::v1::ACT_NOT_LAWFUL);
        continue;
      }
      ExpectLawful(facts, *outcome);
      Note(facts, act, *outcome);
      done.push_back(act);
    }
    v1::CaseFacts replayed = start;
    for (const auto& act : done) {
      auto outcome = ApplyAct(TestBook(), TestCalendar(), replayed, act);
      ASSERT_TRUE(outcome.ok()) << outcome.status();
      Note(replayed, act, *outcome);
    }
    EXPECT_EQ(replayed.SerializeAsString(), facts.SerializeAsString());
    lawful_acts += static_cast<int>(done.size());
    if (HasFailure()) return;
  }
  EXPECT_GT(lawful_acts, 150);
}

}  // namespace
}  // namespace donthu::law
