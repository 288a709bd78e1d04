// What a petitioner may ask of whoever holds his data, and what must not be held any longer.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/cpp/request_id.h"
#include "tests/support/clients.h"
#include "tests/support/matchers.h"

namespace donthu::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kDistrictOffice[] = "QB-450-UBND";
constexpr char kCard[] = "044070001234";

intake::v1::RegisterPetitionRequest WithNumber(const std::string& number) {
  auto request = SomePetition();
  request.mutable_petitioners(0)->set_id_number(number);
  request.mutable_petitioners(0)->set_phone("0912345678");
  return request;
}

intake::v1::GetPersonalDataRequest Asked() {
  intake::v1::GetPersonalDataRequest request;
  request.set_agency_code(kDistrictOffice);
  request.set_request_number("12/YC-DLCN");
  *request.mutable_requested_on() = Day(2024, 4, 1);
  return request;
}

intake::v1::GetPersonalDataRequest ByNumber(const std::string& number) {
  auto request = Asked();
  request.set_id_number(number);
  return request;
}

intake::v1::GetPersonalDataRequest ByName() {
  auto request = Asked();
  request.set_full_name("tran van mau");
  request.set_birth_year(1970);
  return request;
}

class PersonalDataTest : public ::testing::Test {
 protected:
  int64_t Register(intake::v1::RegisterPetitionRequest request) {
    request.set_request_id(client::NewRequestId());
    const auto answer = system_.intake.RegisterPetition(request);
    EXPECT_THAT(answer, Succeeds());
    return answer.ok() ? answer->petition_id() : 0;
  }
  int64_t Given() {
    return CountSql(stack_, "given",
                    "SELECT count(*) FROM ledger.event WHERE kind = 'intake.PersonalDataGiven'");
  }
  // Guided away, so that nothing is left to do.
  void End(int64_t id, common::v1::Date on) {
    routing::v1::ProposeDisposalRequest propose;
    propose.set_petition_id(id);
    propose.set_agency_code(kDistrictOffice);
    const auto proposal = head_.routing.ProposeDisposal(propose);
    ASSERT_THAT(proposal, Succeeds());
    auto request = AsProposed(*proposal, kDistrictOffice, law::v1::PETITION_KIND_COMPLAINT, on);
    request.set_disposal(law::v1::DISPOSAL_GUIDE);
    request.set_competent(false);
    request.clear_case_type();
    request.clear_join_petition_id();
    ASSERT_THAT(head_.routing.Dispose(request), Succeeds());
  }
  // Twenty years pass: who ended in 2024 then ended in 2004, and is kept until 2019.
  void Age() {
    for (const char* sql :
         {"UPDATE intake.petition SET received_on = received_on - interval '20 y'",
          "UPDATE routing.handling SET opened_on = opened_on - interval '20 y', "
          "disposed_on = disposed_on - interval '20 y'"}) {
      ASSERT_TRUE(stack_.owner().Run({sql, sql, true}, db::Params()).ok());
    }
  }
  intake::v1::ListExpiredNumbersRequest ExpiredOn(common::v1::Date on) {
    intake::v1::ListExpiredNumbersRequest request;
    request.set_agency_code(kDistrictOffice);
    *request.mutable_on() = on;
    return request;
  }
  intake::v1::EraseExpiredNumbersRequest Decided(common::v1::Date on) {
    intake::v1::EraseExpiredNumbersRequest request;
    request.set_request_id(client::NewRequestId());
    request.set_agency_code(kDistrictOffice);
    *request.mutable_on() = on;
    request.set_decision_number("45/QĐ-UBND");
    *request.mutable_decided_on() = on;
    return request;
  }

  Stack stack_;
  Caller system_{stack_};
  Caller head_{stack_, kDistrict};
};

TEST_F(PersonalDataTest, ByNumber_IsAllThatIsHeldOnThePerson_AndNobodyElse) {
  auto group = WithNumber(kCard);
  auto* neighbour = group.add_petitioners();
  neighbour->set_full_name("Lê Thị Hàng Xóm");
  neighbour->set_id_number("044070009999");
  group.set_group_size(2);
  const int64_t shared = Register(group);
  auto later = WithNumber(kCard);
  *later.mutable_received_on() = Day(2024, 3, 7);
  const int64_t own = Register(later);
  Register(WithNumber("044070005555"));
  const auto data = head_.intake.GetPersonalData(ByNumber(kCard));
  ASSERT_THAT(data, Succeeds());
  ASSERT_EQ(data->records_size(), 2);
  EXPECT_EQ(data->records(0).petition_id(), own);
  EXPECT_EQ(data->records(1).petition_id(), shared);
  const auto& record = data->records(1);
  EXPECT_EQ(record.petitioner().id_number(), kCard);
  EXPECT_EQ(record.petitioner().phone(), "0912345678");
  EXPECT_EQ(record.petitioner().full_name(), "Trần Văn Mẫu");
  EXPECT_EQ(record.body(), group.body());
  EXPECT_EQ(record.group_size(), 2);
  EXPECT_THAT(data->Utf8DebugString(), Not(HasSubstr("Hàng Xóm")));
  EXPECT_FALSE(data->more());
}

