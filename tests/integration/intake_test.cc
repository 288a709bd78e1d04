#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>

#include "clients/cpp/request_id.h"
#include "services/base/text/fold.h"
#include "tests/support/clients.h"
#include "tests/support/matchers.h"

namespace donthu::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::Not;

class IntakeTest : public ::testing::Test {
 protected:
  int64_t Petitions() {
    return CountSql(stack_, "count_petitions", "SELECT count(*) FROM intake.petition");
  }

  Stack stack_;
  Caller system_{stack_};
};

TEST_F(IntakeTest, RegisterPetition_CodeNamesAgencyAndDay_AndDoesNotCount) {
  const auto first = system_.intake.RegisterPetition(SomePetition());
  const auto second = system_.intake.RegisterPetition(SomePetition());
  auto other_day = SomePetition();
  *other_day.mutable_received_on() = Day(2024, 3, 5);
  const auto third = system_.intake.RegisterPetition(other_day);
  ASSERT_THAT(first, Succeeds());
  ASSERT_THAT(second, Succeeds());
  ASSERT_THAT(third, Succeeds());
  EXPECT_THAT(first->code(), MatchesRegex("H46\\.QB-450-UBND-240304-[1-9][0-9]{5}"));
  EXPECT_THAT(second->code(), MatchesRegex("H46\\.QB-450-UBND-240304-[1-9][0-9]{5}"));
  EXPECT_THAT(third->code(), MatchesRegex("H46\\.QB-450-UBND-240305-[1-9][0-9]{5}"));
  EXPECT_NE(first->code(), second->code());
}

TEST_F(IntakeTest, RegisterPetition_TellsTheFirstLimit) {
  // DL-DON-01: 10 calendar days from 2024-03-04 end on Thursday 2024-03-14.
  const auto answer = system_.intake.RegisterPetition(SomePetition());
  ASSERT_THAT(answer, Succeeds());
  EXPECT_EQ(answer->classify_due_on().day(), 14);
}

TEST_F(IntakeTest, RegisterPetition_RepeatedRequestId_ReturnsFirstAnswer) {
  const auto request = SomePetition();
  const auto first = system_.intake.RegisterPetition(request);
  const auto again = system_.intake.RegisterPetition(request);
  ASSERT_THAT(again, Succeeds());
  EXPECT_EQ(again->SerializeAsString(), first->SerializeAsString());
  EXPECT_EQ(Petitions(), 1);
}

TEST_F(IntakeTest, RegisterPetition_RequestIdWithAnotherBody_IsRefused) {
  auto request = SomePetition();
  ASSERT_THAT(system_.intake.RegisterPetition(request), Succeeds());
  request.set_title("Khiếu nại việc khác");
  EXPECT_THAT(system_.intake.RegisterPetition(request),
              FailsWith(absl::StatusCode::kAlreadyExists, common::v1::REQUEST_ID_REUSED));
  EXPECT_EQ(Petitions(), 1);
}

TEST_F(IntakeTest, RegisterPetition_ManyCountersAtOnce_NoDoubles) {
  constexpr int kThreads = 8;
  constexpr int kEach = 12;
  std::atomic<int> failures{0};
  std::vector<std::thread> counters;
  for (int i = 0; i < kThreads; ++i) {
    counters.emplace_back([&] {
      Caller caller(stack_);
      for (int j = 0; j < kEach; ++j) {
        const auto request = SomePetition();
        // Each request twice at the same time, as a client that lost patience would.
        std::thread twin([&] { failures += !caller.intake.RegisterPetition(request).ok(); });
        failures += !caller.intake.RegisterPetition(request).ok();
        twin.join();
      }
    });
  }
  for (auto& counter : counters) counter.join();
  EXPECT_EQ(failures, 0);
  EXPECT_EQ(Petitions(), kThreads * kEach);
  EXPECT_EQ(CountSql(stack_, "codes", "SELECT count(DISTINCT code) FROM intake.petition"),
            kThreads * kEach);
}

