#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/cpp/request_id.h"
#include "services/law/date.h"
#include "tests/support/clients.h"
#include "tests/support/matchers.h"

namespace donthu::testing {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

class RoutingTest : public ::testing::Test {
 protected:
  int64_t Register(intake::v1::RegisterPetitionRequest request) {
    const auto answer = system_.intake.RegisterPetition(request);
    EXPECT_THAT(answer, Succeeds());
    return answer->petition_id();
  }

  absl::StatusOr<routing::v1::Proposal> Propose(int64_t petition, const std::string& agency = "") {
    routing::v1::ProposeDisposalRequest request;
    request.set_petition_id(petition);
    request.set_agency_code(agency);
    return system_.routing.ProposeDisposal(request);
  }

  // The petition sent from the district to the commune; the referral's id.
  int64_t Transferred(int64_t petition) {
    const auto proposal = Propose(petition);
    EXPECT_EQ(proposal->disposal(), law::v1::DISPOSAL_TRANSFER);
    EXPECT_EQ(proposal->agency_code(), "QB-18853-UBND");
    const auto handling = system_.routing.Dispose(
        AsProposed(*proposal, "QB-450-UBND", law::v1::PETITION_KIND_REFLECTION, Day(2024, 3, 6)));
    EXPECT_THAT(handling, Succeeds());
    return handling->referral_id();
  }

