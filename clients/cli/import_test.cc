#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "absl/strings/str_format.h"
#include "clients/cli/ordered_tasks.h"
#include "clients/cli/run_for_test.h"
#include "donthu/intake/v1/intake_service.pb.h"
#include "donthu/routing/v1/routing_service.pb.h"
#include "nlohmann/json.hpp"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

using intake::v1::RegisterPetitionRequest;
using intake::v1::RegisterPetitionResponse;
using nlohmann::json;
using routing::v1::Proposal;
using routing::v1::ProposeDisposalRequest;
using ::testing::ContainsRegex;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string Line(const std::string& id) {
  return json({{"id", id},
               {"title", "t"},
               {"body", "b"},
               {"type", "khiếu nại"},
               {"subject_code", "DD01"},
               {"petitioner_name", "Lê Văn A"},
               {"received_date", "2024-01-04"},
               {"channel", "bưu chính"},
               {"addressed_to_code", "QB-UBND"}})
             .dump() +
         "\n";
}

std::vector<json> JsonLines(const std::string& out) {
  std::vector<json> lines;
  std::istringstream in(out);
  for (std::string line; std::getline(in, line);) lines.push_back(json::parse(line));
  return lines;
}

// A server that registers what comes, by number of call, and proposes to accept.
class ImportTest : public ::testing::Test {
 protected:
  ImportTest() {
    connection_.On<RegisterPetitionRequest, RegisterPetitionResponse>(
        "RegisterPetition",
        [this](const RegisterPetitionRequest& request) -> absl::StatusOr<RegisterPetitionResponse> {
          registered_.push_back(request.external_id());
          RegisterPetitionResponse response;
          response.set_petition_id(static_cast<int>(registered_.size()));
          response.set_code(absl::StrFormat("H46-%d", registered_.size()));
          if (registered_.size() > 1) {
            auto* hint = response.add_duplicates();
            hint->set_code("H46-1");
            hint->set_score(91);
            hint->set_reason("Cùng người gửi");
          }
          return response;
        });
    connection_.On<ProposeDisposalRequest, Proposal>(
        "ProposeDisposal", [](const ProposeDisposalRequest& request) -> absl::StatusOr<Proposal> {
          Proposal proposal;
          proposal.set_petition_id(request.petition_id());
          proposal.set_disposal(law::v1::DISPOSAL_ACCEPT);
          proposal.set_agency_code("QB-UBND");
          proposal.set_case_type(law::v1::CASE_TYPE_COMPLAINT_FIRST);
          proposal.set_round(1);
          proposal.set_eligible(true);
          proposal.set_confidence(80);
          auto* basis = proposal.add_basis();
          basis->set_citation("L-KN Đ.27");
          basis->set_text_vi("Thụ lý trong 10 ngày.");
          return proposal;
        });
  }

  RunResult Import(const std::string& text, const std::vector<std::string>& flags = {}) {
    std::vector<std::string> line = {"import", "petitions", folder_.Write("in.jsonl", text)};
    line.insert(line.end(), flags.begin(), flags.end());
    return RunLine(connection_, line);
  }

  TemporaryFolder folder_;
  FakeConnection connection_;
  std::vector<std::string> registered_;
};

TEST_F(ImportTest, Json_IsOneLinePerPetitionAsPromised) {
  const auto result = Import(Line("A") + "\r\n" + Line("B"), {"--json"});
  EXPECT_EQ(result.exit_status, kOk) << result.err;
  const auto lines = JsonLines(result.out);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[1], json::parse(R"({
      "id": "B", "code": "H46-2", "petition": 2,
      "duplicates": [{"code": "H46-1", "score": 91, "reason": "Cùng người gửi"}],
      "proposal": {"disposal": "ACCEPT", "agency": "QB-UBND", "case_type": "COMPLAINT_FIRST",
                   "basis": ["L-KN Đ.27 — Thụ lý trong 10 ngày."], "round": 1, "eligible": true,
                   "confidence": 80, "agency_steps": [], "outside": false,
                   "above_level": false}})"));
}

TEST_F(ImportTest, BadLine_IsReportedWithItsNumberAndTheRestGoesOn) {
  const auto result = Import(Line("A") + "{oops\n" + Line("B"), {"--json"});
  EXPECT_EQ(result.exit_status, kRefused);
  EXPECT_THAT(registered_, ElementsAre("A", "B"));
  EXPECT_THAT(result.err, HasSubstr("line 2: the line is not JSON"));
  const auto lines = JsonLines(result.out);
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[1]["line"], 2);
  EXPECT_EQ(lines[1]["field"], "");
  EXPECT_FALSE(lines[1]["message_vi"].get<std::string>().empty());
}

