// What is particular to one type of case or one period: the worked examples of the law.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/base/status/status.h"
#include "services/law/clock.h"
#include "services/law/date.h"
#include "services/law/test_book.h"
#include "services/law/test_case.h"

namespace donthu::law {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

absl::CivilDay Day(std::string_view iso) { return *ParseIsoDay(iso); }
std::string Iso(const common::v1::Date& date) { return FormatIsoDay(*ToDay(date)); }

v1::ActFacts Act(v1::ActKind kind, const char* on, v1::Ground ground = v1::GROUND_UNSPECIFIED) {
  v1::ActFacts act;
  act.set_kind(kind);
  *act.mutable_acted_on() = ToProto(Day(on));
  act.set_reason_written(true);
  act.set_ground(ground);
  return act;
}

v1::ActFacts Extension(const char* on, int criteria) {
  auto act = Act(v1::ACT_KIND_EXTEND, on);
  for (int i = 1; i <= criteria; ++i) act.add_criteria(static_cast<v1::Criterion>(i));
  return act;
}

// A case with these acts done; fails the test when one is refused.
v1::CaseFacts CaseOf(v1::CaseType type, const char* received_on,
                     const std::vector<v1::ActFacts>& acts) {
  auto facts = OpenedCase(TestBook(), type, Day(received_on));
  for (const auto& act : acts) {
    auto outcome = ApplyAct(TestBook(), TestCalendar(), facts, act);
    EXPECT_TRUE(outcome.ok()) << v1::ActKind_Name(act.kind()) << outcome.status();
    if (outcome.ok()) facts = After(facts, act, *outcome);
  }
  return facts;
}

std::string Refusal(const v1::CaseFacts& facts, const v1::ActFacts& act) {
  auto outcome = ApplyAct(TestBook(), TestCalendar(), facts, act);
  EXPECT_EQ(ReasonOf(outcome.status()), common::v1::ACT_NOT_LAWFUL);
  return DetailOf(outcome.status()).message_vi();
}

// The running clock of that limit; fails the test when there is none.
v1::Clock Running(const v1::CaseFacts& facts, const std::string& limit) {
  for (const auto& clock : facts.clocks()) {
    if (clock.limit() == limit && !clock.has_stopped_on()) return clock;
  }
  ADD_FAILURE() << "no clock " << limit;
  return {};
}

TEST(Complaint, SuspensionGivesItsDaysBackFromJuly2026) {
  const auto suspend = Act(v1::ACT_KIND_SUSPEND, "2026-07-20", v1::GROUND_FORCE_MAJEURE);
  auto facts = CaseOf(v1::CASE_TYPE_COMPLAINT_FIRST, "2026-07-01",
                      {Act(v1::ACT_KIND_ACCEPT, "2026-07-06"), suspend});
  EXPECT_EQ(Iso(Running(facts, "settle").paused_on()), "2026-07-20");
  EXPECT_EQ(Iso(Running(facts, "notify_stop").due().due_legal()), "2026-07-23");
  auto resumed =
      ApplyAct(TestBook(), TestCalendar(), facts, Act(v1::ACT_KIND_RESUME, "2026-08-10"));
  ASSERT_TRUE(resumed.ok()) << resumed.status();
  EXPECT_EQ(resumed->state(), v1::CASE_STATE_VERIFYING);
  EXPECT_EQ(Iso(resumed->clocks(1).due().due_strict()), "2026-08-26");
  auto before =
      CaseOf(v1::CASE_TYPE_COMPLAINT_FIRST, "2026-06-01", {Act(v1::ACT_KIND_ACCEPT, "2026-06-08")});
  Refusal(before, Act(v1::ACT_KIND_SUSPEND, "2026-06-30", v1::GROUND_FORCE_MAJEURE));
}

TEST(Complaint, OpenWhenTheLawChangedFollowsTheNewOneAndSaysSo) {
  auto facts =
      CaseOf(v1::CASE_TYPE_COMPLAINT_FIRST, "2026-06-22", {Act(v1::ACT_KIND_ACCEPT, "2026-06-25")});
  for (const auto& possible : PreviewActs(TestBook(), TestCalendar(), facts, Day("2026-07-02"))) {
    if (possible.kind() != v1::ACT_KIND_SUSPEND) continue;
    EXPECT_TRUE(possible.lawful());
    std::vector<std::string> rules;
    for (const auto& rule : possible.derivation().rules()) rules.push_back(rule.rule_id());
    EXPECT_THAT(rules, Contains("TR-1"));
    EXPECT_THAT(rules, Contains("TR-6"));
    EXPECT_THAT(rules, Not(Contains("TR-3")));
  }
}

TEST(Complaint, DialogueIsAnnouncedFiveDaysAheadFromJuly2026) {
  auto facts = CaseOf(v1::CASE_TYPE_COMPLAINT_FIRST, "2026-07-01",
                      {Act(v1::ACT_KIND_ACCEPT, "2026-07-06"),
                       Act(v1::ACT_KIND_ASSIGN_VERIFICATION, "2026-07-06")});
  EXPECT_THAT(Refusal(facts, Act(v1::ACT_KIND_HOLD_DIALOGUE, "2026-07-20")),
              HasSubstr("Chưa thông báo"));
  auto announce = Act(v1::ACT_KIND_ANNOUNCE_DIALOGUE, "2026-07-16");
  *announce.mutable_dialogue_on() = ToProto(Day("2026-07-20"));
  EXPECT_THAT(Refusal(facts, announce), HasSubstr("chậm nhất ngày 15/07/2026"));
  *announce.mutable_dialogue_on() = ToProto(Day("2026-07-21"));
  auto announced = ApplyAct(TestBook(), TestCalendar(), facts, announce);
  ASSERT_TRUE(announced.ok()) << announced.status();
  facts = After(facts, announce, *announced);
  EXPECT_THAT(Refusal(facts, Act(v1::ACT_KIND_HOLD_DIALOGUE, "2026-07-20")),
              HasSubstr("Chưa thông báo"));
  auto held = Act(v1::ACT_KIND_HOLD_DIALOGUE, "2026-07-21");
  EXPECT_TRUE(ApplyAct(TestBook(), TestCalendar(), facts, held).ok());
}

TEST(Complaint, DecisionWaitsForTheDialogueWhereClaimsDiffer) {
  auto decide = Act(v1::ACT_KIND_DECIDE, "2024-02-28");
  decide.set_claims_differ(true);
  auto facts = CaseOf(v1::CASE_TYPE_COMPLAINT_FIRST, "2024-02-01",
                      {Act(v1::ACT_KIND_ACCEPT, "2024-02-05"),
                       Act(v1::ACT_KIND_ASSIGN_VERIFICATION, "2024-02-05")});
  EXPECT_THAT(Refusal(facts, decide), HasSubstr("Chưa tổ chức đối thoại"));
  auto second = CaseOf(v1::CASE_TYPE_COMPLAINT_SECOND, "2024-02-01",
                       {Act(v1::ACT_KIND_ACCEPT, "2024-02-05"),
                        Act(v1::ACT_KIND_ASSIGN_VERIFICATION, "2024-02-05")});
  EXPECT_THAT(Refusal(second, Act(v1::ACT_KIND_DECIDE, "2024-02-28")),
              HasSubstr("Chưa tổ chức đối thoại"));
}

TEST(Complaint, GoesToTheNextLevelOnlyWhenTheLimitToSettleIsOver) {
  auto facts = CaseOf(v1::CASE_TYPE_COMPLAINT_FIRST, "2024-02-01",
                      {Act(v1::ACT_KIND_ACCEPT, "2024-02-07"),
                       Act(v1::ACT_KIND_REQUEST_INFORMATION, "2024-02-15")});
  // The holder of information is late, the settler is not.
  EXPECT_THAT(Refusal(facts, Act(v1::ACT_KIND_CONTINUE, "2024-03-08")),
              HasSubstr("Chưa hết thời hạn giải quyết"));
  auto late = ApplyAct(TestBook(), TestCalendar(), facts, Act(v1::ACT_KIND_CONTINUE, "2024-03-09"));
  ASSERT_TRUE(late.ok()) << late.status();
  EXPECT_EQ(late->state(), v1::CASE_STATE_CONTINUED);
  EXPECT_TRUE(late->clocks(1).overdue());
}

v1::CaseFacts Denunciation(const char* received_on, const char* accepted_on,
                           std::vector<v1::ActFacts> acts = {}) {
  acts.insert(acts.begin(),
              {Act(v1::ACT_KIND_CHECK, received_on), Act(v1::ACT_KIND_ACCEPT, accepted_on)});
  return CaseOf(v1::CASE_TYPE_DENUNCIATION, received_on, acts);
}

TEST(Denunciation, ExtendedOnceAndSuspendedGetsItsDaysBack) {
  auto facts =
      Denunciation("2025-01-10", "2025-01-15",
                   {Extension("2025-02-03", 1),
                    Act(v1::ACT_KIND_SUSPEND, "2025-02-10", v1::GROUND_AWAITING_OTHER_RESULT),
                    Act(v1::ACT_KIND_RESUME, "2025-03-10")});
  const auto settle = Running(facts, "settle");
  EXPECT_EQ(settle.due().rule_id(), "DL-TC-06");
  EXPECT_EQ(Iso(settle.due().due_strict()), "2025-04-13");
  EXPECT_EQ(Iso(settle.due().due_legal()), "2025-04-14");
  EXPECT_EQ(settle.original().rule_id(), "DL-TC-05");
}

TEST(Denunciation, OverlappingPausesCountOnce) {
  auto facts = Denunciation(
      "2025-01-10", "2025-01-15",
      {Act(v1::ACT_KIND_SUSPEND, "2025-02-03", v1::GROUND_AWAITING_APPRAISAL),
       Act(v1::ACT_KIND_REQUEST_APPRAISAL, "2025-02-05"), Act(v1::ACT_KIND_RESUME, "2025-02-10"),
       Act(v1::ACT_KIND_RECEIVE_APPRAISAL, "2025-02-13")});
  EXPECT_EQ(Running(facts, "settle").days_given_back(), 10);
  EXPECT_EQ(Iso(Running(facts, "settle").due().due_strict()), "2025-02-24");
  EXPECT_THAT(Refusal(facts, Act(v1::ACT_KIND_RECEIVE_APPRAISAL, "2025-02-14")),
              HasSubstr("“Trưng cầu giám định”"));
}

TEST(Denunciation, SecondExtensionNeedsTwoCriteriaAndIsTheLast) {
  auto once = Denunciation("2025-11-27", "2025-12-01", {Extension("2025-12-30", 1)});
  EXPECT_THAT(Refusal(once, Extension("2026-01-29", 1)), HasSubstr("đặc biệt phức tạp"));
  auto twice = Denunciation("2025-11-27", "2025-12-01",
                            {Extension("2025-12-30", 1), Extension("2026-01-29", 2)});
  EXPECT_EQ(Running(twice, "settle").due().rule_id(), "DL-TC-07");
  EXPECT_EQ(Iso(Running(twice, "settle").due().due_legal()), "2026-03-02");
  EXPECT_THAT(Refusal(twice, Extension("2026-02-24", 7)), HasSubstr("đủ số lần"));
}

TEST(Denunciation, LongerCheckIsNotAComplexCase) {
  auto facts = CaseOf(v1::CASE_TYPE_DENUNCIATION, "2024-03-04", {Extension("2024-03-08", 0)});
  EXPECT_EQ(Running(facts, "accept").due().rule_id(), "DL-TC-01x");
  EXPECT_FALSE(facts.complex());
}

TEST(Denunciation, ForcedWithdrawalDoesNotEndIt) {
  auto withdraw = Act(v1::ACT_KIND_WITHDRAW, "2024-03-20");
  withdraw.set_coerced(true);
  EXPECT_THAT(Refusal(Denunciation("2024-03-04", "2024-03-08"), withdraw),
              HasSubstr("vẫn phải giải quyết"));
}

TEST(Denunciation, ClosesOnlyWhenSentHandledPublishedAndReportedInAnyOrder) {
  auto facts = Denunciation(
      "2024-03-04", "2024-03-08",
      {Act(v1::ACT_KIND_NOTIFY, "2024-03-11"), Act(v1::ACT_KIND_ASSIGN_VERIFICATION, "2024-03-11"),
       Act(v1::ACT_KIND_CONCLUDE, "2024-04-01"), Act(v1::ACT_KIND_PUBLISH, "2024-04-02"),
       Act(v1::ACT_KIND_HANDLE, "2024-04-03")});
  const auto close = Act(v1::ACT_KIND_CLOSE, "2024-04-08");
  EXPECT_THAT(Refusal(facts, close), HasSubstr("Còn việc phải làm: Gửi kết luận"));
  for (auto kind : {v1::ACT_KIND_SEND, v1::ACT_KIND_REPORT_HANDLING, v1::ACT_KIND_CLOSE}) {
    const auto act = Act(kind, "2024-04-08");
    auto outcome = ApplyAct(TestBook(), TestCalendar(), facts, act);
    ASSERT_TRUE(outcome.ok()) << outcome.status();
    facts = After(facts, act, *outcome);
  }
  EXPECT_EQ(facts.state(), v1::CASE_STATE_CLOSED);
}

TEST(DenunciationContinued, TakingOverStartsANewLimit) {
  const auto take = Act(v1::ACT_KIND_TAKE_OVER, "2025-03-14", v1::GROUND_SERIOUS_VIOLATION);
  auto lodged = CaseOf(v1::CASE_TYPE_DENUNCIATION_CONTINUED, "2025-03-03", {});
  EXPECT_THAT(Refusal(lodged, take), HasSubstr("Yêu cầu báo cáo"));
  auto facts = CaseOf(v1::CASE_TYPE_DENUNCIATION_CONTINUED, "2025-03-03",
                      {Act(v1::ACT_KIND_DEMAND_REPORT, "2025-03-05"),
                       Act(v1::ACT_KIND_RECEIVE_REPORT, "2025-03-12"), take});
  EXPECT_EQ(facts.state(), v1::CASE_STATE_ACCEPTED);
  EXPECT_EQ(Iso(Running(facts, "settle").due().anchor()), "2025-03-14");
  EXPECT_EQ(Iso(Running(facts, "settle").due().due_strict()), "2025-04-13");
}

TEST(DenunciationContinued, ReviewOfAConclusionHasTwentyDays) {
  auto facts = CaseOf(v1::CASE_TYPE_DENUNCIATION_CONTINUED, "2026-01-28",
                      {Act(v1::ACT_KIND_CHECK, "2026-01-30")});
  EXPECT_EQ(Iso(Running(facts, "review").due().due_legal()), "2026-02-23");
  Refusal(facts, Act(v1::ACT_KIND_DEMAND_REPORT, "2026-02-02"));
  Refusal(facts, Act(v1::ACT_KIND_DECLINE_REOPENING, "2026-02-02", v1::GROUND_BIAS));
}

TEST(LandMediation, HasTheLimitOfTheDayOfTheRequest) {
  auto before = CaseOf(v1::CASE_TYPE_LAND_MEDIATION, "2024-07-30", {});
  EXPECT_EQ(Iso(Running(before, "mediate_2013").due().due_strict()), "2024-09-13");
  // Known from memory only: shown, never overdue.
  EXPECT_FALSE(IsOverdue(before.clocks(0), Day("2025-01-01")));
  auto after = CaseOf(v1::CASE_TYPE_LAND_MEDIATION, "2024-08-02", {});
  EXPECT_EQ(Iso(Running(after, "mediate").due().due_legal()), "2024-09-04");
  auto failed = Act(v1::ACT_KIND_FAIL_MEDIATION, "2024-08-20");
  before = CaseOf(v1::CASE_TYPE_LAND_MEDIATION, "2024-07-30",
                  {Act(v1::ACT_KIND_START_MEDIATION, "2024-08-15"), failed});
  EXPECT_EQ(before.state(), v1::CASE_STATE_NOT_MEDIATED);
  EXPECT_EQ(Iso(before.clocks(0).stopped_on()), "2024-08-20");
}

TEST(Mediation, CourtIsAskedWithinSixMonths) {
  auto facts = CaseOf(
      v1::CASE_TYPE_MEDIATION, "2024-03-01",
      {Act(v1::ACT_KIND_ACCEPT, "2024-03-04"), Act(v1::ACT_KIND_START_MEDIATION, "2024-03-06"),
       Act(v1::ACT_KIND_MEDIATE, "2024-03-11")});
  EXPECT_THAT(Refusal(facts, Act(v1::ACT_KIND_RECOGNIZE_IN_COURT, "2024-09-12")),
              HasSubstr("hết ngày 11/09/2024"));
  auto act = Act(v1::ACT_KIND_RECOGNIZE_IN_COURT, "2024-09-11");
  EXPECT_TRUE(ApplyAct(TestBook(), TestCalendar(), facts, act).ok());
}

TEST(Questioning, WrittenAnswerHasTwentyDaysUntilFebruary2026) {
  auto before = CaseOf(v1::CASE_TYPE_QUESTIONING, "2025-12-08", {});
  EXPECT_EQ(Iso(Running(before, "answer").due().due_strict()), "2025-12-28");
  auto after = CaseOf(v1::CASE_TYPE_QUESTIONING, "2026-03-02", {});
  EXPECT_EQ(after.clocks_size(), 0);
}

TEST(Questioning, PromisesAreKeptBeforeItCloses) {
  auto facts = CaseOf(v1::CASE_TYPE_QUESTIONING, "2025-12-08",
                      {Act(v1::ACT_KIND_CHOOSE_GROUP, "2025-12-08"),
                       Act(v1::ACT_KIND_ANSWER_ORALLY, "2025-12-09")});
  facts.set_open_commitments(1);
  EXPECT_THAT(Refusal(facts, Act(v1::ACT_KIND_CLOSE, "2025-12-10")), HasSubstr("1 cam kết"));
  facts.set_open_commitments(0);
  auto close = Act(v1::ACT_KIND_CLOSE, "2025-12-10");
  EXPECT_TRUE(ApplyAct(TestBook(), TestCalendar(), facts, close).ok());
}

}  // namespace
}  // namespace donthu::law
