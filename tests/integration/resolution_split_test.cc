// Parts of a mixed petition as cases of their own.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/integration/some_case.h"

namespace donthu::testing {
namespace {

using law::v1::CASE_TYPE_COMPLAINT_FIRST;
using law::v1::CASE_TYPE_DENUNCIATION;
using law::v1::CASE_TYPE_RECOMMENDATION;
using resolution::v1::Case;
using resolution::v1::OpenCaseRequest;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<int64_t> SplitFrom(const Case& found) {
  std::vector<int64_t> ids;
  for (const auto& other : found.split_cases()) ids.push_back(other.case_id());
  return ids;
}

class SplitPetition : public ::testing::Test {
 protected:
  explicit SplitPetition(absl::CivilSecond now = absl::CivilSecond(2024, 4, 1, 9, 0, 0))
      : clock_(absl::FromCivil(now, VietnamTime())), stack_({.clock = &clock_}) {}

  // A complaint received by the district that also denounces and recommends, unless told otherwise.
  int64_t Register(std::vector<law::v1::PetitionKind> others = {
                       law::v1::PETITION_KIND_DENUNCIATION,
                       law::v1::PETITION_KIND_RECOMMENDATION}) {
    auto petition = SomePetition();
    for (const auto kind : others) petition.add_mixed_kinds(kind);
    const auto registered = system_.intake.RegisterPetition(petition);
    EXPECT_THAT(registered, Succeeds());
    return registered->petition_id();
  }

  static OpenCaseRequest Part(int64_t petition, law::v1::CaseType type) {
    OpenCaseRequest request;
    request.set_request_id(client::NewRequestId());
    request.set_agency_code("QB-450-UBND");
    request.set_type(type);
    *request.mutable_received_on() = Day(2024, 3, 4);
    request.set_petition_id(petition);
    request.set_reason("Đơn có nhiều nội dung, tách để giải quyết riêng");
    if (type == CASE_TYPE_DENUNCIATION) Accuse(&request, "QB-18853-UBND");
    return request;
  }

  static void Accuse(OpenCaseRequest* request, const char* agency) {
    request->mutable_accused()->set_agency_code(agency);
    request->mutable_accused()->set_role(law::v1::RESPONDENT_ROLE_HEAD);
  }

  Case Open(const OpenCaseRequest& request) {
    const auto opened = district_.resolution.OpenCase(request);
    EXPECT_THAT(opened, Succeeds()) << DetailOf(opened.status()).message_vi();
    return opened.value_or(Case());
  }

  static absl::StatusOr<Case> Read(Caller& caller, int64_t id) {
    resolution::v1::GetCaseRequest get;
    get.set_case_id(id);
    return caller.resolution.GetCase(get);
  }

  absl::StatusOr<routing::v1::Handling> Dispose(int64_t petition, law::v1::Disposal disposal,
                                                bool eligible = true) {
    routing::v1::GetHandlingRequest get;
    get.set_petition_id(petition);
    get.set_agency_code("QB-450-UBND");
    routing::v1::DisposeRequest request;
    request.set_request_id(client::NewRequestId());
    request.set_petition_id(petition);
    request.set_agency_code("QB-450-UBND");
    request.set_etag(system_.routing.GetHandling(get)->etag());
    request.set_disposal(disposal);
    *request.mutable_disposed_on() = Day(2024, 3, 6);
    request.set_kind(law::v1::PETITION_KIND_COMPLAINT);
    request.set_eligible(eligible);
    request.set_competent(eligible);
    request.set_prior_status(law::v1::PRIOR_STATUS_NOT_SETTLED);
    if (disposal == law::v1::DISPOSAL_ACCEPT) request.set_case_type(CASE_TYPE_COMPLAINT_FIRST);
    request.set_reason("Theo quy định");
    return system_.routing.Dispose(request);
  }

  Case CaseOf(int64_t petition) {
    resolution::v1::GetCaseRequest get;
    get.set_petition_id(petition);
    const auto found = system_.resolution.GetCase(get);
    EXPECT_THAT(found, Succeeds());
    return found.value_or(Case());
  }

