// What the desk looks up while a petition is being typed, and how it searches.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/cpp/request_id.h"
#include "tests/support/clients.h"
#include "tests/support/matchers.h"

namespace donthu::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

intake::v1::FindPetitionersRequest ByName(const std::string& name, int year) {
  intake::v1::FindPetitionersRequest request;
  request.set_full_name(name);
  request.set_birth_year(year);
  return request;
}

intake::v1::FindPetitionersRequest ByNumber(const std::string& number) {
  intake::v1::FindPetitionersRequest request;
  request.set_id_number(number);
  return request;
}

// A draft of what SomePetition() says.
intake::v1::FindDuplicatesRequest TypedAgain(const std::string& agency) {
  const auto petition = SomePetition();
  intake::v1::FindDuplicatesRequest request;
  request.set_agency_code(agency);
  auto* draft = request.mutable_draft();
  draft->set_kind(petition.kind());
  draft->set_subject_code(petition.subject_code());
  draft->set_area_key(petition.area_key());
  draft->set_title(petition.title());
  draft->set_body(petition.body());
  *draft->mutable_petitioners() = petition.petitioners();
  *draft->mutable_received_on() = petition.received_on();
  *draft->mutable_decision_on() = petition.decision_on();
  return request;
}

intake::v1::RegisterPetitionRequest SomeDenunciation() {
  auto request = SomePetition();
  request.set_kind(law::v1::PETITION_KIND_DENUNCIATION);
  request.clear_decision_on();
  request.mutable_petitioners(0)->set_id_number("044070001234");
  return request;
}

class IntakeDeskTest : public ::testing::Test {
 protected:
  intake::v1::RegisterPetitionResponse Register(
      const intake::v1::RegisterPetitionRequest& request) {
    const auto answer = system_.intake.RegisterPetition(request);
    EXPECT_THAT(answer, Succeeds());
    return answer.value_or(intake::v1::RegisterPetitionResponse());
  }

  std::vector<std::string> Found(const intake::v1::SearchPetitionsRequest& request) {
    const auto answer = system_.intake.SearchPetitions(request);
    EXPECT_THAT(answer, Succeeds());
    std::vector<std::string> codes;
    if (!answer.ok()) return codes;
    for (const auto& petition : answer->petitions()) codes.push_back(petition.code());
    return codes;
  }

  Stack stack_;
  Caller system_{stack_};
  Caller district_{stack_, kDistrict};
  Caller counter_{stack_, kCounter};
  Caller commune_{stack_, kCommune};
};

TEST_F(IntakeDeskTest, FindPetitioners_KnowsThePersonByNumberAndByNameWithYear) {
  auto petition = SomePetition();
  petition.mutable_petitioners(0)->set_id_number("044070001234");
  petition.mutable_petitioners(0)->set_phone("0912 345 678");
  petition.mutable_petitioners(0)->set_gender(intake::v1::GENDER_MALE);
  petition.mutable_petitioners(0)->set_representative(true);
  const auto registered = Register(petition);
  for (const auto& request :
       {ByNumber("044070001234"), ByName("tran van MAU", 1970), ByName("Trần Văn Mẫu", 1970)}) {
    const auto known = counter_.intake.FindPetitioners(request);
    ASSERT_THAT(known, Succeeds());
    ASSERT_EQ(known->petitioners_size(), 1);
    const auto& one = known->petitioners(0);
    auto person = petition.petitioners(0);
    // A role in one petition, not a trait of the person.
    person.set_representative(false);
    EXPECT_EQ(one.petitioner().DebugString(), person.DebugString());
    EXPECT_EQ(one.code(), registered.code());
    EXPECT_EQ(one.agency_code(), "QB-450-UBND");
    EXPECT_EQ(one.received_on().day(), 4);
  }
  for (const auto& request :
       {ByNumber("044070001235"), ByName("Trần Văn Mẫu", 1971), ByName("Trần Văn", 1970)}) {
    EXPECT_EQ(counter_.intake.FindPetitioners(request)->petitioners_size(), 0);
  }
}

TEST_F(IntakeDeskTest, FindPetitioners_OnePersonOnce_WithWhatIsLatest) {
  auto petition = SomePetition();
  petition.mutable_petitioners(0)->set_id_number("044070001234");
  Register(petition);
  petition.set_request_id(client::NewRequestId());
  *petition.mutable_received_on() = Day(2024, 5, 6);
  petition.mutable_petitioners(0)->set_address("thôn Mới, xã Khác");
  Register(petition);
  const auto known = counter_.intake.FindPetitioners(ByNumber("044070001234"));
  ASSERT_EQ(known->petitioners_size(), 1);
  EXPECT_EQ(known->petitioners(0).petitioner().address(), "thôn Mới, xã Khác");
}

