// Vượt cấp, conflicts of interest, successors of ended agencies, decided disputes of competence.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/cpp/request_id.h"
#include "tests/support/clients.h"
#include "tests/support/matchers.h"

namespace donthu::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr auto kDenunciation = law::v1::PETITION_KIND_DENUNCIATION;
constexpr auto kReflection = law::v1::PETITION_KIND_REFLECTION;

class CompetenceTest : public ::testing::Test {
 protected:
  int64_t Register(law::v1::PetitionKind kind, const std::string& agency, const std::string& area,
                   common::v1::Date on, const std::string& subject = "CB01") {
    auto request = SomePetition();
    request.set_request_id(client::NewRequestId());
    request.set_kind(kind);
    request.set_agency_code(agency);
    request.set_area_key(area);
    request.set_subject_code(subject);
    request.clear_decision_on();
    *request.mutable_received_on() = on;
    request.set_title("Về việc quản lý đất công");
    request.set_body("Xin cơ quan xem xét sự việc xảy ra tại địa phương, có giấy tờ kèm theo.");
    const auto answer = system_.intake.RegisterPetition(request);
    EXPECT_THAT(answer, Succeeds());
    return answer.ok() ? answer->petition_id() : 0;
  }

  routing::v1::Proposal Propose(int64_t petition, const std::string& agency,
                                const routing::v1::Accused* accused = nullptr) {
    routing::v1::ProposeDisposalRequest request;
    request.set_petition_id(petition);
    request.set_agency_code(agency);
    if (accused != nullptr) *request.mutable_accused() = *accused;
    const auto proposal = system_.routing.ProposeDisposal(request);
    EXPECT_THAT(proposal, Succeeds());
    return *proposal;
  }

  routing::v1::DisposeRequest Transfer(int64_t petition, const std::string& from,
                                       const std::string& to, law::v1::PetitionKind kind,
                                       common::v1::Date on) {
    routing::v1::DisposeRequest request;
    request.set_request_id(client::NewRequestId());
    request.set_petition_id(petition);
    request.set_agency_code(from);
    request.set_etag(Handling(petition, from).etag());
    request.set_disposal(law::v1::DISPOSAL_TRANSFER);
    *request.mutable_disposed_on() = on;
    request.set_kind(kind);
    request.set_eligible(true);
    request.set_prior_status(law::v1::PRIOR_STATUS_NOT_SETTLED);
    request.set_to_agency_code(to);
    return request;
  }

  routing::v1::Handling Handling(int64_t petition, const std::string& agency) {
    routing::v1::GetHandlingRequest request;
    request.set_petition_id(petition);
    request.set_agency_code(agency);
    const auto handling = system_.routing.GetHandling(request);
    EXPECT_THAT(handling, Succeeds());
    return *handling;
  }

  absl::StatusOr<routing::v1::Referral> Return(int64_t referral, const std::string& agency,
                                               common::v1::Date on) {
    routing::v1::ReturnReferralRequest request;
    request.set_request_id(client::NewRequestId());
    request.set_referral_id(referral);
    request.set_agency_code(agency);
    *request.mutable_returned_on() = on;
    request.set_reason("Không thuộc thẩm quyền");
    return system_.routing.ReturnReferral(request);
  }

  absl::StatusOr<routing::v1::Referral> Accept(Caller& caller, int64_t referral,
                                               const std::string& agency, common::v1::Date on) {
    routing::v1::AcceptReferralRequest request;
    request.set_request_id(client::NewRequestId());
    request.set_referral_id(referral);
    request.set_agency_code(agency);
    *request.mutable_accepted_on() = on;
    return caller.routing.AcceptReferral(request);
  }

