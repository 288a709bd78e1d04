#include "services/resolution/parts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/base/status/status.h"
#include "services/law/date.h"
#include "services/law/test_book.h"

namespace donthu::resolution {
namespace {

using law::v1::CaseType;
using ::testing::HasSubstr;

class PartOfTest : public ::testing::Test {
 protected:
  PartOfTest() {
    for (const char* code : {"HERE", "ENDED"}) {
      auto& agency = reference_.agencies[code];
      agency.set_code(code);
      agency.set_name(code);
    }
    *reference_.agencies["ENDED"].mutable_valid_to() = law::ToProto(absl::CivilDay(2024, 3, 31));
    petition_.kinds = {law::v1::PETITION_KIND_COMPLAINT, law::v1::PETITION_KIND_DENUNCIATION};
    petition_.identity_withheld = true;
    petition_.holder = "HERE";
    petition_.held_since = absl::CivilDay(2024, 3, 4);
    request_.set_agency_code("HERE");
    request_.set_type(law::v1::CASE_TYPE_COMPLAINT_FIRST);
    *request_.mutable_received_on() = law::ToProto(petition_.held_since);
  }

  absl::StatusOr<law::v1::PetitionKind> Judged() {
    return PartOf(petition_, request_, law::TestBook(), reference_, absl::CivilDay(2024, 4, 1));
  }

  std::string Refused() {
    const auto detail = DetailOf(Judged().status());
    return detail.field_violations().empty() ? detail.message_vi()
                                             : detail.field_violations(0).field();
  }

  Reference reference_;
  HeldPetition petition_;
  v1::OpenCaseRequest request_;
};

TEST_F(PartOfTest, EachTypeBelongsToThePartOfItsKind) {
  for (const CaseType type :
       {law::v1::CASE_TYPE_COMPLAINT_FIRST, law::v1::CASE_TYPE_COMPLAINT_SECOND,
        law::v1::CASE_TYPE_COMPLAINT_DISCIPLINARY}) {
    request_.set_type(type);
    ASSERT_TRUE(Judged().ok());
    EXPECT_EQ(*Judged(), law::v1::PETITION_KIND_COMPLAINT);
  }
  request_.set_type(law::v1::CASE_TYPE_DENUNCIATION);
  request_.mutable_accused()->set_agency_code("ENDED");
  request_.mutable_accused()->set_role(law::v1::RESPONDENT_ROLE_OFFICIAL);
  ASSERT_TRUE(Judged().ok()) << Judged().status();
  EXPECT_EQ(*Judged(), law::v1::PETITION_KIND_DENUNCIATION);
  petition_.identity_withheld = false;
  EXPECT_EQ(Refused(), "petition_id");
}

TEST_F(PartOfTest, TypesOfNoPart_AreRefused) {
  for (const CaseType type :
       {law::v1::CASE_TYPE_RECOMMENDATION, law::v1::CASE_TYPE_MEDIATION,
        law::v1::CASE_TYPE_LAND_MEDIATION, law::v1::CASE_TYPE_VOTER_RECOMMENDATION,
        law::v1::CASE_TYPE_QUESTIONING}) {
    request_.set_type(type);
    EXPECT_EQ(Refused(), "type") << type;
  }
}

TEST_F(PartOfTest, OnlyAcceptedOrRefusedForAnotherMatter_LeavesTheRest) {
  for (int disposal = 0; disposal <= 8; ++disposal) {
    petition_.disposal = static_cast<law::v1::Disposal>(disposal);
    const bool left = disposal == law::v1::DISPOSAL_UNSPECIFIED ||
                      disposal == law::v1::DISPOSAL_ACCEPT || disposal == law::v1::DISPOSAL_REFUSE;
    EXPECT_EQ(Judged().ok(), left) << disposal;
    if (left) continue;
    EXPECT_THAT(Refused(), HasSubstr("TT 07 Đ.22"));
  }
}

TEST_F(PartOfTest, AgencyThatEnded_OtherDay_JoinedOrOpenedBefore_AreRefused) {
  request_.set_agency_code("ENDED");
  EXPECT_EQ(Refused(), "agency_code");
  request_.set_agency_code("HERE");
  *request_.mutable_received_on() = law::ToProto(petition_.held_since + 1);
  EXPECT_EQ(Refused(), "received_on");
  *request_.mutable_received_on() = law::ToProto(petition_.held_since);
  petition_.opened_here = {law::v1::CASE_TYPE_COMPLAINT_FIRST};
  EXPECT_EQ(Refused(), "petition_id");
  petition_.opened_here.clear();
  petition_.joined = true;
  EXPECT_EQ(Refused(), "petition_id");
}

TEST(IsMixed, KindsThatTheLawTreatsAlikeAreOneMatter) {
  HeldPetition petition;
  petition.kinds = {law::v1::PETITION_KIND_RECOMMENDATION, law::v1::PETITION_KIND_REFLECTION};
  EXPECT_FALSE(IsMixed(petition));
  petition.kinds = {law::v1::PETITION_KIND_COMPLAINT, law::v1::PETITION_KIND_COMPLAINT};
  EXPECT_FALSE(IsMixed(petition));
  petition.kinds = {law::v1::PETITION_KIND_COMPLAINT, law::v1::PETITION_KIND_REFLECTION};
  EXPECT_TRUE(IsMixed(petition));
}

}  // namespace
}  // namespace donthu::resolution