TEST_F(IntakeDeskTest, FindPetitioners_NamesakesApart_AtMostFiveLatestFirst) {
  for (int i = 1; i <= 7; ++i) {
    auto petition = SomePetition();
    *petition.mutable_received_on() = Day(2024, 3, i);
    petition.mutable_petitioners(0)->set_address("thôn " + std::to_string(i));
    Register(petition);
  }
  const auto known = counter_.intake.FindPetitioners(ByName("Trần Văn Mẫu", 1970));
  ASSERT_EQ(known->petitioners_size(), 5);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(known->petitioners(i).received_on().day(), 7 - i);
}

TEST_F(IntakeDeskTest, FindPetitioners_OutOfReach_IsNobody) {
  Register(SomePetition());
  EXPECT_EQ(commune_.intake.FindPetitioners(ByName("Trần Văn Mẫu", 1970))->petitioners_size(), 0);
  Caller inspector(stack_, kInspector);
  EXPECT_THAT(inspector.intake.FindPetitioners(ByName("Trần Văn Mẫu", 1970)),
              FailsWith(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED));
}

TEST_F(IntakeDeskTest, FindPetitioners_TooLittleToGoBy_NamesTheField) {
  for (const auto& request : {intake::v1::FindPetitionersRequest(), ByName("Trần Văn Mẫu", 0),
                              ByName("", 1970), ByName(" ... ", 1970)}) {
    EXPECT_THAT(counter_.intake.FindPetitioners(request), RefusesField("id_number"));
  }
  EXPECT_THAT(counter_.intake.FindPetitioners(ByNumber("12")), RefusesField("id_number"));
}

TEST_F(IntakeDeskTest, FindDuplicates_SaysWhatRegistrationWouldSay) {
  const auto first = Register(SomePetition());
  const auto hints = counter_.intake.FindDuplicates(TypedAgain("QB-450-UBND"));
  ASSERT_THAT(hints, Succeeds());
  ASSERT_EQ(hints->duplicates_size(), 1);
  auto hint = hints->duplicates(0);
  EXPECT_EQ(hint.code(), first.code());
  EXPECT_EQ(hint.title(), SomePetition().title());
  EXPECT_EQ(hint.agency_code(), "QB-450-UBND");
  EXPECT_EQ(hint.received_on().day(), 4);
  const auto registered = district_.intake.RegisterPetition(SomePetition());
  ASSERT_THAT(registered, Succeeds());
  ASSERT_EQ(registered->duplicates_size(), 1);
  hint.clear_title();
  hint.clear_agency_code();
  hint.clear_received_on();
  EXPECT_EQ(hint.DebugString(), registered->duplicates(0).DebugString());
}

TEST_F(IntakeDeskTest, FindDuplicates_OfAnotherAgency_ShowNoMoreThanTheCode) {
  const auto first = Register(SomePetition());
  const auto hints = commune_.intake.FindDuplicates(TypedAgain("QB-18853-UBND"));
  ASSERT_THAT(hints, Succeeds());
  ASSERT_EQ(hints->duplicates_size(), 1);
  EXPECT_EQ(hints->duplicates(0).code(), first.code());
  EXPECT_THAT(hints->duplicates(0).title(), IsEmpty());
  EXPECT_THAT(hints->duplicates(0).agency_code(), IsEmpty());
  EXPECT_FALSE(hints->duplicates(0).has_received_on());
}

TEST_F(IntakeDeskTest, FindDuplicates_FromFewWords_StoresNothing) {
  Register(SomePetition());
  auto typing = TypedAgain("QB-450-UBND");
  typing.mutable_draft()->clear_body();
  typing.mutable_draft()->clear_title();
  EXPECT_THAT(counter_.intake.FindDuplicates(typing), Succeeds()) << "name and place only";
  typing.mutable_draft()->Clear();
  typing.mutable_draft()->set_title("K");
  const auto nothing = counter_.intake.FindDuplicates(typing);
  ASSERT_THAT(nothing, Succeeds());
  EXPECT_EQ(nothing->duplicates_size(), 0);
  EXPECT_EQ(CountSql(stack_, "petitions", "SELECT count(*) FROM intake.petition"), 1);
  EXPECT_EQ(CountSql(stack_, "requests", "SELECT count(*) FROM intake.request"), 1);
  typing.set_agency_code("QB-18853-UBND");
  EXPECT_THAT(counter_.intake.FindDuplicates(typing),
              FailsWith(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED));
  typing.set_agency_code("QB-450-UBND");
  typing.clear_draft();
  EXPECT_THAT(counter_.intake.FindDuplicates(typing), RefusesField("draft"));
}