  routing::v1::DecideCompetenceRequest Decision(int64_t petition, const std::string& holder,
                                                const std::string& to) {
    routing::v1::DecideCompetenceRequest request;
    request.set_request_id(client::NewRequestId());
    request.set_petition_id(petition);
    request.set_agency_code(holder);
    request.set_etag(Handling(petition, holder).etag());
    request.set_to_agency_code(to);
    *request.mutable_decided_on() = Day(2024, 3, 20);
    request.set_document_number("123/QĐ-UBND");
    request.set_reason("Hai cơ quan không thống nhất thẩm quyền");
    return request;
  }

  static routing::v1::Accused Head(const std::string& agency) {
    routing::v1::Accused accused;
    accused.set_agency_code(agency);
    accused.set_role(law::v1::RESPONDENT_ROLE_HEAD);
    return accused;
  }

  Stack stack_;
  Caller system_{stack_};
};

TEST_F(CompetenceTest, PetitionAboveItsLevel_IsMarkedStoredAndCounted) {
  const int64_t above = Register(kReflection, "QB-UBND", "18853", Day(2024, 3, 4), "GT01");
  const auto proposal = Propose(above, "QB-UBND");
  EXPECT_EQ(proposal.agency_code(), "QB-18853-UBND");
  EXPECT_TRUE(proposal.above_level());
  EXPECT_FALSE(Handling(above, "QB-UBND").above_level());
  const auto disposed =
      system_.routing.Dispose(AsProposed(proposal, "QB-UBND", kReflection, Day(2024, 3, 6)));
  ASSERT_THAT(disposed, Succeeds());
  EXPECT_TRUE(disposed->above_level());
  const int64_t right = Register(kReflection, "QB-18853-UBND", "18853", Day(2024, 3, 4), "GT01");
  EXPECT_FALSE(Propose(right, "QB-18853-UBND").above_level());

  routing::v1::CountAboveLevelRequest count;
  count.set_agency_code("QB-UBND");
  *count.mutable_from() = Day(2024, 3, 6);
  *count.mutable_to() = Day(2024, 3, 6);
  const auto counted = system_.routing.CountAboveLevel(count);
  ASSERT_THAT(counted, Succeeds());
  ASSERT_EQ(counted->counts_size(), 1);
  EXPECT_EQ(counted->counts(0).agency_code(), "QB-UBND");
  EXPECT_EQ(counted->counts(0).petitions(), 1);
  *count.mutable_to() = Day(2024, 3, 5);
  EXPECT_THAT(system_.routing.CountAboveLevel(count), RefusesField("to"));
  *count.mutable_from() = Day(2024, 3, 5);
  EXPECT_EQ(system_.routing.CountAboveLevel(count)->counts_size(), 0);
  EXPECT_EQ(CountSql(stack_, "count_above_events",
                     "SELECT count(*) FROM ledger.event WHERE kind = 'routing.Disposed' "
                     "AND (payload::jsonb #>> '{handling,above_level}')::boolean"),
            1);
}

TEST_F(CompetenceTest, PetitionThatWasReferredUpwards_IsNotAboveItsLevel) {
  const int64_t petition = Register(kReflection, "QB-450-UBND", "18853", Day(2024, 3, 4), "GT01");
  const auto sent = system_.routing.Dispose(
      Transfer(petition, "QB-450-UBND", "QB-UBND", kReflection, Day(2024, 3, 5)));
  ASSERT_THAT(sent, Succeeds());
  ASSERT_THAT(Accept(system_, sent->referral_id(), "QB-UBND", Day(2024, 3, 6)), Succeeds());
  EXPECT_FALSE(Propose(petition, "QB-UBND").above_level());
}

