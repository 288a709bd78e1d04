#include "services/intake/public_status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace donthu::intake {
namespace {

using ::testing::HasSubstr;

const absl::CivilDay kReceived(2024, 3, 4);
const absl::CivilDay kDisposed(2024, 3, 8);

Reference TwoAgencies() {
  Reference reference;
  reference.agencies["HUYEN"].set_name("UBND huyện");
  reference.agencies["XA"].set_name("UBND xã");
  return reference;
}

StatusFacts Untouched() { return {"H46.HUYEN-240304-0001", "HUYEN", kReceived, {}, {}}; }

StatusFacts At(const std::string& agency, law::v1::Disposal disposal,
               const std::string& sent_to = "") {
  StatusFacts facts = Untouched();
  facts.at = Whereabouts{agency, kReceived, disposal, {}, sent_to};
  if (disposal != law::v1::DISPOSAL_UNSPECIFIED) facts.at->disposed_on = kDisposed;
  return facts;
}

StatusFacts InCaseOf(law::v1::CaseState state) {
  StatusFacts facts = At("HUYEN", law::v1::DISPOSAL_ACCEPT);
  facts.in_case = CaseCard{"XA",
                           state,
                           absl::CivilDay(2024, 3, 18),
                           absl::CivilDay(2024, 4, 8),
                           absl::CivilDay(2024, 4, 1),
                           absl::CivilDay(2024, 4, 2)};
  return facts;
}

TEST(PublicStatus, Untouched_IsReceivedAndHasNoLimit) {
  const auto status = PublicStatus(Untouched(), TwoAgencies());
  EXPECT_EQ(status.state(), v1::PUBLIC_STATE_RECEIVED);
  EXPECT_EQ(status.text_vi(), "Đã tiếp nhận ngày 04/03/2024, đang xem xét. Hỏi tại: UBND huyện.");
  EXPECT_EQ(status.since().DebugString(), status.received_on().DebugString());
  EXPECT_FALSE(status.has_due_on()) << "the limit differs by kind and would tell of it";
}

// Whoever is denounced may find a receipt.
TEST(PublicStatus, WaitingAtTheDesk_ReadsAsUntouched) {
  EXPECT_EQ(PublicStatus(At("HUYEN", law::v1::DISPOSAL_UNSPECIFIED), TwoAgencies()).DebugString(),
            PublicStatus(Untouched(), TwoAgencies()).DebugString());
}

TEST(PublicStatus, Sent_NamesWhereAndWhen) {
  const auto status = PublicStatus(At("HUYEN", law::v1::DISPOSAL_TRANSFER, "XA"), TwoAgencies());
  EXPECT_EQ(status.state(), v1::PUBLIC_STATE_TRANSFERRED);
  EXPECT_EQ(status.text_vi(), "Đã chuyển đến UBND xã ngày 08/03/2024. Hỏi tại: UBND xã.");
  EXPECT_EQ(status.agency_code(), "XA");
}

TEST(PublicStatus, TakenByAnother_IsStillTransferred) {
  const auto status = PublicStatus(At("XA", law::v1::DISPOSAL_UNSPECIFIED), TwoAgencies());
  EXPECT_EQ(status.state(), v1::PUBLIC_STATE_TRANSFERRED);
  EXPECT_THAT(status.text_vi(), HasSubstr("đang xem xét từ ngày 04/03/2024"));
}

TEST(PublicStatus, AcceptedBeforeItsCaseIsThere_IsPending) {
  EXPECT_EQ(PublicStatus(At("HUYEN", law::v1::DISPOSAL_ACCEPT), TwoAgencies()).state(),
            v1::PUBLIC_STATE_PENDING);
}

TEST(PublicStatus, EveryOtherDisposal_IsDisposedAndSaysHow) {
  std::set<std::string> texts;
  for (const auto disposal :
       {law::v1::DISPOSAL_REFUSE, law::v1::DISPOSAL_GUIDE, law::v1::DISPOSAL_RETURN,
        law::v1::DISPOSAL_FILE, law::v1::DISPOSAL_URGE, law::v1::DISPOSAL_JOIN}) {
    const auto status = PublicStatus(At("HUYEN", disposal), TwoAgencies());
    EXPECT_EQ(status.state(), v1::PUBLIC_STATE_DISPOSED);
    EXPECT_THAT(status.text_vi(), HasSubstr("08/03/2024"));
    texts.insert(status.text_vi());
  }
  EXPECT_EQ(texts.size(), 6);
}

TEST(PublicStatus, CaseStates_AreToldInFewWords) {
  const struct {
    law::v1::CaseState state;
    v1::PublicState told;
    const char* words;
  } kRows[] = {
      {law::v1::CASE_STATE_LODGED, v1::PUBLIC_STATE_PENDING, "thụ lý, hạn 18/03/2024."},
      {law::v1::CASE_STATE_VERIFYING, v1::PUBLIC_STATE_SETTLING,
       "Đang giải quyết, hạn 08/04/2024."},
      {law::v1::CASE_STATE_SUSPENDED, v1::PUBLIC_STATE_SETTLING, "Tạm đình chỉ giải quyết từ ngày"},
      {law::v1::CASE_STATE_SENT, v1::PUBLIC_STATE_ANSWERED, "Đã trả lời ngày 01/04/2024."},
      {law::v1::CASE_STATE_WITHDRAWN, v1::PUBLIC_STATE_ENDED, "rút đơn (ngày 02/04/2024)."},
      {law::v1::CASE_STATE_REFUSED, v1::PUBLIC_STATE_ENDED, "Không thụ lý"},
  };
  for (const auto& row : kRows) {
    const auto status = PublicStatus(InCaseOf(row.state), TwoAgencies());
    EXPECT_EQ(status.state(), row.told) << row.words;
    EXPECT_THAT(status.text_vi(), HasSubstr(row.words));
    EXPECT_EQ(status.agency_code(), "XA");
  }
  EXPECT_FALSE(PublicStatus(InCaseOf(law::v1::CASE_STATE_SUSPENDED), TwoAgencies()).has_due_on());
}

// A new state must be told too.
TEST(PublicStatus, EveryCaseState_HasWordsAndAnAgency) {
  for (int i = 1; i < law::v1::CaseState_ARRAYSIZE; ++i) {
    if (!law::v1::CaseState_IsValid(i)) continue;
    const auto state = static_cast<law::v1::CaseState>(i);
    const auto status = PublicStatus(InCaseOf(state), TwoAgencies());
    EXPECT_NE(status.state(), v1::PUBLIC_STATE_UNSPECIFIED);
    EXPECT_THAT(status.text_vi(), HasSubstr("Hỏi tại: UBND xã.")) << i;
  }
}

TEST(PublicStatus, AgencyThatIsNotKnown_IsNamedByItsCode) {
  EXPECT_EQ(PublicStatus(Untouched(), Reference()).agency_name(), "HUYEN");
}

}  // namespace
}  // namespace donthu::intake
