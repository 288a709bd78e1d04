// Who may be given work on a petition, and what becomes of it when he leaves or his agency ends.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "absl/strings/match.h"
#include "clients/cpp/request_id.h"
#include "services/base/clock/clock.h"
#include "tests/support/clients.h"
#include "tests/support/matchers.h"

namespace donthu::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr char kOffice[] = "QB-450-UBND";
constexpr char kCommuneBelow[] = "QB-18853-UBND";
constexpr char kElsewhere[] = "QB-457-UBND";
constexpr char kHeir[] = "QT-UBND";

constexpr auto kCaseWork = options::v1::ROLE_CASE_OFFICER;

absl::Time Noon(int year, int month, int day) {
  return absl::FromCivil(absl::CivilHour(year, month, day, 12), VietnamTime());
}

class LeftWorkTest : public ::testing::Test {
 protected:
  // He goes on 10 November; ten days later it is noticed.
  LeftWorkTest() {
    PutInOffice(system_.directory,
                {SomeOfficer("goes.away", kOffice, kCaseWork, Day(2024, 11, 10)),
                 SomeOfficer("test.case.officer", kOffice, kCaseWork),
                 SomeOfficer("commune.officer", kCommuneBelow, kCaseWork),
                 SomeOfficer("far.officer", kElsewhere, kCaseWork),
                 SomeOfficer("far.inspector", "QB-457-TT", options::v1::ROLE_INSPECTORATE),
                 SomeOfficer("heir.officer", kHeir, kCaseWork)});
  }

  int64_t Register(law::v1::PetitionKind kind = law::v1::PETITION_KIND_COMPLAINT,
                   const char* letter = "Tố cáo ông H.V.T, trưởng thôn, thu quỹ sai.") {
    auto request = SomePetition();
    request.set_agency_code(kOffice);
    if (kind == law::v1::PETITION_KIND_DENUNCIATION) {
      request.set_kind(kind);
      request.set_subject_code("TN03");
      request.clear_decision_on();
      request.set_title("Đơn tố cáo");
      request.set_body(letter);
    }
    const auto registered = system_.intake.RegisterPetition(request);
    EXPECT_THAT(registered, Succeeds());
    return registered.ok() ? registered->petition_id() : 0;
  }
  int64_t Denunciation() { return Register(law::v1::PETITION_KIND_DENUNCIATION); }

  static routing::v1::AssignOfficerRequest Assignment(int64_t id, const std::string& officer,
                                                      common::v1::Date on = Day(2024, 3, 5)) {
    routing::v1::AssignOfficerRequest request;
    request.set_request_id(client::NewRequestId());
    request.set_petition_id(id);
    request.set_agency_code(kOffice);
    request.set_officer(officer);
    *request.mutable_on() = on;
    return request;
  }
  void Assign(int64_t id, const std::string& officer) {
    ASSERT_THAT(system_.routing.AssignOfficer(Assignment(id, officer)), Succeeds()) << officer;
  }

  // Its accused heads the commune below.
  void AccuseTheCommune(int64_t id) {
    routing::v1::DisposeRequest request;
    request.set_request_id(client::NewRequestId());
    request.set_petition_id(id);
    request.set_agency_code(kOffice);
    request.set_etag("0");
    request.set_disposal(law::v1::DISPOSAL_ACCEPT);
    *request.mutable_disposed_on() = Day(2024, 3, 6);
    request.set_kind(law::v1::PETITION_KIND_DENUNCIATION);
    request.set_eligible(true);
    request.set_competent(true);
    request.set_prior_status(law::v1::PRIOR_STATUS_NOT_SETTLED);
    request.set_case_type(law::v1::CASE_TYPE_DENUNCIATION);
    request.mutable_accused()->set_agency_code(kCommuneBelow);
    request.mutable_accused()->set_role(law::v1::RESPONDENT_ROLE_HEAD);
    ASSERT_THAT(head_.routing.Dispose(request), Succeeds());
  }

