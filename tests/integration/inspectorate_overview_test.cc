// The overview: every number of it is as many as the list that it opens, and what it counts of
// cases is what the services' own tables say.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <pqxx/pqxx>
#include <random>
#include <set>

#include "absl/strings/str_format.h"
#include "clients/cli/run_for_test.h"
#include "tests/integration/some_case.h"
#include "tests/support/clients.h"
#include "tests/support/matchers.h"

namespace donthu::testing {
namespace {

namespace v1 = inspectorate::v1;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

v1::GetOverviewRequest Asking(const std::string& agency, common::v1::Date from,
                              common::v1::Date to) {
  v1::GetOverviewRequest request;
  request.set_agency_code(agency);
  *request.mutable_from() = from;
  *request.mutable_to() = to;
  return request;
}

v1::GetOverviewRequest AskingYear(const std::string& agency = "QB-UBND") {
  return Asking(agency, Day(2023, 12, 15), Day(2024, 12, 14));
}

class OverviewTest : public ::testing::Test {
 protected:
  static const FixedClock& AtNoon() {
    static const FixedClock clock(
        absl::FromCivil(absl::CivilSecond(2024, 12, 20, 12, 0, 0), VietnamTime()));
    return clock;
  }
  static Stack::Options OnADay() {
    Stack::Options options;
    options.clock = &AtNoon();
    return options;
  }

  v1::Overview Overview(const v1::GetOverviewRequest& request) {
    const auto overview = system_.inspectorate.GetOverview(request);
    EXPECT_THAT(overview, Succeeds());
    return overview.value_or(v1::Overview());
  }

  static v1::ListOverviewRequest Listing(const v1::GetOverviewRequest& asked,
                                         const v1::OverviewSelection& selection, int measure) {
    v1::ListOverviewRequest request;
    *request.mutable_overview() = asked;
    *request.mutable_selection() = selection;
    request.set_measure(static_cast<v1::OverviewMeasure>(measure));
    return request;
  }

  std::vector<v1::OverviewItem> List(Caller& caller, v1::ListOverviewRequest request, int page) {
    std::vector<v1::OverviewItem> items;
    request.set_page_size(page);
    do {
      const auto response = caller.inspectorate.ListOverview(request);
      EXPECT_THAT(response, Succeeds());
      if (!response.ok()) return items;
      items.insert(items.end(), response->items().begin(), response->items().end());
      request.set_page_token(response->next_page_token());
    } while (!request.page_token().empty());
    return items;
  }

  // Each of a row's numbers is the size of its list, and no petition or case stands in it twice.
  void ExpectOpens(const v1::GetOverviewRequest& asked, const v1::OverviewRow& row, int page) {
    const bool month = row.selection().has_month();
    for (int measure = v1::OverviewMeasure_MIN + 1; measure <= v1::OverviewMeasure_MAX; ++measure) {
      const bool today = measure == 4 || measure == 5 || measure == 10 || measure == 11;
      if (month && today) continue;
      const auto found = row.figures().find(measure);
      const int64_t figure = found == row.figures().end() ? 0 : found->second;
      // Rows are many, and most of their figures 0: those are opened too, but not all.
      if (figure == 0 && skip_++ % 7 != 0) continue;
      const auto items = List(system_, Listing(asked, row.selection(), measure), page);
      EXPECT_THAT(items, SizeIs(figure))
          << "measure " << measure << " of " << row.selection().ShortDebugString();
      std::set<std::string> different;
      for (const auto& item : items) {
        different.insert(
            absl::StrFormat("%d/%d/%s", item.case_id(), item.petition_id(), item.agency_code()));
      }
      EXPECT_EQ(different.size(), items.size());
      ++opened_;
    }
  }

  // Rows without one above them add up to the total.
  template <typename Rows>
  static void ExpectAddsUp(const Rows& rows, const v1::OverviewRow& total, bool tree) {
    std::set<std::string> keys;
    for (const auto& row : rows) keys.insert(row.selection().area_key());
    std::map<int, int64_t> sum;
    for (const auto& row : rows) {
      if (tree && keys.count(row.parent()) > 0) continue;
      for (const auto& [measure, n] : row.figures()) sum[measure] += n;
    }
    EXPECT_EQ(sum, (std::map<int, int64_t>(total.figures().begin(), total.figures().end())));
  }

