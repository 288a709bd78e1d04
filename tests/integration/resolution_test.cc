#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "clients/cpp/request_id.h"
#include "services/law/date.h"
#include "tests/support/clients.h"
#include "tests/support/matchers.h"

namespace donthu::testing {
namespace {

using law::v1::CASE_STATE_ACCEPTED;
using law::v1::CASE_STATE_DECIDED;
using law::v1::CASE_STATE_LODGED;
using law::v1::CASE_STATE_SENT;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class ResolutionTest : public ::testing::Test {
 protected:
  // A first complaint taken up by the district; its case as it opened.
  resolution::v1::Case OpenCase(
      const intake::v1::RegisterPetitionRequest& petition = SomePetition()) {
    const auto registered = system_.intake.RegisterPetition(petition);
    EXPECT_THAT(registered, Succeeds());
    routing::v1::ProposeDisposalRequest propose;
    propose.set_petition_id(registered->petition_id());
    const auto proposal = system_.routing.ProposeDisposal(propose);
    EXPECT_THAT(proposal, Succeeds());
    EXPECT_THAT(system_.routing.Dispose(AsProposed(
                    *proposal, "QB-450-UBND", law::v1::PETITION_KIND_COMPLAINT, Day(2024, 3, 5))),
                Succeeds());
    resolution::v1::GetCaseRequest get;
    get.set_petition_id(registered->petition_id());
    const auto found = system_.resolution.GetCase(get);
    EXPECT_THAT(found, Succeeds());
    return found.value_or(resolution::v1::Case());
  }

  resolution::v1::RecordActRequest On(const resolution::v1::Case& found, common::v1::Date day) {
    resolution::v1::RecordActRequest request;
    request.set_request_id(client::NewRequestId());
    request.set_case_id(found.id());
    request.set_etag(found.etag());
    *request.mutable_act()->mutable_acted_on() = day;
    return request;
  }

  resolution::v1::Case Accepted(const resolution::v1::Case& found) {
    auto request = On(found, Day(2024, 3, 8));
    request.mutable_act()->mutable_accept();
    const auto after = system_.resolution.RecordAct(request);
    EXPECT_THAT(after, Succeeds());
    return after.value_or(resolution::v1::Case());
  }

  static const law::v1::Clock* Running(const resolution::v1::Case& found, const char* rule) {
    for (const auto& clock : found.clocks()) {
      if (clock.due().rule_id() == rule && !clock.has_stopped_on()) return &clock;
    }
    return nullptr;
  }

  Stack stack_;
  Caller system_{stack_};
};

std::string Iso(const common::v1::Date& date) {
  return law::FormatIsoDay(absl::CivilDay(date.year(), date.month(), date.day()));
}

TEST_F(ResolutionTest, AcceptedPetition_OpensACaseWithItsFirstClock) {
  const auto found = OpenCase();
  EXPECT_EQ(found.state(), CASE_STATE_LODGED);
  EXPECT_EQ(found.agency_code(), "QB-450-UBND");
  const auto* clock = Running(found, "DL-KN-01");
  ASSERT_NE(clock, nullptr);
  EXPECT_EQ(Iso(clock->due().due_legal()), "2024-03-14");
  EXPECT_THAT(clock->due().basis().citation(), HasSubstr("L-KN Đ.27"));
  EXPECT_GT(clock->due().steps_vi_size(), 0);
  ASSERT_EQ(found.timeline_size(), 1);
}

TEST_F(ResolutionTest, FirstComplaint_RunsToItsEndUnderItsClocks) {
  auto found = Accepted(OpenCase());
  EXPECT_EQ(found.state(), CASE_STATE_ACCEPTED);
  EXPECT_EQ(Running(found, "DL-KN-01"), nullptr);
  const auto* settle = Running(found, "DL-KN-02");
  ASSERT_NE(settle, nullptr);
  // 30 days from 2024-03-08 end on Sunday 2024-04-07, so on Monday.
  EXPECT_EQ(Iso(settle->due().due_strict()), "2024-04-07");
  EXPECT_EQ(Iso(settle->due().due_legal()), "2024-04-08");

  auto extend = On(found, Day(2024, 3, 20));
  extend.mutable_act()->mutable_extend()->set_reason("Nhiều nội dung phải xác minh");
  auto after = system_.resolution.RecordAct(extend);
  ASSERT_THAT(after, Succeeds());
  const auto* extended = Running(*after, "DL-KN-03");
  ASSERT_NE(extended, nullptr);
  EXPECT_EQ(Iso(extended->due().due_legal()), "2024-04-22");
  EXPECT_EQ(Iso(extended->original().due_legal()), "2024-04-08");

  auto decide = On(*after, Day(2024, 4, 19));
  decide.mutable_act()->mutable_decide()->set_conclusion(resolution::v1::CONCLUSION_PARTLY_RIGHT);
  decide.mutable_act()->set_document_number("45/QĐ-UBND");
  after = system_.resolution.RecordAct(decide);
  ASSERT_THAT(after, Succeeds());
  EXPECT_EQ(after->state(), CASE_STATE_DECIDED);
  auto send = On(*after, Day(2024, 4, 22));
  send.mutable_act()->mutable_send();
  after = system_.resolution.RecordAct(send);
  ASSERT_THAT(after, Succeeds());
  EXPECT_EQ(after->state(), CASE_STATE_SENT);
  // The answer to the act and a later reading agree.
  resolution::v1::GetCaseRequest get;
  get.set_case_id(found.id());
  const auto read = system_.resolution.GetCase(get);
  ASSERT_THAT(read, Succeeds());
  EXPECT_EQ(read->etag(), after->etag());
  EXPECT_EQ(read->timeline_size(), 5);
  EXPECT_EQ(read->clocks_size(), after->clocks_size());
  EXPECT_EQ(read->timeline(3).act().document_number(), "45/QĐ-UBND");
  EXPECT_THAT(read->timeline(3).label_vi(), Not(IsEmpty()));
}

TEST_F(ResolutionTest, RecordAct_Unlawful_SaysWhyWithCitationAndChangesNothing) {
  const auto found = OpenCase();
  auto request = On(found, Day(2024, 3, 8));
  request.mutable_act()->mutable_send();
  const auto refused = system_.resolution.RecordAct(request);
  EXPECT_THAT(refused,
              FailsWith(absl::StatusCode::kFailedPrecondition, common::v1::ACT_NOT_LAWFUL));
  EXPECT_THAT(DetailOf(refused.status()).message_vi(), Not(IsEmpty()));
  EXPECT_TRUE(DetailOf(refused.status()).metadata().contains("citation"));
  EXPECT_EQ(CountSql(stack_, "acts", "SELECT count(*) FROM resolution.act"), 1);
}

TEST_F(ResolutionTest, RecordAct_TwoOfficers_SecondIsToldTheCurrentEtag) {
  const auto found = OpenCase();
  auto first = On(found, Day(2024, 3, 8));
  first.mutable_act()->mutable_accept();
  auto second = On(found, Day(2024, 3, 8));
  second.mutable_act()->mutable_refuse()->set_ground(law::v1::GROUND_NO_DIRECT_LINK);
  second.mutable_act()->mutable_refuse()->set_reason("Hết thời hiệu");
  const auto done = system_.resolution.RecordAct(first);
  ASSERT_THAT(done, Succeeds());
  const auto late = system_.resolution.RecordAct(second);
  EXPECT_THAT(late, FailsWith(absl::StatusCode::kAborted, common::v1::STALE_ETAG));
  EXPECT_EQ(DetailOf(late.status()).metadata().at("etag"), done->etag());
}

TEST_F(ResolutionTest, RecordAct_TwoOfficersAtTheSameInstant_OneWins) {
  const auto found = OpenCase();
  std::atomic<int> won{0};
  std::atomic<int> told{0};
  std::vector<std::thread> officers;
  for (int i = 0; i < 8; ++i) {
    officers.emplace_back([&] {
      Caller caller(stack_);
      auto request = On(found, Day(2024, 3, 8));
      request.mutable_act()->mutable_accept();
      const auto done = caller.resolution.RecordAct(request);
      won += done.ok();
      told += absl::IsAborted(done.status());
    });
  }
  for (auto& officer : officers) officer.join();
  EXPECT_EQ(won, 1);
  EXPECT_EQ(told, 7);
  EXPECT_EQ(CountSql(stack_, "acts", "SELECT count(*) FROM resolution.act"), 2);
}

TEST_F(ResolutionTest, RecordAct_Repeated_ReturnsFirstAnswer) {
  auto request = On(OpenCase(), Day(2024, 3, 8));
  request.mutable_act()->mutable_accept();
  const auto first = system_.resolution.RecordAct(request);
  const auto again = system_.resolution.RecordAct(request);
  ASSERT_THAT(again, Succeeds());
  EXPECT_EQ(first->SerializeAsString(), again->SerializeAsString());
  request.mutable_act()->set_note("khác");
  EXPECT_THAT(system_.resolution.RecordAct(request),
              FailsWith(absl::StatusCode::kAlreadyExists, common::v1::REQUEST_ID_REUSED));
}

TEST_F(ResolutionTest, RecordAct_BadActs_NameTheField) {
  const auto found = OpenCase();
  auto request = On(found, Day(2024, 3, 8));
  EXPECT_THAT(system_.resolution.RecordAct(request), RefusesField("act"));
  request.mutable_act()->mutable_lodge();
  EXPECT_THAT(system_.resolution.RecordAct(request), RefusesField("act"));
  request.mutable_act()->mutable_refuse();
  EXPECT_THAT(system_.resolution.RecordAct(request), RefusesField("act.refuse.reason"));
  request.mutable_act()->mutable_accept();
  *request.mutable_act()->mutable_acted_on() = Day(2024, 2, 30);
  EXPECT_THAT(system_.resolution.RecordAct(request), RefusesField("act.acted_on"));
}

TEST_F(ResolutionTest, PreviewActs_AgreesWithRecordAct) {
  const auto found = Accepted(OpenCase());
  resolution::v1::PreviewActsRequest preview;
  preview.set_case_id(found.id());
  *preview.mutable_on() = Day(2024, 3, 11);
  const auto acts = system_.resolution.PreviewActs(preview);
  ASSERT_THAT(acts, Succeeds());
  EXPECT_EQ(acts->etag(), found.etag());
  bool may_decide = false;
  bool may_send = true;
  for (const auto& act : acts->acts()) {
    EXPECT_THAT(act.label_vi(), Not(IsEmpty()));
    if (act.kind() == law::v1::ACT_KIND_DECIDE) may_decide = act.lawful();
    if (act.kind() == law::v1::ACT_KIND_SEND) {
      may_send = act.lawful();
      EXPECT_THAT(act.reason_vi(), Not(IsEmpty()));
    }
  }
  EXPECT_TRUE(may_decide);
  EXPECT_FALSE(may_send);
}

// What the caller would be refused is refused here in the same words, and the law goes first.
TEST_F(ResolutionTest, PreviewActs_RefusesWhatTheCallerMayNotRecord) {
  const auto found = Accepted(OpenCase());
  resolution::v1::PreviewActsRequest preview;
  preview.set_case_id(found.id());
  *preview.mutable_on() = Day(2024, 3, 11);
  const auto whole = system_.resolution.PreviewActs(preview);
  ASSERT_THAT(whole, Succeeds());
  const Caller inspector(stack_, kInspector);
  const auto seen = inspector.resolution.PreviewActs(preview);
  ASSERT_THAT(seen, Succeeds());
  auto request = On(found, Day(2024, 3, 11));
  request.mutable_act()->mutable_decide()->set_conclusion(resolution::v1::CONCLUSION_RIGHT);
  const auto refused = inspector.resolution.RecordAct(request);
  ASSERT_THAT(refused, FailsWith(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED));
  ASSERT_EQ(seen->acts_size(), whole->acts_size());
  for (int i = 0; i < seen->acts_size(); ++i) {
    const auto& act = seen->acts(i);
    const auto& lawful = whole->acts(i);
    if (act.kind() == law::v1::ACT_KIND_HAND_OVER || !lawful.lawful()) {
      EXPECT_EQ(act.SerializeAsString(), lawful.SerializeAsString());
    } else {
      EXPECT_FALSE(act.lawful());
      EXPECT_EQ(act.reason_vi(), DetailOf(refused.status()).message_vi());
    }
  }
}

TEST_F(ResolutionTest, ListDue_MostUrgentFirstWithinReach) {
  const auto first = OpenCase();
  auto another = SomePetition();
  another.set_subject_code("XD02");
  another.set_title("Khiếu nại việc không cấp giấy phép xây dựng");
  another.set_body("Hồ sơ xin phép xây nhà của gia đình bị trả lại ba lần mà không nêu lý do.");
  another.mutable_petitioners(0)->set_full_name("Lê Thị Thử");
  const auto second = Accepted(OpenCase(another));
  resolution::v1::ListDueRequest request;
  *request.mutable_on() = Day(2024, 3, 20);
  const auto due = system_.resolution.ListDue(request);
  ASSERT_THAT(due, Succeeds());
  ASSERT_EQ(due->items_size(), 2);
  EXPECT_EQ(due->items(0).case_id(), first.id());
  EXPECT_TRUE(due->items(0).clock().overdue());
  EXPECT_EQ(due->items(1).case_id(), second.id());
  EXPECT_FALSE(due->items(1).clock().overdue());
  *request.mutable_until() = Day(2024, 3, 14);
  EXPECT_EQ(system_.resolution.ListDue(request)->items_size(), 1);
  request.clear_until();
  request.set_page_size(1);
  const auto page = system_.resolution.ListDue(request);
  ASSERT_EQ(page->items_size(), 1);
  request.set_page_token(page->next_page_token());
  const auto next = system_.resolution.ListDue(request);
  ASSERT_EQ(next->items_size(), 1);
  EXPECT_EQ(next->items(0).case_id(), second.id());
  EXPECT_THAT(next->next_page_token(), IsEmpty());
  Caller commune(stack_, kCommune);
  EXPECT_EQ(commune.resolution.ListDue({})->items_size(), 0);
}

TEST_F(ResolutionTest, LedgerEvents_HoldNoWordsOfPeople) {
  auto request = On(OpenCase(), Day(2024, 3, 8));
  request.mutable_act()->mutable_refuse()->set_ground(law::v1::GROUND_NO_DIRECT_LINK);
  request.mutable_act()->mutable_refuse()->set_reason("Bà Lan ở thôn Trung nộp muộn");
  request.mutable_act()->set_note("ghi chú riêng");
  ASSERT_THAT(system_.resolution.RecordAct(request), Succeeds());
  EXPECT_EQ(CountSql(stack_, "words",
                     "SELECT count(*) FROM ledger.event WHERE payload LIKE '%Lan%' "
                     "OR payload LIKE '%riêng%' OR payload LIKE '%Trần Văn Mẫu%'"),
            0);
}

}  // namespace
}  // namespace donthu::testing