TEST_F(IntakeDeskTest, PreviewMasking_ShowsWhatRegistrationStores_AndStoresNothing) {
  auto letter = SomePetition();
  letter.set_kind(law::v1::PETITION_KIND_DENUNCIATION);
  letter.clear_decision_on();
  letter.set_title("Tran Van Mau tố cáo cán bộ nhận tiền");
  letter.set_body("Tôi là Trần Văn Mẫu, sinh năm 1970, điện thoại 0912345678. Cán bộ nhận tiền.");
  letter.set_addressee("Gửi hộ ông Mẫu");
  intake::v1::PreviewMaskingRequest preview;
  preview.set_agency_code(letter.agency_code());
  preview.set_title(letter.title());
  preview.set_body(letter.body());
  preview.set_addressee(letter.addressee());
  *preview.mutable_petitioners() = letter.petitioners();
  const auto shown = counter_.intake.PreviewMasking(preview);
  ASSERT_THAT(shown, Succeeds());
  EXPECT_GE(shown->masked(), 4);
  EXPECT_THAT(shown->DebugString(), ::testing::Not(::testing::HasSubstr("1970")));
  EXPECT_THAT(shown->title(), ::testing::HasSubstr("[đã che] tố cáo cán bộ nhận tiền"));
  EXPECT_EQ(CountSql(stack_, "petitions", "SELECT count(*) FROM intake.petition"), 0);

  const auto registered = counter_.intake.RegisterPetition(letter);
  ASSERT_THAT(registered, Succeeds());
  intake::v1::GetPetitionRequest get;
  get.set_id(registered->petition_id());
  const auto stored = Caller(stack_, kSystem).intake.GetPetition(get);
  ASSERT_THAT(stored, Succeeds());
  EXPECT_EQ(stored->title(), shown->title());
  EXPECT_EQ(stored->body(), shown->body());
  EXPECT_EQ(stored->addressee(), shown->addressee());
  preview.set_agency_code("QB-18853-UBND");
  EXPECT_THAT(counter_.intake.PreviewMasking(preview),
              FailsWith(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED));
}

// Everything that a counter, or another agency, can ask for while it types is the same with and
// without a denunciation by the same person, about the same matter, in the same words.
TEST_F(IntakeDeskTest, ADenunciation_ChangesNoAnswerForThoseWithoutRights) {
  const auto asked = [&] {
    std::string answers;
    for (const auto& caller : {&counter_, &commune_}) {
      const char* agency = caller == &counter_ ? "QB-450-UBND" : "QB-18853-UBND";
      for (const auto kind : {law::v1::PETITION_KIND_UNSPECIFIED, law::v1::PETITION_KIND_COMPLAINT,
                              law::v1::PETITION_KIND_DENUNCIATION}) {
        auto typed = TypedAgain(agency);
        typed.mutable_draft()->set_kind(kind);
        answers += caller->intake.FindDuplicates(typed)->DebugString();
      }
      answers += caller->intake.FindPetitioners(ByNumber("044070001234"))->DebugString();
      answers += caller->intake.FindPetitioners(ByName("Trần Văn Mẫu", 1970))->DebugString();
      intake::v1::SearchPetitionsRequest search;
      search.set_query("quyết định thu hồi");
      answers += caller->intake.SearchPetitions(search)->DebugString();
    }
    return answers;
  };
  const std::string before = asked();
  Register(SomeDenunciation());
  EXPECT_EQ(asked(), before);
}