TEST_F(ImportTest, ServersRefusal_NamesTheFieldOfTheFile) {
  connection_.On<RegisterPetitionRequest, RegisterPetitionResponse>(
      "RegisterPetition",
      [](const RegisterPetitionRequest&) -> absl::StatusOr<RegisterPetitionResponse> {
        return InvalidField("received_on", "lies after today", "Ngày nhận sau hôm nay.");
      });
  const auto result = Import(Line("A"), {"--json"});
  EXPECT_EQ(result.exit_status, kRefused);
  EXPECT_THAT(result.err, HasSubstr("line 1: received_date: lies after today"));
  EXPECT_EQ(JsonLines(result.out)[0]["field"], "received_date");
}

TEST_F(ImportTest, ReusedId_IsReportedForItsLine) {
  connection_.On<RegisterPetitionRequest, RegisterPetitionResponse>(
      "RegisterPetition",
      [](const RegisterPetitionRequest&) -> absl::StatusOr<RegisterPetitionResponse> {
        return Failure(absl::StatusCode::kAlreadyExists, common::v1::REQUEST_ID_REUSED,
                       "request_id was used with another body")
            .Vi("Đơn này đã nhập với nội dung khác.");
      });
  const auto result = Import(Line("A"), {"--json"});
  EXPECT_EQ(result.exit_status, kRefused);
  EXPECT_EQ(JsonLines(result.out)[0]["reason"], "REQUEST_ID_REUSED");
}

TEST_F(ImportTest, PetitionThatWentOn_HasNoProposalAndIsNoError) {
  connection_.On<ProposeDisposalRequest, Proposal>(
      "ProposeDisposal", [](const ProposeDisposalRequest&) -> absl::StatusOr<Proposal> {
        return Failure(absl::StatusCode::kFailedPrecondition, common::v1::NOT_HOLDER, "moved");
      });
  const auto result = Import(Line("A"), {"--json"});
  EXPECT_EQ(result.exit_status, kOk);
  EXPECT_TRUE(JsonLines(result.out)[0]["proposal"].is_null());
}

TEST_F(ImportTest, ServerAway_StopsAtOnce) {
  connection_.On<RegisterPetitionRequest, RegisterPetitionResponse>(
      "RegisterPetition",
      [this](const RegisterPetitionRequest& request) -> absl::StatusOr<RegisterPetitionResponse> {
        registered_.push_back(request.external_id());
        return absl::UnavailableError("refused");
      });
  const auto result = Import(Line("A") + Line("B") + Line("C"));
  EXPECT_EQ(result.exit_status, kUnreachable);
  EXPECT_THAT(registered_, ElementsAre("A"));
}

TEST_F(ImportTest, ManyLines_ComeOutInTheOrderOfTheFile) {
  std::string text;
  std::vector<std::string> ids;
  for (int i = 0; i < 200; ++i) {
    ids.push_back("P" + std::to_string(i));
    text += Line(ids.back());
  }
  for (const std::vector<std::string>& flags :
       std::vector<std::vector<std::string>>{{"--json"}, {"--json", "--parallel", "8"}}) {
    const auto result = Import(text, flags);
    std::vector<std::string> seen;
    for (const auto& line : JsonLines(result.out)) seen.push_back(line["id"]);
    EXPECT_EQ(seen, ids);
  }
  EXPECT_EQ(std::vector<std::string>(registered_.begin(), registered_.begin() + 200), ids);
}

TEST_F(ImportTest, NoSuchFile_IsAUsageError) {
  EXPECT_EQ(RunLine(connection_, {"import", "petitions", "/nowhere.jsonl"}).exit_status,
            kUsageMistake);
}

TEST_F(ImportTest, ForPeople_EndsWithASummary) {
  const auto result = Import(Line("A") + Line("B"));
  EXPECT_EQ(result.exit_status, kOk);
  EXPECT_THAT(result.out, ContainsRegex("Đề xuất: Thụ lý +2\n"));
}

TEST(OrderedTasks, ResultsComeInTheOrderOfAdding) {
  std::vector<int> results;
  OrderedTasks<int> tasks(4, [&results](int result) { results.push_back(result); });
  std::vector<int> expected;
  for (int i = 0; i < 500; ++i) {
    tasks.Add([i] { return i; });
    expected.push_back(i);
  }
  tasks.Finish();
  EXPECT_EQ(results, expected);
}

}  // namespace
}  // namespace donthu::cli
