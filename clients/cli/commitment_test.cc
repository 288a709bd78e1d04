// Commitments, cases opened by hand, moved clocks, and explanations, as typed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/cli/run_for_test.h"
#include "donthu/resolution/v1/resolution_service.pb.h"
#include "services/base/status/status.h"
#include "services/law/date.h"

namespace donthu::cli {
namespace {

using resolution::v1::Commitment;
using ::testing::HasSubstr;
using ::testing::Not;

common::v1::Date Day(int year, int month, int day) {
  return law::ToProto(absl::CivilDay(year, month, day));
}

Commitment SomeCommitment() {
  Commitment found;
  found.set_id(5);
  found.set_agency_code("A");
  found.set_text("Làm đường thoát nước");
  found.set_source(resolution::v1::COMMITMENT_SOURCE_QUESTIONING);
  found.set_state(resolution::v1::COMMITMENT_STATE_OPEN);
  *found.mutable_made_on() = Day(2024, 10, 1);
  *found.mutable_due_on() = Day(2024, 11, 1);
  found.set_overdue(true);
  found.set_etag("7");
  return found;
}

TEST(Commitment, Make_SendsWhatWasTyped) {
  FakeConnection connection;
  resolution::v1::MakeCommitmentRequest sent;
  connection.On<resolution::v1::MakeCommitmentRequest, Commitment>("MakeCommitment",
                                                                   [&](const auto& request) {
                                                                     sent = request;
                                                                     return SomeCommitment();
                                                                   });
  const auto result =
      RunLine(connection, {"commitment", "make", "--agency", "A", "--text", "Làm đường", "--due",
                           "2024-12-31", "--source", "voter-meeting", "--case", "9", "--act", "2"});
  EXPECT_EQ(result.exit_status, kOk) << result.err;
  EXPECT_EQ(sent.source(), resolution::v1::COMMITMENT_SOURCE_VOTER_MEETING);
  EXPECT_EQ(sent.made_on().day(), 20);
  EXPECT_EQ(sent.case_id(), 9);
  EXPECT_EQ(sent.timeline_number(), 2);
  EXPECT_FALSE(sent.request_id().empty());
  EXPECT_THAT(result.out, HasSubstr("hạn 01/11/2024, QUÁ HẠN"));
}

TEST(Commitment, End_UsesTheEtagOfNow) {
  FakeConnection connection;
  connection.On<resolution::v1::GetCommitmentRequest, Commitment>(
      "GetCommitment", [](const auto&) { return SomeCommitment(); });
  resolution::v1::RecordCommitmentActRequest sent;
  connection.On<resolution::v1::RecordCommitmentActRequest, Commitment>("RecordCommitmentAct",
                                                                        [&](const auto& request) {
                                                                          sent = request;
                                                                          return SomeCommitment();
                                                                        });
  const auto result = RunLine(connection, {"commitment", "end", "5", "--result", "partly-kept",
                                           "--evidence", "12/BB", "--verified-by", "QB-TTT"});
  EXPECT_EQ(result.exit_status, kOk) << result.err;
  EXPECT_EQ(sent.etag(), "7");
  EXPECT_EQ(sent.act().end().result(), resolution::v1::COMMITMENT_RESULT_PARTLY_KEPT);
  EXPECT_EQ(sent.act().end().verified_by(), "QB-TTT");
}

TEST(Commitment, List_FiltersByState) {
  FakeConnection connection;
  connection.On<resolution::v1::ListCommitmentsRequest, resolution::v1::ListCommitmentsResponse>(
      "ListCommitments", [](const auto& request) {
        EXPECT_EQ(request.state(), resolution::v1::COMMITMENT_STATE_OPEN);
        resolution::v1::ListCommitmentsResponse response;
        *response.add_commitments() = SomeCommitment();
        return response;
      });
  const auto result = RunLine(connection, {"commitment", "list", "--state", "open"});
  EXPECT_THAT(result.out, HasSubstr("Làm đường thoát nước"));
}

TEST(CaseOpen, SendsTypeAndParent) {
  FakeConnection connection;
  resolution::v1::OpenCaseRequest sent;
  connection.On<resolution::v1::OpenCaseRequest, resolution::v1::Case>(
      "OpenCase", [&](const auto& request) {
        sent = request;
        resolution::v1::Case opened;
        opened.set_id(3);
        opened.set_title(request.title());
        return opened;
      });
  const auto result =
      RunLine(connection, {"case", "open", "--agency", "A", "--type", "complaint-second",
                           "--parent", "2", "--title", "Đất đai"});
  EXPECT_EQ(result.exit_status, kOk) << result.err;
  EXPECT_EQ(sent.type(), law::v1::CASE_TYPE_COMPLAINT_SECOND);
  EXPECT_EQ(sent.parent_case_id(), 2);
  EXPECT_THAT(result.out, HasSubstr("Nội dung: Đất đai"));
}

TEST(CaseMoved, ShowsFromAndTo) {
  FakeConnection connection;
  connection.On<resolution::v1::ListMovedClocksRequest, resolution::v1::ListMovedClocksResponse>(
      "ListMovedClocks", [](const auto& request) {
        EXPECT_EQ(request.directory_revision(), 4);
        resolution::v1::ListMovedClocksResponse response;
        auto& item = *response.add_items();
        item.set_case_id(8);
        *item.mutable_moved()->mutable_from() = Day(2024, 11, 29);
        *item.mutable_moved()->mutable_to() = Day(2024, 12, 2);
        return response;
      });
  const auto result = RunLine(connection, {"case", "moved", "--revision", "4"});
  EXPECT_THAT(result.out, HasSubstr("29/11/2024  02/12/2024"));
}

TEST(LawExplainCase, SaysWhyAnActIsRefused) {
  FakeConnection connection;
  connection.On<resolution::v1::GetCaseRequest, resolution::v1::Case>("GetCase", [](const auto&) {
    resolution::v1::Case found;
    found.set_id(8);
    found.set_state(law::v1::CASE_STATE_LODGED);
    return found;
  });
  connection.On<resolution::v1::PreviewActsRequest, resolution::v1::PreviewActsResponse>(
      "PreviewActs", [](const auto&) {
        resolution::v1::PreviewActsResponse response;
        for (const auto kind : {law::v1::ACT_KIND_SEND, law::v1::ACT_KIND_ACCEPT}) {
          auto& act = *response.add_acts();
          act.set_kind(kind);
          act.set_label_vi(law::v1::ActKind_Name(kind));
          act.mutable_derivation()->add_steps_vi("Bước suy ra");
          auto& rule = *act.mutable_derivation()->add_rules();
          rule.set_citation("L-KN Đ.32");
          rule.set_certainty(law::v1::CERTAINTY_TEXT_READ);
        }
        return response;
      });
  const auto one = RunLine(connection, {"law", "explain", "case", "8", "--act", "send"});
  EXPECT_EQ(one.exit_status, kOk) << one.err;
  EXPECT_THAT(one.out, HasSubstr("KHÔNG   ACT_KIND_SEND"));
  EXPECT_THAT(one.out, HasSubstr("L-KN Đ.32 (Đã đọc"));
  EXPECT_THAT(one.out, Not(HasSubstr("ACT_KIND_ACCEPT")));
  EXPECT_EQ(RunLine(connection, {"law", "explain", "case", "8", "--act", "publish"}).exit_status,
            kRefused);
}

}  // namespace
}  // namespace donthu::cli