  void ExpectWhole(const v1::GetOverviewRequest& asked, int page) {
    const auto overview = Overview(asked);
    ExpectOpens(asked, overview.total(), page);
    ExpectAddsUp(overview.agencies(), overview.total(), false);
    ExpectAddsUp(overview.subjects(), overview.total(), false);
    ExpectAddsUp(overview.areas(), overview.total(), true);
    for (const auto* rows :
         {&overview.agencies(), &overview.subjects(), &overview.areas(), &overview.months()}) {
      for (const auto& row : *rows) ExpectOpens(asked, row, page);
    }
    for (const auto& spot : overview.hot_spots()) {
      const auto items =
          List(system_, Listing(asked, spot.selection(), v1::OVERVIEW_MEASURE_RECEIVED), page);
      EXPECT_THAT(items, SizeIs(spot.handlings())) << spot.ShortDebugString();
      std::map<int64_t, int> people;
      for (const auto& item : items) people[item.petition_id()] = item.group_size();
      EXPECT_EQ(static_cast<int64_t>(people.size()), spot.petitions());
      int64_t sum = 0;
      for (const auto& [petition, size] : people) sum += size;
      EXPECT_EQ(sum, spot.people());
    }
  }

  int64_t Ask(const std::string& sql) {
    pqxx::connection connection(stack_.postgres().Dsn(stack_.database(), "donthu_owner"));
    pqxx::nontransaction tx(connection);
    return tx.exec1(sql)[0].as<int64_t>();
  }

  void Change(const std::string& sql) {
    pqxx::connection connection(stack_.postgres().Dsn(stack_.database(), "donthu_owner"));
    pqxx::work tx(connection);
    tx.exec(sql);
    tx.commit();
  }