// Everything that any schema holds as text, in one string, folded.
std::string WholeDatabase(Stack& stack) {
  const auto rows = stack.owner().Run(
      db::Statement{"whole",
                    "SELECT string_agg(t::text, ' ') FROM ("
                    "SELECT to_jsonb(p)::text AS t FROM intake.petition AS p "
                    "UNION ALL SELECT to_jsonb(p)::text FROM intake.petitioner AS p "
                    "UNION ALL SELECT to_jsonb(p)::text FROM intake.request AS p "
                    "UNION ALL SELECT to_jsonb(p)::text FROM ledger.event AS p "
                    "UNION ALL SELECT to_jsonb(p)::text FROM routing.handling AS p) AS x"},
      db::Params());
  return text::Fold((*rows)[0][0].c_str());
}

intake::v1::RegisterPetitionRequest Denunciation() {
  auto request = SomePetition();
  request.set_kind(law::v1::PETITION_KIND_DENUNCIATION);
  request.set_subject_code("TN03");
  request.clear_decision_on();
  request.set_title("Tố cáo của bà NGUYEN THI BICH NGOC về thu quỹ sai");
  request.set_body(
      "Tôi là Nguyễn Thị Bích Ngọc, sinh năm 1966, ở thôn Khe Gát, xã Hải Thành, điện thoại 0912 "
      "345 678, CCCD "
      "044166001234. Ông H.V.T, trưởng thôn, thu quỹ 450.000 đồng mỗi hộ. Người tố cáo: Ngọc "
      "Nguyễn Thị Bích.");
  auto* person = request.mutable_petitioners(0);
  person->set_full_name("Nguyễn Thị Bích Ngọc");
  person->set_birth_year(1966);
  person->set_address("thôn Khe Gát, xã Hải Thành");
  person->set_id_number("044166001234");
  person->set_phone("0912345678");
  return request;
}

TEST_F(IntakeTest, RegisterPetition_Denunciation_AuthorIsStoredNowhere) {
  ASSERT_THAT(system_.intake.RegisterPetition(Denunciation()), Succeeds());
  const std::string everything = WholeDatabase(stack_);
  for (const char* secret : {"bich ngoc", "ngoc nguyen thi bich", "nguyen thi bich", "khe gat",
                             "044166001234", "0912345678", "0912 345 678", "sinh nam 1966"}) {
    EXPECT_THAT(everything, Not(HasSubstr(secret)));
  }
  // What the matter needs is still there.
  EXPECT_THAT(everything, HasSubstr("450 000 dong"));
}

TEST_F(IntakeTest, RegisterPetition_MixedWithDenunciation_AuthorIsStoredNowhere) {
  auto request = Denunciation();
  request.set_kind(law::v1::PETITION_KIND_COMPLAINT);
  request.add_mixed_kinds(law::v1::PETITION_KIND_COMPLAINT);
  request.add_mixed_kinds(law::v1::PETITION_KIND_DENUNCIATION);
  ASSERT_THAT(system_.intake.RegisterPetition(request), Succeeds());
  EXPECT_THAT(WholeDatabase(stack_), Not(HasSubstr("bich ngoc")));
}

TEST_F(IntakeTest, RegisterPetition_SamePetitionAtAnotherAgency_IsHinted) {
  const auto first = system_.intake.RegisterPetition(SomePetition());
  auto copy = SomePetition();
  copy.set_agency_code("QB-UBND");
  copy.set_title("Khieu nai quyet dinh thu hoi dat");
  copy.set_body("Toi khong dong y voi quyet dinh thu hoi thua dat so 12, to ban do so 3.");
  const auto answer = system_.intake.RegisterPetition(copy);
  ASSERT_THAT(answer, Succeeds());
  ASSERT_EQ(answer->duplicates_size(), 1);
  EXPECT_EQ(answer->duplicates(0).code(), first->code());
  EXPECT_GE(answer->duplicates(0).score(), 85);
  EXPECT_THAT(answer->duplicates(0).reason(), Not(IsEmpty()));
}