TEST_F(CompetenceTest, Denunciation_IsNotTransferredToTheAccusedNorBelow) {
  const int64_t petition = Register(kDenunciation, "QB-UBND", "18853", Day(2024, 3, 4));
  auto request = Transfer(petition, "QB-UBND", "QB-18853-UBND", kDenunciation, Day(2024, 3, 6));
  *request.mutable_accused() = Head("QB-450-UBND");
  for (const char* target : {"QB-450-UBND", "QB-18853-UBND", "QB-450-TT"}) {
    request.set_to_agency_code(target);
    const auto refused = system_.routing.Dispose(request);
    EXPECT_THAT(refused,
                FailsWith(absl::StatusCode::kFailedPrecondition, common::v1::CONFLICT_OF_INTEREST));
    EXPECT_EQ(DetailOf(refused.status()).metadata().at("citation"), "L-TC Đ.12");
  }
  request.mutable_accused()->set_role(law::v1::RESPONDENT_ROLE_OFFICIAL);
  request.set_to_agency_code("QB-450-UBND");
  const auto sent = system_.routing.Dispose(request);
  ASSERT_THAT(sent, Succeeds());
  // The receiver knows what the sender knew; the ledger does not.
  ASSERT_THAT(Accept(system_, sent->referral_id(), "QB-450-UBND", Day(2024, 3, 7)), Succeeds());
  EXPECT_EQ(Handling(petition, "QB-450-UBND").accused().agency_code(), "QB-450-UBND");
  EXPECT_EQ(CountSql(stack_, "count_accused_events",
                     "SELECT count(*) FROM ledger.event WHERE payload LIKE '%accused%'"),
            0);
}

TEST_F(CompetenceTest, Denunciation_IsNotAcceptedByTheAgencyOfTheAccused) {
  const int64_t petition = Register(kDenunciation, "QB-450-UBND", "18853", Day(2024, 3, 4));
  const auto accused = Head("QB-450-UBND");
  const auto proposal = Propose(petition, "QB-450-UBND", &accused);
  EXPECT_EQ(proposal.agency_code(), "QB-UBND");
  EXPECT_FALSE(proposal.competent());
  EXPECT_EQ(proposal.agency_derivation().rules(0).rule_id(), "CP-TC-DAU-HUYEN");
  auto request = AsProposed(proposal, "QB-450-UBND", kDenunciation, Day(2024, 3, 6));
  request.clear_to_agency_code();
  request.set_disposal(law::v1::DISPOSAL_ACCEPT);
  request.set_competent(true);
  request.set_eligible(true);
  request.set_case_type(law::v1::CASE_TYPE_DENUNCIATION);
  *request.mutable_accused() = accused;
  EXPECT_THAT(system_.routing.Dispose(request),
              FailsWith(absl::StatusCode::kFailedPrecondition, common::v1::CONFLICT_OF_INTEREST));
}

TEST_F(CompetenceTest, AccusedOfTheProvince_IsNobodysInTheDirectory) {
  const int64_t petition = Register(kDenunciation, "QB-TTT", "18853", Day(2024, 3, 4));
  const auto accused = Head("QB-UBND");
  const auto proposal = Propose(petition, "QB-TTT", &accused);
  EXPECT_TRUE(proposal.outside());
  EXPECT_THAT(proposal.agency_code(), IsEmpty());
  EXPECT_THAT(proposal.transfer_to_agency_code(), IsEmpty());
  EXPECT_FALSE(proposal.competent());
}

TEST_F(CompetenceTest, Accused_MustBeAPostOfTheDirectory) {
  const int64_t petition = Register(kDenunciation, "QB-UBND", "18853", Day(2024, 3, 4));
  auto request = Transfer(petition, "QB-UBND", "QB-450-UBND", kDenunciation, Day(2024, 3, 6));
  *request.mutable_accused() = Head("NOBODY");
  EXPECT_THAT(system_.routing.Dispose(request), RefusesField("accused.agency_code"));
  *request.mutable_accused() = Head("QB-450-UBND");
  request.mutable_accused()->set_role(law::v1::RESPONDENT_ROLE_IN_DISPUTE);
  EXPECT_THAT(system_.routing.Dispose(request), RefusesField("accused.role"));
  *request.mutable_accused() = Head("QB-450-UBND");
  request.mutable_accused()->set_standing(law::v1::STANDING_MOVED_HIGHER);
  EXPECT_THAT(system_.routing.Dispose(request), RefusesField("accused.present_agency_code"));
  request.mutable_accused()->set_present_agency_code("QB-SYT");
  EXPECT_THAT(system_.routing.Dispose(request), RefusesField("accused.present_role"));
}

