// People who are received and may leave no petition: the register of receptions.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "clients/cpp/request_id.h"
#include "services/base/text/mask.h"
#include "tests/support/clients.h"
#include "tests/support/matchers.h"

namespace donthu::testing {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kOffice[] = "QB-450-UBND";

// A valid reception of one named person, who leaves nothing.
intake::v1::RecordVisitRequest SomeVisit() {
  intake::v1::RecordVisitRequest request;
  request.set_request_id(client::NewRequestId());
  request.set_agency_code(kOffice);
  *request.mutable_received_on() = Day(2024, 3, 4);
  request.set_session(intake::v1::RECEPTION_SESSION_REGULAR);
  auto* visitor = request.add_visitors();
  visitor->set_full_name("Trần Văn Mẫu");
  visitor->set_birth_year(1970);
  visitor->set_address("thôn Trung, xã Bảo Ninh");
  request.set_people(1);
  request.set_kind(law::v1::PETITION_KIND_REFLECTION);
  request.set_subject_code("DD02");
  request.set_summary("Ông Mẫu hỏi vì sao đường vào thôn chưa được sửa.");
  request.set_outcome(intake::v1::VISIT_OUTCOME_EXPLAINED);
  return request;
}

intake::v1::RecordVisitRequest SomeDenunciation() {
  auto request = SomeVisit();
  request.set_kind(law::v1::PETITION_KIND_DENUNCIATION);
  request.set_subject_code("TN03");
  request.set_summary("Tôi là Trần Văn Mẫu, tố cáo cán bộ địa chính thu tiền không biên lai.");
  request.set_outcome(intake::v1::VISIT_OUTCOME_RECORDED);
  return request;
}

class VisitTest : public ::testing::Test {
 protected:
  VisitTest() {
    PutInOffice(system_.directory,
                {SomeOfficer("test.case.officer", kOffice, options::v1::ROLE_CASE_OFFICER)});
  }

  absl::StatusOr<intake::v1::ListVisitsResponse> List(const Caller& as) {
    intake::v1::ListVisitsRequest request;
    request.set_agency_code(kOffice);
    return as.intake.ListVisits(request);
  }
  int Seen(const Caller& as) {
    return List(as).value_or(intake::v1::ListVisitsResponse()).visits_size();
  }
  int64_t Record(const intake::v1::RecordVisitRequest& request) {
    const auto recorded = clerk_.intake.RecordVisit(request);
    EXPECT_THAT(recorded, Succeeds());
    return recorded.ok() ? recorded->visit_id() : 0;
  }
  std::set<std::string> Watched(const Caller& as) {
    ledger::v1::WatchRequest request;
    request.set_stop_at_end(true);
    const auto reader = as.ledger.Watch(request);
    std::set<std::string> subjects;
    ledger::v1::WatchResponse response;
    while (reader->Next(&response).value_or(false)) {
      for (const auto& event : response.events()) subjects.insert(event.subject());
    }
    return subjects;
  }