TEST_F(IntakeTest, RegisterPetition_DenunciationNeverShowsInHintsOfOthers) {
  const auto first = system_.intake.RegisterPetition(Denunciation());
  ASSERT_THAT(first, Succeeds());
  auto complaint = Denunciation();
  complaint.set_request_id(client::NewRequestId());
  complaint.set_kind(law::v1::PETITION_KIND_REFLECTION);
  const auto hints_of_complaint = system_.intake.RegisterPetition(complaint);
  ASSERT_THAT(hints_of_complaint, Succeeds());
  EXPECT_EQ(hints_of_complaint->duplicates_size(), 0);
  // Nor to a denunciation registered by an agency that the first one is out of reach for.
  Caller commune(stack_, kCommune);
  auto elsewhere = Denunciation();
  elsewhere.set_request_id(client::NewRequestId());
  elsewhere.set_agency_code("QB-18853-UBND");
  const auto hints = commune.intake.RegisterPetition(elsewhere);
  ASSERT_THAT(hints, Succeeds());
  for (const auto& hint : hints->duplicates()) {
    EXPECT_NE(hint.code(), first->code());
  }
}

TEST_F(IntakeTest, GetPetition_GivesBackWhatWasSaid) {
  const auto request = SomePetition();
  const auto registered = system_.intake.RegisterPetition(request);
  intake::v1::GetPetitionRequest by_code;
  by_code.set_code(registered->code());
  const auto petition = system_.intake.GetPetition(by_code);
  ASSERT_THAT(petition, Succeeds());
  EXPECT_EQ(petition->id(), registered->petition_id());
  EXPECT_EQ(petition->title(), request.title());
  EXPECT_EQ(petition->body(), request.body());
  ASSERT_EQ(petition->petitioners_size(), 1);
  EXPECT_EQ(petition->petitioners(0).SerializeAsString(),
            request.petitioners(0).SerializeAsString());
  EXPECT_EQ(petition->decision_on().day(), 1);
}

TEST_F(IntakeTest, GetPetition_OutOfReach_LooksLikeNoPetition) {
  const auto registered = system_.intake.RegisterPetition(SomePetition());
  intake::v1::GetPetitionRequest request;
  request.set_id(registered->petition_id());
  Caller commune(stack_, kCommune);
  const auto hidden = commune.intake.GetPetition(request);
  EXPECT_THAT(hidden, FailsWith(absl::StatusCode::kNotFound, common::v1::NOT_FOUND));
  request.set_id(999999);
  const auto missing = commune.intake.GetPetition(request);
  EXPECT_EQ(hidden.status().ToString(), missing.status().ToString());
}