TEST_F(CompetenceTest, ReferralToAnEndedAgency_IsRefusedNamingTheSuccessor) {
  const int64_t petition = Register(kReflection, "QT-UBND", "19249-2025", Day(2025, 7, 2), "DD06");
  EXPECT_EQ(Propose(petition, "QT-UBND").agency_code(), "QT-19249-UBND");
  const auto refused = system_.routing.Dispose(
      Transfer(petition, "QT-UBND", "QB-457-UBND", kReflection, Day(2025, 7, 3)));
  EXPECT_THAT(refused, RefusesField("to_agency_code"));
  EXPECT_EQ(DetailOf(refused.status()).metadata().at("successor"), "QT-19249-UBND");
  EXPECT_THAT(DetailOf(refused.status()).message_vi(), HasSubstr("xã Lệ Thủy"));
}

TEST_F(CompetenceTest, WhatAnEndedAgencyHeld_IsReachedByItsSuccessorOnly) {
  const int64_t petition = Register(kReflection, "QB-457-UBND", "19267", Day(2025, 6, 20), "DD06");
  const auto sent = system_.routing.Dispose(
      Transfer(petition, "QB-457-UBND", "QB-19267-UBND", kReflection, Day(2025, 6, 25)));
  ASSERT_THAT(sent, Succeeds());
  routing::v1::GetHandlingRequest get;
  get.set_petition_id(petition);
  get.set_agency_code("QB-457-UBND");
  Caller chairman(stack_, kNewChairman), commune(stack_, kNewCommune);
  EXPECT_THAT(chairman.routing.GetHandling(get), Succeeds());
  EXPECT_THAT(commune.routing.GetHandling(get),
              FailsWith(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED));
  routing::v1::ListReferralsRequest inbox;
  inbox.set_agency_code("QB-19267-UBND");
  EXPECT_EQ(commune.routing.ListReferrals(inbox)->referrals_size(), 1);
  // Before the succession nobody but the receiver takes it; then the successor takes it over.
  EXPECT_THAT(Accept(commune, sent->referral_id(), "QT-19249-UBND", Day(2025, 6, 30)),
              FailsWith(absl::StatusCode::kNotFound, common::v1::NOT_FOUND));
  ASSERT_THAT(Accept(commune, sent->referral_id(), "QT-19249-UBND", Day(2025, 7, 1)), Succeeds());
  EXPECT_EQ(Handling(petition, "QT-19249-UBND").opened_on().month(), 7);
}

TEST_F(CompetenceTest, SuccessionOfUnknownAgencies_RefusesTheImport) {
  directory::v1::ImportDirectoryRequest request;
  request.set_request_id(client::NewRequestId());
  auto* row = request.add_successions();
  row->set_old_agency("QB-457-UBND");
  row->set_new_agency("NOBODY");
  row->add_functions("*");
  *row->mutable_on() = Day(2025, 7, 1);
  EXPECT_THAT(system_.directory.ImportDirectory(request),
              RefusesField("successions[0].new_agency"));
  row->set_new_agency("QB-457-UBND");
  EXPECT_THAT(system_.directory.ImportDirectory(request),
              RefusesField("successions[0].new_agency"));
  row->set_new_agency("QT-UBND");
  row->set_functions(0, "đất");
  EXPECT_THAT(system_.directory.ImportDirectory(request),
              RefusesField("successions[0].functions[0]"));
  row->set_functions(0, "*");
  const auto imported = system_.directory.ImportDirectory(request);
  ASSERT_THAT(imported, Succeeds());
  EXPECT_EQ(imported->unchanged(), 1);
}

