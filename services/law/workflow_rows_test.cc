// The tables walked through: under the law of every period, each step of each type of case is taken
// from each state that it names, and whatever the table does not name is refused with its reason.
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "services/base/status/status.h"
#include "services/law/clock.h"
#include "services/law/date.h"
#include "services/law/diagram.h"
#include "services/law/guard.h"
#include "services/law/label.h"
#include "services/law/test_book.h"
#include "services/law/test_case.h"

namespace donthu::law {
namespace {

constexpr absl::CivilDay kFirst(2024, 1, 1);
// Days between two acts: at once; after an announced dialogue; after every limit has ended.
constexpr int kSteps[] = {0, 12, 250};
constexpr std::size_t kCasesMax = 200000;

template <typename Rows, typename Into>
void KeepRowsOf(const Rows& rows, absl::CivilDay day, Into add) {
  for (const auto& dated : rows) {
    auto row = dated.row;
    if (dated.Holds(day)) row.mutable_effective()->clear_to();
    // What is law on the day has always been and will always be.
    if (dated.Holds(day)) row.mutable_effective()->set_from("2012-01-01");
    add(row, dated.Holds(day));
  }
}

// The law of one day made to last, so that a walk through it does not run into the next version.
RuleBook LawOf(absl::CivilDay day) {
  const RuleBook& all = TestBook();
  v1::RuleFile file;
  std::set<std::string> known;
  KeepRowsOf(all.workflows(), day, [&](const auto& row, bool holds) {
    if (holds) *file.add_workflows() = row;
  });
  KeepRowsOf(all.deadlines(), day, [&](const auto& row, bool holds) {
    if (holds && known.insert(row.id()).second) *file.add_deadlines() = row;
  });
  // Others only so that limits which name them can be read.
  KeepRowsOf(all.deadlines(), day, [&](const auto& row, bool) {
    if (known.insert(row.id()).second) *file.add_deadlines() = row;
  });
  for (const auto& limit : all.case_limits()) *file.add_case_limits() = limit;
  auto book = RuleBook::Parse({file.DebugString()});
  EXPECT_TRUE(book.ok()) << book.status();
  return *std::move(book);
}

// A row and the state it starts from.
using Arrow = std::pair<std::string, int>;

class Walk {
 public:
  Walk(v1::CaseType type, absl::CivilDay day) : book_(LawOf(day)), type_(type), day_(day) {
    for (const auto* row : book_.Workflows(type, day)) {
      if (row->act() == v1::ACT_KIND_LODGE) continue;
      for (int state : row->from()) open_.insert({row->id(), state});
      if (row->any_open_state()) open_.insert({row->id(), v1::CASE_STATE_UNSPECIFIED});
      for (const std::string& guard : row->guards()) passed_.insert(guard);
    }
  }

  void Run() {
    Enter(OpenedCase(book_, type_, day_), day_, true);
    while (!queue_.empty() && !(open_.empty() && passed_.empty()) && seen_.size() < kCasesMax) {
      auto [facts, on] = std::move(queue_.front());
      queue_.pop_front();
      for (int days : kSteps) Leave(facts, on + days);
    }
    for (const auto& [row, state] : open_) {
      ADD_FAILURE() << Where() << row << " is never taken from "
                    << v1::CaseState_Name(static_cast<v1::CaseState>(state));
    }
    for (const auto& guard : passed_) {
      ADD_FAILURE() << Where() << guard << " never refuses anything";
    }
    EXPECT_TRUE(states_.contains(v1::CASE_STATE_CLOSED)) << Where();
  }

 private:
  std::string Where() const {
    return v1::CaseType_Name(type_) + " on " + FormatIsoDay(day_) + ": ";
  }

  // What matters for what may come next.
  std::string SituationOf(const v1::CaseFacts& facts, absl::CivilDay on) const {
    std::set<std::string> parts;
    for (const auto& clock : facts.clocks()) {
      if (clock.has_stopped_on()) continue;
      parts.insert(absl::StrFormat("%s %d %d %d", clock.limit(), clock.extensions(),
                                   clock.paused_by_size(), IsOverdue(clock, on)));
    }
    int open = 0;
    for (const auto& act : facts.acts()) {
      const auto kind = act.kind();
      if (kind == v1::ACT_KIND_SUSPEND_DECISION) ++open;
      if (kind == v1::ACT_KIND_LIFT_SUSPENSION) --open;
      const auto held_on = ToDay(act.dialogue_on());
      const bool ahead = held_on.ok() && *held_on > on;
      for (auto needed : {v1::ACT_KIND_HOLD_DIALOGUE, v1::ACT_KIND_ANNOUNCE_DIALOGUE,
                          v1::ACT_KIND_CONSULT_COUNCIL, v1::ACT_KIND_PUBLISH, v1::ACT_KIND_CONTINUE,
                          v1::ACT_KIND_DEMAND_REPORT}) {
        if (kind == needed) parts.insert(v1::ActKind_Name(kind) + (ahead ? " ahead" : ""));
      }
    }
    return absl::StrFormat("%d %d ", facts.state(), std::min(open, 1)) + absl::StrJoin(parts, ",");
  }

  // What a new step led to is looked at first: that is where more new steps are.
  void Enter(const v1::CaseFacts& facts, absl::CivilDay on, bool by_new_step) {
    if (!seen_.insert(SituationOf(facts, on)).second) return;
    if (by_new_step) {
      queue_.push_front({facts, on});
    } else {
      queue_.push_back({facts, on});
    }
    if (states_.insert(facts.state()).second) ExpectTheRestRefused(facts, on);
  }

