// Who sees a denunciation, and who never does, in every service that tells of petitions.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "clients/cpp/request_id.h"
#include "services/base/clock/clock.h"
#include "tests/support/clients.h"
#include "tests/support/matchers.h"

namespace donthu::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kOffice[] = "QB-450-UBND";
constexpr char kProvince[] = "QB-UBND";
constexpr char kAgainstAnOfficial[] = "Tố cáo ông H.V.T, trưởng thôn, thu quỹ sai.";
constexpr char kAgainstTheChairman[] = "Tố cáo Chủ tịch UBND thành phố Đồng Hới nhận tiền.";

MATCHER(IsNotThere, "") {
  return ::testing::ExplainMatchResult(
      FailsWith(absl::StatusCode::kNotFound, common::v1::NOT_FOUND), arg, result_listener);
}

class NeedToKnowTest : public ::testing::Test {
 protected:
  NeedToKnowTest() {
    PutInOffice(system_.directory,
                {SomeOfficer("test.case.officer", kOffice, options::v1::ROLE_CASE_OFFICER),
                 SomeOfficer("test.inspector", "QB-TTT", options::v1::ROLE_INSPECTORATE)});
  }

  // Registered by the one-stop-shop's software.
  int64_t Register(const char* letter, const Caller& by) {
    auto request = SomePetition();
    request.set_agency_code(kOffice);
    request.set_kind(law::v1::PETITION_KIND_DENUNCIATION);
    request.set_subject_code("TN03");
    request.clear_decision_on();
    request.set_title("Đơn tố cáo");
    request.set_body(letter);
    const auto registered = by.intake.RegisterPetition(request);
    EXPECT_THAT(registered, Succeeds());
    return registered.ok() ? registered->petition_id() : 0;
  }
  int64_t Register(const char* letter) { return Register(letter, system_); }

  absl::StatusOr<intake::v1::Petition> Get(const Caller& as, int64_t id) {
    intake::v1::GetPetitionRequest request;
    request.set_id(id);
    return as.intake.GetPetition(request);
  }

  absl::StatusOr<routing::v1::Proposal> Propose(const Caller& as, int64_t id) {
    routing::v1::ProposeDisposalRequest request;
    request.set_petition_id(id);
    request.set_agency_code(kOffice);
    return as.routing.ProposeDisposal(request);
  }

  absl::StatusOr<routing::v1::Assignment> Assign(const Caller& as, int64_t id, const char* officer,
                                                 bool ends = false) {
    routing::v1::AssignOfficerRequest request;
    request.set_request_id(client::NewRequestId());
    request.set_petition_id(id);
    request.set_agency_code(kOffice);
    request.set_officer(officer);
    *request.mutable_on() = Day(2024, 3, 5);
    request.set_ends(ends);
    return as.routing.AssignOfficer(request);
  }

  routing::v1::DisposeRequest Disposal(int64_t id, law::v1::Disposal disposal) {
    routing::v1::DisposeRequest request;
    request.set_request_id(client::NewRequestId());
    request.set_petition_id(id);
    request.set_agency_code(kOffice);
    request.set_etag("0");
    request.set_disposal(disposal);
    *request.mutable_disposed_on() = Day(2024, 3, 6);
    request.set_kind(law::v1::PETITION_KIND_DENUNCIATION);
    request.set_eligible(true);
    request.set_competent(disposal == law::v1::DISPOSAL_ACCEPT);
    request.set_prior_status(law::v1::PRIOR_STATUS_NOT_SETTLED);
    if (disposal == law::v1::DISPOSAL_ACCEPT) {
      request.set_case_type(law::v1::CASE_TYPE_DENUNCIATION);
    } else {
      request.set_to_agency_code(kProvince);
    }
    return request;
  }

  absl::StatusOr<resolution::v1::Case> CaseOf(const Caller& as, int64_t id) {
    resolution::v1::GetCaseRequest request;
    request.set_petition_id(id);
    return as.resolution.GetCase(request);
  }