  Stack stack_;
  Caller system_{stack_};
  Caller clerk_{stack_, kClerk};
  Caller counter_{stack_, kCounter};
  Caller officer_{stack_, kCaseOfficer};
  Caller head_{stack_, kDistrict};
};

TEST_F(VisitTest, Recorded_StandsInTheRegisterAsItWasTold) {
  auto request = SomeVisit();
  request.set_session(intake::v1::RECEPTION_SESSION_PERIODIC);
  request.set_received_by_head(true);
  request.set_returning(true);
  const int64_t id = Record(request);
  const auto register_page = List(counter_);
  ASSERT_THAT(register_page, Succeeds());
  ASSERT_EQ(register_page->visits_size(), 1);
  const auto& visit = register_page->visits(0);
  EXPECT_EQ(visit.id(), id);
  EXPECT_EQ(visit.session(), intake::v1::RECEPTION_SESSION_PERIODIC);
  EXPECT_TRUE(visit.received_by_head());
  EXPECT_TRUE(visit.returning());
  EXPECT_FALSE(visit.identity_withheld());
  EXPECT_EQ(visit.visitors(0).DebugString(), request.visitors(0).DebugString());
  EXPECT_EQ(visit.summary(), request.summary());
  EXPECT_EQ(visit.outcome(), intake::v1::VISIT_OUTCOME_EXPLAINED);
  EXPECT_EQ(visit.recorded_by(), "test.clerk");
  EXPECT_GT(visit.recorded_at().seconds(), 0);
}

TEST_F(VisitTest, SameRequestAgain_IsOneVisit_AndAnotherBodyIsRefused) {
  auto request = SomeVisit();
  const int64_t id = Record(request);
  EXPECT_EQ(Record(request), id);
  EXPECT_EQ(Seen(clerk_), 1);
  EXPECT_EQ(CountSql(stack_, "events",
                     "SELECT count(*) FROM ledger.event WHERE kind = 'intake.VisitRecorded'"),
            1);
  request.set_people(2);
  EXPECT_THAT(clerk_.intake.RecordVisit(request),
              FailsWith(absl::StatusCode::kAlreadyExists, common::v1::REQUEST_ID_REUSED));
}

TEST_F(VisitTest, WhatIsWrong_IsSaidOfItsField_AndNothingIsStored) {
  struct Case {
    const char* field;
    void (*change)(intake::v1::RecordVisitRequest*);
  };
  const Case cases[] = {
      {"session", [](auto* r) { r->clear_session(); }},
      {"people", [](auto* r) { r->set_people(0); }},
      {"people", [](auto* r) { r->set_people(10001); }},
      {"people", [](auto* r) { r->add_visitors()->set_full_name("Lê Thị Hai"); }},
      {"visitors", [](auto* r) { r->clear_visitors(); }},
      {"visitors", [](auto* r) { r->set_anonymous(true); }},
      {"visitors[0].full_name", [](auto* r) { r->mutable_visitors(0)->clear_full_name(); }},
      {"kind", [](auto* r) { r->clear_kind(); }},
      {"subject_code", [](auto* r) { r->set_subject_code("ZZ99"); }},
      {"area_key", [](auto* r) { r->set_area_key("nowhere"); }},
      {"summary", [](auto* r) { r->clear_summary(); }},
      {"summary", [](auto* r) { r->set_summary(std::string(4001, 'x')); }},
      {"outcome", [](auto* r) { r->clear_outcome(); }},
      {"received_on", [](auto* r) { *r->mutable_received_on() = Day(2190, 1, 2); }},
      {"petition_id", [](auto* r) { r->set_petition_id(1); }},
      {"petition_id",
       [](auto* r) {
         r->set_outcome(intake::v1::VISIT_OUTCOME_LEFT_PETITION);
         r->set_petition_id(4711);
       }},
  };
  for (const auto& one : cases) {
    auto request = SomeVisit();
    one.change(&request);
    EXPECT_THAT(clerk_.intake.RecordVisit(request), RefusesField(one.field)) << one.field;
  }
  EXPECT_EQ(Seen(clerk_), 0);
}

TEST_F(VisitTest, WhoGivesNoName_IsCountedAllTheSame) {
  auto request = SomeVisit();
  request.clear_visitors();
  request.set_anonymous(true);
  request.set_people(3);
  Record(request);
  const auto visit = List(clerk_)->visits(0);
  EXPECT_TRUE(visit.anonymous());
  EXPECT_THAT(visit.visitors(), IsEmpty());
  EXPECT_EQ(visit.people(), 3);
}

TEST_F(VisitTest, ADelegation_IsOneVisitOfManyPeople_WithItsSpokesmanFirst) {
  auto request = SomeVisit();
  request.set_people(12);
  request.add_visitors()->set_full_name("Lê Thị Hai");
  request.set_outcome(intake::v1::VISIT_OUTCOME_LEFT_PETITION);
  const auto petition = clerk_.intake.RegisterPetition(SomePetition());
  ASSERT_THAT(petition, Succeeds());
  request.set_petition_id(petition->petition_id());
  Record(request);
  const auto visit = List(clerk_)->visits(0);
  EXPECT_EQ(visit.people(), 12);
  ASSERT_EQ(visit.visitors_size(), 2);
  EXPECT_EQ(visit.visitors(0).full_name(), "Trần Văn Mẫu");
  EXPECT_EQ(visit.petition_id(), petition->petition_id());
}

TEST_F(VisitTest, OtherAgencies_NeitherWriteItNorSeeIt) {
  Record(SomeVisit());
  for (const char* token : {kOutsider, kCommune, kInspector, kAuditor, kChairman, kNobody}) {
    const Caller other(stack_, token);
    EXPECT_THAT(List(other),
                FailsWith(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED))
        << token;
    EXPECT_FALSE(other.intake.RecordVisit(SomeVisit()).ok()) << token;
  }
  EXPECT_EQ(Seen(system_), 1);
}

TEST_F(VisitTest, PageByPage_NewestFirst_WithinItsDays) {
  std::vector<int64_t> ids;
  for (int day = 4; day <= 7; ++day) {
    auto request = SomeVisit();
    *request.mutable_received_on() = Day(2024, 3, day);
    ids.push_back(Record(request));
  }
  intake::v1::ListVisitsRequest request;
  request.set_agency_code(kOffice);
  *request.mutable_received_from() = Day(2024, 3, 5);
  *request.mutable_received_to() = Day(2024, 3, 7);
  request.set_page_size(2);
  const auto first = clerk_.intake.ListVisits(request);
  ASSERT_EQ(first->visits_size(), 2);
  EXPECT_EQ(first->visits(0).id(), ids[3]);
  request.set_page_token(first->next_page_token());
  const auto second = clerk_.intake.ListVisits(request);
  ASSERT_EQ(second->visits_size(), 1);
  EXPECT_EQ(second->visits(0).id(), ids[1]);
  EXPECT_THAT(second->next_page_token(), IsEmpty());
}

TEST_F(VisitTest, ADenunciation_ForgetsWhoCame_BeforeAnythingIsStored) {
  Record(SomeDenunciation());
  EXPECT_EQ(CountSql(stack_, "visitors", "SELECT count(*) FROM intake.visitor"), 0);
  EXPECT_EQ(
      CountSql(stack_, "told", "SELECT count(*) FROM intake.visit WHERE summary LIKE '%Mẫu%'"), 0);
  const auto visit = List(head_)->visits(0);
  EXPECT_TRUE(visit.identity_withheld());
  EXPECT_THAT(visit.summary(), HasSubstr(std::string(text::kMask)));
  EXPECT_THAT(visit.summary(), HasSubstr("địa chính"));
}

TEST_F(VisitTest, ADenunciation_IsForTheHead_AndForADayForWhoWroteItDown) {
  const int64_t id = Record(SomeDenunciation());
  Record(SomeVisit());
  EXPECT_EQ(Seen(head_), 2);
  EXPECT_EQ(Seen(clerk_), 2);
  EXPECT_EQ(Seen(counter_), 1);
  EXPECT_EQ(Seen(officer_), 1);
  CountSql(stack_, "later",
           "WITH later AS (UPDATE intake.visit SET recorded_at = recorded_at - interval '2 days' "
           "RETURNING 1) SELECT count(*) FROM later");
  EXPECT_EQ(Seen(clerk_), 1);
  EXPECT_EQ(Seen(head_), 2);
  const std::string subject = "visit/" + std::to_string(id);
  for (const char* token : {kAuditor, kInspector}) {
    EXPECT_THAT(Watched(Caller(stack_, token)), Not(Contains(subject))) << token;
  }
  EXPECT_THAT(Watched(system_), Contains(subject));
}

TEST_F(VisitTest, ADenunciationOfTheHead_IsNotForTheHead) {
  auto request = SomeDenunciation();
  request.set_summary("Tố cáo ông Nguyễn Văn B, Chủ tịch UBND thành phố Đồng Hới nhận tiền.");
  Record(request);
  EXPECT_EQ(Seen(head_), 0);
  EXPECT_EQ(Seen(system_), 1);
}

TEST_F(VisitTest, WhoLeavesADenunciation_IsNotKeptBesideIt) {
  auto letter = SomePetition();
  letter.set_kind(law::v1::PETITION_KIND_DENUNCIATION);
  letter.set_subject_code("TN03");
  letter.clear_decision_on();
  const auto petition = clerk_.intake.RegisterPetition(letter);
  ASSERT_THAT(petition, Succeeds());
  auto request = SomeVisit();
  request.set_outcome(intake::v1::VISIT_OUTCOME_LEFT_PETITION);
  request.set_petition_id(petition->petition_id());
  Record(request);
  EXPECT_EQ(Seen(officer_), 0);
  const auto visit = List(head_)->visits(0);
  EXPECT_TRUE(visit.identity_withheld());
  EXPECT_THAT(visit.visitors(), IsEmpty());
  // Who may not know of that letter learns nothing from trying its number.
  request.set_request_id(client::NewRequestId());
  EXPECT_THAT(officer_.intake.RecordVisit(request), RefusesField("petition_id"));
}

TEST_F(VisitTest, Event_TellsOfNobody) {
  const int64_t id = Record(SomeVisit());
  const auto events = stack_.owner().Run({"recorded",
                                          "SELECT subject, agency, actor, payload FROM "
                                          "ledger.event WHERE kind = 'intake.VisitRecorded'"},
                                         db::Params());
  ASSERT_TRUE(events.ok());
  ASSERT_EQ(events->size(), 1u);
  EXPECT_EQ((*events)[0]["subject"].c_str(), "visit/" + std::to_string(id));
  EXPECT_STREQ((*events)[0]["agency"].c_str(), kOffice);
  EXPECT_STREQ((*events)[0]["actor"].c_str(), "test.clerk");
  const std::string payload = (*events)[0]["payload"].c_str();
  EXPECT_THAT(payload, HasSubstr("\"people\": 1"));
  for (const char* personal : {"Mẫu", "1970", "Trung", "đường vào thôn"}) {
    EXPECT_THAT(payload, Not(HasSubstr(personal)));
  }
}

}  // namespace
}  // namespace donthu::testing
