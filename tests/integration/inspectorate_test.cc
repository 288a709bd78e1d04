// Figures against an independent recount straight from the tables of intake and routing, after
// random histories.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <map>
#include <random>
#include <set>

#include "clients/cpp/request_id.h"
#include "services/law/date.h"
#include "services/law/disposal.h"
#include "tests/support/clients.h"
#include "tests/support/matchers.h"

namespace donthu::testing {
namespace {

using law::v1::Disposal;

constexpr int kColumns = 22;
const std::vector<std::string> kAgencies = {"QB-UBND", "QB-450-UBND", "QB-18853-UBND", "QB-HDND",
                                            "QB-SXD"};

common::v1::Date FromDay(absl::CivilDay day) { return law::ToProto(day); }

// One random officer of the province: registers, disposes in every way the closed table allows,
// answers referrals.
class History {
 public:
  History(Stack& stack, unsigned seed) : random_(seed), caller_(stack) {}

  void Step() {
    const int roll = Roll(10);
    if (roll < 4 || held_.empty()) {
      Register();
    } else if (roll < 8) {
      Dispose();
    } else {
      AnswerReferral();
    }
  }

 private:
  struct Held {
    int64_t petition;
    std::string agency;
    absl::CivilDay opened;
  };

  int Roll(int n) { return std::uniform_int_distribution<int>(0, n - 1)(random_); }
  absl::CivilDay Later(absl::CivilDay day) { return day + Roll(40); }

  void Register() {
    auto request = SomePetition();
    request.set_agency_code(kAgencies[Roll(static_cast<int>(kAgencies.size()))]);
    const absl::CivilDay day = absl::CivilDay(2024, 1, 2) + Roll(300);
    *request.mutable_received_on() = FromDay(day);
    request.set_kind(static_cast<law::v1::PetitionKind>(1 + Roll(4)));
    request.clear_decision_on();
    const auto registered = caller_.intake.RegisterPetition(request);
    ASSERT_THAT(registered, Succeeds());
    held_.push_back({registered->petition_id(), request.agency_code(), day});
    petitions_.push_back(registered->petition_id());
  }

  void Dispose() {
    const size_t at = Roll(static_cast<int>(held_.size()));
    const Held held = held_[at];
    routing::v1::GetHandlingRequest get;
    get.set_petition_id(held.petition);
    get.set_agency_code(held.agency);
    const auto handling = caller_.routing.GetHandling(get);
    ASSERT_THAT(handling, Succeeds());
    routing::v1::DisposeRequest request;
    request.set_request_id(client::NewRequestId());
    request.set_petition_id(held.petition);
    request.set_agency_code(held.agency);
    request.set_etag(handling->etag());
    const absl::CivilDay on = Later(held.opened);
    *request.mutable_disposed_on() = FromDay(on);
    request.set_kind(handling->kind());
    request.set_eligible(Roll(4) != 0);
    request.set_competent(Roll(2) == 0);
    request.set_prior_status(static_cast<law::v1::PriorStatus>(1 + Roll(3)));
    request.set_disposal(static_cast<Disposal>(1 + Roll(8)));
    request.set_reason("lý do");
    if (request.disposal() == law::v1::DISPOSAL_ACCEPT) {
      request.set_case_type(law::CaseTypeOf(handling->kind(), false));
    } else if (request.disposal() == law::v1::DISPOSAL_TRANSFER) {
      request.set_to_agency_code(kAgencies[Roll(static_cast<int>(kAgencies.size()))]);
    } else if (request.disposal() == law::v1::DISPOSAL_JOIN) {
      request.set_join_petition_id(petitions_[Roll(static_cast<int>(petitions_.size()))]);
    }
    const auto done = caller_.routing.Dispose(request);
    if (!done.ok())
      return;  // the closed table, a way gone before, a matter of its own: as an officer would be
               // told
    held_.erase(held_.begin() + static_cast<int64_t>(at));
    if (done->referral_id() > 0) {
      sent_.push_back({done->referral_id(), held, request.to_agency_code(), on});
    }
  }

