#include "clients/cli/commands.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/cli/run_for_test.h"
#include "donthu/inspectorate/v1/inspectorate_service.pb.h"
#include "donthu/intake/v1/intake_service.pb.h"
#include "donthu/law/v1/law_service.pb.h"
#include "donthu/ledger/v1/ledger_service.pb.h"
#include "donthu/resolution/v1/resolution_service.pb.h"
#include "donthu/routing/v1/routing_service.pb.h"
#include "nlohmann/json.hpp"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

common::v1::Date Day(int year, int month, int day) {
  common::v1::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

TEST(Commands, EveryCommand_HasANameASummaryAndDistinctFlags) {
  std::set<std::string> names;
  for (const Command& command : AllCommands()) {
    EXPECT_TRUE(names.insert(command.name).second) << command.name;
    EXPECT_FALSE(command.summary.empty()) << command.name;
    std::set<std::string> flags = {"config", "endpoint", "token-file", "json"};
    for (const Flag& flag : command.flags) {
      EXPECT_TRUE(flags.insert(flag.name).second) << command.name << " --" << flag.name;
    }
  }
}

TEST(Help, ListsCommandsAndExplainsOne) {
  FakeConnection connection;
  for (const std::string line : {"help", "--help", "-h"}) {
    const auto all = RunLine(connection, {line});
    EXPECT_EQ(all.exit_status, kOk);
    for (const Command& command : AllCommands()) EXPECT_THAT(all.out, HasSubstr(command.name));
  }
  EXPECT_EQ(RunLine(connection, {}).exit_status, kOk);
  EXPECT_THAT(RunLine(connection, {"help", "case", "act"}).out, HasSubstr("--conclusion"));
  EXPECT_THAT(RunLine(connection, {"case", "act", "--help"}).out, HasSubstr("--conclusion"));
  EXPECT_THAT(RunLine(connection, {"help", "case"}).out, HasSubstr("case due"));
  EXPECT_EQ(RunLine(connection, {"help", "nothing"}).exit_status, kUsageMistake);
}

TEST(Usage, Mistakes_EndWithTwoAndCallNobody) {
  FakeConnection connection;
  for (const std::vector<std::string>& line : std::vector<std::vector<std::string>>{
           {"frobnicate"},
           {"petition"},
           {"petition", "eat"},
           {"petition", "get"},
           {"petition", "get", "1", "2"},
           {"petition", "get", "1", "--colour"},
           {"petition", "list", "--kind", "love letter"},
           {"petition", "list", "--page-size", "0"},
           {"petition", "dispose", "1"},
           {"petition", "dispose", "1", "--agency", "A"},
           {"petition", "dispose", "1", "--agency", "A", "--as-proposed", "--disposal", "file"},
           {"referral", "accept", "x", "--agency", "A"},
           {"referral", "return", "1", "--agency", "A"},
           {"case", "get"},
           {"case", "get", "1", "--petition", "2"},
           {"case", "act", "1", "dance"},
           {"case", "act", "1", "lodge"},
           {"case", "act", "1", "decide", "--conclusion", "maybe"},
           {"case", "act", "1", "accept", "--on", "yesterday"},
           {"case", "act", "1", "redate"},
           {"case", "open", "--agency", "A"},
           {"case", "open", "--agency", "A", "--type", "quarrel"},
           {"commitment", "make", "--agency", "A", "--text", "x", "--due", "2024-12-01"},
           {"commitment", "end", "1", "--result", "kept"},
           {"commitment", "replace", "1", "--text", "x"},
           {"law", "explain", "case"},
           {"report", "01/XLD"},
           {"report", "01/XLD", "--column", "3"},
           {"law", "deadline", "--rule", "DL-KN-02"},
           {"ledger", "tail", "--from"}}) {
    const auto result = RunLine(connection, line);
    EXPECT_EQ(result.exit_status, kUsageMistake) << line.back();
    EXPECT_THAT(result.err, HasSubstr("donthu: ")) << line.back();
  }
  EXPECT_TRUE(connection.called.empty());
}

TEST(Failures, AreToldInVietnameseThenForDevelopers) {
  FakeConnection connection;
  connection.On<intake::v1::GetPetitionRequest, intake::v1::Petition>(
      "GetPetition", [](const auto&) -> absl::StatusOr<intake::v1::Petition> {
        return InvalidField("code", "is too long", "Mã đơn quá dài.");
      });
  const auto result = RunLine(connection, {"petition", "get", "H46", "--json"});
  EXPECT_EQ(result.exit_status, kRefused);
  EXPECT_EQ(result.err,
            "donthu: Mã đơn quá dài.\n"
            "  INVALID_ARGUMENT INVALID_FIELD code: is too long\n"
            "  code: is too long\n");
  const auto error = json::parse(result.out)["error"];
  EXPECT_EQ(error["reason"], "INVALID_FIELD");
  EXPECT_EQ(error["fields"][0]["field"], "code");
}

TEST(Failures, NoServer_EndsWithThree) {
  FakeConnection connection;
  EXPECT_EQ(RunLine(connection, {"petition", "get", "1"}).exit_status, kUnreachable);
}

TEST(Ping, EveryEndpointMustServe) {
  FakeConnection connection;
  connection.health = {{"a:1", absl::OkStatus()}, {"b:2", absl::OkStatus()}};
  EXPECT_EQ(RunLine(connection, {"ping"}).exit_status, kOk);
  connection.health[1].status = absl::UnavailableError("not serving");
  const auto result = RunLine(connection, {"--json", "ping"});
  EXPECT_EQ(result.exit_status, kUnreachable);
  EXPECT_EQ(json::parse(result.out)["endpoints"][1]["serving"], false);
}

TEST(PetitionGet, ByNumberOrCode) {
  FakeConnection connection;
  std::vector<std::string> asked;
  connection.On<intake::v1::GetPetitionRequest, intake::v1::Petition>(
      "GetPetition",
      [&](const intake::v1::GetPetitionRequest& request) -> absl::StatusOr<intake::v1::Petition> {
        asked.push_back(request.ShortDebugString());
        intake::v1::Petition petition;
        petition.set_id(7);
        petition.set_code("H46.450-240105-0001");
        petition.set_kind(law::v1::PETITION_KIND_COMPLAINT);
        *petition.mutable_received_on() = Day(2024, 1, 5);
        petition.mutable_registered_at()->set_seconds(0);
        return petition;
      });
  const auto result = RunLine(connection, {"petition", "get", "7", "--json"});
  EXPECT_EQ(RunLine(connection, {"petition", "get", "H46.450-240105-0001"}).exit_status, kOk);
  EXPECT_THAT(asked, ElementsAre("id: 7", "code: \"H46.450-240105-0001\""));
  const auto petition = json::parse(result.out);
  EXPECT_EQ(petition["id"], 7);
  EXPECT_EQ(petition["kind"], "COMPLAINT");
  EXPECT_EQ(petition["received_on"], "2024-01-05");
  EXPECT_EQ(petition["registered_at"], "1970-01-01T00:00:00+00:00");
  EXPECT_FALSE(petition.contains("decision_on"));
}

TEST(PetitionList, All_WalksThroughThePages) {
  FakeConnection connection;
  connection.On<intake::v1::ListPetitionsRequest, intake::v1::ListPetitionsResponse>(
      "ListPetitions",
      [](const intake::v1::ListPetitionsRequest& request)
          -> absl::StatusOr<intake::v1::ListPetitionsResponse> {
        EXPECT_EQ(request.kind(), law::v1::PETITION_KIND_DENUNCIATION);
        intake::v1::ListPetitionsResponse response;
        const bool first = request.page_token().empty();
        response.add_petitions()->set_id(first ? 1 : 2);
        if (first) response.set_next_page_token("t");
        return response;
      });
  const auto one = json::parse(
      RunLine(connection, {"petition", "list", "--kind", "denunciation", "--json"}).out);
  EXPECT_EQ(one["petitions"].size(), 1u);
  EXPECT_EQ(one["next_page_token"], "t");
  const auto all = json::parse(
      RunLine(connection, {"petition", "list", "--kind=denunciation", "--json", "--all"}).out);
  EXPECT_EQ(all["petitions"].size(), 2u);
  EXPECT_EQ(all["next_page_token"], "");
}

TEST(PetitionDispose, AsProposed_TakesEverythingFromTheProposal) {
  FakeConnection connection;
  connection.On<intake::v1::GetPetitionRequest, intake::v1::Petition>(
      "GetPetition", [](const auto&) -> absl::StatusOr<intake::v1::Petition> {
        intake::v1::Petition petition;
        petition.set_id(7);
        petition.set_kind(law::v1::PETITION_KIND_REFLECTION);
        return petition;
      });
  connection.On<routing::v1::ProposeDisposalRequest, routing::v1::Proposal>(
      "ProposeDisposal", [](const auto&) -> absl::StatusOr<routing::v1::Proposal> {
        routing::v1::Proposal proposal;
        proposal.set_petition_id(7);
        proposal.set_disposal(law::v1::DISPOSAL_TRANSFER);
        proposal.set_agency_code("QB-STNMT");
        proposal.set_transfer_to_agency_code("QB-STNMT");
        proposal.set_eligible(true);
        proposal.set_prior_status(law::v1::PRIOR_STATUS_NOT_SETTLED);
        proposal.set_etag("3");
        return proposal;
      });
  routing::v1::DisposeRequest sent;
  connection.On<routing::v1::DisposeRequest, routing::v1::Handling>(
      "Dispose", [&](const routing::v1::DisposeRequest& request) {
        sent = request;
        return absl::StatusOr<routing::v1::Handling>(routing::v1::Handling());
      });
  const auto result =
      RunLine(connection, {"petition", "dispose", "7", "--agency", "QB-UBND", "--as-proposed"});
  EXPECT_EQ(result.exit_status, kOk) << result.err;
  EXPECT_EQ(sent.disposal(), law::v1::DISPOSAL_TRANSFER);
  EXPECT_EQ(sent.to_agency_code(), "QB-STNMT");
  EXPECT_EQ(sent.kind(), law::v1::PETITION_KIND_REFLECTION);
  EXPECT_TRUE(sent.eligible());
  EXPECT_FALSE(sent.competent());
  EXPECT_EQ(sent.etag(), "3");
  EXPECT_EQ(sent.disposed_on().day(), 20);
  EXPECT_EQ(sent.request_id().size(), 36u);
}

TEST(CaseAct, WithoutEtag_ReadsTheCaseFirst) {
  FakeConnection connection;
  connection.On<resolution::v1::GetCaseRequest, resolution::v1::Case>(
      "GetCase", [](const auto&) -> absl::StatusOr<resolution::v1::Case> {
        resolution::v1::Case found;
        found.set_etag("8");
        return found;
      });
  resolution::v1::RecordActRequest sent;
  connection.On<resolution::v1::RecordActRequest, resolution::v1::Case>(
      "RecordAct", [&](const resolution::v1::RecordActRequest& request) {
        sent = request;
        return absl::StatusOr<resolution::v1::Case>(resolution::v1::Case());
      });
  const auto result =
      RunLine(connection, {"case", "act", "4", "decide", "--conclusion", "partly-right", "--on",
                           "2024-05-06", "--document", "12/QĐ"});
  EXPECT_EQ(result.exit_status, kOk) << result.err;
  EXPECT_THAT(connection.called, ElementsAre("GetCase", "RecordAct"));
  EXPECT_EQ(sent.etag(), "8");
  EXPECT_EQ(sent.act().decide().conclusion(), resolution::v1::CONCLUSION_PARTLY_RIGHT);
  EXPECT_EQ(sent.act().document_number(), "12/QĐ");
  EXPECT_EQ(sent.act().acted_on().month(), 5);

  EXPECT_EQ(RunLine(connection, {"case", "act", "4", "assign-verification", "--verifier", "Tổ 1",
                                 "--etag", "9"})
                .exit_status,
            kOk);
  EXPECT_EQ(sent.etag(), "9");
  EXPECT_EQ(sent.act().assign_verification().verifier(), "Tổ 1");
  EXPECT_EQ(connection.called.size(), 3u);
}

TEST(Report, Json_IsAsPromised) {
  FakeConnection connection;
  connection.On<inspectorate::v1::GetReportRequest, inspectorate::v1::Report>(
      "GetReport",
      [](const inspectorate::v1::GetReportRequest& request)
          -> absl::StatusOr<inspectorate::v1::Report> {
        inspectorate::v1::Report report;
        report.set_form(request.form());
        report.set_agency_code(request.agency_code());
        *report.mutable_from() = request.from();
        *report.mutable_to() = request.to();
        (*report.mutable_columns())[10] = 4;
        (*report.mutable_columns())[2] = 5;
        auto* row = report.add_rows();
        row->set_agency_code("QB-UBND");
        (*row->mutable_columns())[2] = 5;
        auto* check = report.add_checks();
        check->set_identity("1=2+3");
        check->set_ok(true);
        return report;
      });
  const std::vector<std::string> line = {"report",   "01/XLD",     "--circular", "TT 01/2024",
                                         "--agency", "QB-UBND",    "--from",     "2024-01-01",
                                         "--to",     "2024-12-31", "--json"};
  const auto result = RunLine(connection, line);
  EXPECT_EQ(result.exit_status, kOk) << result.err;
  EXPECT_EQ(result.out,
            R"({"form":"01/XLD","agency":"QB-UBND","from":"2024-01-01","to":"2024-12-31",)"
            R"("columns":{"2":5,"10":4},"checks":[{"identity":"1=2+3","ok":true}],)"
            R"("rows":[{"agency":"QB-UBND","name":"","columns":{"2":5}}],)"
            R"("ledger_cursor":"","seal":null})"
            "\n");
}

TEST(Report, List_GathersAllPages) {
  FakeConnection connection;
  connection.On<inspectorate::v1::ListFigureRequest, inspectorate::v1::ListFigureResponse>(
      "ListFigure",
      [](const inspectorate::v1::ListFigureRequest& request)
          -> absl::StatusOr<inspectorate::v1::ListFigureResponse> {
        EXPECT_EQ(request.column(), 4);
        inspectorate::v1::ListFigureResponse response;
        response.add_items()->set_petition_id(request.page_token().empty() ? 1 : 2);
        if (request.page_token().empty()) response.set_next_page_token("t");
        return response;
      });
  const auto result = RunLine(
      connection, {"report", "01/XLD", "--circular", "TT 01/2024", "--agency", "QB-UBND", "--from",
                   "2024-01-01", "--to", "2024-12-31", "--column", "4", "--list", "--json"});
  const auto petitions = json::parse(result.out)["petitions"];
  ASSERT_EQ(petitions.size(), 2u);
  for (const char* field :
       {"petition", "code", "agency", "opened_on", "disposed_on", "kind", "disposal"}) {
    EXPECT_TRUE(petitions[0].contains(field)) << field;
  }
}

TEST(LedgerVerify, Defects_EndWithOne) {
  FakeConnection connection;
  ledger::v1::VerifyResponse verdict;
  verdict.set_events(3);
  connection.On<ledger::v1::VerifyRequest, ledger::v1::VerifyResponse>(
      "Verify", [&](const auto&) { return absl::StatusOr<ledger::v1::VerifyResponse>(verdict); });
  EXPECT_EQ(RunLine(connection, {"ledger", "verify"}).exit_status, kOk);
  auto* defect = verdict.add_defects();
  defect->set_subject("case/7");
  defect->set_what("hash");
  const auto result = RunLine(connection, {"ledger", "verify"});
  EXPECT_EQ(result.exit_status, kRefused);
  EXPECT_THAT(result.out, HasSubstr("case/7"));
}

TEST(LedgerTail, OneJsonLinePerEventAndTheCursorAtTheEnd) {
  FakeConnection connection;
  auto response = std::make_shared<ledger::v1::WatchResponse>();
  response->set_cursor("c2");
  for (const char* payload : {R"({"code":"H46"})", "not json"}) {
    auto* event = response->add_events();
    event->set_kind("intake.PetitionRegistered");
    event->set_payload(payload);
  }
  connection.stream = {response, std::make_shared<ledger::v1::WatchResponse>()};
  const auto result = RunLine(connection, {"ledger", "tail", "--from", "c0", "--json"});
  EXPECT_EQ(result.exit_status, kOk);
  EXPECT_EQ(connection.stream_request, "cursor: \"c0\" stop_at_end: true");
  std::istringstream lines(result.out);
  std::string line;
  std::getline(lines, line);
  EXPECT_EQ(json::parse(line)["payload"]["code"], "H46");
  std::getline(lines, line);
  EXPECT_EQ(json::parse(line)["payload"], "not json");
  EXPECT_THAT(result.err, HasSubstr("--from 'c2'"));
  RunLine(connection, {"ledger", "tail", "--follow"});
  EXPECT_EQ(connection.stream_request, "");
}

TEST(LawDeadline, Json_IsAsPromised) {
  FakeConnection connection;
  connection.On<law::v1::ComputeDeadlineRequest, law::v1::DueDate>(
      "ComputeDeadline",
      [](const law::v1::ComputeDeadlineRequest& request) -> absl::StatusOr<law::v1::DueDate> {
        law::v1::DueDate due;
        due.set_rule_id(request.rule_id());
        *due.mutable_due_strict() = Day(2024, 4, 6);
        *due.mutable_due_legal() = Day(2024, 4, 8);
        due.mutable_basis()->set_citation("L-KN Đ.28 đ.1");
        due.add_steps_vi("Tính từ 07/3.");
        return due;
      });
  EXPECT_EQ(
      RunLine(connection,
              {"law", "deadline", "--rule", "DL-KN-02", "--from", "2024-03-07", "--json"})
          .out,
      R"({"rule":"DL-KN-02","from":"2024-03-07","due_strict":"2024-04-06","due_legal":"2024-04-08",)"
      R"("citation":"L-KN Đ.28 đ.1","steps":["Tính từ 07/3."]})"
      "\n");
}

}  // namespace
}  // namespace donthu::cli
