// Every step of every workflow through the API, and every other act refused; both taken from the
// rule book.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <set>
#include <thread>

#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "clients/cli/demo_cases.h"
#include "clients/cli/directory_files.h"
#include "clients/cpp/request_id.h"
#include "services/law/date.h"
#include "services/law/diagram.h"
#include "services/law/test_book.h"
#include "tests/integration/workflow_paths.h"
#include "tests/support/clients.h"
#include "tests/support/matchers.h"

namespace donthu::testing {
namespace {

using law::v1::ActKind;
using resolution::v1::Case;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr absl::CivilDay kFirst(2024, 1, 2);
// The day on which the test takes place: after every step.
constexpr absl::CivilDay kToday(2028, 6, 30);
constexpr int kThreads = 4;

// An agency of that day that may hold any case, and one that acts may name.
std::string AgencyOn(absl::CivilDay day) {
  return day < absl::CivilDay(2025, 7, 1) ? "QB-450-UBND" : "QT-18880-UBND";
}
std::string OtherAgencyOn(absl::CivilDay day) {
  return day < absl::CivilDay(2025, 7, 1) ? "QB-UBND" : "QT-UBND";
}

constexpr db::Statement kDispose = {"test_dispose", R"sql(
  SELECT ledger.append('petition/' || p.id, 'routing.Disposed', $2, 'test', $3::date,
    jsonb_build_object('handling', jsonb_build_object('petition_id', p.id, 'petition_code', 'P-' || p.id,
      'agency', $2::text, 'opened_on', $3::date, 'kind', 1, 'subject', 'DD01', 'area', '18853', 'matter_id', p.id,
      'disposal', 1, 'disposed_on', $3::date, 'eligible', true, 'competent', true, 'prior_status', 1,
      'case_type', $4::int, 'above_level', false))::text)
    FROM (VALUES ($1::bigint)) AS p(id))sql"};

class WorkflowWalk : public ::testing::Test {
 protected:
  WorkflowWalk()
      : clock_(absl::FromCivil(absl::CivilSecond(kToday), VietnamTime())),
        stack_({.clock = &clock_, .directory_data = false}) {
    const auto connection = Connect();
    auto files = cli::ReadDirectoryFolder("data/quang_binh_2024");
    EXPECT_TRUE(files.ok()) << files.status();
    files->request.set_request_id(client::NewRequestId());
    EXPECT_THAT(client::DirectoryClient(*connection).ImportDirectory(files->request), Succeeds());
    stack_.Restart();
  }

  // Calls that end after the day of the test, which may lie in the future; gRPC cuts longer ones to
  // about three years.
  std::unique_ptr<client::Connection> Connect() {
    client::ConnectionOptions options;
    options.endpoint = absl::StrFormat("127.0.0.1:%d", stack_.port());
    options.token = kSystem;
    options.deadline = absl::Hours(24 * 366 * 20);
    options.retry.max_attempts = 1;
    auto connection = client::MakeConnection(options);
    EXPECT_TRUE(connection.ok()) << connection.status();
    return *std::move(connection);
  }

  // A case as it opens when a petition of that number is accepted.
  Case Opened(client::ResolutionClient& officer, int64_t petition, law::v1::CaseType type,
              absl::CivilDay day) {
    const auto told = stack_.owner().Run(
        kDispose, db::Params().Int(petition).Text(AgencyOn(day)).Day(day).Int(type));
    EXPECT_TRUE(told.ok());
    resolution::v1::GetCaseRequest get;
    get.set_petition_id(petition);
    const auto found = officer.GetCase(get);
    EXPECT_THAT(found, Succeeds());
    return found.value_or(Case());
  }

  absl::StatusOr<Case> Record(client::ResolutionClient& officer, const Case& found,
                              resolution::v1::Act act) {
    resolution::v1::RecordActRequest request;
    request.set_request_id(client::NewRequestId());
    request.set_case_id(found.id());
    request.set_etag(found.etag());
    *request.mutable_act() = std::move(act);
    return officer.RecordAct(request);
  }

  // Takes the path; leaves the first case seen in each state behind for ExpectTheRestRefused.
  void Take(client::ResolutionClient& officer, int64_t petition, const Path& path) {
    Case found = Opened(officer, petition, path.type, path.received_on);
    ExpectTheRestRefused(officer, found, path.received_on);
    for (const PathStep& step : path.steps) {
      const auto on = *law::ToDay(step.act.acted_on());
      const auto after = Record(officer, found, ActOf(step.act, OtherAgencyOn(on)));
      ASSERT_THAT(after, Succeeds()) << step.rule_id << " on " << law::FormatIsoDay(on) << ": "
                                     << DetailOf(after.status()).message_vi();
      EXPECT_EQ(after->state(), step.state) << step.rule_id;
      EXPECT_EQ(after->timeline().rbegin()->basis().rule_id(), step.rule_id);
      found = *after;
      ++taken_;
      ExpectTheRestRefused(officer, found, on);
    }
  }

  bool IsNew(const Case& found, absl::CivilDay on) {
    const std::lock_guard lock(mutex_);
    return states_.insert({found.type(), found.state(), on >= absl::CivilDay(2026, 7, 1)}).second;
  }

