// Promises with an owner and a day.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/integration/some_case.h"

namespace donthu::testing {
namespace {

using resolution::v1::Commitment;
using ::testing::ElementsAre;

class CommitmentTest : public ::testing::Test {
 protected:
  CommitmentTest() : stack_({.clock = &clock_}) {}

  static resolution::v1::MakeCommitmentRequest Promise(common::v1::Date due) {
    resolution::v1::MakeCommitmentRequest request;
    request.set_request_id(client::NewRequestId());
    request.set_agency_code("QB-450-UBND");
    request.set_owner("Phó Chủ tịch phụ trách đô thị");
    request.set_text("Hoàn thành đường thoát nước tổ dân phố 2");
    *request.mutable_made_on() = Day(2024, 3, 1);
    *request.mutable_due_on() = due;
    request.set_source(resolution::v1::COMMITMENT_SOURCE_QUESTIONING);
    return request;
  }

  Commitment Made(const resolution::v1::MakeCommitmentRequest& request) {
    const auto made = system_.resolution.MakeCommitment(request);
    EXPECT_THAT(made, Succeeds());
    return made.value_or(Commitment());
  }

  static resolution::v1::RecordCommitmentActRequest On(const Commitment& found,
                                                       common::v1::Date day) {
    resolution::v1::RecordCommitmentActRequest request;
    request.set_request_id(client::NewRequestId());
    request.set_commitment_id(found.id());
    request.set_etag(found.etag());
    *request.mutable_act()->mutable_acted_on() = day;
    return request;
  }

  static resolution::v1::RecordCommitmentActRequest Kept(const Commitment& found,
                                                         common::v1::Date day) {
    auto request = On(found, day);
    auto& end = *request.mutable_act()->mutable_end();
    end.set_result(resolution::v1::COMMITMENT_RESULT_KEPT);
    end.set_evidence("Biên bản nghiệm thu 12/BB-NT");
    end.set_verified_by("QB-TTT");
    return request;
  }

  absl::StatusOr<Commitment> Record(const resolution::v1::RecordCommitmentActRequest& request) {
    return system_.resolution.RecordCommitmentAct(request);
  }

  Commitment Read(int64_t id) {
    resolution::v1::GetCommitmentRequest get;
    get.set_commitment_id(id);
    const auto found = system_.resolution.GetCommitment(get);
    EXPECT_THAT(found, Succeeds());
    return found.value_or(Commitment());
  }

