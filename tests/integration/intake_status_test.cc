// How the holder of a receipt learns how the petition stands.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "clients/cpp/request_id.h"
#include "tests/integration/some_case.h"
#include "tests/support/clients.h"
#include "tests/support/matchers.h"

namespace donthu::testing {
namespace {

using intake::v1::PetitionStatus;
using ::testing::HasSubstr;

class IntakeStatusTest : public ::testing::Test {
 protected:
  intake::v1::RegisterPetitionResponse Register(
      const intake::v1::RegisterPetitionRequest& request) {
    const auto answer = system_.intake.RegisterPetition(request);
    EXPECT_THAT(answer, Succeeds());
    return answer.value_or(intake::v1::RegisterPetitionResponse());
  }

  absl::StatusOr<PetitionStatus> Ask(const std::string& code, const std::string& secret) {
    intake::v1::GetStatusRequest request;
    request.set_code(code);
    request.set_secret(secret);
    return citizen_.intake.GetStatus(request);
  }

  PetitionStatus StatusOf(const intake::v1::RegisterPetitionResponse& receipt) {
    const auto status = Ask(receipt.code(), receipt.receipt_secret());
    EXPECT_THAT(status, Succeeds());
    return status.value_or(PetitionStatus());
  }

  routing::v1::Handling Dispose(int64_t petition, const std::string& agency,
                                law::v1::PetitionKind kind, const common::v1::Date& on) {
    routing::v1::ProposeDisposalRequest propose;
    propose.set_petition_id(petition);
    propose.set_agency_code(agency);
    const auto proposal = system_.routing.ProposeDisposal(propose);
    EXPECT_THAT(proposal, Succeeds());
    const auto handling = system_.routing.Dispose(AsProposed(*proposal, agency, kind, on));
    EXPECT_THAT(handling, Succeeds());
    return handling.value_or(routing::v1::Handling());
  }