TEST_F(CompetenceTest, Ways_AreListedWithReturns) {
  const int64_t petition = Register(kReflection, "QB-450-UBND", "18853", Day(2024, 3, 4), "GT01");
  const auto first = system_.routing.Dispose(
      Transfer(petition, "QB-450-UBND", "QB-18853-UBND", kReflection, Day(2024, 3, 5)));
  ASSERT_THAT(Return(first->referral_id(), "QB-18853-UBND", Day(2024, 3, 7)), Succeeds());
  const auto second = system_.routing.Dispose(
      Transfer(petition, "QB-450-UBND", "QB-SGTVT", kReflection, Day(2024, 3, 8)));
  ASSERT_THAT(Accept(system_, second->referral_id(), "QB-SGTVT", Day(2024, 3, 9)), Succeeds());
  const auto handling = Handling(petition, "QB-SGTVT");
  ASSERT_EQ(handling.transfers_size(), 2);
  EXPECT_EQ(handling.transfers(0).to_agency_code(), "QB-18853-UBND");
  EXPECT_EQ(handling.transfers(0).state(), routing::v1::REFERRAL_STATE_RETURNED);
  EXPECT_EQ(handling.transfers(0).answered_on().day(), 7);
  EXPECT_EQ(handling.transfers(1).from_agency_code(), "QB-450-UBND");
  EXPECT_EQ(handling.transfers(1).state(), routing::v1::REFERRAL_STATE_ACCEPTED);
}

TEST_F(CompetenceTest, DecidedDispute_BindsTheAgencyThatSentItBack) {
  const int64_t petition = Register(kReflection, "QB-450-UBND", "18853", Day(2024, 3, 4), "GT01");
  const auto first = system_.routing.Dispose(
      Transfer(petition, "QB-450-UBND", "QB-18853-UBND", kReflection, Day(2024, 3, 5)));
  ASSERT_THAT(Return(first->referral_id(), "QB-18853-UBND", Day(2024, 3, 7)), Succeeds());
  Caller chairman(stack_, kChairman);
  const auto request = Decision(petition, "QB-450-UBND", "QB-18853-UBND");
  const auto decided = chairman.routing.DecideCompetence(request);
  ASSERT_THAT(decided, Succeeds());
  EXPECT_EQ(decided->disposal(), law::v1::DISPOSAL_TRANSFER);
  const auto again = chairman.routing.DecideCompetence(request);
  EXPECT_EQ(again->SerializeAsString(), decided->SerializeAsString());
  const auto refused = Return(decided->referral_id(), "QB-18853-UBND", Day(2024, 3, 21));
  EXPECT_THAT(refused,
              FailsWith(absl::StatusCode::kFailedPrecondition, common::v1::ACT_NOT_LAWFUL));
  EXPECT_EQ(DetailOf(refused.status()).metadata().at("citation"), "L-KN Đ.21 k.3");
  ASSERT_THAT(Accept(system_, decided->referral_id(), "QB-18853-UBND", Day(2024, 3, 21)),
              Succeeds());
  EXPECT_EQ(Handling(petition, "QB-18853-UBND").decision_number(), "123/QĐ-UBND");
  EXPECT_THAT(system_.routing.Dispose(
                  Transfer(petition, "QB-18853-UBND", "QB-SGTVT", kReflection, Day(2024, 3, 22))),
              FailsWith(absl::StatusCode::kFailedPrecondition, common::v1::ACT_NOT_LAWFUL));
  EXPECT_EQ(CountSql(stack_, "count_decided_events",
                     "SELECT count(*) FROM ledger.event WHERE kind = 'routing.CompetenceDecided'"),
            1);
}

