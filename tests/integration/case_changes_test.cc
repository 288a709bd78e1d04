// What befalls a case from outside: its agency ends, the law and the calendar change, petitions
// join and leave, the next level takes it up.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/integration/some_case.h"

namespace donthu::testing {
namespace {

using resolution::v1::Case;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// First complaints accepted in great number.
constexpr db::Statement kDisposeMany = {"test_dispose_many", R"sql(
  SELECT count(ledger.append('petition/' || id, 'routing.Disposed', 'QT-18880-UBND', 'test', '2026-10-26',
    jsonb_build_object('handling', jsonb_build_object('petition_id', id, 'petition_code', 'P-' || id,
      'agency', 'QT-18880-UBND', 'opened_on', '2026-10-26', 'kind', 1, 'subject', 'DD01', 'area', '18880-2025',
      'matter_id', id, 'disposal', 1, 'disposed_on', '2026-10-26', 'eligible', true, 'competent', true,
      'prior_status', 1, 'case_type', 1, 'above_level', false))::text))
    FROM generate_series(1000001, 1000450) AS id)sql"};

class CaseChanges : public ::testing::Test {
 protected:
  CaseChanges() : stack_({.clock = &clock_}) {}

  // By the district of the sample petition, or by the ward that took over from it on 2025-07-01.
  static intake::v1::RegisterPetitionRequest ReceivedOn(common::v1::Date day) {
    auto petition = SomePetition();
    if (*law::ToDay(day) >= absl::CivilDay(2025, 7, 1)) {
      petition.set_agency_code("QT-18880-UBND");
      petition.set_area_key("18880-2025");
    }
    *petition.mutable_received_on() = day;
    *petition.mutable_decision_on() = law::ToProto(*law::ToDay(day) - 20);
    return petition;
  }

  absl::StatusOr<Case> Record(const resolution::v1::RecordActRequest& request) {
    return system_.resolution.RecordAct(request);
  }

  // Moves the case on; the test ends where that fails.
  void Do(Case* found, const common::v1::Date& day,
          const std::function<void(resolution::v1::Act*)>& fill) {
    auto request = ActOn(*found, day);
    fill(request.mutable_act());
    const auto after = Record(request);
    ASSERT_THAT(after, Succeeds()) << DetailOf(after.status()).message_vi();
    *found = *after;
  }

  Case Read(int64_t id) {
    resolution::v1::GetCaseRequest get;
    get.set_case_id(id);
    const auto found = system_.resolution.GetCase(get);
    EXPECT_THAT(found, Succeeds());
    return found.value_or(Case());
  }

  law::v1::PossibleAct Previewed(const Case& found, law::v1::ActKind kind, common::v1::Date on) {
    resolution::v1::PreviewActsRequest ask;
    ask.set_case_id(found.id());
    *ask.mutable_on() = on;
    const auto preview = system_.resolution.PreviewActs(ask);
    EXPECT_THAT(preview, Succeeds());
    for (const auto& act : preview->acts()) {
      if (act.kind() == kind) return act;
    }
    ADD_FAILURE() << law::v1::ActKind_Name(kind) << " is not in the workflow";
    return {};
  }

  // A petition on the same matter by someone else.
  int64_t AnotherPetition() {
    auto petition = SomePetition();
    petition.mutable_petitioners(0)->set_full_name("Lê Thị Thử");
    petition.set_title("Khiếu nại việc không cấp giấy phép xây dựng");
    petition.set_body("Hồ sơ xin phép xây nhà bị trả lại ba lần mà không nêu lý do.");
    const auto registered = system_.intake.RegisterPetition(petition);
    EXPECT_THAT(registered, Succeeds());
    return registered->petition_id();
  }

  void Join(Case* found, const common::v1::Date& day, int64_t petition) {
    Do(found, day, [&](auto* act) { act->mutable_join_petition()->set_petition_id(petition); });
  }

