// What the desk reads: advice on a draft, the work that waits, the way of a petition.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "clients/cpp/request_id.h"
#include "services/law/date.h"
#include "tests/integration/some_case.h"
#include "tests/support/clients.h"
#include "tests/support/matchers.h"

namespace donthu::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kDistrictAgency[] = "QB-450-UBND";
constexpr char kCommuneAgency[] = "QB-18853-UBND";

intake::v1::RegisterPetitionRequest SomeDenunciation() {
  auto request = SomePetition();
  request.set_kind(law::v1::PETITION_KIND_DENUNCIATION);
  request.set_subject_code("TN03");
  request.clear_decision_on();
  request.set_title("Tố cáo Chủ tịch UBND phường Hải Thành");
  request.set_body(
      "Tôi là Trần Văn Mẫu. Tôi tố cáo ông H.V.T, Chủ tịch UBND phường Hải Thành, thu quỹ "
      "450.000 đồng mỗi hộ.");
  return request;
}

routing::v1::ProposeForDraftRequest DraftOf(const intake::v1::RegisterPetitionRequest& petition) {
  routing::v1::ProposeForDraftRequest request;
  request.set_agency_code(petition.agency_code());
  auto* draft = request.mutable_draft();
  draft->set_kind(petition.kind());
  *draft->mutable_mixed_kinds() = petition.mixed_kinds();
  draft->set_channel(petition.channel());
  *draft->mutable_received_on() = petition.received_on();
  draft->set_subject_code(petition.subject_code());
  draft->set_area_key(petition.area_key());
  draft->set_title(petition.title());
  draft->set_body(petition.body());
  *draft->mutable_petitioners() = petition.petitioners();
  draft->set_group_size(petition.group_size());
  draft->set_anonymous(petition.anonymous());
  draft->set_has_signature(petition.has_signature());
  draft->set_has_evidence(petition.has_evidence());
  draft->set_defect(petition.defect());
  if (petition.has_decision_on()) *draft->mutable_decision_on() = petition.decision_on();
  draft->set_second_complaint(petition.second_complaint());
  return request;
}

class RoutingDeskTest : public ::testing::Test {
 protected:
  intake::v1::RegisterPetitionResponse Register(
      const intake::v1::RegisterPetitionRequest& request) {
    const auto answer = system_.intake.RegisterPetition(request);
    EXPECT_THAT(answer, Succeeds());
    return answer.value_or(intake::v1::RegisterPetitionResponse());
  }

  routing::v1::Proposal Propose(int64_t petition, const std::string& agency = "") {
    routing::v1::ProposeDisposalRequest request;
    request.set_petition_id(petition);
    request.set_agency_code(agency);
    const auto proposal = system_.routing.ProposeDisposal(request);
    EXPECT_THAT(proposal, Succeeds());
    return proposal.value_or(routing::v1::Proposal());
  }

  routing::v1::Handling Dispose(int64_t petition, law::v1::PetitionKind kind,
                                const common::v1::Date& on) {
    const auto handling =
        system_.routing.Dispose(AsProposed(Propose(petition), kDistrictAgency, kind, on));
    EXPECT_THAT(handling, Succeeds());
    return handling.value_or(routing::v1::Handling());
  }

  absl::StatusOr<routing::v1::Referral> Accept(int64_t referral, const common::v1::Date& on) {
    routing::v1::AcceptReferralRequest accept;
    accept.set_request_id(client::NewRequestId());
    accept.set_referral_id(referral);
    accept.set_agency_code(kCommuneAgency);
    *accept.mutable_accepted_on() = on;
    return system_.routing.AcceptReferral(accept);
  }