TEST_F(CompetenceTest, DecidedDispute_CanGiveItBackToAnEarlierHolder) {
  const int64_t petition = Register(kReflection, "QB-450-UBND", "18853", Day(2024, 3, 4), "GT01");
  const auto first = system_.routing.Dispose(
      Transfer(petition, "QB-450-UBND", "QB-18853-UBND", kReflection, Day(2024, 3, 5)));
  ASSERT_THAT(Accept(system_, first->referral_id(), "QB-18853-UBND", Day(2024, 3, 7)), Succeeds());
  // Of its own accord the commune can't send it back where it came from.
  EXPECT_THAT(
      system_.routing.Dispose(
          Transfer(petition, "QB-18853-UBND", "QB-450-UBND", kReflection, Day(2024, 3, 8))),
      FailsWith(absl::StatusCode::kFailedPrecondition, common::v1::REFERRAL_RETURNED_BEFORE));
  Caller chairman(stack_, kChairman);
  const auto decided =
      chairman.routing.DecideCompetence(Decision(petition, "QB-18853-UBND", "QB-450-UBND"));
  ASSERT_THAT(decided, Succeeds());
  ASSERT_THAT(Accept(system_, decided->referral_id(), "QB-450-UBND", Day(2024, 3, 21)), Succeeds());
  const auto anew = Handling(petition, "QB-450-UBND");
  EXPECT_EQ(anew.disposal(), law::v1::DISPOSAL_UNSPECIFIED);
  EXPECT_EQ(anew.opened_on().day(), 21);
}

TEST_F(CompetenceTest, DecidedDispute_CanLeaveItWithTheHolder) {
  const int64_t petition = Register(kReflection, "QB-450-UBND", "18853", Day(2024, 3, 4), "GT01");
  Caller chairman(stack_, kChairman);
  const auto decided =
      chairman.routing.DecideCompetence(Decision(petition, "QB-450-UBND", "QB-450-UBND"));
  ASSERT_THAT(decided, Succeeds());
  EXPECT_EQ(decided->disposal(), law::v1::DISPOSAL_UNSPECIFIED);
  EXPECT_EQ(Handling(petition, "QB-450-UBND").SerializeAsString(), decided->SerializeAsString());
  EXPECT_THAT(system_.routing.Dispose(Transfer(petition, "QB-450-UBND", "QB-18853-UBND",
                                               kReflection, Day(2024, 3, 22))),
              FailsWith(absl::StatusCode::kFailedPrecondition, common::v1::ACT_NOT_LAWFUL));
}

TEST_F(CompetenceTest, OnlyTheProvincesCommitteeDecides_AndOnlyWhatIsOpen) {
  const int64_t petition = Register(kReflection, "QB-450-UBND", "18853", Day(2024, 3, 4), "GT01");
  auto request = Decision(petition, "QB-450-UBND", "QB-18853-UBND");
  for (const char* token : {kDistrict, kInspector, kCommune, kSystem, kNobody}) {
    Caller other(stack_, token);
    EXPECT_THAT(other.routing.DecideCompetence(request),
                FailsWith(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED))
        << token;
  }
  Caller chairman(stack_, kChairman);
  auto bad = request;
  bad.clear_document_number();
  EXPECT_THAT(chairman.routing.DecideCompetence(bad), RefusesField("document_number"));
  bad = request;
  *bad.mutable_decided_on() = Day(2024, 3, 3);
  EXPECT_THAT(chairman.routing.DecideCompetence(bad), RefusesField("decided_on"));
  bad = request;
  bad.set_etag("7");
  EXPECT_THAT(chairman.routing.DecideCompetence(bad),
              FailsWith(absl::StatusCode::kAborted, common::v1::STALE_ETAG));
  ASSERT_THAT(chairman.routing.DecideCompetence(request), Succeeds());
  request.set_request_id(client::NewRequestId());
  request.set_etag(Handling(petition, "QB-450-UBND").etag());
  EXPECT_THAT(chairman.routing.DecideCompetence(request),
              FailsWith(absl::StatusCode::kFailedPrecondition, common::v1::DISPOSAL_NOT_ALLOWED));
}

}  // namespace
}  // namespace donthu::testing