  const FixedClock clock_;
  Stack stack_;
  Caller system_{stack_};
  Caller district_{stack_, kDistrict};
};

TEST_F(SplitPetition, EachPart_OpensACaseThatSaysSo) {
  const int64_t petition = Register();
  const Case complaint = Open(Part(petition, CASE_TYPE_COMPLAINT_FIRST));
  const Case denunciation = Open(Part(petition, CASE_TYPE_DENUNCIATION));
  const Case recommendation = Open(Part(petition, CASE_TYPE_RECOMMENDATION));
  EXPECT_THAT(SplitFrom(recommendation), ElementsAre(complaint.id(), denunciation.id()));
  const auto read = Read(district_, complaint.id());
  ASSERT_THAT(read, Succeeds());
  EXPECT_THAT(SplitFrom(*read), ElementsAre(denunciation.id(), recommendation.id()));
  EXPECT_EQ(read->split_cases(0).type(), CASE_TYPE_DENUNCIATION);
  EXPECT_EQ(read->split_cases(0).agency_code(), "QB-450-UBND");
  EXPECT_THAT(read->petition_ids(), ElementsAre(petition));
  EXPECT_EQ(read->opening_petition_id(), petition);
  EXPECT_EQ(Iso(RunningClock(*read, "accept")->due().due_legal()), "2024-03-14");
  EXPECT_EQ(read->timeline(0).act().lodge().kind(), law::v1::PETITION_KIND_COMPLAINT);
  EXPECT_TRUE(read->timeline(0).act().lodge().part());
  EXPECT_EQ(CountSql(stack_, "events",
                     "SELECT count(*) FROM ledger.event WHERE kind = 'resolution.ActRecorded' "
                     "AND payload::jsonb #> '{act,lodge,part}' = 'true'"),
            3);
  EXPECT_EQ(CountSql(stack_, "words",
                     "SELECT count(*) FROM ledger.event WHERE payload LIKE '%tách để%' "
                     "OR payload LIKE '%18853-UBND%'"),
            0);
}

TEST_F(SplitPetition, AcceptedForOneMatter_TheOthersOpenByHandAndNoneTwice) {
  const int64_t petition = Register();
  const Case recommendation = Open(Part(petition, CASE_TYPE_RECOMMENDATION));
  ASSERT_THAT(Dispose(petition, law::v1::DISPOSAL_ACCEPT), Succeeds());
  Case complaint;
  do {
    complaint = CaseOf(petition);
  } while (complaint.type() != CASE_TYPE_COMPLAINT_FIRST);
  EXPECT_THAT(SplitFrom(complaint), ElementsAre(recommendation.id()));
  EXPECT_FALSE(complaint.timeline(0).act().lodge().part());
  EXPECT_THAT(district_.resolution.OpenCase(Part(petition, CASE_TYPE_COMPLAINT_FIRST)),
              RefusesField("petition_id"));
  Open(Part(petition, CASE_TYPE_DENUNCIATION));
  EXPECT_EQ(CountSql(stack_, "cases", "SELECT count(*) FROM resolution.case"), 3);
}

TEST_F(SplitPetition, PartTakenUpBeforeItsAcceptance_StaysOneCase) {
  const int64_t petition = Register();
  const Case complaint = Open(Part(petition, CASE_TYPE_COMPLAINT_FIRST));
  ASSERT_THAT(Dispose(petition, law::v1::DISPOSAL_ACCEPT), Succeeds());
  // Reading by a petition without a case waits for the reader of the ledger.
  resolution::v1::GetCaseRequest none;
  none.set_petition_id(987654321);
  EXPECT_FALSE(system_.resolution.GetCase(none).ok());
  EXPECT_EQ(CaseOf(petition).id(), complaint.id());
  EXPECT_EQ(CountSql(stack_, "cases", "SELECT count(*) FROM resolution.case"), 1);
}

TEST_F(SplitPetition, WhatIsNoPartOfIt_IsRefused) {
  const auto refuses = [&](const OpenCaseRequest& request, const char* field) {
    EXPECT_THAT(district_.resolution.OpenCase(request), RefusesField(field)) << field;
  };
  // Not mixed: one kind, or two that the law treats alike.
  refuses(Part(Register({}), CASE_TYPE_COMPLAINT_FIRST), "petition_id");
  refuses(Part(Register({law::v1::PETITION_KIND_COMPLAINT}), CASE_TYPE_COMPLAINT_FIRST),
          "petition_id");
  const int64_t petition = Register({law::v1::PETITION_KIND_RECOMMENDATION});
  refuses(Part(petition, CASE_TYPE_DENUNCIATION), "type");
  refuses(Part(petition, law::v1::CASE_TYPE_QUESTIONING), "type");
  refuses(Part(petition + 1000, CASE_TYPE_COMPLAINT_FIRST), "petition_id");
  auto request = Part(petition, CASE_TYPE_COMPLAINT_FIRST);
  *request.mutable_received_on() = Day(2024, 3, 5);
  refuses(request, "received_on");
  request = Part(petition, CASE_TYPE_COMPLAINT_FIRST);
  request.clear_reason();
  refuses(request, "reason");
  request = Part(petition, CASE_TYPE_COMPLAINT_FIRST);
  Accuse(&request, "QB-18853-UBND");
  refuses(request, "accused");
  request = Part(petition, CASE_TYPE_COMPLAINT_FIRST);
  request.set_parent_case_id(1);
  refuses(request, "parent_case_id");
  EXPECT_EQ(CountSql(stack_, "cases", "SELECT count(*) FROM resolution.case"), 0);
}

TEST_F(SplitPetition, WithoutThePetition_AnAgencyTakesNothingUp) {
  const int64_t petition = Register();
  Caller commune(stack_, kCommune);
  auto request = Part(petition, CASE_TYPE_COMPLAINT_FIRST);
  EXPECT_THAT(commune.resolution.OpenCase(request),
              FailsWith(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED));
  request.set_agency_code("QB-18853-UBND");
  EXPECT_THAT(commune.resolution.OpenCase(request), RefusesField("petition_id"));
  // Guided, the writer sends a petition for each matter: nothing of this one is left.
  const int64_t guided = Register({law::v1::PETITION_KIND_RECOMMENDATION});
  ASSERT_THAT(Dispose(guided, law::v1::DISPOSAL_GUIDE, false), Succeeds());
  const auto late = district_.resolution.OpenCase(Part(guided, CASE_TYPE_COMPLAINT_FIRST));
  EXPECT_THAT(late, FailsWith(absl::StatusCode::kFailedPrecondition, common::v1::ACT_NOT_LAWFUL));
  EXPECT_THAT(DetailOf(late.status()).metadata().at("citation"), HasSubstr("TT 07 Đ.22"));
}

TEST_F(SplitPetition, InACaseAlready_ItIsPartedFirst) {
  const int64_t petition = Register({law::v1::PETITION_KIND_RECOMMENDATION});
  auto other = SomePetition();
  other.set_subject_code("XD02");
  other.set_title("Khiếu nại việc phạt xây dựng");
  other.set_body("Tôi bị phạt vì xây chuồng trâu trên đất vườn nhà, quyết định phạt sai.");
  const Case found = OpenComplaint(system_, other);
  auto join = ActOn(found, Day(2024, 3, 8));
  join.mutable_act()->mutable_join_petition()->set_petition_id(petition);
  ASSERT_THAT(system_.resolution.RecordAct(join), Succeeds());
  EXPECT_THAT(district_.resolution.OpenCase(Part(petition, CASE_TYPE_COMPLAINT_FIRST)),
              RefusesField("petition_id"));
}

TEST_F(SplitPetition, Denunciation_NeverOpensWhereTheAccusedLeads) {
  const int64_t petition = Register();
  auto request = Part(petition, CASE_TYPE_DENUNCIATION);
  request.clear_accused();
  EXPECT_THAT(district_.resolution.OpenCase(request), RefusesField("accused"));
  Accuse(&request, "QB-NOWHERE");
  EXPECT_THAT(district_.resolution.OpenCase(request), RefusesField("accused.agency_code"));
  for (const char* leads : {"QB-450-UBND", "QB-UBND"}) {
    Accuse(&request, leads);
    EXPECT_THAT(district_.resolution.OpenCase(request),
                FailsWith(absl::StatusCode::kFailedPrecondition, common::v1::CONFLICT_OF_INTEREST));
  }
}

// Someone who serves under him worked on the letter before he was named.
TEST_F(SplitPetition, AccusedNamedForAPart_IsShutOutFromThenOn) {
  PutInOffice(system_.directory,
              {SomeOfficer("test.inspector", "QB-TTT", options::v1::ROLE_INSPECTORATE)});
  const int64_t id = Register();
  routing::v1::AssignOfficerRequest assign;
  assign.set_request_id(client::NewRequestId());
  assign.set_petition_id(id);
  assign.set_agency_code("QB-450-UBND");
  assign.set_officer("test.inspector");
  *assign.mutable_on() = Day(2024, 3, 5);
  ASSERT_THAT(district_.routing.AssignOfficer(assign), Succeeds());
  Caller inspector(stack_, kInspector);
  intake::v1::GetPetitionRequest get;
  get.set_id(id);
  ASSERT_THAT(inspector.intake.GetPetition(get), Succeeds());

  auto part = Part(id, CASE_TYPE_DENUNCIATION);
  Accuse(&part, "QB-TTT");
  const auto opened = Open(part);
  EXPECT_THAT(inspector.intake.GetPetition(get),
              FailsWith(absl::StatusCode::kNotFound, common::v1::NOT_FOUND));
  EXPECT_THAT(Read(inspector, opened.id()),
              FailsWith(absl::StatusCode::kNotFound, common::v1::NOT_FOUND));
  assign.set_request_id(client::NewRequestId());
  EXPECT_THAT(district_.routing.AssignOfficer(assign),
              FailsWith(absl::StatusCode::kFailedPrecondition, common::v1::CONFLICT_OF_INTEREST));
  EXPECT_THAT(Read(district_, opened.id()), Succeeds());
}

TEST_F(SplitPetition, AccusedNamedForAPart_JoinsThoseKnownBefore) {
  const int64_t id = Register();
  ASSERT_THAT(stack_.owner().Run({"known_before",
                                  "INSERT INTO sight.accused (petition_id, leads, stand_in) VALUES "
                                  "($1::bigint, '{QB-457-UBND}', 'QB-UBND')"},
                                 db::Params().Int(id)),
              Succeeds());
  Open(Part(id, CASE_TYPE_DENUNCIATION));
  EXPECT_EQ(CountSql(stack_, "all_accused",
                     "SELECT count(*) FROM sight.accused WHERE leads @> "
                     "'{QB-457-UBND,QB-18853-UBND}' AND stand_in = 'QB-UBND'"),
            1);
}

TEST_F(SplitPetition, LetterThatDenounces_KeepsAllItsCasesFromOthers) {
  const int64_t petition = Register();
  const Case denunciation = Open(Part(petition, CASE_TYPE_DENUNCIATION));
  const Case complaint = Open(Part(petition, CASE_TYPE_COMPLAINT_FIRST));
  // He reaches the district's cases, but not what few may know of.
  Caller chairman(stack_, kChairman);
  for (const int64_t id : {denunciation.id(), complaint.id()}) {
    EXPECT_THAT(Read(chairman, id), FailsWith(absl::StatusCode::kNotFound, common::v1::NOT_FOUND));
  }
  EXPECT_EQ(CountSql(stack_, "authors", "SELECT count(*) FROM intake.petitioner"), 0);
  // Who may not know of the letter is told no more than of one that is not there.
  auto request = Part(petition, CASE_TYPE_RECOMMENDATION);
  request.set_agency_code("QB-UBND");
  EXPECT_THAT(chairman.resolution.OpenCase(request), RefusesField("petition_id"));
}

TEST_F(SplitPetition, LetterThatDoesNot_ShowsWhatItWasSplitInto) {
  const int64_t petition = Register({law::v1::PETITION_KIND_RECOMMENDATION});
  const Case complaint = Open(Part(petition, CASE_TYPE_COMPLAINT_FIRST));
  const Case recommendation = Open(Part(petition, CASE_TYPE_RECOMMENDATION));
  Caller chairman(stack_, kChairman);
  const auto read = Read(chairman, complaint.id());
  ASSERT_THAT(read, Succeeds());
  EXPECT_THAT(SplitFrom(*read), ElementsAre(recommendation.id()));
}

TEST_F(SplitPetition, OfficersAtTheSameInstant_OneOpensThePart) {
  const int64_t petition = Register();
  std::atomic<int> won{0};
  std::atomic<int> told{0};
  std::vector<std::thread> officers;
  for (int i = 0; i < 8; ++i) {
    officers.emplace_back([&] {
      Caller caller(stack_, kDistrict);
      const auto done = caller.resolution.OpenCase(Part(petition, CASE_TYPE_COMPLAINT_FIRST));
      won += done.ok();
      told += ReasonOf(done.status()) == common::v1::INVALID_FIELD &&
              DetailOf(done.status()).message_vi() != "";
    });
  }
  for (auto& officer : officers) officer.join();
  EXPECT_EQ(won, 1);
  EXPECT_EQ(told, 7);
  EXPECT_EQ(CountSql(stack_, "cases", "SELECT count(*) FROM resolution.case"), 1);
  EXPECT_EQ(CountSql(stack_, "requests", "SELECT count(*) FROM resolution.request"), 1);
}

TEST_F(SplitPetition, Repeated_ReturnsTheFirstAnswer) {
  const auto request = Part(Register(), CASE_TYPE_COMPLAINT_FIRST);
  const Case first = Open(request);
  EXPECT_EQ(Open(request).SerializeAsString(), first.SerializeAsString());
  auto other = request;
  other.set_reason("Lý do khác");
  EXPECT_THAT(district_.resolution.OpenCase(other),
              FailsWith(absl::StatusCode::kAlreadyExists, common::v1::REQUEST_ID_REUSED));
}

TEST_F(SplitPetition, InTheForms_ItStaysOnePetition) {
  const int64_t petition = Register();
  ASSERT_THAT(Dispose(petition, law::v1::DISPOSAL_ACCEPT), Succeeds());
  CaseOf(petition);
  Open(Part(petition, CASE_TYPE_DENUNCIATION));
  Open(Part(petition, CASE_TYPE_RECOMMENDATION));
  inspectorate::v1::GetReportRequest request;
  request.set_form("01/XLD");
  request.set_circular("TT 01/2024");
  request.set_agency_code("QB-450-UBND");
  *request.mutable_from() = Day(2024, 3, 1);
  *request.mutable_to() = Day(2024, 3, 31);
  const auto report = system_.inspectorate.GetReport(request);
  ASSERT_THAT(report, Succeeds());
  EXPECT_EQ(report->columns().at(1), 1) << report->DebugString();
  EXPECT_EQ(CountSql(stack_, "cases", "SELECT count(*) FROM resolution.case"), 3);
}

class SplitPetitionLater : public SplitPetition {
 protected:
  SplitPetitionLater() : SplitPetition(absl::CivilSecond(2026, 11, 20, 9, 0, 0)) {}
};

TEST_F(SplitPetitionLater, AgencyThatEnded_IsRefusedAndItsSuccessorTakesThePartUp) {
  const int64_t petition = Register({law::v1::PETITION_KIND_RECOMMENDATION});
  auto request = Part(petition, CASE_TYPE_COMPLAINT_FIRST);
  const auto ended = system_.resolution.OpenCase(request);
  EXPECT_THAT(ended, RefusesField("agency_code"));
  const std::string successor = DetailOf(ended.status()).metadata().at("successor");
  EXPECT_THAT(DetailOf(ended.status()).message_vi(), HasSubstr(successor));
  request.set_agency_code(successor);
  const auto opened = system_.resolution.OpenCase(request);
  ASSERT_THAT(opened, Succeeds());
  EXPECT_EQ(opened->agency_code(), successor);
  // Under the limits of the day on which the letter came in.
  EXPECT_EQ(Iso(RunningClock(*opened, "accept")->due().due_legal()), "2024-03-14");
  request.set_request_id(client::NewRequestId());
  EXPECT_THAT(system_.resolution.OpenCase(request), RefusesField("petition_id"));
}

}  // namespace
}  // namespace donthu::testing