  static std::vector<routing::v1::WaitingPetition> WorkOf(Caller& caller, const char* agency,
                                                          int page_size = 0) {
    routing::v1::ListToClassifyRequest request;
    request.set_agency_code(agency);
    request.set_page_size(page_size);
    std::vector<routing::v1::WaitingPetition> work;
    do {
      const auto page = caller.routing.ListToClassify(request);
      EXPECT_THAT(page, Succeeds());
      if (!page.ok()) break;
      work.insert(work.end(), page->petitions().begin(), page->petitions().end());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return work;
  }

  Stack stack_;
  Caller system_{stack_};
  Caller district_{stack_, kDistrict};
  Caller counter_{stack_, kCounter};
  Caller commune_{stack_, kCommune};
};

TEST_F(RoutingDeskTest, ProposeForDraft_AdvisesWhatRegistrationWillBeAdvised) {
  auto second = SomePetition();
  second.set_second_complaint(true);
  auto unsigned_letter = SomePetition();
  unsigned_letter.set_has_signature(false);
  auto anonymous = SomePetition();
  anonymous.set_anonymous(true);
  anonymous.clear_petitioners();
  anonymous.set_subject_code("XD01");
  auto group = SomePetition();
  group.set_group_size(7);
  group.set_title("Đơn tập thể về nước thải");
  group.set_body("Bảy hộ dân đề nghị xử lý nước thải chảy tràn ra đường.");
  for (const auto& petition : {SomePetition(), Misdirected(), SomeDenunciation(), second,
                               unsigned_letter, anonymous, group}) {
    // Before it is registered, so that neither finds the other as its duplicate.
    const auto advice = system_.routing.ProposeForDraft(DraftOf(petition));
    ASSERT_THAT(advice, Succeeds());
    auto proposal = Propose(Register(petition).petition_id());
    EXPECT_EQ(advice->proposal().petition_id(), 0);
    EXPECT_THAT(advice->proposal().etag(), IsEmpty());
    proposal.clear_petition_id();
    proposal.clear_etag();
    EXPECT_EQ(advice->proposal().DebugString(), proposal.DebugString());
    ASSERT_GE(advice->limits_size(), 1);
    EXPECT_EQ(advice->limits(0).limit(), "classify");
    EXPECT_THAT(advice->limits(0).due().steps_vi(), Not(IsEmpty()));
    EXPECT_THAT(advice->limits(0).due().basis().citation(), Not(IsEmpty()));
  }
}

TEST_F(RoutingDeskTest, ProposeForDraft_TellsTheLimitsOfTheCaseToCome) {
  const auto advice = counter_.routing.ProposeForDraft(DraftOf(SomePetition()));
  ASSERT_THAT(advice, Succeeds());
  ASSERT_EQ(advice->proposal().disposal(), law::v1::DISPOSAL_ACCEPT);
  std::map<std::string, std::string> due;
  for (const auto& limit : advice->limits()) due[limit.limit()] = Iso(limit.due().due_legal());
  // DL-DON-01 as at registration; DL-KN-02: 30 days from acceptance on 2024-03-04.
  EXPECT_EQ(due["classify"], "2024-03-14");
  EXPECT_EQ(due["settle"], "2024-04-03");
  for (int i = 0; i < advice->limits_size(); ++i) EXPECT_EQ(advice->limits(i).number(), i + 1);
}

TEST_F(RoutingDeskTest, ProposeForDraft_ReadsTheAccusedFromMaskedText_AndGivesNothingBack) {
  auto draft = DraftOf(SomeDenunciation());
  const auto advice = counter_.routing.ProposeForDraft(draft);
  ASSERT_THAT(advice, Succeeds());
  EXPECT_EQ(advice->proposal().accused().agency_code(), kCommuneAgency);
  EXPECT_EQ(advice->proposal().accused().role(), law::v1::RESPONDENT_ROLE_HEAD);
  EXPECT_EQ(advice->proposal().agency_code(), kDistrictAgency);
  EXPECT_THAT(advice->Utf8DebugString(), Not(HasSubstr("Mẫu")));
  draft.mutable_accused()->set_agency_code("QB-450-PTNMT");
  draft.mutable_accused()->set_role(law::v1::RESPONDENT_ROLE_UNSPECIFIED);
  EXPECT_THAT(counter_.routing.ProposeForDraft(draft), RefusesField("accused.role"));
}

TEST_F(RoutingDeskTest, ProposeForDraft_WhileLittleIsTyped_SaysLittle_AndStoresNothing) {
  routing::v1::ProposeForDraftRequest request;
  request.set_agency_code(kDistrictAgency);
  request.mutable_draft()->set_title("Đ");
  const auto nothing = counter_.routing.ProposeForDraft(request);
  ASSERT_THAT(nothing, Succeeds());
  EXPECT_EQ(nothing->proposal().disposal(), law::v1::DISPOSAL_UNSPECIFIED);
  EXPECT_EQ(nothing->limits_size(), 0);
  request.mutable_draft()->set_kind(law::v1::PETITION_KIND_COMPLAINT);
  request.mutable_draft()->set_subject_code("??");
  request.mutable_draft()->set_area_key("none");
  const auto little = counter_.routing.ProposeForDraft(request);
  ASSERT_THAT(little, Succeeds());
  EXPECT_THAT(little->proposal().agency_code(), IsEmpty());
  EXPECT_EQ(
      CountSql(stack_, "events", "SELECT count(*) FROM ledger.event WHERE subject <> 'directory'"),
      0);
  EXPECT_EQ(CountSql(stack_, "handlings", "SELECT count(*) FROM routing.handling"), 0);
  request.clear_draft();
  EXPECT_THAT(counter_.routing.ProposeForDraft(request), RefusesField("draft"));
  request.set_agency_code(kCommuneAgency);
  request.mutable_draft();
  EXPECT_THAT(counter_.routing.ProposeForDraft(request),
              FailsWith(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED));
}

TEST_F(RoutingDeskTest, ListToClassify_MostUrgentFirst_WithTheReason) {
  auto later = SomePetition();
  *later.mutable_received_on() = Day(2024, 5, 2);
  const auto last = Register(later);
  const auto first = Register(SomePetition());
  auto before_the_rules = SomePetition();
  *before_the_rules.mutable_received_on() = Day(2015, 5, 4);
  before_the_rules.clear_decision_on();
  const auto unlimited = Register(before_the_rules);
  const auto work = WorkOf(district_, kDistrictAgency);
  ASSERT_EQ(work.size(), 3u);
  EXPECT_EQ(work[0].petition_code(), first.code());
  EXPECT_EQ(Iso(work[0].classify_due_on()), "2024-03-14");
  EXPECT_EQ(Iso(work[0].due().due_legal()), "2024-03-14");
  EXPECT_EQ(work[0].due().rule_id(), "DL-DON-01");
  EXPECT_THAT(work[0].due().steps_vi(), Not(IsEmpty()));
  EXPECT_TRUE(work[0].overdue());
  EXPECT_EQ(work[0].title(), SomePetition().title());
  EXPECT_EQ(work[0].etag(), Propose(first.petition_id()).etag());
  EXPECT_EQ(work[1].petition_code(), last.code());
  EXPECT_EQ(work[2].petition_code(), unlimited.code());
  EXPECT_FALSE(work[2].has_classify_due_on());
  EXPECT_FALSE(work[2].overdue());

  routing::v1::ListToClassifyRequest soon;
  soon.set_agency_code(kDistrictAgency);
  *soon.mutable_due_to() = Day(2024, 3, 14);
  EXPECT_EQ(district_.routing.ListToClassify(soon)->petitions_size(), 1);
  *soon.mutable_due_to() = Day(2024, 3, 13);
  EXPECT_EQ(district_.routing.ListToClassify(soon)->petitions_size(), 0);
  EXPECT_THAT(commune_.routing.ListToClassify(soon),
              FailsWith(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED));
}

TEST_F(RoutingDeskTest, ListToClassify_FollowsAPetitionFromAgencyToAgency) {
  const auto receipt = Register(Misdirected());
  EXPECT_EQ(WorkOf(district_, kDistrictAgency).size(), 1u);
  const auto sent =
      Dispose(receipt.petition_id(), law::v1::PETITION_KIND_REFLECTION, Day(2024, 3, 6));
  EXPECT_THAT(WorkOf(district_, kDistrictAgency), IsEmpty());
  EXPECT_THAT(WorkOf(commune_, kCommuneAgency), IsEmpty()) << "not accepted yet";
  ASSERT_THAT(Accept(sent.referral_id(), Day(2024, 3, 11)), Succeeds());
  const auto work = WorkOf(commune_, kCommuneAgency);
  ASSERT_EQ(work.size(), 1u);
  EXPECT_EQ(work[0].received_by_agency_code(), kDistrictAgency);
  EXPECT_EQ(Iso(work[0].opened_on()), "2024-03-11");
  // Counted from the day the commune took it.
  EXPECT_EQ(Iso(work[0].classify_due_on()), "2024-03-21");
  EXPECT_EQ(Iso(work[0].due().due_legal()), "2024-03-21");
}

TEST_F(RoutingDeskTest, ListToClassify_ReturnedPetition_WaitsAgain) {
  const auto receipt = Register(Misdirected());
  const auto sent =
      Dispose(receipt.petition_id(), law::v1::PETITION_KIND_REFLECTION, Day(2024, 3, 6));
  routing::v1::ReturnReferralRequest back;
  back.set_request_id(client::NewRequestId());
  back.set_referral_id(sent.referral_id());
  back.set_agency_code(kCommuneAgency);
  *back.mutable_returned_on() = Day(2024, 3, 8);
  back.set_reason("Đường do thành phố quản lý");
  ASSERT_THAT(system_.routing.ReturnReferral(back), Succeeds());
  const auto work = WorkOf(district_, kDistrictAgency);
  ASSERT_EQ(work.size(), 1u);
  EXPECT_EQ(Iso(work[0].classify_due_on()), "2024-03-14");
}

// Against a plain model: whatever was registered and disposed of, pages of any size show exactly
// what waits, each once, in order.
TEST_F(RoutingDeskTest, ListToClassify_RandomWork_MatchesAModel) {
  const unsigned seed = std::random_device{}();
  RecordProperty("seed", std::to_string(seed));
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  std::set<std::pair<std::string, int64_t>> model;
  for (int i = 0; i < 40; ++i) {
    auto petition = Misdirected();
    petition.set_title(petition.title() + " số " + std::to_string(i * 7919));
    *petition.mutable_received_on() =
        law::ToProto(absl::CivilDay(2024, 3, 1) + static_cast<int>(random() % 20));
    const auto receipt = Register(petition);
    if (random() % 3 == 0) {
      auto dispose = AsProposed(Propose(receipt.petition_id()), kDistrictAgency, petition.kind(),
                                petition.received_on());
      dispose.set_disposal(law::v1::DISPOSAL_TRANSFER);
      dispose.set_to_agency_code(kCommuneAgency);
      dispose.clear_join_petition_id();
      dispose.set_eligible(true);
      dispose.set_competent(false);
      ASSERT_THAT(system_.routing.Dispose(dispose), Succeeds());
    } else {
      model.emplace(Iso(receipt.classify_due_on()), receipt.petition_id());
    }
  }
  for (const int size : {1, 3, 7, 100}) {
    std::vector<std::pair<std::string, int64_t>> seen;
    for (const auto& one : WorkOf(district_, kDistrictAgency, size)) {
      seen.emplace_back(Iso(one.classify_due_on()), one.petition_id());
    }
    EXPECT_EQ(seen, (std::vector<std::pair<std::string, int64_t>>(model.begin(), model.end())));
  }
}

TEST_F(RoutingDeskTest, ListReferrals_ShowWhatIsBeingSent) {
  const auto receipt = Register(Misdirected());
  Dispose(receipt.petition_id(), law::v1::PETITION_KIND_REFLECTION, Day(2024, 3, 6));
  routing::v1::ListReferralsRequest inbox;
  inbox.set_agency_code(kCommuneAgency);
  const auto waiting = commune_.routing.ListReferrals(inbox);
  ASSERT_THAT(waiting, Succeeds());
  ASSERT_EQ(waiting->referrals_size(), 1);
  const auto& referral = waiting->referrals(0);
  EXPECT_EQ(referral.title(), Misdirected().title());
  EXPECT_EQ(referral.kind(), law::v1::PETITION_KIND_REFLECTION);
  EXPECT_EQ(Iso(referral.received_on()), "2024-03-04");
  EXPECT_EQ(referral.subject_code(), "GT01");
  // DL-DON-01 from the day it was sent: 10 days end on Saturday, so Monday.
  EXPECT_EQ(Iso(referral.classify_due_on()), "2024-03-18");
  ASSERT_THAT(Accept(referral.id(), Day(2024, 3, 7)), Succeeds());
  EXPECT_FALSE(commune_.routing.ListReferrals(inbox)->referrals(0).has_classify_due_on());
}

TEST_F(RoutingDeskTest, GetHandlings_TellsTheWayOfAPetition_ToWhoeverHadIt) {
  const auto receipt = Register(Misdirected());
  routing::v1::GetHandlingsRequest request;
  request.set_petition_id(receipt.petition_id());
  const auto untouched = district_.routing.GetHandlings(request);
  ASSERT_THAT(untouched, Succeeds());
  ASSERT_EQ(untouched->handlings_size(), 1);
  EXPECT_EQ(untouched->handlings(0).disposal(), law::v1::DISPOSAL_UNSPECIFIED);
  EXPECT_THAT(commune_.routing.GetHandlings(request),
              FailsWith(absl::StatusCode::kNotFound, common::v1::NOT_FOUND));

  const auto sent =
      Dispose(receipt.petition_id(), law::v1::PETITION_KIND_REFLECTION, Day(2024, 3, 6));
  ASSERT_THAT(Accept(sent.referral_id(), Day(2024, 3, 7)), Succeeds());
  for (auto* caller : {&counter_, &commune_, &system_}) {
    const auto way = caller->routing.GetHandlings(request);
    ASSERT_THAT(way, Succeeds());
    ASSERT_EQ(way->handlings_size(), 2);
    EXPECT_EQ(way->handlings(0).agency_code(), kDistrictAgency);
    EXPECT_EQ(way->handlings(0).disposal(), law::v1::DISPOSAL_TRANSFER);
    EXPECT_EQ(way->handlings(1).agency_code(), kCommuneAgency);
    EXPECT_EQ(Iso(way->handlings(1).opened_on()), "2024-03-07");
    // What only the agency itself may change or read stays there.
    EXPECT_EQ(way->handlings(0).etag().empty(), caller == &commune_);
    EXPECT_EQ(way->handlings(1).etag().empty(), caller == &counter_);
    ASSERT_EQ(way->transfers_size(), 1);
    EXPECT_EQ(way->transfers(0).state(), routing::v1::REFERRAL_STATE_ACCEPTED);
  }
  request.set_petition_id(999999);
  EXPECT_THAT(system_.routing.GetHandlings(request),
              FailsWith(absl::StatusCode::kNotFound, common::v1::NOT_FOUND));
  request.set_petition_id(0);
  EXPECT_THAT(system_.routing.GetHandlings(request), RefusesField("petition_id"));
}

// Whatever a counter, or another agency, asks the desk's methods is the same with and without a
// denunciation about the same matter, in the same words.
TEST_F(RoutingDeskTest, ADenunciation_ChangesNoAnswerForThoseWithoutRights) {
  auto twin = SomeDenunciation();
  twin.set_kind(law::v1::PETITION_KIND_REFLECTION);
  const auto asked = [&] {
    std::string answers;
    for (auto* caller : {&counter_, &commune_}) {
      const char* agency = caller == &counter_ ? kDistrictAgency : kCommuneAgency;
      for (auto petition : {SomeDenunciation(), twin}) {
        auto draft = DraftOf(petition);
        draft.set_agency_code(agency);
        answers += caller->routing.ProposeForDraft(draft)->DebugString();
      }
      for (const auto& one : WorkOf(*caller, agency)) answers += one.DebugString();
      routing::v1::ListReferralsRequest inbox;
      inbox.set_agency_code(agency);
      answers += caller->routing.ListReferrals(inbox)->DebugString();
    }
    return answers;
  };
  const std::string before = asked();
  const auto receipt = Register(SomeDenunciation());
  EXPECT_EQ(asked(), before);
  routing::v1::GetHandlingsRequest hidden, missing;
  hidden.set_petition_id(receipt.petition_id());
  missing.set_petition_id(receipt.petition_id() + 1000);
  for (auto* caller : {&counter_, &commune_}) {
    EXPECT_EQ(caller->routing.GetHandlings(hidden).status(),
              caller->routing.GetHandlings(missing).status());
  }
  // Who heads the agency sees it.
  const auto work = WorkOf(district_, kDistrictAgency);
  ASSERT_EQ(work.size(), 1u);
  EXPECT_TRUE(work[0].identity_withheld());
  EXPECT_EQ(work[0].due().rule_id(), "DL-TC-01");
  EXPECT_THAT(work[0].title(), Not(HasSubstr("Mẫu")));
}

}  // namespace
}  // namespace donthu::testing