TEST_F(PersonalDataTest, EveryAnswer_IsAnEventWithThePaperAndNothingOfThePerson) {
  const int64_t id = Register(WithNumber(kCard));
  ASSERT_THAT(head_.intake.GetPersonalData(ByNumber(kCard)), Succeeds());
  // Also that nothing is held is an answer.
  EXPECT_EQ(head_.intake.GetPersonalData(ByNumber("044070008888"))->records_size(), 0);
  const auto events =
      stack_.owner().Run({"given",
                          "SELECT subject, actor, payload FROM ledger.event "
                          "WHERE kind = 'intake.PersonalDataGiven' ORDER BY ordinal"},
                         db::Params());
  ASSERT_EQ((*events).size(), 2u);
  EXPECT_STREQ((*events)[0]["subject"].c_str(), "data-request/QB-450-UBND");
  EXPECT_STREQ((*events)[0]["actor"].c_str(), "test.district");
  const std::string payload = (*events)[0]["payload"].c_str();
  EXPECT_THAT(payload, HasSubstr("12/YC-DLCN"));
  EXPECT_THAT(payload, HasSubstr("2024-04-01"));
  EXPECT_THAT(payload, HasSubstr("[" + std::to_string(id) + "]"));
  EXPECT_THAT(payload, Not(HasSubstr(kCard)));
}

TEST_F(PersonalDataTest, ByName_OnlyWhereAllOfThatNameAgree) {
  Register(SomePetition());
  Register(WithNumber(kCard));
  EXPECT_EQ(head_.intake.GetPersonalData(ByName())->records_size(), 2) << "one number, one address";
  auto elsewhere = SomePetition();
  elsewhere.mutable_petitioners(0)->set_address("thôn Khác, xã Khác");
  Register(elsewhere);
  EXPECT_THAT(head_.intake.GetPersonalData(ByName()), RefusesField("id_number"));
  EXPECT_EQ(head_.intake.GetPersonalData(ByNumber(kCard))->records_size(), 1);
  EXPECT_EQ(Given(), 2) << "a refusal gives nothing";
}

TEST_F(PersonalDataTest, NamesakesWithTwoNumbers_AreTwo) {
  Register(WithNumber(kCard));
  Register(WithNumber("044070005555"));
  EXPECT_THAT(head_.intake.GetPersonalData(ByName()), RefusesField("id_number"));
}

TEST_F(PersonalDataTest, Denunciation_IsNotThereForItsAuthorEither) {
  auto denunciation = WithNumber(kCard);
  denunciation.set_kind(law::v1::PETITION_KIND_DENUNCIATION);
  denunciation.clear_decision_on();
  Register(denunciation);
  EXPECT_EQ(head_.intake.GetPersonalData(ByNumber(kCard))->records_size(), 0);
  EXPECT_EQ(head_.intake.GetPersonalData(ByName())->records_size(), 0);
}

TEST_F(PersonalDataTest, IsForHeadsWithinTheirReach) {
  Register(WithNumber(kCard));
  for (const char* token : {kCounter, kCaseOfficer, kInspector, kAuditor, kSystem}) {
    EXPECT_THAT(Caller(stack_, token).intake.GetPersonalData(ByNumber(kCard)),
                FailsWith(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED))
        << token;
  }
  auto of_the_commune = ByNumber(kCard);
  of_the_commune.set_agency_code("QB-18853-UBND");
  EXPECT_EQ(Caller(stack_, kCommune).intake.GetPersonalData(of_the_commune)->records_size(), 0);
  EXPECT_THAT(Caller(stack_, kCommune).intake.GetPersonalData(ByNumber(kCard)),
              FailsWith(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED));
}

TEST_F(PersonalDataTest, TooLittleToGoBy_NamesTheField) {
  EXPECT_THAT(head_.intake.GetPersonalData(Asked()), RefusesField("id_number"));
  auto no_year = ByName();
  no_year.clear_birth_year();
  EXPECT_THAT(head_.intake.GetPersonalData(no_year), RefusesField("id_number"));
  auto no_paper = ByNumber(kCard);
  no_paper.clear_request_number();
  EXPECT_THAT(head_.intake.GetPersonalData(no_paper), RefusesField("request_number"));
  auto no_day = ByNumber(kCard);
  no_day.clear_requested_on();
  EXPECT_THAT(head_.intake.GetPersonalData(no_day), RefusesField("requested_on"));
  auto names = ByNumber(kCard);
  names.set_request_number("của ông Mẫu");
  EXPECT_THAT(head_.intake.GetPersonalData(names), RefusesField("request_number"));
  EXPECT_EQ(Given(), 0);
}