  struct Sent {
    int64_t referral;
    Held from;
    std::string to;
    absl::CivilDay on;
  };

  void AnswerReferral() {
    if (sent_.empty()) return;
    const Sent sent = sent_.back();
    sent_.pop_back();
    const absl::CivilDay on = Later(sent.on);
    const std::string reply = Roll(2) == 0 ? "7/CV" : "";
    if (Roll(3) > 0) {
      routing::v1::AcceptReferralRequest accept;
      accept.set_request_id(client::NewRequestId());
      accept.set_referral_id(sent.referral);
      accept.set_agency_code(sent.to);
      *accept.mutable_accepted_on() = FromDay(on);
      accept.set_reply_number(reply);
      ASSERT_THAT(caller_.routing.AcceptReferral(accept), Succeeds());
      held_.push_back({sent.from.petition, sent.to, on});
    } else {
      routing::v1::ReturnReferralRequest back;
      back.set_request_id(client::NewRequestId());
      back.set_referral_id(sent.referral);
      back.set_agency_code(sent.to);
      *back.mutable_returned_on() = FromDay(on);
      back.set_reason("không thuộc thẩm quyền");
      back.set_reply_number(reply);
      ASSERT_THAT(caller_.routing.ReturnReferral(back), Succeeds());
      held_.push_back({sent.from.petition, sent.from.agency, sent.from.opened});
    }
  }

  std::mt19937 random_;
  Caller caller_;
  std::vector<Held> held_;
  std::vector<Sent> sent_;
  std::vector<int64_t> petitions_;
};

// Form 01/XLD by hand, from the services' own tables, one query per column, written
// apart from the product's.
std::map<int, int64_t> Recount(Stack& stack, const std::string& from, const std::string& to) {
  const std::string held =
      "WITH held AS (SELECT p.id, p.agency, p.received_on AS opened, coalesce(h.kind, p.kind) AS "
      "kind, "
      "h.disposed_on AS done, h.disposal, h.eligible, h.competent, h.prior_status AS prior, "
      "coalesce(h.matter_id, p.id) AS matter FROM intake.petition p LEFT JOIN routing.handling h "
      "ON "
      "h.petition_id = p.id AND h.agency = p.agency UNION ALL SELECT h.petition_id, h.agency, "
      "h.opened_on, "
      "h.kind, h.disposed_on, h.disposal, h.eligible, h.competent, h.prior_status, h.matter_id "
      "FROM "
      "routing.handling h JOIN intake.petition p ON p.id = h.petition_id WHERE h.agency <> "
      "p.agency), "
      "x AS (SELECT *, done BETWEEN '" +
      from + "' AND '" + to + "' AS d FROM held) SELECT ";
  const std::string carried =
      "opened < '" + from + "' AND (done IS NULL OR done >= '" + from + "')";
  const std::string fresh = "opened BETWEEN '" + from + "' AND '" + to + "'";
  const std::map<int, std::string> counts = {
      {2, carried},
      {3, fresh},
      {4, "d"},
      {5, "(" + carried + " OR " + fresh + ") AND NOT coalesce(d, false)"},
      {6, "d AND eligible"},
      {8, "d AND eligible AND kind = 1"},
      {9, "d AND eligible AND kind = 2"},
      {10, "d AND eligible AND kind IN (3, 4)"},
      {11, "d AND eligible AND prior = 2"},
      {12, "d AND eligible AND prior = 3"},
      {13, "d AND eligible AND prior = 1"},
      {15, "d AND eligible AND competent AND kind = 1"},
      {16, "d AND eligible AND competent AND kind = 2"},
      {17, "d AND eligible AND competent AND kind IN (3, 4)"},
      {19, "d AND eligible AND NOT competent AND disposal = 3"},
      {20, "d AND eligible AND NOT competent AND disposal = 4"},
      {21, "d AND eligible AND NOT competent AND disposal = 7"},
  };
  std::map<int, int64_t> figures;
  const auto count = [&](const std::string& sql) {
    // A fresh pool per query: statement names must be unique, and these are made on the spot.
    db::Pool pool(
        {stack.postgres().Dsn(stack.database(), "donthu_owner"), 1, absl::Seconds(5), ""});
    return (*pool.Run(db::Statement{"recount", sql.c_str()}, db::Params()))[0][0].as<int64_t>();
  };
  for (const auto& [column, where] : counts) {
    figures[column] = count(held + "count(*) FROM x WHERE " + where);
  }
  figures[7] = count(held +
                     "coalesce(sum(n), 0)::bigint FROM (SELECT count(DISTINCT matter) AS n FROM x "
                     "WHERE d AND eligible GROUP BY agency) AS y");
  figures[22] = count(
      "SELECT count(*) FROM routing.referral WHERE reply_number <> '' AND answered_on "
      "BETWEEN '" +
      from + "' AND '" + to + "'");
  figures[1] = figures[2] + figures[3];
  figures[14] = figures[15] + figures[16] + figures[17];
  figures[18] = figures[19] + figures[20] + figures[21];
  return figures;
}

class InspectorateTest : public ::testing::Test {
 protected:
  absl::StatusOr<inspectorate::v1::Report> Report(const std::string& agency, common::v1::Date from,
                                                  common::v1::Date to, bool own_only = false) {
    inspectorate::v1::GetReportRequest request;
    request.set_form("01/XLD");
    request.set_circular("TT 01/2024");
    request.set_agency_code(agency);
    *request.mutable_from() = from;
    *request.mutable_to() = to;
    request.set_own_only(own_only);
    return system_.inspectorate.GetReport(request);
  }