  FixedClock clock_{absl::FromCivil(absl::CivilDay(2024, 6, 3), VietnamTime())};
  Stack stack_{{.clock = &clock_}};
  Caller system_{stack_};
  Caller citizen_{stack_, ""};
};

intake::v1::RegisterPetitionRequest SomeDenunciation() {
  auto request = SomePetition();
  request.set_kind(law::v1::PETITION_KIND_DENUNCIATION);
  request.set_subject_code("TN03");
  request.clear_decision_on();
  request.set_title("Tố cáo thu quỹ sai");
  request.set_body(
      "Tố cáo ông H.V.T, Chủ tịch UBND phường Hải Thành, thu quỹ 450.000 đồng mỗi hộ.");
  return request;
}

TEST_F(IntakeStatusTest, Receipt_BearsASecret_TheSameForARepeat) {
  const auto request = SomePetition();
  const auto receipt = Register(request);
  EXPECT_TRUE(std::regex_match(receipt.receipt_secret(),
                               std::regex("[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")));
  EXPECT_EQ(Register(request).receipt_secret(), receipt.receipt_secret());
  EXPECT_NE(Register(SomePetition()).receipt_secret(), receipt.receipt_secret());
  stack_.Restart();
  Caller later(stack_);
  EXPECT_EQ(later.intake.RegisterPetition(request)->receipt_secret(), receipt.receipt_secret());
}

TEST_F(IntakeStatusTest, Untouched_IsReceived_HoweverTheCodesAreTyped) {
  const auto receipt = Register(SomePetition());
  const auto status = StatusOf(receipt);
  EXPECT_EQ(status.state(), intake::v1::PUBLIC_STATE_RECEIVED);
  EXPECT_THAT(status.text_vi(), HasSubstr("Đã tiếp nhận ngày 04/03/2024"));
  EXPECT_EQ(status.agency_code(), "QB-450-UBND");
  EXPECT_EQ(status.code(), receipt.code());
  const std::string sloppy = absl::StrReplaceAll(absl::AsciiStrToLower(receipt.receipt_secret()),
                                                 {{"-", " "}, {"0", "o"}, {"1", "l"}});
  const auto again = Ask(" " + absl::AsciiStrToLower(receipt.code()), sloppy);
  ASSERT_THAT(again, Succeeds());
  EXPECT_EQ(again->DebugString(), status.DebugString());
}

TEST_F(IntakeStatusTest, UnknownCodeAndWrongSecret_CanNotBeToldApart) {
  const auto receipt = Register(SomePetition());
  const auto wrong = Ask(receipt.code(), "0000-0000");
  EXPECT_THAT(wrong, FailsWith(absl::StatusCode::kNotFound, common::v1::NOT_FOUND));
  for (const char* secret : {"0000-0000", "x", "đơn", "7K3M-9XQ2-7K3M"}) {
    const auto unknown = Ask("H46.QB-450-UBND-240304-9999", secret);
    EXPECT_EQ(unknown.status(), wrong.status());
    EXPECT_EQ(DetailOf(unknown.status()).SerializeAsString(),
              DetailOf(wrong.status()).SerializeAsString());
  }
  const auto other = Register(SomePetition());
  EXPECT_EQ(Ask(receipt.code(), other.receipt_secret()).status(), wrong.status());
  EXPECT_THAT(Ask(receipt.code(), ""), RefusesField("secret"));
  EXPECT_THAT(Ask("", receipt.receipt_secret()), RefusesField("code"));
}

TEST_F(IntakeStatusTest, ManyWrongSecrets_MustWait_AndOtherReceiptsGoOn) {
  const auto receipt = Register(SomePetition());
  const auto other = Register(SomePetition());
  for (int i = 0; i < 10; ++i)
    EXPECT_THAT(Ask(receipt.code(), "0000-000Z").status().code(), absl::StatusCode::kNotFound);
  const auto slowed = Ask(receipt.code(), receipt.receipt_secret());
  EXPECT_THAT(slowed, FailsWith(absl::StatusCode::kNotFound, common::v1::NOT_FOUND));
  EXPECT_EQ(DetailOf(slowed.status()).metadata().count("retry_after_seconds"), 1);
  EXPECT_THAT(DetailOf(slowed.status()).message_vi(), HasSubstr("thử lại sau"));
  EXPECT_THAT(Ask(other.code(), other.receipt_secret()), Succeeds());
  clock_.Set(clock_.Now() + absl::Seconds(2));
  EXPECT_THAT(Ask(receipt.code(), receipt.receipt_secret()), Succeeds());
}

TEST_F(IntakeStatusTest, Transferred_FollowsThePetition) {
  const auto receipt = Register(Misdirected());
  const auto handling = Dispose(receipt.petition_id(), "QB-450-UBND",
                                law::v1::PETITION_KIND_REFLECTION, Day(2024, 3, 6));
  auto status = StatusOf(receipt);
  EXPECT_EQ(status.state(), intake::v1::PUBLIC_STATE_TRANSFERRED);
  EXPECT_EQ(status.agency_code(), "QB-18853-UBND");
  EXPECT_EQ(status.since().day(), 6);
  EXPECT_THAT(status.text_vi(), HasSubstr("Đồng Hới ngày 06/03/2024"));

  routing::v1::AcceptReferralRequest accept;
  accept.set_request_id(client::NewRequestId());
  accept.set_referral_id(handling.referral_id());
  accept.set_agency_code("QB-18853-UBND");
  *accept.mutable_accepted_on() = Day(2024, 3, 7);
  ASSERT_THAT(system_.routing.AcceptReferral(accept), Succeeds());
  status = StatusOf(receipt);
  EXPECT_EQ(status.state(), intake::v1::PUBLIC_STATE_TRANSFERRED);
  EXPECT_THAT(status.text_vi(), HasSubstr("đang xem xét từ ngày 07/03/2024"));
}

TEST_F(IntakeStatusTest, Returned_IsReceivedAgainWhereItWasHandedIn) {
  const auto receipt = Register(Misdirected());
  const auto before = StatusOf(receipt);
  const auto handling = Dispose(receipt.petition_id(), "QB-450-UBND",
                                law::v1::PETITION_KIND_REFLECTION, Day(2024, 3, 6));
  routing::v1::ReturnReferralRequest back;
  back.set_request_id(client::NewRequestId());
  back.set_referral_id(handling.referral_id());
  back.set_agency_code("QB-18853-UBND");
  *back.mutable_returned_on() = Day(2024, 3, 8);
  back.set_reason("Đường do thành phố quản lý");
  ASSERT_THAT(system_.routing.ReturnReferral(back), Succeeds());
  EXPECT_EQ(StatusOf(receipt).DebugString(), before.DebugString());
}

TEST_F(IntakeStatusTest, Case_TellsItsLimitAndItsAnswer) {
  auto petition = SomePetition();
  const auto receipt = Register(petition);
  Dispose(receipt.petition_id(), "QB-450-UBND", law::v1::PETITION_KIND_COMPLAINT, Day(2024, 3, 5));
  resolution::v1::GetCaseRequest get;
  get.set_petition_id(receipt.petition_id());
  auto found = system_.resolution.GetCase(get);
  ASSERT_THAT(found, Succeeds());
  auto status = StatusOf(receipt);
  EXPECT_EQ(status.state(), intake::v1::PUBLIC_STATE_PENDING);
  ASSERT_NE(RunningClock(*found, "accept"), nullptr);
  EXPECT_EQ(Iso(status.due_on()), Iso(RunningClock(*found, "accept")->due().due_legal()));

  auto act = ActOn(*found, Day(2024, 3, 6));
  act.mutable_act()->mutable_accept();
  found = system_.resolution.RecordAct(act);
  ASSERT_THAT(found, Succeeds());
  status = StatusOf(receipt);
  EXPECT_EQ(status.state(), intake::v1::PUBLIC_STATE_SETTLING);
  EXPECT_THAT(status.text_vi(), HasSubstr("Đang giải quyết, hạn "));
  ASSERT_NE(RunningClock(*found, "settle"), nullptr);
  EXPECT_EQ(Iso(status.due_on()), Iso(RunningClock(*found, "settle")->due().due_legal()));

  act = ActOn(*found, Day(2024, 3, 20));
  act.mutable_act()->mutable_withdraw();
  act.mutable_act()->set_document_number("12/ĐN");
  found = system_.resolution.RecordAct(act);
  ASSERT_THAT(found, Succeeds());
  status = StatusOf(receipt);
  EXPECT_EQ(status.state(), intake::v1::PUBLIC_STATE_ENDED);
  EXPECT_EQ(status.since().day(), 20);
  EXPECT_FALSE(status.has_due_on());
}

// A receipt may lie where the denounced finds it. Whatever becomes of a denunciation, its receipt
// tells what that of any petition tells on its first day.
TEST_F(IntakeStatusTest, Denunciation_StaysReceived_WhateverBecomesOfIt) {
  auto open = SomeDenunciation();
  open.set_kind(law::v1::PETITION_KIND_REFLECTION);
  open.set_title("Phản ánh việc khác");
  open.set_body("Đường thôn nhiều ổ gà, mùa mưa trẻ em đi học nguy hiểm.");
  const auto open_receipt = Register(open);
  const auto receipt = Register(SomeDenunciation());
  auto plain = StatusOf(open_receipt);
  auto before = StatusOf(receipt);
  plain.clear_code();
  before.clear_code();
  EXPECT_EQ(before.DebugString(), plain.DebugString());
  EXPECT_EQ(receipt.receipt_secret().size(), open_receipt.receipt_secret().size());

  Dispose(receipt.petition_id(), "QB-450-UBND", law::v1::PETITION_KIND_DENUNCIATION,
          Day(2024, 3, 8));
  auto after = StatusOf(receipt);
  after.clear_code();
  EXPECT_EQ(after.DebugString(), before.DebugString());
}

}  // namespace
}  // namespace donthu::testing