  Stack stack_{OnADay()};
  Caller system_{stack_};
  int skip_ = 0;
  int opened_ = 0;
};

TEST_F(OverviewTest, EveryNumberOfTheDemonstration_IsTheSizeOfItsList) {
  const auto connection = stack_.Connect(kSystem);
  const auto demo = cli::RunLine(*connection, {"demo", "data/quang_binh_2024/petitions.jsonl"});
  // Its last ten petitions lie after the day of this test.
  ASSERT_EQ(demo.exit_status, cli::kRefused) << demo.err;
  auto asked = AskingYear();
  asked.set_months(24);
  ExpectWhole(asked, 500);
  EXPECT_GT(opened_, 300);
  const auto overview = Overview(asked);
  EXPECT_THAT(overview.months(), SizeIs(24));

  // The same from resolution's and intake's own tables, written apart from the product's.
  const auto& total = overview.total().figures();
  const auto figure = [&](int measure) {
    const auto found = total.find(measure);
    return found == total.end() ? 0 : found->second;
  };
  const std::string resolved =
      "(SELECT a.case_id, min(a.acted_on) AS on FROM resolution.act a WHERE a.kind IN "
      "(7, 8, 31, 42, 43, 54, 55) GROUP BY 1) r WHERE r.on BETWEEN '2023-12-15' AND '2024-12-14'";
  EXPECT_EQ(figure(6), Ask("SELECT count(*) FROM resolution.case WHERE received_on BETWEEN "
                           "'2023-12-15' AND '2024-12-14'"));
  EXPECT_GT(figure(7), 0);
  EXPECT_EQ(figure(7), Ask("SELECT count(*) FROM " + resolved));
  EXPECT_EQ(figure(9),
            Ask("SELECT count(*) FROM " + resolved +
                " AND EXISTS (SELECT FROM resolution.clock k WHERE k.case_id = r.case_id AND "
                "k.clock ->> 'limit' = 'settle' AND k.stopped_on = r.on AND k.due_legal < r.on)"));
  EXPECT_EQ(figure(8) + figure(9), figure(7));
  const std::string running =
      "SELECT count(DISTINCT case_id) FROM resolution.clock WHERE stopped_on IS NULL AND NOT "
      "waiting AND NOT clock ? 'pausedOn'";
  EXPECT_EQ(figure(10), Ask(running));
  EXPECT_EQ(figure(11), Ask(running + " AND due_legal < '2024-12-20'"));
  EXPECT_EQ(figure(5),
            Ask("SELECT count(*) FROM intake.petition p LEFT JOIN routing.handling h ON "
                "h.petition_id = p.id AND h.agency = p.agency WHERE h.disposed_on IS NULL AND "
                "p.classify_due_on < '2024-12-20'") +
                Ask("SELECT count(*) FROM routing.handling h JOIN intake.petition p ON p.id = "
                    "h.petition_id AND p.agency <> h.agency WHERE h.disposed_on IS NULL AND "
                    "h.classify_due_on < '2024-12-20'"));
  EXPECT_EQ(figure(3), Ask("SELECT count(*) FROM routing.handling WHERE above_level AND opened_on "
                           "BETWEEN '2023-12-15' AND '2024-12-14'"));
}

TEST_F(OverviewTest, EveryNumberOfRandomFacts_IsTheSizeOfItsList) {
  const char* given = std::getenv("DONTHU_TEST_SEED");
  const unsigned seed = given != nullptr ? std::stoul(given) : std::random_device{}();
  std::cout << "DONTHU_TEST_SEED=" << seed << "\n";
  std::mt19937 random(seed);
  Change(absl::StrFormat(R"sql(
    SELECT setseed(%f);
    INSERT INTO inspectorate.handling (petition_id, agency, petition_code, opened_on, kind, subject, area, matter_id,
                                       disposal, disposed_on, eligible, competent, prior_status, above_level,
                                       classify_due_on, group_size)
    SELECT 1 + i / 2, (ARRAY['QB-UBND', 'QB-450-UBND', 'QB-18853-UBND', 'QB-HDND'])[1 + i %% 2 * 2 + floor(random() * 2)::int],
           'QB-' || i, opened, 1, (ARRAY['', 'DD01', 'DD02', 'CS'])[1 + i / 2 %% 4],
           (ARRAY['', '450', '18853', '44', 'ZZ9'])[1 + i / 2 %% 5], 1 + i / 8, CASE WHEN random() < 0.6 THEN 4 ELSE 0 END,
           NULL, true, true, 1, random() < 0.2, CASE WHEN random() < 0.8 THEN opened + (random() * 20)::int END,
           (random() * 9)::int
      FROM (SELECT i, DATE '2023-06-01' + (random() * 500)::int AS opened FROM generate_series(0, 799) AS i) AS g
    ON CONFLICT DO NOTHING;
    UPDATE inspectorate.handling SET disposed_on = opened_on + (random() * 60)::int WHERE disposal > 0;
    INSERT INTO inspectorate.case (case_id, agency, type, state, petition_id, petition_code, subject, area, opened_on,
                                   resolved_on, settle_due_on, running_due_on)
    SELECT i, (ARRAY['QB-UBND', 'QB-450-UBND', 'QB-18853-UBND', 'QB-HDND'])[1 + i %% 4], 1, 2, i, 'QB-' || i,
           (ARRAY['', 'DD01', 'DD02', 'CS'])[1 + (random() * 3)::int], (ARRAY['', '450', '18853', '44'])[1 + (random() * 3)::int],
           opened, CASE WHEN i %% 3 > 0 THEN opened + (random() * 90)::int END,
           CASE WHEN i %% 3 = 1 THEN opened + (random() * 90)::int END,
           CASE WHEN random() < 0.7 THEN DATE '2024-12-20' - 30 + (random() * 60)::int END
      FROM (SELECT i, DATE '2023-06-01' + (random() * 500)::int AS opened FROM generate_series(1, 400) AS i) AS g)sql",
                         std::uniform_real_distribution<double>(-1, 1)(random)));
  ExpectWhole(AskingYear(), 37);
  ExpectWhole(Asking("QB-450-UBND", Day(2024, 3, 5), Day(2024, 3, 5)), 3);
  auto own = Asking("QB-UBND", Day(2024, 1, 1), Day(2024, 6, 30));
  own.set_own_only(true);
  ExpectWhole(own, 500);
  EXPECT_THAT(Overview(own).agencies(), SizeIs(1));
}

TEST_F(OverviewTest, ManyPetitionsOnOneSubjectAtOnePlace_AreAHotSpotThatSaysWhy) {
  auto petition = SomePetition();
  petition.set_subject_code("DD02");
  for (int i = 0; i < 5; ++i) {
    if (i == 4) {
      EXPECT_THAT(Overview(AskingYear()).hot_spots(), IsEmpty());
    }
    *petition.mutable_received_on() = Day(2024, 12, 10 + i);
    petition.set_request_id(client::NewRequestId());
    ASSERT_THAT(system_.intake.RegisterPetition(petition), Succeeds());
  }
  const auto overview = Overview(AskingYear());
  ASSERT_THAT(overview.hot_spots(), SizeIs(1));
  const auto& spot = overview.hot_spots(0);
  EXPECT_EQ(spot.petitions(), 5);
  EXPECT_EQ(spot.rule_id(), "HOT_SPOT_PLACE_PETITIONS");
  EXPECT_EQ(spot.reason_vi(), "5 đơn cùng lĩnh vực, cùng địa bàn trong 30 ngày, ngưỡng 5");
  EXPECT_EQ(Iso(spot.first_on()), "2024-12-10");
  EXPECT_EQ(Iso(spot.selection().since()), "2024-11-15");
  EXPECT_NE(spot.area_name(), "");
  // Outside the span they are none any more.
  EXPECT_THAT(Overview(Asking("QB-UBND", Day(2024, 1, 1), Day(2025, 1, 15))).hot_spots(),
              IsEmpty());
}

TEST_F(OverviewTest, OnePetitionOfManyPeople_IsAHotSpot) {
  auto petition = SomePetition();
  *petition.mutable_received_on() = Day(2024, 12, 10);
  petition.set_group_size(40);
  ASSERT_THAT(system_.intake.RegisterPetition(petition), Succeeds());
  const auto overview = Overview(AskingYear());
  ASSERT_THAT(overview.hot_spots(), SizeIs(1));
  EXPECT_EQ(overview.hot_spots(0).rule_id(), "HOT_SPOT_PEOPLE");
  EXPECT_EQ(overview.hot_spots(0).people(), 40);
  EXPECT_GT(overview.hot_spots(0).selection().matter_id(), 0);
}

TEST_F(OverviewTest, ACaseThatRunsLate_StandsAmongTheMostOverdue_WithItsLimit) {
  const auto opened = OpenComplaint(system_, SomePetition());
  const auto* clock = RunningClock(opened, "accept");
  ASSERT_NE(clock, nullptr);
  const auto overview = Overview(AskingYear());
  ASSERT_THAT(overview.most_overdue(), SizeIs(1));
  const auto& item = overview.most_overdue(0);
  EXPECT_EQ(item.case_id(), opened.id());
  EXPECT_EQ(Iso(item.due_on()), Iso(clock->due().due_legal()));
  EXPECT_EQ(item.days_late(), absl::CivilDay(2024, 12, 20) - *law::ToDay(clock->due().due_legal()));
}

TEST_F(OverviewTest, WatchersSeeItAtOnce_ThenWhatChangesIt_ButNotWhatDoesNot) {
  v1::WatchOverviewRequest request;
  *request.mutable_overview() = AskingYear("QB-450-UBND");
  const auto stream = system_.inspectorate.WatchOverview(request);
  v1::WatchOverviewResponse response;
  ASSERT_THAT(stream->Next(&response), Succeeds());
  EXPECT_THAT(response.overview().total().figures(), IsEmpty());
  // Of another agency; then of this one.
  auto other = SomePetition();
  other.set_agency_code("QB-UBND");
  ASSERT_THAT(system_.intake.RegisterPetition(other), Succeeds());
  ASSERT_THAT(system_.intake.RegisterPetition(SomePetition()), Succeeds());
  do {
    ASSERT_THAT(stream->Next(&response), Succeeds());
  } while (!response.has_overview());
  EXPECT_EQ(response.overview().total().figures().at(v1::OVERVIEW_MEASURE_RECEIVED), 1);
  // A sign of life, for nothing changes.
  ASSERT_THAT(stream->Next(&response), Succeeds());
  EXPECT_FALSE(response.has_overview());
  stream->Cancel();
  EXPECT_EQ(stream->Next(&response).status().code(), absl::StatusCode::kCancelled);
}

TEST_F(OverviewTest, WatchersOfNoAgency_AreRefused) {
  v1::WatchOverviewRequest request;
  *request.mutable_overview() = AskingYear("QB-NOWHERE");
  const auto stream = system_.inspectorate.WatchOverview(request);
  v1::WatchOverviewResponse response;
  EXPECT_THAT(stream->Next(&response), RefusesField("agency_code"));
}

TEST_F(OverviewTest, SelectionsThatNoRowMakes_AreRefused) {
  const auto refusal = [&](const v1::OverviewSelection& selection, v1::OverviewMeasure measure) {
    return system_.inspectorate.ListOverview(Listing(AskingYear(), selection, measure));
  };
  v1::OverviewSelection selection;
  *selection.mutable_month() = Day(2024, 3, 2);
  EXPECT_THAT(refusal(selection, v1::OVERVIEW_MEASURE_RECEIVED), RefusesField("selection.month"));
  *selection.mutable_month() = Day(2024, 3, 1);
  EXPECT_THAT(refusal(selection, v1::OVERVIEW_MEASURE_OVERDUE), RefusesField("selection.month"));
  selection.Clear();
  *selection.mutable_since() = Day(2025, 1, 1);
  EXPECT_THAT(refusal(selection, v1::OVERVIEW_MEASURE_RECEIVED), RefusesField("selection.since"));
  selection.Clear();
  selection.set_matter_id(3);
  EXPECT_THAT(refusal(selection, v1::OVERVIEW_MEASURE_OPENED), RefusesField("selection.matter_id"));
  EXPECT_THAT(refusal({}, v1::OVERVIEW_MEASURE_UNSPECIFIED), RefusesField("measure"));
  EXPECT_THAT(
      system_.inspectorate.GetOverview(Asking("QB-UBND", Day(2024, 2, 1), Day(2024, 1, 31))),
      RefusesField("to"));
}

TEST_F(OverviewTest, AnAgencySeesItselfAndWhatLiesBelow) {
  for (const char* agency : {"QB-UBND", "QB-450-UBND", "QB-18853-UBND"}) {
    auto petition = SomePetition();
    petition.set_agency_code(agency);
    ASSERT_THAT(system_.intake.RegisterPetition(petition), Succeeds());
  }
  Caller district(stack_, kDistrict);
  const auto seen = district.inspectorate.GetOverview(AskingYear("QB-450-UBND"));
  ASSERT_THAT(seen, Succeeds());
  EXPECT_EQ(seen->total().figures().at(v1::OVERVIEW_MEASURE_RECEIVED), 2);
  EXPECT_THAT(district.inspectorate.GetOverview(AskingYear("QB-UBND")),
              FailsWith(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED));
  v1::OverviewSelection above;
  above.set_agency_code("QB-UBND");
  EXPECT_THAT(district.inspectorate.ListOverview(
                  Listing(AskingYear("QB-450-UBND"), above, v1::OVERVIEW_MEASURE_RECEIVED)),
              FailsWith(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED));
  Caller counter(stack_, kCounter);
  EXPECT_THAT(counter.inspectorate.GetOverview(AskingYear("QB-450-UBND")),
              FailsWith(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED));
}

TEST_F(OverviewTest, WhatIsGuarded_IsCountedByTheInspectorate_AndListedWithoutWhatTellsOfIt) {
  auto denunciation = SomePetition();
  denunciation.set_kind(law::v1::PETITION_KIND_DENUNCIATION);
  denunciation.clear_decision_on();
  // Many have signed it, but a hot spot would name it.
  denunciation.set_group_size(40);
  *denunciation.mutable_received_on() = Day(2024, 12, 10);
  ASSERT_THAT(system_.intake.RegisterPetition(denunciation), Succeeds());
  ASSERT_THAT(system_.intake.RegisterPetition(SomePetition()), Succeeds());
  Caller inspector(stack_, kInspector);
  const auto overview = inspector.inspectorate.GetOverview(AskingYear());
  ASSERT_THAT(overview, Succeeds());
  EXPECT_EQ(overview->total().figures().at(v1::OVERVIEW_MEASURE_RECEIVED), 2);
  EXPECT_THAT(overview->hot_spots(), IsEmpty());
  const auto items = List(inspector, Listing(AskingYear(), {}, v1::OVERVIEW_MEASURE_RECEIVED), 1);
  ASSERT_THAT(items, SizeIs(2));
  int hidden = 0;
  for (const auto& item : items) {
    if (!item.hidden()) continue;
    ++hidden;
    v1::OverviewItem bare;
    bare.set_agency_code("QB-450-UBND");
    bare.set_hidden(true);
    EXPECT_EQ(item.SerializeAsString(), bare.SerializeAsString());
  }
  EXPECT_EQ(hidden, 1);
}

class SealedReportTest : public OverviewTest {
 protected:
  static v1::GetReportRequest AskingReport() {
    v1::GetReportRequest request;
    request.set_form("01/XLD");
    request.set_circular("TT 01/2024");
    request.set_agency_code("QB-UBND");
    *request.mutable_from() = Day(2023, 12, 15);
    *request.mutable_to() = Day(2024, 12, 14);
    return request;
  }