  // Once for each state before and after 2026-07-01: what the preview and the server say of acts
  // that the workflow does not name there.
  void ExpectTheRestRefused(client::ResolutionClient& officer, const Case& found,
                            absl::CivilDay on) {
    if (!IsNew(found, on)) return;
    resolution::v1::PreviewActsRequest ask;
    ask.set_case_id(found.id());
    *ask.mutable_on() = law::ToProto(on);
    const auto preview = officer.PreviewActs(ask);
    ASSERT_THAT(preview, Succeeds());
    for (const auto& act : preview->acts()) {
      if (Row(found, act.kind(), on) != nullptr) continue;
      EXPECT_FALSE(act.lawful()) << act.label_vi();
      EXPECT_THAT(act.reason_vi(), Not(IsEmpty())) << act.label_vi();
    }
    for (int i = law::v1::ACT_KIND_ACCEPT; i <= law::v1::ActKind_MAX; ++i) {
      const auto kind = static_cast<ActKind>(i);
      // What joins or leaves must be a petition that is there; the system alone re-dates.
      if (kind == law::v1::ACT_KIND_JOIN_PETITION || kind == law::v1::ACT_KIND_PART_PETITION ||
          kind == law::v1::ACT_KIND_REDATE || Row(found, kind, on) != nullptr) {
        continue;
      }
      ExpectRefused(officer, found, kind, on);
    }
  }

  static const law::v1::WorkflowRule* Row(const Case& found, ActKind kind, absl::CivilDay on) {
    return law::TestBook().Workflow(found.type(), found.state(), kind, on);
  }

  void ExpectRefused(client::ResolutionClient& officer, const Case& found, ActKind kind,
                     absl::CivilDay on) {
    law::v1::ActFacts facts;
    facts.set_kind(kind);
    *facts.mutable_acted_on() = law::ToProto(on);
    facts.set_ground(law::v1::GROUND_NOT_COMPETENT);
    *facts.mutable_dialogue_on() = law::ToProto(on + 12);
    const auto refused = Record(officer, found, ActOf(facts, OtherAgencyOn(on)));
    EXPECT_THAT(refused,
                FailsWith(absl::StatusCode::kFailedPrecondition, common::v1::ACT_NOT_LAWFUL))
        << law::v1::ActKind_Name(kind) << " of " << law::v1::CaseType_Name(found.type()) << " in "
        << law::v1::CaseState_Name(found.state());
    const auto detail = DetailOf(refused.status());
    EXPECT_THAT(detail.message_vi(), Not(IsEmpty()));
    EXPECT_TRUE(detail.metadata().contains("citation"));
    ++refused_;
  }

  const FixedClock clock_;
  Stack stack_;
  std::atomic<int> taken_{0};
  std::atomic<int> refused_{0};
  std::mutex mutex_;
  std::set<std::tuple<int, int, bool>> states_;
};

TEST_F(WorkflowWalk, EveryStepOfEveryWorkflowIsTakenAndEveryOtherActRefused) {
  const absl::Time begun = absl::Now();
  std::vector<Path> paths;
  int steps = 0;
  for (int i = law::v1::CaseType_MIN + 1; i <= law::v1::CaseType_MAX; ++i) {
    const auto type = static_cast<law::v1::CaseType>(i);
    const auto days = law::WorkflowVersions(law::TestBook(), type, kFirst);
    ASSERT_THAT(days, Not(IsEmpty())) << law::v1::CaseType_Name(type);
    for (const absl::CivilDay day : days) {
      auto found = FindPaths(law::TestBook(), law::TestCalendar(), type, day);
      EXPECT_THAT(found.missing, IsEmpty())
          << law::v1::CaseType_Name(type) << " from " << law::FormatIsoDay(day);
      steps += found.steps;
      for (auto& path : found.paths) paths.push_back(std::move(path));
    }
  }
  const absl::Duration found_in = absl::Now() - begun;
  std::atomic<std::size_t> next{0};
  std::vector<std::thread> officers;
  for (int i = 0; i < kThreads; ++i) {
    officers.emplace_back([&] {
      const auto connection = Connect();
      client::ResolutionClient officer(*connection);
      for (std::size_t k = next++; k < paths.size(); k = next++) {
        Take(officer, 1'000'000 + static_cast<int64_t>(k), paths[k]);
      }
    });
  }
  for (auto& thread : officers) thread.join();
  std::cout << "found in " << absl::FormatDuration(found_in) << ", walked in "
            << absl::FormatDuration(absl::Now() - begun - found_in) << ": " << steps << " steps in "
            << paths.size() << " cases, " << taken_ << " acts, " << refused_ << " refusals\n";
  EXPECT_GT(refused_, 1000);
}

TEST_F(WorkflowWalk, PlansOfTheDemonstration_AreLawful) {
  const auto connection = Connect();
  client::ResolutionClient officer(*connection);
  const absl::CivilDay received_on(2024, 3, 4);
  int64_t petition = 2'000'000;
  for (int i = law::v1::CaseType_MIN + 1; i <= law::v1::CaseType_MAX; ++i) {
    const auto type = static_cast<law::v1::CaseType>(i);
    if (!cli::OpensCase(type)) continue;
    for (int k = 0; k < 40; ++k) {
      Case found = Opened(officer, ++petition, type, received_on);
      for (auto act :
           cli::PlanFor(type, absl::StrFormat("SP-%d", k), k % 4 == 0, received_on + 2)) {
        if (act.has_withdraw()) act.set_note("Có đơn xin rút, đã ký.");
        if (act.has_direct_enforcement()) {
          act.mutable_direct_enforcement()->set_to_agency_code(found.agency_code());
        }
        const auto after = Record(officer, found, act);
        ASSERT_THAT(after, Succeeds()) << law::v1::CaseType_Name(type) << " " << act.DebugString()
                                       << DetailOf(after.status()).message_vi();
        found = *after;
      }
    }
  }
}

}  // namespace
}  // namespace donthu::testing