  static routing::v1::ListLeftWorkRequest LeftAt(const char* agency = kOffice) {
    routing::v1::ListLeftWorkRequest request;
    request.set_agency_code(agency);
    return request;
  }
  std::vector<int64_t> Left(const Caller& as, const char* agency = kOffice) {
    const auto left = as.routing.ListLeftWork(LeftAt(agency));
    EXPECT_THAT(left, Succeeds());
    std::vector<int64_t> ids;
    for (const auto& one : left->assignments()) {
      EXPECT_TRUE(one.officer_left());
      ids.push_back(one.petition_id());
    }
    return ids;
  }

  static routing::v1::ReassignWorkRequest To(const char* officer, const char* agency = kOffice) {
    routing::v1::ReassignWorkRequest request;
    request.set_request_id(client::NewRequestId());
    request.set_agency_code(agency);
    request.set_from_officer("goes.away");
    request.set_to_officer(officer);
    *request.mutable_on() = Day(2024, 11, 18);
    request.set_reason("QĐ 12/QĐ-UBND điều động cán bộ");
    return request;
  }

  std::pair<int, int> Reassign(const Caller& as, const routing::v1::ReassignWorkRequest& request) {
    const auto done = as.routing.ReassignWork(request);
    EXPECT_THAT(done, Succeeds());
    return done.ok() ? std::make_pair<int, int>(done->reassigned(), done->remaining())
                     : std::make_pair(-1, -1);
  }

  std::vector<routing::v1::Assignment> Of(int64_t id) {
    routing::v1::GetAssignmentsRequest request;
    request.set_petition_id(id);
    request.set_agency_code(kOffice);
    const auto found = system_.routing.GetAssignments(request);
    EXPECT_THAT(found, Succeeds());
    return {found->assignments().begin(), found->assignments().end()};
  }

  static bool Sees(const Caller& as, int64_t id) {
    intake::v1::GetPetitionRequest request;
    request.set_id(id);
    return as.intake.GetPetition(request).ok();
  }

  int64_t Events(const char* name) {
    return CountSql(stack_, name,
                    "SELECT count(*) FROM ledger.event WHERE kind = 'routing.WorkReassigned'");
  }

  FixedClock clock_{Noon(2024, 11, 20)};
  Stack stack_{{.clock = &clock_}};
  Caller system_{stack_};
  Caller head_{stack_, kDistrict};
  Caller officer_{stack_, kCaseOfficer};
  Caller new_chairman_{stack_, kNewChairman};
};

// One text for all, which names nobody: it does not tell who serves elsewhere.
TEST_F(LeftWorkTest, WorkIsGivenToWhoIsInOfficeThere_BelowOrInTheInspectorate) {
  const int64_t id = Register();
  std::set<std::string> texts;
  for (const char* officer : {"nobody", "far.officer", "heir.officer"}) {
    const auto refused = head_.routing.AssignOfficer(Assignment(id, officer));
    EXPECT_THAT(refused, RefusesField("officer")) << officer;
    texts.insert(refused.status().ToString() + DetailOf(refused.status()).ShortDebugString());
  }
  EXPECT_THAT(texts, SizeIs(1));
  EXPECT_FALSE(absl::StrContains(*texts.begin(), "Nguyễn Thị Thử"));
  for (const char* officer : {"test.case.officer", "commune.officer", "far.inspector"}) {
    EXPECT_THAT(head_.routing.AssignOfficer(Assignment(id, officer)), Succeeds()) << officer;
  }
}

TEST_F(LeftWorkTest, WorkIsGivenOnDaysInOfficeOnly_AndTakenFromWhoLeft) {
  const int64_t id = Register();
  EXPECT_THAT(head_.routing.AssignOfficer(Assignment(id, "goes.away", Day(2024, 11, 11))),
              RefusesField("officer"));
  ASSERT_THAT(head_.routing.AssignOfficer(Assignment(id, "goes.away", Day(2024, 11, 10))),
              Succeeds());
  EXPECT_TRUE(Of(id).front().officer_left());
  auto release = Assignment(id, "goes.away", Day(2024, 11, 20));
  release.set_ends(true);
  const auto released = head_.routing.AssignOfficer(release);
  ASSERT_THAT(released, Succeeds());
  EXPECT_FALSE(released->officer_left());
  EXPECT_THAT(Left(head_), IsEmpty());
}