  // As the sealer would write it; what is in it does not matter here.
  void SealAll(int number) {
    Change(absl::StrFormat(R"sql(
      INSERT INTO ledger.leaf (position, xact, seq, subject, ordinal, hash)
      SELECT have + row_number() OVER (ORDER BY e.xact, e.seq) - 1, e.xact, e.seq, e.subject, e.ordinal, e.hash
        FROM ledger.event AS e, (SELECT count(*) AS have FROM ledger.leaf) AS n
       WHERE NOT EXISTS (SELECT FROM ledger.leaf AS l WHERE l.xact = e.xact AND l.seq = e.seq);
      INSERT INTO ledger.seal (number, size, root, previous_hash, sealed_at, key_id, signature)
      SELECT %d, (SELECT count(*) FROM ledger.leaf), sha256('root'), sha256('before'), now(), sha256('key'),
             sha256('one') || sha256('two'))sql",
                           number));
  }
};

TEST_F(SealedReportTest, NamesTheNewestSeal_AndWhetherItCoversEverythingCounted) {
  ASSERT_THAT(system_.intake.RegisterPetition(SomePetition()), Succeeds());
  EXPECT_FALSE(system_.inspectorate.GetReport(AskingReport())->has_seal());
  SealAll(1);
  const auto sealed = system_.inspectorate.GetReport(AskingReport());
  ASSERT_THAT(sealed, Succeeds());
  EXPECT_EQ(sealed->seal().number(), 1);
  EXPECT_EQ(sealed->seal().root(), "4813494d137e1631");
  EXPECT_EQ(sealed->seal().signature().size(), 16u);
  EXPECT_TRUE(sealed->seal().covers_report());
  ASSERT_THAT(system_.intake.RegisterPetition(SomePetition()), Succeeds());
  EXPECT_FALSE(system_.inspectorate.GetReport(AskingReport())->seal().covers_report());
  SealAll(2);
  EXPECT_TRUE(system_.inspectorate.GetReport(AskingReport())->seal().covers_report());
}