TEST_F(IntakeDeskTest, SearchPetitions_NarrowsByAgencyKindAndDays) {
  const auto march = Register(SomePetition());
  auto petition = SomePetition();
  petition.set_agency_code("QB-18853-UBND");
  petition.set_kind(law::v1::PETITION_KIND_REFLECTION);
  petition.clear_decision_on();
  *petition.mutable_received_on() = Day(2024, 4, 10);
  const auto april = Register(petition);

  intake::v1::SearchPetitionsRequest search;
  search.set_query("THU HOI dat");
  EXPECT_THAT(Found(search), ElementsAre(april.code(), march.code()));
  search.set_agency_code("QB-450-UBND");
  EXPECT_THAT(Found(search), ElementsAre(march.code()));
  search.set_with_subordinates(true);
  EXPECT_THAT(Found(search), UnorderedElementsAre(april.code(), march.code()));
  search.set_kind(law::v1::PETITION_KIND_REFLECTION);
  EXPECT_THAT(Found(search), ElementsAre(april.code()));
  search.clear_kind();
  *search.mutable_received_from() = Day(2024, 3, 5);
  EXPECT_THAT(Found(search), ElementsAre(april.code()));
  search.clear_received_from();
  *search.mutable_received_to() = Day(2024, 4, 9);
  EXPECT_THAT(Found(search), ElementsAre(march.code()));
  *search.mutable_received_to() = Day(2024, 3, 4);
  EXPECT_THAT(Found(search), ElementsAre(march.code()));
  *search.mutable_received_to() = Day(2024, 3, 3);
  EXPECT_THAT(Found(search), IsEmpty());
  search.mutable_received_to()->set_month(13);
  EXPECT_FALSE(system_.intake.SearchPetitions(search).ok());
  search.clear_received_to();
  search.set_agency_code("QB-UBND");
  EXPECT_THAT(commune_.intake.SearchPetitions(search),
              FailsWith(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED));
}

TEST_F(IntakeDeskTest, SearchPetitions_NarrowsByWhatWasDisposedOf) {
  const auto waiting = Register(SomePetition());
  const auto done = Register(SomePetition());
  routing::v1::ProposeDisposalRequest propose;
  propose.set_petition_id(done.petition_id());
  const auto proposal = system_.routing.ProposeDisposal(propose);
  ASSERT_THAT(proposal, Succeeds());
  ASSERT_THAT(system_.routing.Dispose(AsProposed(
                  *proposal, "QB-450-UBND", law::v1::PETITION_KIND_COMPLAINT, Day(2024, 3, 6))),
              Succeeds());
  intake::v1::SearchPetitionsRequest search;
  search.set_query("thu hồi");
  search.set_state(intake::v1::PROCESSING_STATE_WAITING);
  EXPECT_THAT(Found(search), ElementsAre(waiting.code()));
  search.set_state(intake::v1::PROCESSING_STATE_DISPOSED);
  EXPECT_THAT(Found(search), ElementsAre(done.code()));
}

// Of a frequent word the latest petitions are walked, of a rare one all hits are taken; pages must
// not show where one way of looking ends and the other begins.
TEST_F(IntakeDeskTest, SearchPetitions_PagesOfFrequentAndRareWords_ShowEachOnce) {
  ASSERT_THAT(stack_.owner().Run(
                  {"fill",
                   "INSERT INTO intake.petition (code, agency, channel, received_on, kind, "
                   "mixed_kinds, subject, area, title, body, group_size, representatives, "
                   "anonymous, names_author, gives_address, has_signature, has_evidence, defect, "
                   "second_complaint, addressee, external_id, identity_withheld, registered_by, "
                   "fingerprint, band_keys, hints, words) "
                   "SELECT 'F-' || i, 'QB-450-UBND', 1, date '2023-01-01' + i % 300, 1, '{}', "
                   "'DD01', '18853', 't', 'b', 1, 0, false, true, true, true, false, 0, false, "
                   "'', '', false, 'x', '', '{}', '', to_tsvector('simple', 'thuong ' || CASE "
                   "WHEN i % 3 = 0 THEN 'vua ' ELSE '' END || CASE WHEN i % 500 = 0 THEN 'hiem' "
                   "ELSE '' END) FROM generate_series(1, 3000) AS i",
                   true},
                  db::Params()),
              Succeeds());
  for (const auto& [word, hits] : std::map<std::string, int>{
           {"thường", 3000}, {"vừa", 1000}, {"hiếm", 6}, {"thường hiếm", 6}, {"không", 0}}) {
    std::set<int64_t> seen;
    intake::v1::SearchPetitionsRequest search;
    search.set_query(word);
    search.set_page_size(400);
    int pages = 0;
    do {
      const auto page = district_.intake.SearchPetitions(search);
      ASSERT_THAT(page, Succeeds());
      for (const auto& petition : page->petitions()) {
        EXPECT_TRUE(seen.insert(petition.id()).second) << word;
      }
      search.set_page_token(page->next_page_token());
      ASSERT_LT(++pages, 20);
    } while (!search.page_token().empty());
    EXPECT_EQ(static_cast<int>(seen.size()), hits) << word;
  }
}

}  // namespace
}  // namespace donthu::testing