  // Everything that this caller finds of it.
  std::vector<std::string> Traces(const Caller& as, int64_t id) {
    std::vector<std::string> traces;
    const auto note = [&](bool there, const char* where) {
      if (there) traces.emplace_back(where);
    };
    note(Get(as, id).ok(), "GetPetition");
    const auto petitions = as.intake.ListPetitions({});
    for (const auto& petition : petitions->petitions()) {
      note(petition.id() == id, "ListPetitions");
    }
    intake::v1::SearchPetitionsRequest search;
    search.set_query("tố cáo");
    note(as.intake.SearchPetitions(search)->petitions_size() > 0, "SearchPetitions");
    note(Propose(as, id).ok(), "ProposeDisposal");
    routing::v1::GetHandlingsRequest handlings;
    handlings.set_petition_id(id);
    note(as.routing.GetHandlings(handlings).ok(), "GetHandlings");
    note(CaseOf(as, id).ok(), "GetCase");
    const auto due = as.resolution.ListDue({});
    note(due.ok() && due->items_size() > 0, "ListDue");
    return traces;
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

  const FixedClock clock_{absl::FromCivil(absl::CivilHour(2024, 11, 20, 8), VietnamTime())};
  Stack stack_{{.clock = &clock_}};
  Caller system_{stack_};
  Caller head_{stack_, kDistrict};
  Caller officer_{stack_, kCaseOfficer};
  Caller inspector_{stack_, kInspector};
  Caller auditor_{stack_, kAuditor};
  Caller chairman_{stack_, kChairman};
};

TEST_F(NeedToKnowTest, OnlyTheHeadSeesIt_UntilHeAssignsSomebody) {
  const int64_t id = Register(kAgainstAnOfficial);
  EXPECT_THAT(Traces(head_, id), Not(IsEmpty()));
  for (const char* token :
       {kClerk, kCaseOfficer, kCommune, kOutsider, kInspector, kAuditor, kChairman}) {
    EXPECT_THAT(Traces(Caller(stack_, token), id), IsEmpty()) << token;
  }
  ASSERT_THAT(Assign(head_, id, "test.case.officer"), Succeeds());
  EXPECT_THAT(Get(officer_, id), Succeeds());
  EXPECT_THAT(Propose(officer_, id), Succeeds());
  ASSERT_THAT(officer_.routing.Dispose(Disposal(id, law::v1::DISPOSAL_ACCEPT)), Succeeds());
  EXPECT_THAT(CaseOf(officer_, id), Succeeds());
  for (const char* token : {kClerk, kCommune, kOutsider, kInspector, kAuditor, kChairman}) {
    EXPECT_THAT(Traces(Caller(stack_, token), id), IsEmpty()) << token;
  }
  ASSERT_THAT(Assign(head_, id, "test.case.officer", true), Succeeds());
  EXPECT_THAT(Traces(officer_, id), IsEmpty());
  EXPECT_THAT(Get(head_, id), Succeeds());
}

TEST_F(NeedToKnowTest, AnInspectorAssignedByTheHolder_SeesIt) {
  const int64_t id = Register(kAgainstAnOfficial);
  ASSERT_THAT(Assign(head_, id, "test.inspector"), Succeeds());
  EXPECT_THAT(Get(inspector_, id), Succeeds());
  EXPECT_THAT(Get(auditor_, id), IsNotThere());
}

TEST_F(NeedToKnowTest, Assigning_IsForWhoSeesIt) {
  const int64_t id = Register(kAgainstAnOfficial);
  EXPECT_THAT(Assign(officer_, id, "test.case.officer"),
              FailsWith(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED));
  EXPECT_THAT(Assign(Caller(stack_, kOutsider), id, "test.outsider"),
              FailsWith(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED));
  EXPECT_THAT(Assign(head_, id + 1, "test.case.officer"), IsNotThere());
  EXPECT_THAT(Assign(head_, id, "test.case.officer", true), RefusesField("officer"));
  ASSERT_THAT(Assign(head_, id, "test.case.officer"), Succeeds());
  routing::v1::GetAssignmentsRequest list;
  list.set_petition_id(id);
  list.set_agency_code(kOffice);
  EXPECT_EQ(head_.routing.GetAssignments(list)->assignments_size(), 1);
  EXPECT_EQ(CountSql(stack_, "assigned",
                     "SELECT count(*) FROM ledger.event WHERE kind = 'routing.OfficerAssigned'"),
            1);
}

TEST_F(NeedToKnowTest, WhoRegisteredIt_SeesItForADay) {
  const int64_t id = Register(kAgainstAnOfficial, officer_);
  EXPECT_THAT(Get(officer_, id), Succeeds());
  EXPECT_THAT(Propose(officer_, id), IsNotThere());
  CountSql(stack_, "later",
           "WITH later AS (UPDATE intake.petition SET registered_at = registered_at - interval '2 "
           "days' RETURNING 1) SELECT count(*) FROM later");
  EXPECT_THAT(Traces(officer_, id), IsEmpty());
}

TEST_F(NeedToKnowTest, ADeputyOfAnOfficer_RegistersADenunciation_AndSeesItForADay) {
  const Caller deputy(stack_, kActingOfficer);
  auto letter = SomePetition();
  letter.set_kind(law::v1::PETITION_KIND_DENUNCIATION);
  letter.clear_decision_on();
  const auto registered = deputy.intake.RegisterPetition(letter);
  ASSERT_THAT(registered, Succeeds());
  intake::v1::GetPetitionRequest get;
  get.set_id(registered->petition_id());
  EXPECT_THAT(deputy.intake.GetPetition(get), Succeeds());
}

TEST_F(NeedToKnowTest, AgainstTheHeadOfTheHolder_NobodyThereSeesIt_AndTheOneAboveDisposes) {
  const int64_t id = Register(kAgainstTheChairman);
  for (const char* token : {kDistrict, kCaseOfficer, kCommune, kInspector}) {
    EXPECT_THAT(Traces(Caller(stack_, token), id), IsEmpty()) << token;
  }
  EXPECT_THAT(Assign(head_, id, "test.case.officer"), IsNotThere());
  EXPECT_THAT(Get(chairman_, id), Succeeds());
  EXPECT_THAT(Propose(chairman_, id), Succeeds());
  ASSERT_THAT(chairman_.routing.Dispose(Disposal(id, law::v1::DISPOSAL_TRANSFER)), Succeeds());
  EXPECT_THAT(Traces(head_, id), IsEmpty());
  EXPECT_THAT(Watched(head_), Not(::testing::Contains("petition/" + std::to_string(id))));
}

// The accused may rise above an officer after the petition was given to him.
TEST_F(NeedToKnowTest, Assignment_DoesNotOutweighAConflict) {
  const int64_t id = Register(kAgainstAnOfficial);
  ASSERT_THAT(Assign(system_, id, "test.case.officer"), Succeeds());
  EXPECT_THAT(Get(officer_, id), Succeeds());
  auto disposal = Disposal(id, law::v1::DISPOSAL_TRANSFER);
  disposal.mutable_accused()->set_agency_code(kOffice);
  disposal.mutable_accused()->set_role(law::v1::RESPONDENT_ROLE_HEAD);
  ASSERT_THAT(system_.routing.Dispose(disposal), Succeeds());
  EXPECT_THAT(Traces(officer_, id), IsEmpty());
  const auto again = Assign(system_, id, "test.case.officer");
  EXPECT_THAT(again,
              FailsWith(absl::StatusCode::kFailedPrecondition, common::v1::CONFLICT_OF_INTEREST));
  ASSERT_EQ(DetailOf(again.status()).field_violations_size(), 1);
  EXPECT_EQ(DetailOf(again.status()).field_violations(0).field(), "officer");
  EXPECT_THAT(Assign(system_, id, "test.inspector"), Succeeds());
}

TEST_F(NeedToKnowTest, ConflictSaidAtTheDisposal_CountsFromThenOn) {
  const int64_t id = Register(kAgainstAnOfficial);
  ASSERT_THAT(Get(head_, id), Succeeds());
  auto disposal = Disposal(id, law::v1::DISPOSAL_TRANSFER);
  disposal.mutable_accused()->set_agency_code(kOffice);
  disposal.mutable_accused()->set_role(law::v1::RESPONDENT_ROLE_DEPUTY);
  ASSERT_THAT(head_.routing.Dispose(disposal), Succeeds());
  EXPECT_THAT(Traces(head_, id), IsEmpty());
  EXPECT_THAT(Get(chairman_, id), Succeeds());
}

TEST_F(NeedToKnowTest, HeadAbove_DisposesOfNothingElseBelow) {
  const auto open = system_.intake.RegisterPetition(SomePetition());
  ASSERT_THAT(open, Succeeds());
  auto disposal = Disposal(open->petition_id(), law::v1::DISPOSAL_ACCEPT);
  disposal.set_kind(law::v1::PETITION_KIND_COMPLAINT);
  disposal.set_case_type(law::v1::CASE_TYPE_COMPLAINT_FIRST);
  EXPECT_THAT(chairman_.routing.Dispose(disposal),
              FailsWith(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED));
}

TEST_F(NeedToKnowTest, Numbers_LeaveNoGap_AndCodesAreAlike) {
  const auto first = system_.intake.RegisterPetition(SomePetition());
  const int64_t hidden = Register(kAgainstAnOfficial);
  const auto second = system_.intake.RegisterPetition(SomePetition());
  EXPECT_EQ(second->petition_id(), first->petition_id() + 1);
  EXPECT_GT(hidden, second->petition_id() + 1000);
  // Whoever finds the receipt must not see by its number that someone is denounced.
  const std::string code = Get(head_, hidden)->code();
  EXPECT_EQ(code.size(), first->code().size());
  EXPECT_EQ(code.substr(0, code.size() - 6), first->code().substr(0, code.size() - 6));
}

TEST_F(NeedToKnowTest, Figures_AreWholeForWhoAnswersForThem_AndHideWhatHeMayNotKnow) {
  ASSERT_THAT(system_.intake.RegisterPetition(SomePetition()), Succeeds());
  Register(kAgainstAnOfficial);
  inspectorate::v1::ListFigureRequest request;
  request.set_form("01/XLD");
  request.set_circular("TT 01/2024");
  request.set_agency_code(kOffice);
  *request.mutable_from() = Day(2024, 1, 1);
  *request.mutable_to() = Day(2024, 12, 31);
  request.set_column(1);
  const auto counted = [&](const Caller& as) {
    const auto list = as.inspectorate.ListFigure(request);
    EXPECT_THAT(list, Succeeds());
    std::pair<int, int> count{0, 0};
    for (const auto& item : list->items()) {
      item.hidden() ? ++count.second : ++count.first;
      if (!item.hidden()) continue;
      EXPECT_EQ(item.petition_id() + item.matter_id(), 0);
      EXPECT_THAT(item.petition_code(), IsEmpty());
    }
    return count;
  };
  EXPECT_EQ(counted(head_), std::make_pair(2, 0));
  EXPECT_EQ(counted(inspector_), std::make_pair(1, 1));
  EXPECT_EQ(counted(officer_), std::make_pair(1, 0));
  Register(kAgainstTheChairman);
  EXPECT_EQ(counted(head_), std::make_pair(2, 0));
  EXPECT_EQ(counted(system_), std::make_pair(3, 0));
}

TEST_F(NeedToKnowTest, Reads_LeaveAMark_OfWhatIsGuardedAndOfWhatIsOthers) {
  constexpr char kMarks[] =
      "SELECT count(*) FROM ledger.event WHERE kind IN ('intake.PetitionRead', "
      "'resolution.CaseRead')";
  const auto open = system_.intake.RegisterPetition(SomePetition());
  const int64_t id = Register(kAgainstAnOfficial);
  ASSERT_THAT(Get(head_, open->petition_id()), Succeeds());
  ASSERT_THAT(Get(system_, open->petition_id()), Succeeds());
  ASSERT_THAT(head_.intake.ListPetitions({}), Succeeds());
  EXPECT_EQ(CountSql(stack_, "marks_none", kMarks), 0);
  ASSERT_THAT(Get(head_, id), Succeeds());
  ASSERT_THAT(Get(auditor_, open->petition_id()), Succeeds());
  EXPECT_EQ(CountSql(stack_, "marks_two", kMarks), 2);
  ASSERT_THAT(head_.routing.Dispose(Disposal(id, law::v1::DISPOSAL_ACCEPT)), Succeeds());
  ASSERT_THAT(CaseOf(head_, id), Succeeds());
  EXPECT_EQ(CountSql(stack_, "marks_three", kMarks), 3);
  EXPECT_THAT(Get(inspector_, id), IsNotThere());
  EXPECT_EQ(CountSql(stack_, "marks_still", kMarks), 3);
}

TEST_F(NeedToKnowTest, TheFeed_TellsOfItToThoseWhoKnow) {
  const std::string subject = "petition/" + std::to_string(Register(kAgainstAnOfficial));
  EXPECT_THAT(Watched(head_), ::testing::Contains(subject));
  for (const char* token : {kCaseOfficer, kInspector, kAuditor, kChairman}) {
    EXPECT_THAT(Watched(Caller(stack_, token)), Not(::testing::Contains(subject))) << token;
  }
}

// A connection of a service, asked for everything: as it would be by a statement that forgot to ask
// for whom.
class Forgetful {
 public:
  Forgetful(Stack& stack, const std::string& service)
      : pool_({stack.postgres().Dsn(stack.database(), "donthu_" + service), 1, absl::Seconds(5),
               ""}) {}
  std::vector<int64_t> Ids(const char* name, const char* sql, const db::View& view) {
    const db::ViewScope scope(view);
    const auto rows = pool_.Run({name, sql}, db::Params());
    EXPECT_THAT(rows, Succeeds());
    std::vector<int64_t> ids;
    for (const auto& row : *rows) ids.push_back(row[0].as<int64_t>());
    return ids;
  }

