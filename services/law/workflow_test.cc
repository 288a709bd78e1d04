#include "services/law/workflow.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/base/status/status.h"
#include "services/law/clock.h"
#include "services/law/date.h"
#include "services/law/test_book.h"

namespace donthu::law {
namespace {

using testing::HasSubstr;

absl::CivilDay Day(std::string_view iso) { return *ParseIsoDay(iso); }
std::string Iso(const common::v1::Date& date) { return FormatIsoDay(*ToDay(date)); }

v1::ActFacts Act(v1::ActKind kind, const char* on) {
  v1::ActFacts act;
  act.set_kind(kind);
  *act.mutable_acted_on() = ToProto(Day(on));
  act.set_reason_written(true);
  return act;
}

void Note(v1::CaseFacts& facts, const v1::ActFacts& act, const v1::Outcome& outcome) {
  facts.set_state(outcome.state());
  facts.set_remote(outcome.remote());
  facts.set_complex(outcome.complex());
  *facts.mutable_clocks() = outcome.clocks();
  *facts.add_acts() = act;
}

// A case received on that day, with the acts done on it; fails the test when one is refused.
v1::CaseFacts CaseOf(v1::CaseType type, const char* received_on,
                     const std::vector<v1::ActFacts>& acts = {}) {
  v1::CaseFacts facts;
  facts.set_type(type);
  *facts.mutable_received_on() = ToProto(Day(received_on));
  auto opened = OpenCase(TestBook(), TestCalendar(), type, Day(received_on));
  EXPECT_TRUE(opened.ok()) << opened.status();
  Note(facts, Act(v1::ACT_KIND_LODGE, received_on), *opened);
  for (const auto& act : acts) {
    auto outcome = ApplyAct(TestBook(), TestCalendar(), facts, act);
    EXPECT_TRUE(outcome.ok()) << outcome.status();
    if (outcome.ok()) Note(facts, act, *outcome);
  }
  return facts;
}

v1::CaseFacts Complaint(const char* received_on, const std::vector<v1::ActFacts>& acts = {}) {
  return CaseOf(v1::CASE_TYPE_COMPLAINT_FIRST, received_on, acts);
}

common::v1::ErrorDetail Refusal(const v1::CaseFacts& facts, const v1::ActFacts& act) {
  auto outcome = ApplyAct(TestBook(), TestCalendar(), facts, act);
  EXPECT_EQ(outcome.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ReasonOf(outcome.status()), common::v1::ACT_NOT_LAWFUL);
  return DetailOf(outcome.status());
}

const v1::PossibleAct* Find(const std::vector<v1::PossibleAct>& acts, v1::ActKind kind) {
  for (const auto& act : acts) {
    if (act.kind() == kind) return &act;
  }
  return nullptr;
}

TEST(OpenCase, ComplaintIsLodgedWithItsAcceptClockFromReceipt) {
  auto facts = Complaint("2024-02-01");
  EXPECT_EQ(facts.state(), v1::CASE_STATE_LODGED);
  ASSERT_EQ(facts.clocks_size(), 1);
  EXPECT_EQ(facts.clocks(0).number(), 1);
  EXPECT_EQ(facts.clocks(0).due().rule_id(), "DL-KN-01");
  EXPECT_EQ(Iso(facts.clocks(0).due().anchor()), "2024-02-01");
  EXPECT_EQ(Iso(facts.clocks(0).due().due_legal()), "2024-02-15");
  EXPECT_FALSE(facts.clocks(0).has_stopped_on());
}

TEST(OpenCase, TypesWithoutWorkflowAreRefused) {
  auto none = OpenCase(TestBook(), TestCalendar(), v1::CASE_TYPE_UNSPECIFIED, Day("2024-02-01"));
  EXPECT_EQ(ReasonOf(none.status()), common::v1::ACT_NOT_LAWFUL);
  auto early = OpenCase(TestBook(), TestCalendar(), v1::CASE_TYPE_DENUNCIATION, Day("2018-12-31"));
  EXPECT_EQ(ReasonOf(early.status()), common::v1::ACT_NOT_LAWFUL);
}

TEST(ApplyAct, ComplaintRunsFromLodgingToClosing) {
  auto facts = Complaint(
      "2024-02-01",
      {Act(v1::ACT_KIND_ACCEPT, "2024-02-07"), Act(v1::ACT_KIND_ASSIGN_VERIFICATION, "2024-02-15"),
       Act(v1::ACT_KIND_HOLD_DIALOGUE, "2024-02-28"), Act(v1::ACT_KIND_DECIDE, "2024-03-05"),
       Act(v1::ACT_KIND_SEND, "2024-03-07"), Act(v1::ACT_KIND_PUBLISH, "2024-03-08"),
       Act(v1::ACT_KIND_ENTER_INTO_FORCE, "2024-04-05"),
       Act(v1::ACT_KIND_DIRECT_ENFORCEMENT, "2024-04-10"),
       Act(v1::ACT_KIND_COMPLETE_ENFORCEMENT, "2024-05-06"),
       Act(v1::ACT_KIND_CLOSE, "2024-05-06")});
  EXPECT_EQ(facts.state(), v1::CASE_STATE_CLOSED);
  ASSERT_EQ(facts.clocks_size(), 5);
  const char* rules[] = {"DL-KN-01", "DL-KN-02", "DL-KN-06", "DL-KN-15", "DL-KN-17"};
  const char* stops[] = {"2024-02-07", "2024-03-05", "2024-03-07", "2024-04-05", "2024-04-10"};
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(facts.clocks(i).number(), i + 1);
    EXPECT_EQ(facts.clocks(i).due().rule_id(), rules[i]);
    EXPECT_EQ(Iso(facts.clocks(i).stopped_on()), stops[i]);
    EXPECT_FALSE(facts.clocks(i).overdue()) << rules[i];
  }
}

TEST(ApplyAct, ComplaintThatIsRightMayBeDecidedAtOnce) {
  auto facts = Complaint("2024-02-01", {Act(v1::ACT_KIND_ACCEPT, "2024-02-07"),
                                        Act(v1::ACT_KIND_DECIDE, "2024-02-07")});
  EXPECT_EQ(facts.state(), v1::CASE_STATE_DECIDED);
}

TEST(ApplyAct, RemotenessChoosesTheLongerLimits) {
  auto accept = Act(v1::ACT_KIND_ACCEPT, "2024-02-07");
  accept.set_remote(true);
  auto facts = Complaint("2024-02-01", {accept, Act(v1::ACT_KIND_DECIDE, "2024-02-20")});
  EXPECT_TRUE(facts.remote());
  EXPECT_EQ(facts.clocks(1).due().rule_id(), "DL-KN-04");
  EXPECT_EQ(facts.clocks(3).due().rule_id(), "DL-KN-15r");
}

TEST(ApplyAct, ExtensionKeepsAnchorNumberAndOriginal) {
  auto facts = Complaint("2024-02-01", {Act(v1::ACT_KIND_ACCEPT, "2024-02-07"),
                                        Act(v1::ACT_KIND_EXTEND, "2024-03-08")});
  EXPECT_EQ(facts.state(), v1::CASE_STATE_ACCEPTED);
  EXPECT_TRUE(facts.complex());
  ASSERT_EQ(facts.clocks_size(), 2);
  const auto& settle = facts.clocks(1);
  EXPECT_EQ(settle.number(), 2);
  EXPECT_EQ(settle.due().rule_id(), "DL-KN-03");
  EXPECT_EQ(Iso(settle.due().anchor()), "2024-02-07");
  EXPECT_EQ(Iso(settle.due().due_strict()), "2024-03-23");
  EXPECT_EQ(settle.original().rule_id(), "DL-KN-02");
  EXPECT_EQ(Iso(settle.original().due_legal()), "2024-03-08");
}

TEST(ApplyAct, RemoteCaseIsExtendedToSixtyDays) {
  auto accept = Act(v1::ACT_KIND_ACCEPT, "2024-02-07");
  accept.set_remote(true);
  auto facts = Complaint("2024-02-01", {accept, Act(v1::ACT_KIND_EXTEND, "2024-03-01")});
  EXPECT_EQ(facts.clocks(1).due().rule_id(), "DL-KN-05");
}

TEST(ApplyAct, ExtensionIsRefusedTwiceLateOrWithoutWrittenReason) {
  auto accepted = Complaint("2024-02-01", {Act(v1::ACT_KIND_ACCEPT, "2024-02-07")});
  EXPECT_THAT(Refusal(accepted, Act(v1::ACT_KIND_EXTEND, "2024-03-09")).message_vi(),
              HasSubstr("Thời hạn đã hết ngày 08/03/2024"));
  auto unwritten = Act(v1::ACT_KIND_EXTEND, "2024-03-01");
  unwritten.set_reason_written(false);
  EXPECT_THAT(Refusal(accepted, unwritten).message_vi(), HasSubstr("văn bản nêu rõ lý do"));
  auto extended = Complaint("2024-02-01", {Act(v1::ACT_KIND_ACCEPT, "2024-02-07"),
                                           Act(v1::ACT_KIND_EXTEND, "2024-03-01")});
  EXPECT_THAT(Refusal(extended, Act(v1::ACT_KIND_EXTEND, "2024-03-02")).message_vi(),
              HasSubstr("chỉ được làm một lần"));
}

TEST(ApplyAct, RefusalNamesCitationStateActAndWhatIsAllowed) {
  auto facts = Complaint("2024-02-01");
  auto detail = Refusal(facts, Act(v1::ACT_KIND_DECIDE, "2024-02-02"));
  EXPECT_EQ(detail.metadata().at("state"), "CASE_STATE_LODGED");
  EXPECT_EQ(detail.metadata().at("act"), "ACT_KIND_DECIDE");
  EXPECT_THAT(detail.message_vi(), HasSubstr("“Ra quyết định giải quyết”"));
  EXPECT_THAT(detail.message_vi(), HasSubstr("Có thể: Thụ lý, Không thụ lý, Rút đơn."));
  auto late = Refusal(facts, Act(v1::ACT_KIND_ACCEPT, "2024-01-31"));
  EXPECT_EQ(late.metadata().at("citation"), "L-KN Đ.27; NĐ 124 Đ.16");
}

TEST(ApplyAct, ActsBeforeReceiptOrTheLastActAreRefused) {
  EXPECT_THAT(Refusal(Complaint("2024-02-01"), Act(v1::ACT_KIND_ACCEPT, "2024-01-31")).message_vi(),
              HasSubstr("trước ngày nhận đơn"));
  auto facts = Complaint("2024-02-01", {Act(v1::ACT_KIND_ACCEPT, "2024-02-07")});
  EXPECT_THAT(Refusal(facts, Act(v1::ACT_KIND_DECIDE, "2024-02-06")).message_vi(),
              HasSubstr("trước ngày của việc đã làm gần nhất 07/02/2024"));
}

TEST(ApplyAct, LodgingAgainIsRefused) {
  auto facts = Complaint("2024-02-01");
  Refusal(facts, Act(v1::ACT_KIND_LODGE, "2024-02-02"));
  facts.clear_state();
  Refusal(facts, Act(v1::ACT_KIND_LODGE, "2024-02-02"));
}

TEST(ApplyAct, DatesThatDoNotExistAreInvalid) {
  auto act = Act(v1::ACT_KIND_ACCEPT, "2024-02-02");
  act.mutable_acted_on()->set_month(13);
  auto outcome = ApplyAct(TestBook(), TestCalendar(), Complaint("2024-02-01"), act);
  EXPECT_EQ(ReasonOf(outcome.status()), common::v1::INVALID_FIELD);
}

TEST(ApplyAct, LegalForceWaitsForItsPeriodAndWhatFollowsCountsFromItsEnd) {
  auto facts = Complaint(
      "2024-02-01", {Act(v1::ACT_KIND_ACCEPT, "2024-02-07"), Act(v1::ACT_KIND_DECIDE, "2024-03-05"),
                     Act(v1::ACT_KIND_SEND, "2024-03-07")});
  EXPECT_THAT(Refusal(facts, Act(v1::ACT_KIND_ENTER_INTO_FORCE, "2024-04-04")).message_vi(),
              HasSubstr("chưa có hiệu lực"));
  // Noted late, but in force since 05/04: five working days from then to direct (NĐ 124 Đ.31).
  auto noted =
      ApplyAct(TestBook(), TestCalendar(), facts, Act(v1::ACT_KIND_ENTER_INTO_FORCE, "2024-04-20"));
  ASSERT_TRUE(noted.ok()) << noted.status();
  EXPECT_EQ(Iso(noted->clocks(4).due().anchor()), "2024-04-05");
  EXPECT_EQ(Iso(noted->clocks(4).due().due_legal()), "2024-04-12");
  EXPECT_TRUE(noted->clocks(4).overdue());
}

TEST(ApplyAct, DecisionInForceIsClosedOnlyWithTheReasonWhyNothingIsToBeCarriedOut) {
  auto facts = Complaint(
      "2024-02-01",
      {Act(v1::ACT_KIND_ACCEPT, "2024-02-07"), Act(v1::ACT_KIND_DECIDE, "2024-03-05"),
       Act(v1::ACT_KIND_SEND, "2024-03-07"), Act(v1::ACT_KIND_ENTER_INTO_FORCE, "2024-04-05")});
  auto silent = Act(v1::ACT_KIND_CLOSE, "2024-04-05");
  silent.set_reason_written(false);
  EXPECT_THAT(Refusal(facts, silent).message_vi(), HasSubstr("văn bản nêu rõ lý do"));
  auto closed = ApplyAct(TestBook(), TestCalendar(), facts, Act(v1::ACT_KIND_CLOSE, "2024-04-05"));
  ASSERT_TRUE(closed.ok()) << closed.status();
  EXPECT_EQ(closed->state(), v1::CASE_STATE_CLOSED);
  EXPECT_TRUE(closed->clocks(4).has_stopped_on());
}

TEST(ApplyAct, RefusedComplaintsAndThoseWithdrawnEarlyAreClosedAtOnce) {
  auto refuse = Act(v1::ACT_KIND_REFUSE, "2024-02-05");
  refuse.set_ground(v1::GROUND_OUT_OF_TIME);
  auto refused = Complaint("2024-02-01", {refuse, Act(v1::ACT_KIND_CLOSE, "2024-02-05")});
  EXPECT_EQ(refused.state(), v1::CASE_STATE_CLOSED);
  auto withdrawn = Complaint("2024-02-01", {Act(v1::ACT_KIND_WITHDRAW, "2024-02-05"),
                                            Act(v1::ACT_KIND_CLOSE, "2024-02-05")});
  EXPECT_EQ(withdrawn.state(), v1::CASE_STATE_CLOSED);
}

TEST(ApplyAct, RefusalRestsOnAGroundOfTheLaw) {
  auto refuse = Act(v1::ACT_KIND_REFUSE, "2024-02-05");
  EXPECT_THAT(Refusal(Complaint("2024-02-01"), refuse).message_vi(),
              HasSubstr("Cần một trong các căn cứ"));
  refuse.set_ground(v1::GROUND_BIAS);
  Refusal(Complaint("2024-02-01"), refuse);
}

TEST(ApplyAct, AcceptedComplaintThatIsWithdrawnIsTerminatedBeforeItIsClosed) {
  std::vector<v1::ActFacts> acts = {Act(v1::ACT_KIND_ACCEPT, "2024-02-05"),
                                    Act(v1::ACT_KIND_WITHDRAW, "2024-02-20")};
  auto withdrawn = Complaint("2024-02-01", acts);
  EXPECT_EQ(withdrawn.state(), v1::CASE_STATE_WITHDRAWN);
  EXPECT_THAT(Refusal(withdrawn, Act(v1::ACT_KIND_CLOSE, "2024-02-20")).message_vi(),
              HasSubstr("Còn việc phải làm: Giải quyết khiếu nại lần đầu"));
  auto terminate = Act(v1::ACT_KIND_TERMINATE, "2024-02-21");
  terminate.set_ground(v1::GROUND_ALL_WITHDRAWN);
  acts.push_back(terminate);
  acts.push_back(Act(v1::ACT_KIND_CLOSE, "2024-02-21"));
  auto closed = Complaint("2024-02-01", acts);
  EXPECT_EQ(closed.state(), v1::CASE_STATE_CLOSED);
  EXPECT_EQ(Iso(closed.clocks(1).stopped_on()), "2024-02-21");
}

TEST(ApplyAct, LateActStopsItsClockOverdue) {
  auto facts = Complaint("2024-02-01", {Act(v1::ACT_KIND_ACCEPT, "2024-02-16")});
  EXPECT_TRUE(facts.clocks(0).overdue());
  EXPECT_FALSE(facts.clocks(1).overdue());
}

TEST(IsOverdue, RunningDutiesGrowOverdueAfterTheirLegalEndWaitingPeriodsNever) {
  auto facts = Complaint("2024-02-01", {Act(v1::ACT_KIND_ACCEPT, "2024-02-07"),
                                        Act(v1::ACT_KIND_DECIDE, "2024-03-05")});
  const auto& send = facts.clocks(2);
  EXPECT_FALSE(IsOverdue(send, Day("2024-03-08")));
  EXPECT_TRUE(IsOverdue(send, Day("2024-03-09")));
  EXPECT_FALSE(IsOverdue(facts.clocks(3), Day("2025-01-01")));
  EXPECT_FALSE(IsOverdue(facts.clocks(1), Day("2025-01-01")));
}

TEST(ApplyAct, RecommendationIsAnsweredAndHasNoSettleClockWithoutALocalNumber) {
  auto facts = CaseOf(
      v1::CASE_TYPE_RECOMMENDATION, "2024-03-01",
      {Act(v1::ACT_KIND_ACCEPT, "2024-03-05"), Act(v1::ACT_KIND_ASSIGN_VERIFICATION, "2024-03-06"),
       Act(v1::ACT_KIND_ANSWER, "2024-04-20"), Act(v1::ACT_KIND_CLOSE, "2024-04-20")});
  EXPECT_EQ(facts.state(), v1::CASE_STATE_CLOSED);
  ASSERT_EQ(facts.clocks_size(), 1);
  EXPECT_EQ(facts.clocks(0).due().rule_id(), "DL-DON-01");
  EXPECT_EQ(Iso(facts.clocks(0).stopped_on()), "2024-03-05");
}

TEST(ApplyAct, PetitionThatJoinedLaterDoesNotBarAnEarlierAct) {
  auto facts = Complaint("2024-02-01", {Act(v1::ACT_KIND_JOIN_PETITION, "2024-02-15")});
  EXPECT_TRUE(
      ApplyAct(TestBook(), TestCalendar(), facts, Act(v1::ACT_KIND_ACCEPT, "2024-02-07")).ok());
  facts = Complaint("2024-02-01", {Act(v1::ACT_KIND_ACCEPT, "2024-02-07"),
                                   Act(v1::ACT_KIND_JOIN_PETITION, "2024-02-15")});
  EXPECT_THAT(Refusal(facts, Act(v1::ACT_KIND_ASSIGN_VERIFICATION, "2024-02-06")).message_vi(),
              HasSubstr("07/02/2024"));
}

TEST(PreviewActs, ShowsEveryActOfTheWorkflowLawfulOrNot) {
  auto facts = Complaint("2024-02-01", {Act(v1::ACT_KIND_ACCEPT, "2024-02-07")});
  auto acts = PreviewActs(TestBook(), TestCalendar(), facts, Day("2024-02-20"));
  EXPECT_EQ(acts.size(), 25u);  // 22 of its own, three that all cases share
  EXPECT_EQ(Find(acts, v1::ACT_KIND_LODGE), nullptr);
  EXPECT_EQ(Find(acts, v1::ACT_KIND_ANSWER), nullptr);
  const auto* decide = Find(acts, v1::ACT_KIND_DECIDE);
  ASSERT_NE(decide, nullptr);
  EXPECT_TRUE(decide->lawful());
  EXPECT_EQ(decide->to(), v1::CASE_STATE_DECIDED);
  ASSERT_EQ(decide->starts_size(), 2);
  EXPECT_EQ(decide->starts(0).rule_id(), "DL-KN-06");
  EXPECT_EQ(decide->basis().citation(), "L-KN Đ.29, Đ.31");
  const auto* extend = Find(acts, v1::ACT_KIND_EXTEND);
  ASSERT_EQ(extend->starts_size(), 1);
  EXPECT_EQ(extend->starts(0).rule_id(), "DL-KN-03");
  EXPECT_EQ(extend->to(), v1::CASE_STATE_ACCEPTED);
  const auto* send = Find(acts, v1::ACT_KIND_SEND);
  EXPECT_FALSE(send->lawful());
  EXPECT_EQ(send->reason_vi(), "Không thể “Gửi quyết định” khi hồ sơ ở trạng thái “Đã thụ lý”.");
  EXPECT_EQ(send->starts_size(), 0);
}

TEST(PreviewActs, SaysWhyAnExtensionIsTooLate) {
  auto facts = Complaint("2024-02-01", {Act(v1::ACT_KIND_ACCEPT, "2024-02-07")});
  auto acts = PreviewActs(TestBook(), TestCalendar(), facts, Day("2024-03-09"));
  EXPECT_THAT(Find(acts, v1::ACT_KIND_EXTEND)->reason_vi(), HasSubstr("đã hết ngày 08/03/2024"));
  EXPECT_EQ(Find(acts, v1::ACT_KIND_EXTEND)->basis().citation(), "L-KN Đ.28");
}

TEST(PreviewActs, TypeWithoutWorkflowHasNone) {
  v1::CaseFacts facts;
  facts.set_type(v1::CASE_TYPE_DENUNCIATION);
  *facts.mutable_received_on() = ToProto(Day("2018-12-03"));
  EXPECT_TRUE(PreviewActs(TestBook(), TestCalendar(), facts, Day("2018-12-04")).empty());
}

}  // namespace
}  // namespace donthu::law