  // No act is lawful that the table does not name in this state.
  void ExpectTheRestRefused(const v1::CaseFacts& facts, absl::CivilDay on) const {
    for (int i = v1::ActKind_MIN; i <= v1::ActKind_MAX; ++i) {
      const auto kind = static_cast<v1::ActKind>(i);
      if (book_.Workflow(type_, facts.state(), kind, on) != nullptr) continue;
      auto outcome = ApplyAct(book_, TestCalendar(), facts, FavourableAct(book_, facts, kind, on));
      EXPECT_EQ(ReasonOf(outcome.status()), common::v1::ACT_NOT_LAWFUL) << Where() << kind;
      const auto detail = DetailOf(outcome.status());
      EXPECT_EQ(detail.metadata().at("state"), v1::CaseState_Name(facts.state()));
      EXPECT_EQ(detail.metadata().at("act"), v1::ActKind_Name(kind));
      EXPECT_NE(detail.message_vi().find(LabelVi(facts.state())), std::string::npos);
    }
  }

  // Every act that the table names from here on that day.
  void Leave(const v1::CaseFacts& facts, absl::CivilDay on) {
    for (int i = v1::ActKind_MIN + 1; i <= v1::ActKind_MAX; ++i) {
      const auto kind = static_cast<v1::ActKind>(i);
      const auto* row = book_.Workflow(type_, facts.state(), kind, on);
      if (row == nullptr) continue;
      const auto act = FavourableAct(book_, facts, kind, on);
      TryGuards(*row, facts, act, on);
      auto outcome = ApplyAct(book_, TestCalendar(), facts, act);
      if (!outcome.ok()) {
        EXPECT_EQ(ReasonOf(outcome.status()), common::v1::ACT_NOT_LAWFUL) << outcome.status();
        EXPECT_EQ(DetailOf(outcome.status()).metadata().at("citation"), row->citation());
        continue;
      }
      const int from = row->any_open_state() ? 0 : facts.state();
      const bool by_new_step = open_.erase({row->id(), from}) > 0;
      if (by_new_step) ExpectGroundsRespected(*row, facts, act);
      const bool stays = row->to() == v1::CASE_STATE_UNSPECIFIED;
      EXPECT_EQ(outcome->state(), stays ? facts.state() : row->to()) << row->id();
      Enter(After(facts, act, *outcome), on, by_new_step);
    }
  }

  // Strikes off the guards that would refuse someone who has nothing in hand, or refuse now.
  void TryGuards(const v1::WorkflowRule& row, const v1::CaseFacts& facts, const v1::ActFacts& act,
                 absl::CivilDay on) {
    v1::ActFacts bare;
    bare.set_kind(act.kind());
    *bare.mutable_acted_on() = act.acted_on();
    bare.set_claims_differ(true);
    bare.set_coerced(true);
    v1::CaseFacts promised = facts;
    promised.set_open_commitments(1);
    for (const std::string& guard : row.guards()) {
      if (!passed_.contains(guard)) continue;
      if (!GuardRefusal(guard, {book_, TestCalendar(), row, promised, bare, on}).empty()) {
        passed_.erase(guard);
      }
    }
  }

  // Each ground of the row serves, no other does.
  void ExpectGroundsRespected(const v1::WorkflowRule& row, const v1::CaseFacts& facts,
                              v1::ActFacts act) const {
    if (row.grounds().empty()) return;
    for (int i = v1::Ground_MIN; i <= v1::Ground_MAX; ++i) {
      act.set_ground(static_cast<v1::Ground>(i));
      const auto& grounds = row.grounds();
      const bool named = std::find(grounds.begin(), grounds.end(), i) != grounds.end();
      EXPECT_EQ(ApplyAct(book_, TestCalendar(), facts, act).ok(), named) << row.id() << " " << i;
    }
  }

  const RuleBook book_;
  const v1::CaseType type_;
  const absl::CivilDay day_;
  // Steps not taken yet; guards that have not refused anything yet.
  std::set<Arrow> open_;
  std::set<std::string> passed_;
  std::set<std::string> seen_;
  std::set<int> states_;
  std::deque<std::pair<v1::CaseFacts, absl::CivilDay>> queue_;
};

std::vector<v1::CaseType> AllTypes() {
  std::vector<v1::CaseType> types;
  for (int i = v1::CaseType_MIN + 1; i <= v1::CaseType_MAX; ++i) {
    types.push_back(static_cast<v1::CaseType>(i));
  }
  return types;
}

class WorkflowRows : public testing::TestWithParam<v1::CaseType> {};

TEST_P(WorkflowRows, EveryStepIsTakenFromEveryStateAndNothingElseIsLawful) {
  for (absl::CivilDay day : WorkflowVersions(TestBook(), GetParam(), kFirst)) {
    Walk(GetParam(), day).Run();
  }
}

INSTANTIATE_TEST_SUITE_P(OfType, WorkflowRows, testing::ValuesIn(AllTypes()),
                         [](const auto& type) { return WorkflowFileStem(type.param); });

TEST(WorkflowText, EveryStepSaysWhyInOneVietnameseSentence) {
  for (const auto& dated : TestBook().workflows()) {
    const std::string& text = dated.row.text_vi();
    EXPECT_GT(text.size(), 20u) << dated.row.id();
    EXPECT_EQ(text.empty() ? ' ' : text.back(), '.') << dated.row.id();
  }
}

}  // namespace
}  // namespace donthu::law