TEST_F(IntakeTest, ListPetitions_PagesShowEachPetitionOnceLatestFirst) {
  for (int i = 0; i < 7; ++i) {
    auto request = SomePetition();
    *request.mutable_received_on() = Day(2024, 3, 4 + i % 3);
    ASSERT_THAT(system_.intake.RegisterPetition(request), Succeeds());
  }
  intake::v1::ListPetitionsRequest request;
  request.set_page_size(3);
  std::vector<std::pair<int, int64_t>> seen;
  do {
    const auto page = system_.intake.ListPetitions(request);
    ASSERT_THAT(page, Succeeds());
    for (const auto& petition : page->petitions()) {
      EXPECT_THAT(petition.body(), IsEmpty());
      seen.emplace_back(petition.received_on().day(), petition.id());
    }
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(seen.size(), 7u);
  EXPECT_TRUE(std::is_sorted(seen.rbegin(), seen.rend()));
  EXPECT_EQ(std::set(seen.begin(), seen.end()).size(), 7u);
}

TEST_F(IntakeTest, ListPetitions_TokenOfAnotherQuery_IsRefused) {
  for (int i = 0; i < 2; ++i) {
    ASSERT_THAT(system_.intake.RegisterPetition(SomePetition()), Succeeds());
  }
  intake::v1::ListPetitionsRequest request;
  request.set_page_size(1);
  const auto page = system_.intake.ListPetitions(request);
  ASSERT_THAT(page, Succeeds());
  request.set_page_token(page->next_page_token());
  request.set_subject_code("DD02");
  EXPECT_THAT(system_.intake.ListPetitions(request),
              FailsWith(absl::StatusCode::kInvalidArgument, common::v1::BAD_PAGE_TOKEN));
  request.set_page_token("x'); DROP TABLE intake.petition; --");
  EXPECT_THAT(system_.intake.ListPetitions(request),
              FailsWith(absl::StatusCode::kInvalidArgument, common::v1::BAD_PAGE_TOKEN));
}

TEST_F(IntakeTest, ListPetitions_FiltersByAgencyKindAndDates) {
  auto other = SomePetition();
  other.set_agency_code("QB-UBND");
  other.set_kind(law::v1::PETITION_KIND_REFLECTION);
  *other.mutable_received_on() = Day(2024, 5, 6);
  ASSERT_THAT(system_.intake.RegisterPetition(SomePetition()), Succeeds());
  ASSERT_THAT(system_.intake.RegisterPetition(other), Succeeds());
  intake::v1::ListPetitionsRequest request;
  request.set_agency_code("QB-UBND");
  EXPECT_EQ(system_.intake.ListPetitions(request)->petitions_size(), 1);
  request.set_with_subordinates(true);
  EXPECT_EQ(system_.intake.ListPetitions(request)->petitions_size(), 2);
  request.set_kind(law::v1::PETITION_KIND_REFLECTION);
  EXPECT_EQ(system_.intake.ListPetitions(request)->petitions_size(), 1);
  request.clear_kind();
  *request.mutable_received_to() = Day(2024, 5, 5);
  EXPECT_EQ(system_.intake.ListPetitions(request)->petitions_size(), 1);
  *request.mutable_received_from() = Day(2024, 3, 5);
  EXPECT_EQ(system_.intake.ListPetitions(request)->petitions_size(), 0);
  // A district officer asks for everything and gets the district's.
  Caller district(stack_, kDistrict);
  EXPECT_EQ(district.intake.ListPetitions({})->petitions_size(), 1);
  request.Clear();
  request.set_agency_code("QB-UBND");
  EXPECT_THAT(district.intake.ListPetitions(request),
              FailsWith(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED));
}

TEST_F(IntakeTest, SearchPetitions_FindsByWordsNamesCodesAndNumbers) {
  auto request = SomePetition();
  request.mutable_petitioners(0)->set_id_number("044070001234");
  request.set_external_id("DVC-77");
  const auto registered = system_.intake.RegisterPetition(request);
  ASSERT_THAT(registered, Succeeds());
  const auto found = [&](const std::string& query) {
    intake::v1::SearchPetitionsRequest search;
    search.set_query(query);
    const auto page = system_.intake.SearchPetitions(search);
    EXPECT_THAT(page, Succeeds());
    return page.ok() ? page->petitions_size() : -1;
  };
  EXPECT_EQ(found("thu hoi thua dat"), 1);
  EXPECT_EQ(found("THỬA đất thu hồi"), 1);
  EXPECT_EQ(found("tran van mau"), 1);
  EXPECT_EQ(found(registered->code()), 1);
  EXPECT_EQ(found("dvc-77"), 1);
  EXPECT_EQ(found("044070001234"), 1);
  EXPECT_EQ(found("xây cầu"), 0);
  EXPECT_EQ(found("' | & ! ( \\"), 0);
}

// Bad input: the field is named, nothing is stored, nothing is recorded.
struct BadCase {
  const char* field;
  std::function<void(intake::v1::RegisterPetitionRequest*)> spoil;
};

TEST_F(IntakeTest, RegisterPetition_BadInput_NamesTheFieldAndStoresNothing) {
  using Request = intake::v1::RegisterPetitionRequest;
  const std::vector<BadCase> cases = {
      {"request_id", [](Request* r) { r->set_request_id("not-a-uuid"); }},
      {"agency_code", [](Request* r) { r->set_agency_code("QB-NOWHERE"); }},
      {"agency_code", [](Request* r) { *r->mutable_received_on() = Day(2025, 7, 1); }},
      {"agency_code", [](Request* r) { r->clear_agency_code(); }},
      {"channel", [](Request* r) { r->clear_channel(); }},
      {"received_on", [](Request* r) { *r->mutable_received_on() = Day(2023, 2, 29); }},
      {"received_on", [](Request* r) { *r->mutable_received_on() = Day(2190, 1, 1); }},
      {"received_on", [](Request* r) { r->clear_received_on(); }},
      {"subject_code", [](Request* r) { r->set_subject_code("ZZ99"); }},
      {"area_key", [](Request* r) { r->set_area_key("00000"); }},
      {"title", [](Request* r) { r->set_title("  \n "); }},
      {"title", [](Request* r) { r->set_title(std::string(301, 'x')); }},
      {"body", [](Request* r) { r->set_body(std::string("a\0b", 3)); }},
      {"body", [](Request* r) { r->set_body(std::string(20001, 'x')); }},
      {"petitioners", [](Request* r) { r->clear_petitioners(); }},
      {"petitioners", [](Request* r) { r->set_anonymous(true); }},
      {"petitioners[0].full_name",
       [](Request* r) { r->mutable_petitioners(0)->clear_full_name(); }},
      {"petitioners[0].id_number",
       [](Request* r) { r->mutable_petitioners(0)->set_id_number("12-34"); }},
      {"group_size", [](Request* r) { r->set_group_size(0); }},
      {"group_size", [](Request* r) { r->set_group_size(10001); }},
      {"decision_on", [](Request* r) { *r->mutable_decision_on() = Day(2024, 3, 5); }},
  };
  for (const auto& bad : cases) {
    auto request = SomePetition();
    bad.spoil(&request);
    EXPECT_THAT(system_.intake.RegisterPetition(request), RefusesField(bad.field)) << bad.field;
  }
  EXPECT_EQ(Petitions(), 0);
  EXPECT_EQ(
      CountSql(stack_, "events", "SELECT count(*) FROM ledger.event WHERE kind LIKE 'intake%'"), 0);
}

TEST_F(IntakeTest, RegisterPetition_DecomposedText_IsStoredComposed) {
  auto request = SomePetition();
  request.set_title("Khie\u0302\u0301u na\u0323i");  // NFD of "Khiếu nại"
  const auto registered = system_.intake.RegisterPetition(request);
  ASSERT_THAT(registered, Succeeds());
  intake::v1::GetPetitionRequest get;
  get.set_id(registered->petition_id());
  EXPECT_EQ(system_.intake.GetPetition(get)->title(), "Khiếu nại");
}

TEST_F(IntakeTest, DatabaseAway_IsSaidClearlyAndHealsByItself) {
  PrivatePostgres own(false);
  Stack stack({.postgres = &own});
  Caller caller(stack);
  ASSERT_THAT(caller.intake.RegisterPetition(SomePetition()), Succeeds());
  own.Stop();
  const auto away = caller.intake.ListPetitions({});
  EXPECT_THAT(away, FailsWith(absl::StatusCode::kUnavailable, common::v1::DATABASE_UNAVAILABLE));
  EXPECT_THAT(DetailOf(away.status()).message_vi(), Not(IsEmpty()));
  own.Start();
  EXPECT_THAT(caller.intake.ListPetitions({}), Succeeds());
  EXPECT_THAT(caller.intake.RegisterPetition(SomePetition()), Succeeds());
}

}  // namespace
}  // namespace donthu::testing