  Stack stack_;
  Caller system_{stack_};
};

TEST_F(RoutingTest, ProposeDisposal_CompetentComplaint_AcceptsWithReasons) {
  const auto proposal = Propose(Register(SomePetition()));
  ASSERT_THAT(proposal, Succeeds());
  EXPECT_EQ(proposal->disposal(), law::v1::DISPOSAL_ACCEPT);
  EXPECT_EQ(proposal->case_type(), law::v1::CASE_TYPE_COMPLAINT_FIRST);
  EXPECT_EQ(proposal->agency_code(), "QB-450-UBND");
  EXPECT_TRUE(proposal->competent());
  EXPECT_GT(proposal->basis_size(), 0);
  EXPECT_GT(proposal->agency_derivation().steps_vi_size(), 0);
  EXPECT_EQ(proposal->agency_derivation().rules(0).rule_id(), "CP-KN1-HUYEN");
  for (const auto& finding : proposal->findings()) {
    EXPECT_TRUE(finding.met()) << finding.condition();
    EXPECT_THAT(finding.basis().citation(), Not(IsEmpty()));
  }
}

TEST_F(RoutingTest, Dispose_RepeatedRequest_ReturnsFirstAnswer) {
  const auto proposal = Propose(Register(SomePetition()));
  const auto request =
      AsProposed(*proposal, "QB-450-UBND", law::v1::PETITION_KIND_COMPLAINT, Day(2024, 3, 5));
  const auto first = system_.routing.Dispose(request);
  const auto again = system_.routing.Dispose(request);
  ASSERT_THAT(again, Succeeds());
  EXPECT_EQ(first->SerializeAsString(), again->SerializeAsString());
  auto other = request;
  other.set_reason("khác");
  EXPECT_THAT(system_.routing.Dispose(other),
              FailsWith(absl::StatusCode::kAlreadyExists, common::v1::REQUEST_ID_REUSED));
}

TEST_F(RoutingTest, Dispose_SecondOfficer_IsToldTheCurrentEtag) {
  const auto proposal = Propose(Register(SomePetition()));
  auto first =
      AsProposed(*proposal, "QB-450-UBND", law::v1::PETITION_KIND_COMPLAINT, Day(2024, 3, 5));
  auto second = first;
  second.set_request_id(client::NewRequestId());
  const auto done = system_.routing.Dispose(first);
  ASSERT_THAT(done, Succeeds());
  const auto late = system_.routing.Dispose(second);
  EXPECT_THAT(late, FailsWith(absl::StatusCode::kAborted, common::v1::STALE_ETAG));
  EXPECT_EQ(DetailOf(late.status()).metadata().at("etag"), done->etag());
  second.set_etag(done->etag());
  EXPECT_THAT(system_.routing.Dispose(second),
              FailsWith(absl::StatusCode::kFailedPrecondition, common::v1::DISPOSAL_NOT_ALLOWED));
}

TEST_F(RoutingTest, Dispose_AgainstTheClosedTable_IsRefused) {
  const auto proposal = Propose(Register(SomePetition()));
  auto request =
      AsProposed(*proposal, "QB-450-UBND", law::v1::PETITION_KIND_COMPLAINT, Day(2024, 3, 5));
  // A complaint within competence can't be transferred.
  request.set_disposal(law::v1::DISPOSAL_TRANSFER);
  request.clear_case_type();
  request.set_to_agency_code("QB-UBND");
  EXPECT_THAT(system_.routing.Dispose(request),
              FailsWith(absl::StatusCode::kFailedPrecondition, common::v1::DISPOSAL_NOT_ALLOWED));
}

TEST_F(RoutingTest, Dispose_AcceptsAPetitionOnlyAsACaseOfItsKindAndExplainsWhy) {
  const auto proposal = Propose(Register(SomePetition()));
  auto request =
      AsProposed(*proposal, "QB-450-UBND", law::v1::PETITION_KIND_COMPLAINT, Day(2024, 3, 5));
  request.set_case_type(law::v1::CASE_TYPE_DENUNCIATION);
  const auto refused = system_.routing.Dispose(request);
  EXPECT_THAT(refused, RefusesField("case_type"));
  const auto why = DetailOf(refused.status()).explanation();
  ASSERT_EQ(why.rules_size(), 1);
  EXPECT_EQ(why.rules(0).rule_id(), "XLD-KN-IN");
  EXPECT_FALSE(why.rules(0).citation().empty());
  EXPECT_GE(why.facts_size(), 3);
  request.set_case_type(law::v1::CASE_TYPE_COMPLAINT_SECOND);
  EXPECT_THAT(system_.routing.Dispose(request), Succeeds());
}

TEST_F(RoutingTest, Dispose_MissingDetails_NameTheField) {
  const auto proposal = Propose(Register(SomePetition()));
  auto request =
      AsProposed(*proposal, "QB-450-UBND", law::v1::PETITION_KIND_COMPLAINT, Day(2024, 3, 5));
  auto bad = request;
  bad.clear_case_type();
  EXPECT_THAT(system_.routing.Dispose(bad), RefusesField("case_type"));
  bad = request;
  *bad.mutable_disposed_on() = Day(2024, 3, 3);
  EXPECT_THAT(system_.routing.Dispose(bad), RefusesField("disposed_on"));
  bad = request;
  bad.set_disposal(law::v1::DISPOSAL_REFUSE);
  bad.clear_reason();
  EXPECT_THAT(system_.routing.Dispose(bad), RefusesField("reason"));
  bad = request;
  bad.set_to_agency_code("QB-UBND");
  EXPECT_THAT(system_.routing.Dispose(bad), RefusesField("to_agency_code"));
}

TEST_F(RoutingTest, Transfer_Accepted_ReceiverHoldsAndSees) {
  const int64_t petition = Register(Misdirected());
  Caller commune(stack_, kCommune);
  intake::v1::GetPetitionRequest get;
  get.set_id(petition);
  EXPECT_THAT(commune.intake.GetPetition(get),
              FailsWith(absl::StatusCode::kNotFound, common::v1::NOT_FOUND));
  const int64_t referral = Transferred(petition);
  EXPECT_THAT(commune.intake.GetPetition(get), Succeeds());
  routing::v1::ListReferralsRequest inbox;
  inbox.set_agency_code("QB-18853-UBND");
  inbox.set_state(routing::v1::REFERRAL_STATE_SENT);
  const auto waiting = commune.routing.ListReferrals(inbox);
  ASSERT_THAT(waiting, Succeeds());
  ASSERT_EQ(waiting->referrals_size(), 1);
  EXPECT_EQ(waiting->referrals(0).id(), referral);

  routing::v1::AcceptReferralRequest accept;
  accept.set_request_id(client::NewRequestId());
  accept.set_referral_id(referral);
  accept.set_agency_code("QB-18853-UBND");
  *accept.mutable_accepted_on() = Day(2024, 3, 7);
  accept.set_reply_number("12/UBND");
  const auto accepted = commune.routing.AcceptReferral(accept);
  ASSERT_THAT(accepted, Succeeds());
  EXPECT_EQ(accepted->state(), routing::v1::REFERRAL_STATE_ACCEPTED);
  const auto again = commune.routing.AcceptReferral(accept);
  EXPECT_EQ(again->SerializeAsString(), accepted->SerializeAsString());
  EXPECT_EQ(commune.routing.ListReferrals(inbox)->referrals_size(), 0);
  const auto proposal = Propose(petition, "QB-18853-UBND");
  ASSERT_THAT(proposal, Succeeds());
  EXPECT_TRUE(proposal->competent());
  EXPECT_EQ(proposal->disposal(), law::v1::DISPOSAL_ACCEPT);

  // What was transferred begins anew at the receiver: its limits count from the day it accepted.
  ASSERT_THAT(commune.routing.Dispose(AsProposed(
                  *proposal, "QB-18853-UBND", law::v1::PETITION_KIND_REFLECTION, Day(2024, 3, 8))),
              Succeeds());
  resolution::v1::GetCaseRequest get_case;
  get_case.set_petition_id(petition);
  const auto opened = system_.resolution.GetCase(get_case);
  ASSERT_THAT(opened, Succeeds());
  EXPECT_EQ(*law::ToDay(opened->received_on()), absl::CivilDay(2024, 3, 7));
  for (const auto& clock : opened->clocks()) {
    EXPECT_EQ(*law::ToDay(clock.due().anchor()), absl::CivilDay(2024, 3, 7));
  }
}

TEST_F(RoutingTest, Transfer_Returned_CanNotBeSentTheSameWayAgain) {
  const int64_t petition = Register(Misdirected());
  const int64_t referral = Transferred(petition);
  routing::v1::ReturnReferralRequest back;
  back.set_request_id(client::NewRequestId());
  back.set_referral_id(referral);
  back.set_agency_code("QB-18853-UBND");
  *back.mutable_returned_on() = Day(2024, 3, 8);
  EXPECT_THAT(system_.routing.ReturnReferral(back), RefusesField("reason"));
  back.set_reason("Đường do thành phố quản lý");
  ASSERT_THAT(system_.routing.ReturnReferral(back), Succeeds());

  const auto proposal = Propose(petition);
  ASSERT_THAT(proposal, Succeeds());
  auto again =
      AsProposed(*proposal, "QB-450-UBND", law::v1::PETITION_KIND_REFLECTION, Day(2024, 3, 9));
  ASSERT_EQ(again.to_agency_code(), "QB-18853-UBND");
  EXPECT_THAT(system_.routing.Dispose(again), FailsWith(absl::StatusCode::kFailedPrecondition,
                                                        common::v1::REFERRAL_RETURNED_BEFORE));
  again.set_to_agency_code("QB-SGTVT");
  EXPECT_THAT(system_.routing.Dispose(again), Succeeds());
}

TEST_F(RoutingTest, Referral_AnsweredTwiceOrByAnother_IsRefused) {
  const int64_t referral = Transferred(Register(Misdirected()));
  routing::v1::AcceptReferralRequest accept;
  accept.set_request_id(client::NewRequestId());
  accept.set_referral_id(referral);
  accept.set_agency_code("QB-UBND");
  *accept.mutable_accepted_on() = Day(2024, 3, 7);
  EXPECT_THAT(system_.routing.AcceptReferral(accept),
              FailsWith(absl::StatusCode::kNotFound, common::v1::NOT_FOUND));
  accept.set_agency_code("QB-18853-UBND");
  ASSERT_THAT(system_.routing.AcceptReferral(accept), Succeeds());
  accept.set_request_id(client::NewRequestId());
  EXPECT_THAT(system_.routing.AcceptReferral(accept),
              FailsWith(absl::StatusCode::kFailedPrecondition, common::v1::NOT_HOLDER));
}

TEST_F(RoutingTest, Join_SharesTheMatterOfTheOther) {
  const int64_t first = Register(SomePetition());
  auto copy = SomePetition();
  copy.set_agency_code("QB-UBND");
  const int64_t second = Register(copy);
  const auto proposal = Propose(second);
  ASSERT_THAT(proposal, Succeeds());
  EXPECT_EQ(proposal->disposal(), law::v1::DISPOSAL_JOIN);
  const auto joined = system_.routing.Dispose(
      AsProposed(*proposal, "QB-UBND", law::v1::PETITION_KIND_COMPLAINT, Day(2024, 3, 6)));
  ASSERT_THAT(joined, Succeeds());
  EXPECT_EQ(joined->matter_id(), first);
}

TEST_F(RoutingTest, AnotherAgencysPetition_IsOutOfReach) {
  const int64_t petition = Register(SomePetition());
  Caller commune(stack_, kCommune);
  routing::v1::ProposeDisposalRequest request;
  request.set_petition_id(petition);
  EXPECT_THAT(commune.routing.ProposeDisposal(request),
              FailsWith(absl::StatusCode::kNotFound, common::v1::NOT_FOUND));
  request.set_agency_code("QB-450-UBND");
  EXPECT_THAT(commune.routing.ProposeDisposal(request),
              FailsWith(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED));
}

}  // namespace
}  // namespace donthu::testing