  const FixedClock clock_{absl::FromCivil(absl::CivilSecond(2024, 6, 3, 9, 0, 0), VietnamTime())};
  Stack stack_;
  Caller system_{stack_};
};

TEST_F(CommitmentTest, IsMadeFollowedAndKept) {
  Commitment found = Made(Promise(Day(2024, 6, 30)));
  EXPECT_EQ(found.state(), resolution::v1::COMMITMENT_STATE_OPEN);
  EXPECT_FALSE(found.overdue());
  auto progress = On(found, Day(2024, 4, 1));
  progress.mutable_act()->mutable_progress()->set_text("Đã xong một nửa");
  const auto half = Record(progress);
  ASSERT_THAT(half, Succeeds());
  const auto kept = Record(Kept(*half, Day(2024, 6, 1)));
  ASSERT_THAT(kept, Succeeds());
  EXPECT_EQ(kept->state(), resolution::v1::COMMITMENT_STATE_KEPT);
  const Commitment read = Read(found.id());
  EXPECT_EQ(read.entries_size(), 2);
  EXPECT_EQ(read.etag(), kept->etag());
  EXPECT_EQ(Iso(read.ended_on()), "2024-06-01");
  EXPECT_FALSE(read.overdue());
}

TEST_F(CommitmentTest, Ended_TakesNothingMore) {
  const Commitment found = Made(Promise(Day(2024, 5, 1)));
  const auto late = Record(Kept(found, Day(2024, 6, 1)));
  ASSERT_THAT(late, Succeeds());
  EXPECT_TRUE(late->overdue());
  auto more = On(*late, Day(2024, 6, 2));
  more.mutable_act()->mutable_progress()->set_text("Còn gì nữa");
  EXPECT_THAT(Record(more),
              FailsWith(absl::StatusCode::kFailedPrecondition, common::v1::ACT_NOT_LAWFUL));
}

TEST_F(CommitmentTest, WhoPromised_DoesNotVerify) {
  const Commitment found = Made(Promise(Day(2024, 6, 30)));
  for (const char* self : {"QB-450-UBND", "qb-450-ubnd", "  ", "UBND thành phố Đồng Hới",
                           "Ủy ban nhân dân thành phố Đồng Hới", "Phó Chủ tịch phụ trách đô thị"}) {
    auto request = Kept(found, Day(2024, 6, 1));
    request.mutable_act()->mutable_end()->set_verified_by(self);
    EXPECT_THAT(Record(request), RefusesField("act.end.verified_by")) << self;
  }
  auto request = Kept(found, Day(2024, 6, 1));
  request.mutable_act()->mutable_end()->clear_verified_by();
  EXPECT_THAT(Record(request), RefusesField("act.end.verified_by"));
  request = Kept(found, Day(2024, 6, 1));
  request.mutable_act()->mutable_end()->clear_evidence();
  EXPECT_THAT(Record(request), RefusesField("act.end.evidence"));
  // That nothing was done needs no evidence.
  request.mutable_act()->mutable_end()->set_result(resolution::v1::COMMITMENT_RESULT_BROKEN);
  EXPECT_THAT(Record(request), Succeeds());
}

TEST_F(CommitmentTest, Replaced_GoesOnInItsSuccessor) {
  const Commitment found = Made(Promise(Day(2024, 5, 1)));
  auto request = On(found, Day(2024, 4, 20));
  auto& replace = *request.mutable_act()->mutable_replace();
  replace.set_text("Hoàn thành sau khi có vốn");
  replace.set_reason("Chưa bố trí được vốn");
  *replace.mutable_due_on() = Day(2024, 4, 1);
  EXPECT_THAT(Record(request), RefusesField("act.replace.due_on"));
  *replace.mutable_due_on() = Day(2024, 9, 1);
  const auto ended = Record(request);
  ASSERT_THAT(ended, Succeeds());
  EXPECT_EQ(ended->state(), resolution::v1::COMMITMENT_STATE_REPLACED);
  const auto again = Record(request);
  ASSERT_THAT(again, Succeeds());
  EXPECT_EQ(again->SerializeAsString(), ended->SerializeAsString());
  const Commitment successor = Read(ended->replaced_by_id());
  EXPECT_EQ(successor.replaces_id(), found.id());
  EXPECT_EQ(successor.text(), "Hoàn thành sau khi có vốn");
  EXPECT_EQ(successor.agency_code(), found.agency_code());
  EXPECT_EQ(Iso(successor.made_on()), "2024-04-20");
  EXPECT_EQ(successor.state(), resolution::v1::COMMITMENT_STATE_OPEN);
  EXPECT_EQ(CountSql(stack_, "made",
                     "SELECT count(*) FROM ledger.event WHERE kind = 'resolution.CommitmentMade'"),
            2);
}

TEST_F(CommitmentTest, BadPromises_NameTheField) {
  auto request = Promise(Day(2024, 2, 1));
  EXPECT_THAT(system_.resolution.MakeCommitment(request), RefusesField("due_on"));
  request = Promise(Day(2024, 6, 30));
  request.set_agency_code("QT-18880-UBND");
  EXPECT_THAT(system_.resolution.MakeCommitment(request), RefusesField("agency_code"));
  request = Promise(Day(2024, 6, 30));
  request.set_timeline_number(1);
  EXPECT_THAT(system_.resolution.MakeCommitment(request), RefusesField("timeline_number"));
  request = Promise(Day(2024, 6, 30));
  request.set_case_id(987654);
  EXPECT_THAT(system_.resolution.MakeCommitment(request),
              FailsWith(absl::StatusCode::kNotFound, common::v1::NOT_FOUND));
  request = Promise(Day(2024, 6, 30));
  Caller commune(stack_, kCommune);
  EXPECT_THAT(commune.resolution.MakeCommitment(request),
              FailsWith(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED));
  auto early = On(Made(Promise(Day(2024, 6, 30))), Day(2024, 2, 1));
  EXPECT_THAT(Record(early), RefusesField("act"));
  early.mutable_act()->mutable_progress()->set_text("Trước khi hứa");
  EXPECT_THAT(Record(early),
              FailsWith(absl::StatusCode::kFailedPrecondition, common::v1::ACT_NOT_LAWFUL));
}

TEST_F(CommitmentTest, Repeats_GetTheFirstAnswer) {
  const auto request = Promise(Day(2024, 6, 30));
  const Commitment first = Made(request);
  EXPECT_EQ(Made(request).SerializeAsString(), first.SerializeAsString());
  auto other = request;
  other.set_text("khác");
  EXPECT_THAT(system_.resolution.MakeCommitment(other),
              FailsWith(absl::StatusCode::kAlreadyExists, common::v1::REQUEST_ID_REUSED));
  const auto end = Kept(first, Day(2024, 6, 1));
  const auto kept = Record(end);
  ASSERT_THAT(kept, Succeeds());
  EXPECT_EQ(Record(end)->SerializeAsString(), kept->SerializeAsString());
  EXPECT_EQ(Read(first.id()).entries_size(), 1);
}

TEST_F(CommitmentTest, TwoOfficersAtOnce_OneWins) {
  const Commitment found = Made(Promise(Day(2024, 6, 30)));
  std::atomic<int> won{0};
  std::atomic<int> told{0};
  std::vector<std::thread> officers;
  for (int i = 0; i < 6; ++i) {
    officers.emplace_back([&] {
      Caller caller(stack_);
      const auto done = caller.resolution.RecordCommitmentAct(Kept(found, Day(2024, 6, 1)));
      won += done.ok();
      told += ReasonOf(done.status()) == common::v1::STALE_ETAG;
    });
  }
  for (auto& officer : officers) officer.join();
  EXPECT_EQ(won, 1);
  EXPECT_EQ(told, 5);
}

TEST_F(CommitmentTest, Lists_ShowTheLongestOverdueFirst) {
  const int64_t soon = Made(Promise(Day(2024, 7, 1))).id();
  const int64_t late = Made(Promise(Day(2024, 5, 1))).id();
  const Commitment done = Made(Promise(Day(2024, 4, 1)));
  ASSERT_THAT(Record(Kept(done, Day(2024, 3, 20))), Succeeds());
  resolution::v1::ListCommitmentsRequest request;
  const auto ids = [&] {
    std::vector<int64_t> found;
    const auto list = system_.resolution.ListCommitments(request);
    EXPECT_THAT(list, Succeeds());
    for (const auto& one : list->commitments()) found.push_back(one.id());
    return found;
  };
  EXPECT_THAT(ids(), ElementsAre(late, soon, done.id()));
  EXPECT_TRUE(system_.resolution.ListCommitments(request)->commitments(0).overdue());
  request.set_state(resolution::v1::COMMITMENT_STATE_OPEN);
  EXPECT_THAT(ids(), ElementsAre(late, soon));
  *request.mutable_due_until() = Day(2024, 6, 1);
  EXPECT_THAT(ids(), ElementsAre(late));
  request.Clear();
  request.set_agency_code("QB-UBND");
  EXPECT_THAT(ids(), ElementsAre());
  request.set_with_subordinates(true);
  EXPECT_THAT(ids(), ElementsAre(late, soon, done.id()));
  request.set_page_size(2);
  const auto page = system_.resolution.ListCommitments(request);
  request.set_page_token(page->next_page_token());
  EXPECT_THAT(ids(), ElementsAre(done.id()));
  Caller commune(stack_, kCommune);
  EXPECT_EQ(commune.resolution.ListCommitments({})->commitments_size(), 0);
  resolution::v1::GetCommitmentRequest get;
  get.set_commitment_id(late);
  EXPECT_THAT(commune.resolution.GetCommitment(get),
              FailsWith(absl::StatusCode::kNotFound, common::v1::NOT_FOUND));
}

TEST_F(CommitmentTest, OpenOnes_KeepTheirCaseFromBeingClosed) {
  resolution::v1::Case found = OpenComplaint(system_, SomePetition());
  auto refuse = ActOn(found, Day(2024, 3, 8));
  refuse.mutable_act()->mutable_refuse()->set_ground(law::v1::GROUND_NO_DIRECT_LINK);
  refuse.mutable_act()->mutable_refuse()->set_reason("Không liên quan trực tiếp");
  auto after = system_.resolution.RecordAct(refuse);
  ASSERT_THAT(after, Succeeds());
  auto promise = Promise(Day(2024, 6, 30));
  promise.set_case_id(found.id());
  promise.set_timeline_number(9);
  EXPECT_THAT(system_.resolution.MakeCommitment(promise), RefusesField("timeline_number"));
  promise.set_timeline_number(2);
  promise.set_source(resolution::v1::COMMITMENT_SOURCE_DECISION);
  const Commitment made = Made(promise);
  // The case moved on with it.
  auto close = ActOn(*after, Day(2024, 3, 20));
  close.mutable_act()->mutable_close();
  EXPECT_THAT(system_.resolution.RecordAct(close),
              FailsWith(absl::StatusCode::kAborted, common::v1::STALE_ETAG));
  resolution::v1::GetCaseRequest get;
  get.set_case_id(found.id());
  EXPECT_EQ(system_.resolution.GetCase(get)->open_commitments(), 1);
  close.set_etag(system_.resolution.GetCase(get)->etag());
  EXPECT_THAT(system_.resolution.RecordAct(close),
              FailsWith(absl::StatusCode::kFailedPrecondition, common::v1::ACT_NOT_LAWFUL));
  ASSERT_THAT(Record(Kept(made, Day(2024, 6, 1))), Succeeds());
  close.set_request_id(client::NewRequestId());
  close.set_etag(system_.resolution.GetCase(get)->etag());
  EXPECT_THAT(system_.resolution.RecordAct(close), Succeeds());
  promise.set_request_id(client::NewRequestId());
  EXPECT_THAT(system_.resolution.MakeCommitment(promise),
              FailsWith(absl::StatusCode::kFailedPrecondition, common::v1::ACT_NOT_LAWFUL));
}

TEST_F(CommitmentTest, LedgerEvents_HoldNoWordsOfPeople) {
  const Commitment found = Made(Promise(Day(2024, 6, 30)));
  ASSERT_THAT(Record(Kept(found, Day(2024, 6, 1))), Succeeds());
  EXPECT_EQ(CountSql(stack_, "events",
                     "SELECT count(*) FROM ledger.event WHERE subject LIKE 'commitment/%'"),
            2);
  EXPECT_EQ(CountSql(stack_, "words",
                     "SELECT count(*) FROM ledger.event WHERE payload LIKE '%thoát nước%' "
                     "OR payload LIKE '%Phó Chủ tịch%' OR payload LIKE '%nghiệm thu%'"),
            0);
}

}  // namespace
}  // namespace donthu::testing