  const FixedClock clock_{absl::FromCivil(absl::CivilSecond(2026, 11, 20, 9, 0, 0), VietnamTime())};
  Stack stack_;
  Caller system_{stack_};
};

TEST_F(CaseChanges, DistrictAbolished_SuccessorGoesOnUnderTheOldLimits) {
  Case found = OpenComplaint(system_, ReceivedOn(Day(2025, 5, 26)));
  Do(&found, Day(2025, 6, 2), [](auto* act) { act->mutable_accept(); });
  const auto before = *RunningClock(found, "settle");
  const auto hand_over = [](auto* act) {
    act->mutable_hand_over()->set_to_agency_code("QT-18880-UBND");
  };
  Do(&found, Day(2025, 7, 1), hand_over);
  EXPECT_EQ(found.agency_code(), "QT-18880-UBND");
  const auto* after = RunningClock(found, "settle");
  ASSERT_NE(after, nullptr);
  EXPECT_EQ(after->due().SerializeAsString(), before.due().SerializeAsString());
  // The clock is due at the successor.
  resolution::v1::ListDueRequest due;
  due.set_agency_code("QT-18880-UBND");
  EXPECT_EQ(system_.resolution.ListDue(due)->items_size(), 1);
  due.set_agency_code("QB-450-UBND");
  EXPECT_EQ(system_.resolution.ListDue(due)->items_size(), 0);
  // Its acts say why the old numbers stand.
  const auto decide = Previewed(found, law::v1::ACT_KIND_DECIDE, Day(2025, 7, 1));
  EXPECT_TRUE(decide.lawful());
  EXPECT_THAT(decide.derivation().DebugString(), HasSubstr("TR-6"));
  Do(&found, Day(2025, 7, 2),
     [](auto* act) { act->mutable_decide()->set_conclusion(resolution::v1::CONCLUSION_WRONG); });
  EXPECT_EQ(found.state(), law::v1::CASE_STATE_DECIDED);
  EXPECT_FALSE(found.clocks(before.number() - 1).overdue());
}

TEST_F(CaseChanges, HandOver_NamesAnAgencyOfThatDayAndSaysWhyIfNoSuccessor) {
  const Case found = OpenComplaint(system_, ReceivedOn(Day(2025, 5, 26)));
  auto request = ActOn(found, Day(2025, 7, 1));
  auto& act = *request.mutable_act()->mutable_hand_over();
  act.set_to_agency_code("QB-451-UBND-NONE");
  EXPECT_THAT(Record(request), RefusesField("act.hand_over.to_agency_code"));
  act.set_to_agency_code("QB-UBND");
  EXPECT_THAT(Record(request), RefusesField("act.hand_over.to_agency_code"));
  act.set_to_agency_code("QB-450-UBND");
  EXPECT_THAT(Record(request), RefusesField("act.hand_over.to_agency_code"));
  act.set_to_agency_code("QT-18901-UBND");
  EXPECT_THAT(Record(request), RefusesField("act.hand_over.reason"));
  act.set_reason("Theo quyết định phân công của Chủ tịch UBND tỉnh");
  EXPECT_THAT(Record(request), Succeeds());
}

TEST_F(CaseChanges, HandOver_IsNotForCaseOfficersOfOthers) {
  const Case found = OpenComplaint(system_, ReceivedOn(Day(2025, 5, 26)));
  Caller inspector(stack_, kInspector);
  auto request = ActOn(found, Day(2025, 7, 1));
  request.mutable_act()->mutable_accept();
  EXPECT_THAT(inspector.resolution.RecordAct(request),
              FailsWith(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED));
  request.mutable_act()->mutable_hand_over()->set_to_agency_code("QT-18880-UBND");
  Caller commune(stack_, kCommune);
  EXPECT_THAT(commune.resolution.RecordAct(request),
              FailsWith(absl::StatusCode::kNotFound, common::v1::NOT_FOUND));
  EXPECT_THAT(inspector.resolution.RecordAct(request), Succeeds());
}

TEST_F(CaseChanges, AcrossTheFirstOfJuly2026_SuspensionBecomesPossibleAndSaysWhy) {
  Case found = OpenComplaint(system_, ReceivedOn(Day(2026, 6, 8)));
  Do(&found, Day(2026, 6, 15), [](auto* act) { act->mutable_accept(); });
  const auto old_rule = RunningClock(found, "settle")->due().rule_valid_from();
  auto request = ActOn(found, Day(2026, 6, 30));
  auto& suspend = *request.mutable_act()->mutable_suspend();
  suspend.set_ground(law::v1::GROUND_FORCE_MAJEURE);
  suspend.set_reason("Bão lũ, không thể làm việc");
  EXPECT_THAT(Record(request),
              FailsWith(absl::StatusCode::kFailedPrecondition, common::v1::ACT_NOT_LAWFUL));
  *request.mutable_act()->mutable_acted_on() = Day(2026, 7, 1);
  const auto paused = Record(request);
  ASSERT_THAT(paused, Succeeds());
  EXPECT_EQ(paused->state(), law::v1::CASE_STATE_SUSPENDED);
  EXPECT_TRUE(RunningClock(*paused, "settle")->has_paused_on());
  const auto resume = Previewed(*paused, law::v1::ACT_KIND_RESUME, Day(2026, 7, 6));
  EXPECT_TRUE(resume.lawful());
  EXPECT_THAT(resume.derivation().DebugString(), HasSubstr("TR-1"));
  found = *paused;
  Do(&found, Day(2026, 7, 11), [](auto* act) { act->mutable_resume(); });
  const auto* settle = RunningClock(found, "settle");
  EXPECT_EQ(settle->days_given_back(), 10);
  EXPECT_EQ(Iso(settle->due().rule_valid_from()), Iso(old_rule));
}

TEST_F(CaseChanges, CalendarChange_MovesRunningClocksAndListsThem) {
  Case running = OpenComplaint(system_, ReceivedOn(Day(2026, 10, 26)));
  auto request = directory::v1::ImportDirectoryRequest();
  request.set_request_id(client::NewRequestId());
  const auto due = RunningClock(running, "accept")->due().due_legal();
  auto* holiday = request.add_calendar_days();
  *holiday->mutable_date() = due;
  holiday->set_name("Nghỉ bù theo quyết định mới");
  holiday->set_confirmed(true);
  ASSERT_THAT(system_.directory.ImportDirectory(request), Succeeds());
  // Reading by a petition without a case waits for the reader of the ledger.
  resolution::v1::GetCaseRequest none;
  none.set_petition_id(987654321);
  EXPECT_THAT(system_.resolution.GetCase(none),
              FailsWith(absl::StatusCode::kNotFound, common::v1::NOT_FOUND));
  const Case after = Read(running.id());
  const auto moved_to = RunningClock(after, "accept")->due().due_legal();
  EXPECT_GT(*law::ToDay(moved_to), *law::ToDay(due));
  const auto& act = after.timeline().rbegin()->act();
  ASSERT_TRUE(act.has_redate());
  EXPECT_EQ(after.timeline().rbegin()->basis().rule_id(), "ALL-REDATE");
  EXPECT_EQ(Iso(act.redate().moved(0).from()), Iso(due));
  EXPECT_EQ(Iso(act.redate().moved(0).to()), Iso(moved_to));

  const auto list = system_.resolution.ListMovedClocks({});
  ASSERT_THAT(list, Succeeds());
  ASSERT_EQ(list->items_size(), 1);
  EXPECT_EQ(list->items(0).case_id(), running.id());
  EXPECT_EQ(list->items(0).directory_revision(), act.redate().directory_revision());
  EXPECT_THAT(list->items(0).step_vi(), Not(IsEmpty()));
  resolution::v1::ListMovedClocksRequest later;
  later.set_directory_revision(act.redate().directory_revision() + 1);
  EXPECT_EQ(system_.resolution.ListMovedClocks(later)->items_size(), 0);
  Caller commune(stack_, kCommune);
  EXPECT_EQ(commune.resolution.ListMovedClocks({})->items_size(), 0);
}

TEST_F(CaseChanges, CalendarChange_MovesMoreCasesThanOneTransactionTakes) {
  const auto told = stack_.owner().Run(kDisposeMany, db::Params());
  ASSERT_TRUE(told.ok());
  resolution::v1::GetCaseRequest last;
  last.set_petition_id(1'000'450);
  absl::StatusOr<Case> found;
  // Each call waits some seconds for the reader.
  do {
    found = system_.resolution.GetCase(last);
  } while (absl::IsDeadlineExceeded(found.status()));
  ASSERT_THAT(found, Succeeds());
  const auto due = RunningClock(*found, "accept")->due().due_legal();
  directory::v1::ImportDirectoryRequest request;
  request.set_request_id(client::NewRequestId());
  auto* holiday = request.add_calendar_days();
  *holiday->mutable_date() = due;
  holiday->set_name("Nghỉ bù");
  holiday->set_confirmed(true);
  ASSERT_THAT(system_.directory.ImportDirectory(request), Succeeds());
  last.set_petition_id(987654321);
  do {
    found = system_.resolution.GetCase(last);
  } while (absl::IsDeadlineExceeded(found.status()));
  EXPECT_EQ(CountSql(stack_, "redated", "SELECT count(*) FROM resolution.act WHERE kind = 61"),
            450);
  EXPECT_EQ(CountSql(stack_, "cases redated",
                     "SELECT count(DISTINCT case_id) FROM resolution.act WHERE kind = 61"),
            450);
  EXPECT_EQ(CountSql(stack_, "place", "SELECT redated_case FROM resolution.cursor"), 0);
}

TEST_F(CaseChanges, CalendarChange_LeavesStoppedAndPausedClocks) {
  Case found = OpenComplaint(system_, ReceivedOn(Day(2026, 10, 26)));
  const auto accept = RunningClock(found, "accept")->due().due_legal();
  Do(&found, Day(2026, 10, 28), [](auto* act) { act->mutable_accept(); });
  const auto settle = RunningClock(found, "settle")->due().due_legal();
  Do(&found, Day(2026, 10, 29), [](auto* act) {
    act->mutable_suspend()->set_ground(law::v1::GROUND_FORCE_MAJEURE);
    act->mutable_suspend()->set_reason("Bão lũ");
  });
  directory::v1::ImportDirectoryRequest request;
  request.set_request_id(client::NewRequestId());
  for (const auto& day : {accept, settle}) {
    auto* holiday = request.add_calendar_days();
    *holiday->mutable_date() = day;
    holiday->set_name("Nghỉ");
    holiday->set_confirmed(true);
  }
  ASSERT_THAT(system_.directory.ImportDirectory(request), Succeeds());
  resolution::v1::GetCaseRequest none;
  none.set_petition_id(987654321);
  EXPECT_FALSE(system_.resolution.GetCase(none).ok());
  const Case after = Read(found.id());
  EXPECT_EQ(Iso(RunningClock(after, "settle")->due().due_legal()), Iso(settle));
  EXPECT_EQ(Iso(after.clocks(0).due().due_legal()), Iso(accept));
}

TEST_F(CaseChanges, WhatTheSystemDoes_IsRefusedFromCallers) {
  const Case found = OpenComplaint(system_, SomePetition());
  auto request = ActOn(found, Day(2024, 3, 8));
  request.mutable_act()->mutable_redate();
  EXPECT_THAT(Record(request), RefusesField("act"));
  request.mutable_act()->mutable_lodge();
  EXPECT_THAT(Record(request), RefusesField("act"));
}

TEST_F(CaseChanges, Petition_JoinsAndIsPartedWithItsHistory) {
  Case found = OpenComplaint(system_, SomePetition());
  const int64_t first = found.petition_ids(0);
  const int64_t second = AnotherPetition();
  Join(&found, Day(2024, 3, 8), second);
  EXPECT_THAT(found.petition_ids(), ElementsAre(first, second));
  EXPECT_THAT(found.timeline(1).act().join_petition().petition_code(), Not(IsEmpty()));
  resolution::v1::GetCaseRequest get;
  get.set_petition_id(second);
  EXPECT_EQ(system_.resolution.GetCase(get)->id(), found.id());

  auto part = ActOn(found, Day(2024, 3, 11));
  part.mutable_act()->mutable_part_petition()->set_petition_id(first);
  part.mutable_act()->mutable_part_petition()->set_reason("Vụ việc khác");
  EXPECT_THAT(Record(part), RefusesField("act.part_petition.petition_id"));
  part.mutable_act()->mutable_part_petition()->set_petition_id(second + 1000);
  EXPECT_THAT(Record(part), RefusesField("act.part_petition.petition_id"));
  part.mutable_act()->mutable_part_petition()->set_petition_id(second);
  const auto parted = Record(part);
  ASSERT_THAT(parted, Succeeds());
  const Case read = Read(found.id());
  EXPECT_THAT(read.petition_ids(), ElementsAre(first));
  EXPECT_EQ(read.timeline_size(), 3);
  EXPECT_THAT(system_.resolution.GetCase(get),
              FailsWith(absl::StatusCode::kNotFound, common::v1::NOT_FOUND));
  // What was parted may come back.
  Case again = read;
  Join(&again, Day(2024, 3, 12), second);
  EXPECT_THAT(Read(found.id()).petition_ids(), ElementsAre(first, second));
}

TEST_F(CaseChanges, Petition_OfAnotherOpenCaseOrUnknown_DoesNotJoin) {
  const Case found = OpenComplaint(system_, SomePetition());
  auto other = SomePetition();
  other.set_subject_code("XD02");
  other.mutable_petitioners(0)->set_full_name("Phạm Văn Khác");
  other.set_title("Khiếu nại việc phạt xây dựng");
  other.set_body("Tôi bị phạt vì xây chuồng trâu trên đất vườn nhà, quyết định phạt sai.");
  const Case second = OpenComplaint(system_, other);
  auto request = ActOn(found, Day(2024, 3, 8));
  request.mutable_act()->mutable_join_petition()->set_petition_id(second.petition_ids(0));
  EXPECT_THAT(Record(request), RefusesField("act.join_petition.petition_id"));
  request.mutable_act()->mutable_join_petition()->set_petition_id(found.petition_ids(0));
  EXPECT_THAT(Record(request), RefusesField("act.join_petition.petition_id"));
  request.mutable_act()->mutable_join_petition()->set_petition_id(987654321);
  EXPECT_THAT(Record(request), RefusesField("act.join_petition.petition_id"));
}

TEST_F(CaseChanges, PetitionDisposedJoin_JoinsTheCaseOfItsMatter) {
  const Case found = OpenComplaint(system_, SomePetition());
  const auto registered = system_.intake.RegisterPetition(SomePetition());
  ASSERT_THAT(registered, Succeeds());
  routing::v1::ProposeDisposalRequest propose;
  propose.set_petition_id(registered->petition_id());
  const auto proposal = system_.routing.ProposeDisposal(propose);
  ASSERT_THAT(proposal, Succeeds());
  ASSERT_EQ(proposal->disposal(), law::v1::DISPOSAL_JOIN);
  ASSERT_THAT(system_.routing.Dispose(AsProposed(
                  *proposal, "QB-450-UBND", law::v1::PETITION_KIND_COMPLAINT, Day(2024, 3, 6))),
              Succeeds());
  resolution::v1::GetCaseRequest get;
  get.set_petition_id(registered->petition_id());
  const auto joined = system_.resolution.GetCase(get);
  ASSERT_THAT(joined, Succeeds());
  EXPECT_EQ(joined->id(), found.id());
  EXPECT_EQ(joined->petition_ids_size(), 2);
  EXPECT_TRUE(joined->timeline(1).act().has_join_petition());
}

TEST_F(CaseChanges, PartedPetition_IsAMatterOfItsOwnForRouting) {
  Case found = OpenComplaint(system_, SomePetition());
  const int64_t first = found.petition_ids(0);
  const int64_t second = AnotherPetition();
  const auto matter = [&] {
    routing::v1::GetHandlingRequest get;
    get.set_petition_id(second);
    get.set_agency_code("QB-450-UBND");
    const auto handling = system_.routing.GetHandling(get);
    EXPECT_THAT(handling, Succeeds());
    return handling.value_or(routing::v1::Handling()).matter_id();
  };
  EXPECT_EQ(matter(), second);
  Join(&found, Day(2024, 3, 8), second);
  EXPECT_EQ(matter(), first);
  Do(&found, Day(2024, 3, 11), [&](auto* act) {
    act->mutable_part_petition()->set_petition_id(second);
    act->mutable_part_petition()->set_reason("Vụ việc khác");
  });
  EXPECT_EQ(matter(), second);
}

TEST_F(CaseChanges, FiguresCountAPartedPetitionAsAMatterOfItsOwnFromThatDayOn) {
  Case found = OpenComplaint(system_, SomePetition());
  const int64_t second = AnotherPetition();
  const auto matters_until = [&](const common::v1::Date& day) {
    inspectorate::v1::GetReportRequest request;
    request.set_form("01/XLD");
    request.set_circular("TT 01/2024");
    request.set_agency_code("QB-450-UBND");
    *request.mutable_from() = Day(2024, 3, 1);
    *request.mutable_to() = day;
    const auto report = system_.inspectorate.GetReport(request);
    EXPECT_THAT(report, Succeeds());
    EXPECT_EQ(report->columns().at(6), 2);
    return report->columns().at(7);
  };
  routing::v1::ProposeDisposalRequest propose;
  propose.set_petition_id(second);
  auto refuse = AsProposed(*system_.routing.ProposeDisposal(propose), "QB-450-UBND",
                           law::v1::PETITION_KIND_COMPLAINT, Day(2024, 3, 7));
  refuse.set_disposal(law::v1::DISPOSAL_REFUSE);
  refuse.set_eligible(true);
  refuse.set_competent(true);
  refuse.set_reason("lý do");
  ASSERT_THAT(system_.routing.Dispose(refuse), Succeeds());
  EXPECT_EQ(matters_until(Day(2024, 3, 10)), 2);
  Join(&found, Day(2024, 3, 8), second);
  EXPECT_EQ(matters_until(Day(2024, 3, 10)), 1);
  EXPECT_EQ(matters_until(Day(2024, 3, 7)), 2);
  Do(&found, Day(2024, 3, 11), [&](auto* act) {
    act->mutable_part_petition()->set_petition_id(second);
    act->mutable_part_petition()->set_reason("Vụ việc khác");
  });
  EXPECT_EQ(matters_until(Day(2024, 3, 10)), 1);
  EXPECT_EQ(matters_until(Day(2024, 3, 11)), 2);
}

class OpenCaseTest : public CaseChanges {
 protected:
  static resolution::v1::OpenCaseRequest Opening(law::v1::CaseType type) {
    resolution::v1::OpenCaseRequest request;
    request.set_request_id(client::NewRequestId());
    request.set_agency_code("QB-450-UBND");
    request.set_type(type);
    *request.mutable_received_on() = Day(2024, 6, 3);
    request.set_title("Tranh chấp ranh giới đất giữa hai hộ");
    return request;
  }
};

TEST_F(OpenCaseTest, MattersWithoutAPetition_OpenOnceUnderTheirLaw) {
  for (const auto type :
       {law::v1::CASE_TYPE_MEDIATION, law::v1::CASE_TYPE_LAND_MEDIATION,
        law::v1::CASE_TYPE_VOTER_RECOMMENDATION, law::v1::CASE_TYPE_QUESTIONING}) {
    const auto request = Opening(type);
    const auto opened = system_.resolution.OpenCase(request);
    ASSERT_THAT(opened, Succeeds());
    EXPECT_EQ(opened->type(), type);
    EXPECT_THAT(opened->petition_ids(), IsEmpty());
    EXPECT_EQ(opened->title(), request.title());
    const auto again = system_.resolution.OpenCase(request);
    ASSERT_THAT(again, Succeeds());
    EXPECT_EQ(again->SerializeAsString(), opened->SerializeAsString());
    EXPECT_EQ(Read(opened->id()).title(), request.title());
  }
  EXPECT_EQ(CountSql(stack_, "cases", "SELECT count(*) FROM resolution.case"), 4);
  EXPECT_EQ(CountSql(stack_, "title",
                     "SELECT count(*) FROM ledger.event WHERE payload LIKE '%ranh giới%'"),
            0);
}

TEST_F(OpenCaseTest, BadOpenings_NameTheField) {
  EXPECT_THAT(system_.resolution.OpenCase(Opening(law::v1::CASE_TYPE_COMPLAINT_FIRST)),
              RefusesField("type"));
  auto request = Opening(law::v1::CASE_TYPE_MEDIATION);
  request.clear_title();
  EXPECT_THAT(system_.resolution.OpenCase(request), RefusesField("title"));
  request = Opening(law::v1::CASE_TYPE_MEDIATION);
  request.set_agency_code("QT-18880-UBND");
  EXPECT_THAT(system_.resolution.OpenCase(request), RefusesField("agency_code"));
  request = Opening(law::v1::CASE_TYPE_COMPLAINT_SECOND);
  EXPECT_THAT(system_.resolution.OpenCase(request), RefusesField("parent_case_id"));
  request.set_parent_case_id(987654);
  EXPECT_THAT(system_.resolution.OpenCase(request), RefusesField("parent_case_id"));
  request = Opening(law::v1::CASE_TYPE_MEDIATION);
  request.set_parent_case_id(1);
  EXPECT_THAT(system_.resolution.OpenCase(request), RefusesField("parent_case_id"));
  request = Opening(law::v1::CASE_TYPE_MEDIATION);
  *request.mutable_received_on() = Day(2012, 1, 1);
  request.set_agency_code("QB-450-UBND");
  EXPECT_THAT(system_.resolution.OpenCase(request),
              FailsWith(absl::StatusCode::kFailedPrecondition, common::v1::ACT_NOT_LAWFUL));
}

TEST_F(OpenCaseTest, SecondComplaint_GoesOnWithADecidedFirstOne) {
  Case first = OpenComplaint(system_, SomePetition());
  auto request = Opening(law::v1::CASE_TYPE_COMPLAINT_SECOND);
  request.set_agency_code("QB-UBND");
  request.set_parent_case_id(first.id());
  Do(&first, Day(2024, 3, 8), [](auto* act) { act->mutable_accept(); });
  // Late by now: the complainant may go on without a decision (L-KN Đ.33).
  EXPECT_THAT(system_.resolution.OpenCase(request), Succeeds());
  Do(&first, Day(2024, 4, 5),
     [](auto* act) { act->mutable_decide()->set_conclusion(resolution::v1::CONCLUSION_WRONG); });
  request.set_request_id(client::NewRequestId());
  const auto second = system_.resolution.OpenCase(request);
  ASSERT_THAT(second, Succeeds());
  EXPECT_EQ(second->parent_case_id(), first.id());
  EXPECT_EQ(second->state(), law::v1::CASE_STATE_LODGED);
  request.set_request_id(client::NewRequestId());
  request.set_type(law::v1::CASE_TYPE_DENUNCIATION_CONTINUED);
  EXPECT_THAT(system_.resolution.OpenCase(request), RefusesField("parent_case_id"));
}

TEST_F(OpenCaseTest, PartedPetition_GetsACaseOfItsOwnOnce) {
  Case found = OpenComplaint(system_, SomePetition());
  const int64_t petition = AnotherPetition();
  auto request = Opening(law::v1::CASE_TYPE_COMPLAINT_FIRST);
  request.set_petition_id(petition);
  request.set_reason("Vụ việc khác, về giấy phép xây dựng");
  EXPECT_THAT(system_.resolution.OpenCase(request), RefusesField("petition_id"));
  Join(&found, Day(2024, 3, 8), petition);
  EXPECT_THAT(system_.resolution.OpenCase(request), RefusesField("petition_id"));
  Do(&found, Day(2024, 3, 11), [&](auto* act) {
    act->mutable_part_petition()->set_petition_id(petition);
    act->mutable_part_petition()->set_reason("Vụ việc khác");
  });
  request.set_type(law::v1::CASE_TYPE_VOTER_RECOMMENDATION);
  EXPECT_THAT(system_.resolution.OpenCase(request), RefusesField("type"));
  request.set_type(law::v1::CASE_TYPE_COMPLAINT_FIRST);
  request.clear_reason();
  EXPECT_THAT(system_.resolution.OpenCase(request), RefusesField("reason"));
  request.set_reason("Vụ việc khác, về giấy phép xây dựng");
  const auto own = system_.resolution.OpenCase(request);
  ASSERT_THAT(own, Succeeds());
  EXPECT_THAT(own->petition_ids(), ElementsAre(petition));
  EXPECT_NE(own->id(), found.id());
  request.set_request_id(client::NewRequestId());
  EXPECT_THAT(system_.resolution.OpenCase(request), RefusesField("petition_id"));
}

}  // namespace
}  // namespace donthu::testing