TEST_F(LeftWorkTest, WhoServesUnderTheAccused_IsNotGivenThePetition) {
  const int64_t id = Denunciation();
  AccuseTheCommune(id);
  const auto refused = head_.routing.AssignOfficer(Assignment(id, "commune.officer"));
  EXPECT_THAT(refused,
              FailsWith(absl::StatusCode::kFailedPrecondition, common::v1::CONFLICT_OF_INTEREST));
  ASSERT_EQ(DetailOf(refused.status()).field_violations_size(), 1);
  EXPECT_EQ(DetailOf(refused.status()).field_violations(0).field(), "officer");
  EXPECT_THAT(head_.routing.AssignOfficer(Assignment(id, "test.case.officer")), Succeeds());
}

TEST_F(LeftWorkTest, WorkOfWhoLeft_IsListed_AndGoesOnWithAnother) {
  const int64_t open = Register();
  const int64_t guarded = Denunciation();
  const int64_t done = Register();
  for (const int64_t id : {open, guarded, done}) Assign(id, "goes.away");
  Assign(open, "test.case.officer");
  auto release = Assignment(done, "goes.away");
  release.set_ends(true);
  ASSERT_THAT(head_.routing.AssignOfficer(release), Succeeds());
  EXPECT_THAT(Left(head_), ElementsAre(open, guarded));
  EXPECT_FALSE(Sees(officer_, guarded));

  EXPECT_EQ(Reassign(head_, To("test.case.officer")), std::make_pair(2, 0));
  EXPECT_THAT(Left(head_), IsEmpty());
  EXPECT_TRUE(Sees(officer_, guarded));
  const auto now = Of(guarded);
  ASSERT_THAT(now, SizeIs(2));
  EXPECT_EQ(now[0].officer(), "goes.away");
  EXPECT_TRUE(now[0].has_ended_on());
  EXPECT_THAT(now[0].reason(), HasSubstr("QĐ 12"));
  EXPECT_EQ(now[1].officer(), "test.case.officer");
  EXPECT_FALSE(now[1].has_ended_on());
  EXPECT_EQ(now[1].assigned_on().day(), 18);
  // He had it already.
  EXPECT_EQ(Of(open)[1].assigned_on().day(), 5);
  EXPECT_EQ(Events("events"), 2);
  EXPECT_EQ(CountSql(stack_, "past",
                     "SELECT count(*) FROM ledger.event WHERE kind = 'routing.OfficerAssigned' AND "
                     "payload::jsonb ->> 'officer' = 'goes.away'"),
            3);
}

TEST_F(LeftWorkTest, WhoLeft_SeesWhatHeWasAssignedNoMore) {
  const int64_t id = Denunciation();
  Assign(id, "test.case.officer");
  PutInOffice(system_.directory,
              {SomeOfficer("test.case.officer", kOffice, kCaseWork, Day(2024, 11, 10))});
  // He still has an account.
  EXPECT_TRUE(Sees(officer_, id));
  auto request = To("commune.officer");
  request.set_from_officer("test.case.officer");
  EXPECT_EQ(Reassign(head_, request), std::make_pair(1, 0));
  EXPECT_FALSE(Sees(officer_, id));
}

TEST_F(LeftWorkTest, PetitionsThatTheOtherIsKeptFrom_OrGivenLater_Stay) {
  const int64_t plain = Denunciation();
  const int64_t against = Denunciation();
  const int64_t later = Register();
  Assign(plain, "goes.away");
  Assign(against, "goes.away");
  AccuseTheCommune(against);
  ASSERT_THAT(head_.routing.AssignOfficer(Assignment(later, "goes.away", Day(2024, 11, 9))),
              Succeeds());
  auto request = To("commune.officer");
  *request.mutable_on() = Day(2024, 11, 8);
  EXPECT_EQ(Reassign(head_, request), std::make_pair(1, 2));
  EXPECT_THAT(Left(head_), UnorderedElementsAre(against, later));
  EXPECT_EQ(Reassign(head_, To("test.case.officer")), std::make_pair(2, 0));
}

