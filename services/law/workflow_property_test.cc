// Random histories of cases of every type: whatever is done, in whatever order, clocks and states
// stay lawful.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/base/status/status.h"
#include "services/law/clock.h"
#include "services/law/date.h"
#include "services/law/test_book.h"
#include "services/law/test_case.h"

namespace donthu::law {
namespace {

// Calendar days from acceptance that the law gives to settle, by the number of extensions; written
// down here once more (L-KN Đ.28, Đ.37, Đ.50; L-TC Đ.30).
using Totals = std::vector<int>;
const std::map<std::pair<v1::CaseType, bool>, Totals> kSettleTotals = {
    {{v1::CASE_TYPE_COMPLAINT_FIRST, false}, {30, 45}},
    {{v1::CASE_TYPE_COMPLAINT_FIRST, true}, {45, 60}},
    {{v1::CASE_TYPE_COMPLAINT_SECOND, false}, {45, 60}},
    {{v1::CASE_TYPE_COMPLAINT_SECOND, true}, {60, 70}},
    {{v1::CASE_TYPE_COMPLAINT_DISCIPLINARY, false}, {30, 45}},
    {{v1::CASE_TYPE_COMPLAINT_DISCIPLINARY, true}, {30, 45}},
    {{v1::CASE_TYPE_DENUNCIATION, false}, {30, 60, 90}},
    {{v1::CASE_TYPE_DENUNCIATION, true}, {30, 60, 90}},
    {{v1::CASE_TYPE_DENUNCIATION_CONTINUED, false}, {30, 60, 90}},
    {{v1::CASE_TYPE_DENUNCIATION_CONTINUED, true}, {30, 60, 90}},
};

std::mt19937 Seeded() {
  unsigned seed = std::random_device()();
  if (const char* given = std::getenv("DONTHU_SEED")) seed = std::stoul(given);
  std::cout << "DONTHU_SEED=" << seed << "\n";
  return std::mt19937(seed);
}

// Whether the step leaves the way from acceptance to settlement.
bool LeavesTheWay(const v1::WorkflowRule& row) {
  const std::set<int> sidings = {v1::CASE_STATE_REFUSED,     v1::CASE_STATE_NOT_HANDLED,
                                 v1::CASE_STATE_TRANSFERRED, v1::CASE_STATE_WITHDRAWN,
                                 v1::CASE_STATE_TERMINATED,  v1::CASE_STATE_CONTINUED};
  return sidings.contains(row.to());
}

// Acts whose kind is often one that may be done, and whose facts are often what it needs. Few leave
// the way, so that histories grow long.
v1::ActFacts RandomAct(std::mt19937& random, const v1::CaseFacts& facts, absl::CivilDay on) {
  std::vector<v1::ActKind> known;
  for (const auto* row : TestBook().Workflows(facts.type(), on)) {
    if (LeavesTheWay(*row) && random() % 8 != 0) continue;
    if (TestBook().Workflow(facts.type(), facts.state(), row->act(), on) == row) {
      known.push_back(row->act());
    }
  }
  auto kind = static_cast<v1::ActKind>(random() % v1::ActKind_ARRAYSIZE);
  if (!known.empty() && random() % 4 != 0) kind = known[random() % known.size()];
  v1::ActFacts act = FavourableAct(TestBook(), facts, kind, on);
  act.set_remote(random() % 4 == 0);
  act.set_reason_written(random() % 8 != 0);
  act.set_claims_differ(random() % 3 == 0);
  act.set_complainant_absent(random() % 3 == 0);
  act.set_coerced(random() % 8 == 0);
  *act.mutable_dialogue_on() = ToProto(on + static_cast<int>(random() % 12));
  while (random() % 3 == 0 && act.criteria_size() > 0) act.mutable_criteria()->RemoveLast();
  if (random() % 8 == 0) act.set_ground(static_cast<v1::Ground>(random() % v1::Ground_ARRAYSIZE));
  return act;
}

int RandomDays(std::mt19937& random) {
  return random() % 12 == 0 ? 45 : static_cast<int>(random() % 8) - 1;
}

v1::CaseType RandomType(std::mt19937& random) {
  return static_cast<v1::CaseType>(1 + random() % v1::CaseType_MAX);
}

// Days on whose evening some suspension or appraisal was under way, up to `end`: walked day by day.
int PausedDays(const v1::CaseFacts& facts, absl::CivilDay end) {
  std::map<absl::CivilDay, int> under_way;
  int open = 0;
  for (const auto& act : facts.acts()) {
    const auto kind = act.kind();
    const bool begins = kind == v1::ACT_KIND_SUSPEND || kind == v1::ACT_KIND_REQUEST_APPRAISAL;
    const bool ends = kind == v1::ACT_KIND_RESUME || kind == v1::ACT_KIND_RECEIVE_APPRAISAL;
    if (!begins && !ends) continue;
    open += begins ? 1 : -1;
    under_way[*ToDay(act.acted_on())] = open;
  }
  int days = 0;
  if (under_way.empty()) return 0;
  int now = 0;
  for (absl::CivilDay day = under_way.begin()->first; day < end; ++day) {
    auto change = under_way.find(day);
    if (change != under_way.end()) now = change->second;
    if (now > 0) ++days;
  }
  return days;
}

// The clock to settle ends where the law says, moved by exactly the days on which it was paused.
void ExpectSettleTotals(const v1::CaseFacts& facts) {
  for (const auto& clock : facts.clocks()) {
    const auto totals = kSettleTotals.find({facts.type(), facts.remote()});
    if (clock.limit() != kSettleLimit || totals == kSettleTotals.end()) continue;
    ASSERT_LT(clock.extensions(), static_cast<int>(totals->second.size()));
    const absl::CivilDay end =
        *ToDay(clock.due().anchor()) + totals->second[static_cast<std::size_t>(clock.extensions())];
    EXPECT_EQ(*ToDay(clock.due().due_strict()), end + clock.days_given_back());
    // What does not move the matter may be dated before what came last.
    absl::CivilDay until = *ToDay(facts.acts(0).acted_on());
    for (const auto& act : facts.acts()) until = std::max(until, *ToDay(act.acted_on()));
    if (clock.has_stopped_on()) until = *ToDay(clock.stopped_on());
    if (clock.has_paused_on()) until = *ToDay(clock.paused_on());
    EXPECT_EQ(clock.days_given_back(), PausedDays(facts, until)) << facts.DebugString();
  }
}

void ExpectClocksKeepTheirWord(const v1::CaseFacts& before, const v1::CaseFacts& after) {
  EXPECT_TRUE(v1::CaseState_IsValid(after.state()));
  EXPECT_NE(after.state(), v1::CASE_STATE_UNSPECIFIED);
  ASSERT_GE(after.clocks_size(), before.clocks_size());
  for (int i = 0; i < after.clocks_size(); ++i) {
    const v1::Clock& clock = after.clocks(i);
    EXPECT_EQ(clock.number(), i + 1);
    EXPECT_FALSE(clock.due().basis().citation().empty());
    if (i >= before.clocks_size()) continue;
    const v1::Clock& was = before.clocks(i);
    EXPECT_EQ(clock.original().SerializeAsString(), was.original().SerializeAsString());
    if (was.has_stopped_on()) {
      EXPECT_EQ(clock.SerializeAsString(), was.SerializeAsString());
    } else if (was.has_paused_on() && clock.has_paused_on()) {
      EXPECT_EQ(clock.days_given_back(), was.days_given_back());
    }
  }
  ExpectSettleTotals(after);
}

void ExpectPreviewAgrees(const v1::CaseFacts& facts, const v1::ActFacts& act, bool lawful) {
  if (act.kind() == v1::ACT_KIND_REDATE) return;  // the system's alone, so never previewed
  const auto possible = PreviewActs(TestBook(), TestCalendar(), facts, *ToDay(act.acted_on()));
  const bool previewed = std::any_of(possible.begin(), possible.end(), [&act](const auto& one) {
    return one.kind() == act.kind() && one.lawful();
  });
  // The preview takes what only the officer knows as favourable, so it may allow more.
  EXPECT_TRUE(previewed || !lawful) << act.DebugString();
}

// Does up to `steps` random acts and hands every lawful one to `each`(before, act, after).
template <typename Each>
v1::CaseFacts RandomHistory(std::mt19937& random, v1::CaseFacts facts, int steps, Each each) {
  absl::CivilDay on = *ToDay(facts.received_on());
  for (int step = 0; step < steps; ++step) {
    on += RandomDays(random);
    const v1::ActFacts act = RandomAct(random, facts, on);
    auto outcome = ApplyAct(TestBook(), TestCalendar(), facts, act);
    if (step % 4 == 0) ExpectPreviewAgrees(facts, act, outcome.ok());
    if (!outcome.ok()) {
      EXPECT_EQ(ReasonOf(outcome.status()), common::v1::ACT_NOT_LAWFUL) << outcome.status();
      continue;
    }
    v1::CaseFacts after = After(facts, act, *outcome);
    each(facts, act, after);
    facts = std::move(after);
  }
  return facts;
}

absl::CivilDay RandomStart(std::mt19937& random) {
  return absl::CivilDay(2024, 1, 1) + static_cast<int>(random() % 1000);
}

TEST(WorkflowProperty, RandomHistoriesStayLawfulAndReplayToTheSameDates) {
  std::mt19937 random = Seeded();
  std::map<int, int> lawful;
  for (int run = 0; run < 300 && !HasFailure(); ++run) {
    const auto type = static_cast<v1::CaseType>(1 + run % v1::CaseType_MAX);
    const v1::CaseFacts start = OpenedCase(TestBook(), type, RandomStart(random));
    const v1::CaseFacts facts = RandomHistory(
        random, start, 40, [&](const auto& before, const auto& act, const auto& after) {
          ExpectClocksKeepTheirWord(before, after);
          ++lawful[act.kind()];
        });
    v1::CaseFacts replayed = start;
    for (const auto& act : facts.acts()) {
      auto outcome = ApplyAct(TestBook(), TestCalendar(), replayed, act);
      ASSERT_TRUE(outcome.ok()) << outcome.status();
      replayed = After(replayed, act, *outcome);
    }
    EXPECT_EQ(replayed.SerializeAsString(), facts.SerializeAsString());
  }
  // The histories were not trivial.
  EXPECT_GT(lawful[v1::ACT_KIND_RESUME] + lawful[v1::ACT_KIND_RECEIVE_APPRAISAL], 0);
  EXPECT_GT(lawful[v1::ACT_KIND_EXTEND], 0);
  EXPECT_GT(lawful[v1::ACT_KIND_CLOSE], 0);
}

// Names of limits that the row touches.
std::set<std::string> Touched(const v1::WorkflowRule& row) {
  std::set<std::string> names;
  for (const auto* limits : {&row.stops(), &row.starts(), &row.extends(), &row.pauses()}) {
    names.insert(limits->begin(), limits->end());
  }
  if (row.ends_pause_of() != v1::ACT_KIND_UNSPECIFIED) names.insert(kSettleLimit);
  return names;
}

bool Independent(const v1::WorkflowRule& a, const v1::WorkflowRule& b) {
  const auto touched = Touched(a);
  const auto other = Touched(b);
  return a.act() != b.act() && std::none_of(other.begin(), other.end(), [&](const auto& name) {
           return touched.contains(name);
         });
}

// Steps that stay in the state and may be done on that day, with favourable facts.
std::vector<const v1::WorkflowRule*> StayingSteps(const v1::CaseFacts& facts, absl::CivilDay on) {
  std::vector<const v1::WorkflowRule*> steps;
  for (const auto* row : TestBook().Workflows(facts.type(), on)) {
    if (row->to() != v1::CASE_STATE_UNSPECIFIED) continue;
    if (TestBook().Workflow(facts.type(), facts.state(), row->act(), on) != row) continue;
    const auto act = FavourableAct(TestBook(), facts, row->act(), on);
    if (ApplyAct(TestBook(), TestCalendar(), facts, act).ok()) steps.push_back(row);
  }
  return steps;
}

// State and clocks, whatever the numbers of the clocks.
std::multiset<std::string> ResultOf(const v1::CaseFacts& start, absl::CivilDay on,
                                    const std::vector<v1::ActKind>& kinds) {
  v1::CaseFacts facts = start;
  for (v1::ActKind kind : kinds) {
    const auto act = FavourableAct(TestBook(), facts, kind, on);
    auto outcome = ApplyAct(TestBook(), TestCalendar(), facts, act);
    EXPECT_TRUE(outcome.ok()) << v1::ActKind_Name(kind) << " " << outcome.status();
    if (outcome.ok()) facts = After(facts, act, *outcome);
  }
  std::multiset<std::string> result = {v1::CaseState_Name(facts.state())};
  for (v1::Clock clock : facts.clocks()) {
    clock.clear_number();
    result.insert(clock.SerializeAsString());
  }
  return result;
}

TEST(WorkflowProperty, OrderOfIndependentActsOfOneDayDoesNotMatter) {
  std::mt19937 random = Seeded();
  int pairs = 0;
  for (int run = 0; run < 60 && !HasFailure(); ++run) {
    const v1::CaseFacts start = OpenedCase(TestBook(), RandomType(random), RandomStart(random));
    RandomHistory(random, start, 25, [&](const auto&, const auto& done, const auto& facts) {
      const absl::CivilDay on = *ToDay(done.acted_on());
      const auto steps = StayingSteps(facts, on);
      if (steps.size() < 2) return;
      const auto* a = steps[random() % steps.size()];
      const auto* b = steps[random() % steps.size()];
      if (!Independent(*a, *b)) return;
      ++pairs;
      EXPECT_EQ(ResultOf(facts, on, {a->act(), b->act()}),
                ResultOf(facts, on, {b->act(), a->act()}))
          << a->id() << " and " << b->id();
    });
  }
  EXPECT_GT(pairs, 50);
}

}  // namespace
}  // namespace donthu::law