TEST_F(SealedReportTest, IsWrittenAsAWorkbookOnce_AndTheSealPrinted) {
  ASSERT_THAT(system_.intake.RegisterPetition(SomePetition()), Succeeds());
  SealAll(1);
  v1::ExportReportRequest request;
  *request.mutable_report() = AskingReport();
  const auto exported = system_.inspectorate.ExportReport(request);
  ASSERT_THAT(exported, Succeeds());
  EXPECT_EQ(exported->file_name(), "01-XLD_QB-UBND_20231215-20241214.xlsx");
  EXPECT_EQ(exported->content().substr(0, 2), "PK");
  EXPECT_EQ(exported->report().columns().at(3), 1);

  const cli::TemporaryFolder folder;
  const std::string file = (folder.path() / "b.xlsx").string();
  const std::vector<std::string> line = {"report",   "01/XLD",     "--circular", "TT 01/2024",
                                         "--agency", "QB-UBND",    "--from",     "2023-12-15",
                                         "--to",     "2024-12-14", "--xlsx",     file};
  const auto connection = stack_.Connect(kSystem);
  const auto first = cli::RunLine(*connection, line);
  EXPECT_EQ(first.exit_status, cli::kOk) << first.err;
  EXPECT_THAT(first.out, HasSubstr("Dấu niêm sổ cái số 1, gốc 4813494d137e1631"));
  EXPECT_GT(std::filesystem::file_size(file), 5000u);
  EXPECT_EQ(cli::RunLine(*connection, line).exit_status, cli::kUsageMistake);

  const auto overview = cli::RunLine(*connection, {"overview", "--agency", "QB-UBND", "--from",
                                                   "2023-12-15", "--to", "2024-12-14"});
  EXPECT_EQ(overview.exit_status, cli::kOk) << overview.err;
  EXPECT_THAT(overview.out, HasSubstr("(1) Đơn tiếp nhận: 1"));
}

}  // namespace
}  // namespace donthu::testing