// Whoever counts learns of what he may know of only, before and after.
TEST_F(LeftWorkTest, WhatTheCallerMayNotKnowOf_IsNeitherListedNorCountedNorGivenOn) {
  const int64_t known = Denunciation();
  const int64_t hidden = Register(law::v1::PETITION_KIND_DENUNCIATION,
                                  "Tố cáo Chủ tịch UBND thành phố Đồng Hới nhận tiền.");
  PutInOffice(system_.directory,
              {SomeOfficer("goes.away", "QB-TTT", options::v1::ROLE_INSPECTORATE)});
  for (const int64_t id : {known, hidden}) Assign(id, "goes.away");
  PutInOffice(system_.directory, {SomeOfficer("goes.away", "QB-TTT", options::v1::ROLE_INSPECTORATE,
                                              Day(2024, 11, 10))});
  ASSERT_FALSE(Sees(head_, hidden));
  EXPECT_THAT(Left(head_), ElementsAre(known));
  EXPECT_EQ(Reassign(head_, To("test.case.officer")), std::make_pair(1, 0));
  EXPECT_EQ(Reassign(head_, To("test.case.officer")), std::make_pair(0, 0));
  EXPECT_FALSE(Sees(officer_, hidden));
  EXPECT_EQ(Events("one"), 1);
  EXPECT_THAT(Left(system_), ElementsAre(hidden));
  EXPECT_EQ(Reassign(system_, To("test.case.officer")), std::make_pair(0, 1));
}

TEST_F(LeftWorkTest, WorkOfAnAgencyThatEnded_IsListedAndGivenOnByTheOneThatTookOver) {
  const int64_t open = Register();
  const int64_t guarded = Denunciation();
  for (const int64_t id : {open, guarded}) Assign(id, "test.case.officer");
  EXPECT_THAT(Left(head_), IsEmpty());
  clock_.Set(Noon(2025, 7, 2));
  EXPECT_THAT(Left(new_chairman_, kHeir), ElementsAre(open, guarded));
  auto request = To("heir.officer", kHeir);
  request.set_from_officer("test.case.officer");
  *request.mutable_on() = Day(2025, 7, 2);
  EXPECT_EQ(Reassign(new_chairman_, request), std::make_pair(2, 0));
  EXPECT_THAT(Left(new_chairman_, kHeir), IsEmpty());
  EXPECT_EQ(Of(guarded)[0].officer(), "heir.officer");
  EXPECT_EQ(Of(guarded)[0].agency_code(), kOffice);
}

TEST_F(LeftWorkTest, WhoMovedToTheOneThatTookOver_KeepsHisWork) {
  const int64_t id = Register();
  Assign(id, "test.case.officer");
  clock_.Set(Noon(2025, 7, 2));
  PutInOffice(system_.directory, {SomeOfficer("test.case.officer", kHeir, kCaseWork)});
  EXPECT_THAT(Left(new_chairman_, kHeir), IsEmpty());
  EXPECT_FALSE(Of(id).front().officer_left());
}

TEST_F(LeftWorkTest, RepeatedReassignment_GetsTheFirstAnswer) {
  Assign(Register(), "goes.away");
  auto request = To("test.case.officer");
  EXPECT_EQ(Reassign(head_, request), std::make_pair(1, 0));
  EXPECT_EQ(Reassign(head_, request), std::make_pair(1, 0));
  EXPECT_EQ(Events("once"), 1);
  request.set_to_officer("commune.officer");
  EXPECT_THAT(head_.routing.ReassignWork(request),
              FailsWith(absl::StatusCode::kAlreadyExists, common::v1::REQUEST_ID_REUSED));
}