  // All petitions behind a figure, and the number of different matters among them per agency.
  std::pair<int64_t, int64_t> Behind(int column, common::v1::Date from, common::v1::Date to) {
    inspectorate::v1::ListFigureRequest request;
    request.set_form("01/XLD");
    request.set_circular("TT 01/2024");
    request.set_agency_code("QB-UBND");
    *request.mutable_from() = from;
    *request.mutable_to() = to;
    request.set_column(column);
    request.set_page_size(7);
    std::set<std::pair<int64_t, std::string>> items;
    std::set<std::pair<std::string, int64_t>> matters;
    do {
      const auto page = system_.inspectorate.ListFigure(request);
      EXPECT_THAT(page, Succeeds());
      for (const auto& item : page->items()) {
        EXPECT_TRUE(items.emplace(item.petition_id(), item.agency_code()).second);
        matters.emplace(item.agency_code(), item.matter_id());
      }
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return {items.size(), matters.size()};
  }

  Stack stack_;
  Caller system_{stack_};
};

TEST_F(InspectorateTest, Figures_EqualAnIndependentRecountAfterRandomHistories) {
  const char* given = std::getenv("DONTHU_TEST_SEED");
  const unsigned seed = given != nullptr ? std::stoul(given) : std::random_device{}();
  std::cout << "DONTHU_TEST_SEED=" << seed << "\n";
  History history(stack_, seed);
  for (int i = 0; i < 400; ++i) {
    history.Step();
    if (HasFatalFailure()) return;
  }
  const std::vector<std::pair<std::string, std::string>> periods = {
      {"2023-12-15", "2024-06-14"}, {"2024-06-15", "2024-12-14"}, {"2024-04-01", "2024-04-01"}};
  std::vector<int64_t> closing;
  for (const auto& [from, to] : periods) {
    const auto first = FromDay(*law::ParseIsoDay(from));
    const auto last = FromDay(*law::ParseIsoDay(to));
    const auto report = Report("QB-UBND", first, last);
    ASSERT_THAT(report, Succeeds());
    const auto recount = Recount(stack_, from, to);
    for (int column = 1; column <= kColumns; ++column) {
      EXPECT_EQ(report->columns().at(column), recount.at(column)) << "column " << column;
      const auto [items, matters] = Behind(column, first, last);
      // A petition may have sent and been answered twice: replies are listed by petition.
      if (column == 22) {
        EXPECT_LE(items, recount.at(column));
      } else {
        EXPECT_EQ(column == 7 ? matters : items, recount.at(column)) << "list of " << column;
      }
    }
    for (const auto& check : report->checks()) EXPECT_TRUE(check.ok()) << check.identity();
    EXPECT_EQ(report->checks_size(), 7);
    std::map<int, int64_t> sum;
    for (const auto& row : report->rows()) {
      for (const auto& [column, value] : row.columns()) sum[column] += value;
    }
    for (int column = 1; column <= kColumns; ++column) {
      EXPECT_EQ(sum[column], report->columns().at(column)) << "rows of " << column;
    }
    closing.push_back(report->columns().at(5));
    if (closing.size() == 2) {
      EXPECT_EQ(report->columns().at(2), closing[0]) << "carried over";
    }
  }
}

TEST_F(InspectorateTest, Report_CoversTheAgencyAndThoseBelow) {
  for (const char* agency : {"QB-UBND", "QB-450-UBND", "QB-18853-UBND", "QB-HDND"}) {
    auto request = SomePetition();
    request.set_agency_code(agency);
    ASSERT_THAT(system_.intake.RegisterPetition(request), Succeeds());
  }
  const auto from = Day(2024, 1, 1);
  const auto to = Day(2024, 12, 31);
  EXPECT_EQ(Report("QB-UBND", from, to)->columns().at(3), 4);
  EXPECT_EQ(Report("QB-450-UBND", from, to)->columns().at(3), 2);
  EXPECT_EQ(Report("QB-450-UBND", from, to, true)->columns().at(3), 1);
  EXPECT_EQ(Report("QB-18853-UBND", from, to)->columns().at(3), 1);
}

TEST_F(InspectorateTest, Report_UnknownFormOrTurnedPeriod_IsRefused) {
  inspectorate::v1::GetReportRequest request;
  request.set_form("09/XYZ");
  request.set_circular("TT 01/2024");
  request.set_agency_code("QB-UBND");
  *request.mutable_from() = Day(2024, 1, 1);
  *request.mutable_to() = Day(2024, 12, 31);
  EXPECT_THAT(system_.inspectorate.GetReport(request),
              FailsWith(absl::StatusCode::kUnimplemented, common::v1::FORM_NOT_KNOWN));
  EXPECT_THAT(Report("QB-UBND", Day(2024, 2, 1), Day(2024, 1, 1)), RefusesField("to"));
  EXPECT_THAT(Report("QB-NOWHERE", Day(2024, 1, 1), Day(2024, 1, 2)), RefusesField("agency_code"));
}

TEST_F(InspectorateTest, Inspector_SeesTheProvinceButRegistersNothing) {
  ASSERT_THAT(system_.intake.RegisterPetition(SomePetition()), Succeeds());
  Caller inspector(stack_, kInspector);
  EXPECT_EQ(inspector.intake.ListPetitions({})->petitions_size(), 1);
  EXPECT_THAT(inspector.intake.RegisterPetition(SomePetition()),
              FailsWith(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED));
  Caller nobody(stack_, kNobody);
  EXPECT_THAT(nobody.intake.ListPetitions({}),
              FailsWith(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED));
  Caller stranger(stack_, "unknown");
  EXPECT_THAT(stranger.intake.ListPetitions({}),
              FailsWith(absl::StatusCode::kUnauthenticated, common::v1::NOT_SIGNED_IN));
}

}  // namespace
}  // namespace donthu::testing