TEST_F(PersonalDataTest, Expired_FromTheDayAfterTheLast) {
  const int64_t ended = Register(WithNumber(kCard));
  const int64_t running = Register(WithNumber("044070005555"));
  const int64_t without = Register(SomePetition());
  End(ended, Day(2024, 3, 6));
  End(without, Day(2024, 3, 6));
  Age();
  EXPECT_EQ(head_.intake.ListExpiredNumbers(ExpiredOn(Day(2019, 3, 6)))->petitions_size(), 0);
  const auto expired = head_.intake.ListExpiredNumbers(ExpiredOn(Day(2019, 3, 7)));
  ASSERT_THAT(expired, Succeeds());
  ASSERT_EQ(expired->petitions_size(), 1);
  EXPECT_EQ(expired->petitions(0).petition_id(), ended);
  EXPECT_NE(expired->petitions(0).petition_id(), running);
  EXPECT_EQ(expired->petitions(0).keep_until().ShortDebugString(),
            Day(2019, 3, 6).ShortDebugString());
  EXPECT_EQ(expired->petitions(0).petitioners(), 1);
  EXPECT_THAT(expired->basis_vi(), HasSubstr("91/2025/QH15"));
}

TEST_F(PersonalDataTest, Expired_PageByPage) {
  std::vector<int64_t> ids;
  for (int i = 0; i < 3; ++i) {
    ids.push_back(Register(WithNumber(kCard)));
    End(ids.back(), Day(2024, 3, 8 - i));
  }
  Age();
  auto request = ExpiredOn(Day(2020, 1, 2));
  request.set_page_size(2);
  const auto first = head_.intake.ListExpiredNumbers(request);
  ASSERT_EQ(first->petitions_size(), 2);
  EXPECT_EQ(first->petitions(0).petition_id(), ids[2]);
  request.set_page_token(first->next_page_token());
  const auto second = head_.intake.ListExpiredNumbers(request);
  ASSERT_EQ(second->petitions_size(), 1);
  EXPECT_EQ(second->petitions(0).petition_id(), ids[0]);
  EXPECT_THAT(second->next_page_token(), IsEmpty());
}

TEST_F(PersonalDataTest, Erased_NumbersAreGone_TheRestStays_AndTheLedgerSaysSo) {
  const int64_t ended = Register(WithNumber(kCard));
  const int64_t running = Register(WithNumber(kCard));
  End(ended, Day(2024, 3, 6));
  Age();
  const auto request = Decided(Day(2019, 3, 7));
  const auto erased = head_.intake.EraseExpiredNumbers(request);
  ASSERT_THAT(erased, Succeeds());
  EXPECT_EQ(erased->petitions(), 1);
  EXPECT_FALSE(erased->more());
  intake::v1::GetPetitionRequest get;
  get.set_id(ended);
  const auto petition = head_.intake.GetPetition(get);
  ASSERT_THAT(petition, Succeeds());
  EXPECT_THAT(petition->petitioners(0).id_number(), IsEmpty());
  EXPECT_THAT(petition->petitioners(0).phone(), IsEmpty());
  EXPECT_EQ(petition->petitioners(0).full_name(), "Trần Văn Mẫu");
  get.set_id(running);
  EXPECT_EQ(head_.intake.GetPetition(get)->petitioners(0).id_number(), kCard);
  intake::v1::SearchPetitionsRequest search;
  search.set_query(kCard);
  EXPECT_EQ(head_.intake.SearchPetitions(search)->petitions_size(), 1);
  const auto events = stack_.owner().Run(
      {"erased", "SELECT subject, payload FROM ledger.event WHERE kind = 'intake.NumbersErased'"},
      db::Params());
  ASSERT_EQ((*events).size(), 1u);
  EXPECT_EQ((*events)[0]["subject"].c_str(), "petition/" + std::to_string(ended));
  EXPECT_THAT(std::string((*events)[0]["payload"].c_str()), HasSubstr("45/QĐ-UBND"));
  // The same request again, then another, then the same with another body.
  EXPECT_EQ(head_.intake.EraseExpiredNumbers(request)->petitions(), 1);
  EXPECT_EQ(head_.intake.EraseExpiredNumbers(Decided(Day(2019, 3, 7)))->petitions(), 0);
  auto other = request;
  other.set_decision_number("46/QĐ-UBND");
  EXPECT_THAT(head_.intake.EraseExpiredNumbers(other),
              FailsWith(absl::StatusCode::kAlreadyExists, common::v1::REQUEST_ID_REUSED));
}

TEST_F(PersonalDataTest, Erasing_IsForTheHeadOfTheAgency) {
  End(Register(WithNumber(kCard)), Day(2024, 3, 6));
  Age();
  for (const char* token : {kCounter, kCaseOfficer, kInspector, kSystem, kChairman}) {
    const Caller caller(stack_, token);
    EXPECT_THAT(caller.intake.EraseExpiredNumbers(Decided(Day(2019, 3, 7))),
                FailsWith(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED))
        << token;
    EXPECT_THAT(caller.intake.ListExpiredNumbers(ExpiredOn(Day(2019, 3, 7))),
                FailsWith(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED))
        << token;
  }
  EXPECT_THAT(head_.intake.EraseExpiredNumbers(Decided(Day(2190, 1, 3))), RefusesField("on"))
      << "not yet";
  EXPECT_EQ(head_.intake.ListExpiredNumbers(ExpiredOn(Day(2019, 3, 7)))->petitions_size(), 1);
}

}  // namespace
}  // namespace donthu::testing