TEST_F(LeftWorkTest, TwoWhoReassignAtOnce_ShareTheWorkOnce) {
  std::vector<int64_t> ids;
  for (int i = 0; i < 20; ++i) ids.push_back(Register());
  for (const int64_t id : ids) Assign(id, "goes.away");
  std::atomic<int64_t> reassigned = 0;
  std::vector<std::thread> heads;
  for (const char* officer : {"test.case.officer", "commune.officer"}) {
    heads.emplace_back([&, officer] {
      const Caller head(stack_, kDistrict);
      const auto done = head.routing.ReassignWork(To(officer));
      EXPECT_THAT(done, Succeeds());
      if (done.ok()) reassigned += done->reassigned();
    });
  }
  for (auto& head : heads) head.join();
  EXPECT_EQ(reassigned, 20);
  EXPECT_EQ(Events("events_of_two"), 20);
  EXPECT_EQ(
      CountSql(stack_, "open", "SELECT count(*) FROM sight.assignment WHERE ended_on IS NULL"), 20);
}

TEST_F(LeftWorkTest, Refusals_NameTheField) {
  Assign(Register(), "goes.away");
  auto request = To("nobody");
  EXPECT_THAT(head_.routing.ReassignWork(request), RefusesField("to_officer"));
  request.set_to_officer("far.officer");
  EXPECT_THAT(head_.routing.ReassignWork(request), RefusesField("to_officer"));
  request.set_to_officer("goes.away");
  EXPECT_THAT(head_.routing.ReassignWork(request), RefusesField("to_officer"));
  request = To("commune.officer");
  request.set_from_officer("test.case.officer");
  EXPECT_THAT(head_.routing.ReassignWork(request), RefusesField("from_officer"));
  request = To("test.case.officer");
  *request.mutable_on() = Day(2024, 11, 21);
  EXPECT_THAT(head_.routing.ReassignWork(request), RefusesField("on"));
  request = To("test.case.officer");
  request.clear_reason();
  EXPECT_THAT(head_.routing.ReassignWork(request), RefusesField("reason"));
  for (const char* token : {kCaseOfficer, kOutsider, kInspector}) {
    const Caller other(stack_, token);
    EXPECT_THAT(other.routing.ReassignWork(To("test.case.officer")),
                FailsWith(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED))
        << token;
    EXPECT_THAT(other.routing.ListLeftWork(LeftAt()),
                FailsWith(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED))
        << token;
  }
  EXPECT_THAT(Left(head_), SizeIs(1));
}

TEST_F(LeftWorkTest, Pages_GoThroughAllOfOneOfficer) {
  PutInOffice(system_.directory, {SomeOfficer("goes.too", kOffice, kCaseWork, Day(2024, 11, 10))});
  std::vector<int64_t> ids;
  for (int i = 0; i < 3; ++i) ids.push_back(Register());
  for (const int64_t id : ids) Assign(id, "goes.away");
  Assign(ids[1], "goes.too");
  auto request = LeftAt();
  request.set_officer("goes.away");
  request.set_page_size(2);
  const auto first = head_.routing.ListLeftWork(request);
  ASSERT_THAT(first, Succeeds());
  ASSERT_EQ(first->assignments_size(), 2);
  request.set_page_token(first->next_page_token());
  const auto second = head_.routing.ListLeftWork(request);
  ASSERT_THAT(second, Succeeds());
  ASSERT_EQ(second->assignments_size(), 1);
  EXPECT_EQ(second->assignments(0).petition_id(), ids[2]);
  EXPECT_THAT(second->next_page_token(), IsEmpty());
  request.set_officer("goes.too");
  EXPECT_THAT(head_.routing.ListLeftWork(request),
              FailsWith(absl::StatusCode::kInvalidArgument, common::v1::BAD_PAGE_TOKEN));
  EXPECT_THAT(Left(head_), SizeIs(4));
}

}  // namespace
}  // namespace donthu::testing