 private:
  db::Pool pool_;
};

TEST_F(NeedToKnowTest, AStatementThatForgets_ShowsNothingBeyond) {
  const auto open = system_.intake.RegisterPetition(SomePetition());
  const int64_t id = Register(kAgainstAnOfficial);
  ASSERT_THAT(head_.routing.Dispose(Disposal(id, law::v1::DISPOSAL_ACCEPT)), Succeeds());
  ASSERT_THAT(CaseOf(head_, id), Succeeds());
  struct Question {
    const char* service;
    const char* name;
    const char* sql;
  };
  const Question questions[] = {
      {"intake", "petitions", "SELECT id FROM intake.petition ORDER BY id"},
      {"intake", "searchable", "SELECT id FROM intake.searchable ORDER BY id"},
      {"routing", "cards", "SELECT id FROM intake_api.petition_card ORDER BY id"},
      {"routing", "texts", "SELECT id FROM intake_api.petition_text ORDER BY id"},
      {"routing", "handlings", "SELECT petition_id FROM routing.handling"},
      {"resolution", "cases", "SELECT petition_id FROM resolution.case"},
      {"resolution", "clocks", "SELECT case_id FROM resolution.clock"},
      {"resolution", "acts", "SELECT case_id FROM resolution.act"},
      {"resolution", "joined", "SELECT petition_id FROM resolution.case_petition"},
      {"ledger", "events", "SELECT seq FROM ledger_api.event WHERE subject LIKE 'case/%'"}};
  const std::string office = std::string("{") + kOffice + "}";
  const db::View head{office, office, "{test.district}", office, "all"};
  const db::View officer{office, "{}", "{test.case.officer}", office, ""};
  const db::View stranger{"{QB-457-UBND}", "{QB-457-UBND}", "{test.outsider}", "{}", "all"};
  for (const auto& question : questions) {
    Forgetful forgetful(stack_, question.service);
    const auto ask = [&](const db::View& view) {
      auto ids = forgetful.Ids(question.name, question.sql, view);
      std::erase(ids, open->petition_id());
      return ids.size();
    };
    EXPECT_EQ(ask(db::View::Nothing()), 0U) << question.name;
    EXPECT_EQ(ask(officer), 0U) << question.name;
    EXPECT_EQ(ask(stranger), 0U) << question.name;
    EXPECT_GE(ask(head), 1U) << question.name;
    EXPECT_GE(ask(db::View::Everything()), 1U) << question.name;
  }
  Forgetful intake(stack_, "intake");
  EXPECT_THAT(intake.Ids("petitions", questions[0].sql, db::View::Nothing()), IsEmpty());
  EXPECT_THAT(intake.Ids("petitions", questions[0].sql, officer), ElementsAre(open->petition_id()));
  EXPECT_THAT(intake.Ids("petitions", questions[0].sql, stranger), IsEmpty());
}

}  // namespace
}  // namespace donthu::testing
