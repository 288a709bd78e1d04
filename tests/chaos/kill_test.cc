// Kills donthud and PostgreSQL under load: nothing that was acknowledged is lost, nothing is there
// twice. The seed is printed; DONTHU_TEST_SEED repeats what the clients send and when the killer
// strikes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <map>
#include <random>
#include <thread>

#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "clients/cli/directory_files.h"
#include "clients/cpp/directory_client.h"
#include "clients/cpp/inspectorate_client.h"
#include "clients/cpp/intake_client.h"
#include "clients/cpp/ledger_client.h"
#include "clients/cpp/request_id.h"
#include "services/base/db/db.h"
#include "tests/chaos/donthud_process.h"
#include "tests/support/matchers.h"
#include "tests/support/stack.h"

namespace donthu::testing {
namespace {

using ::testing::IsEmpty;

constexpr int kWriters = 6;
constexpr int kKillsOfEach = 5;
// Acknowledgements between two kills; a few hundred arrive in a second.
constexpr int kBetweenKillsMin = 20;
constexpr int kBetweenKillsMax = 250;
// Far more than a recovery takes; only a defect reaches it.
constexpr absl::Duration kPatience = absl::Seconds(60);
const std::vector<std::string> kAgencies = {"QB-450-UBND", "QB-18853-UBND", "QB-UBND"};

uint64_t Seed() {
  const char* given = std::getenv("DONTHU_TEST_SEED");
  const uint64_t seed =
      given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device{}();
  std::printf("DONTHU_TEST_SEED=%llu\n", static_cast<unsigned long long>(seed));
  return seed;
}

// What the writers and the killer share.
struct Shared {
  std::atomic<int> port{0};
  std::atomic<bool> stop{false};
  std::atomic<int> acknowledged{0};
};

std::unique_ptr<client::Connection> ConnectTo(int port) {
  client::ConnectionOptions options;
  options.endpoint = absl::StrFormat("127.0.0.1:%d", port);
  options.token = kSystem;
  options.deadline = absl::Seconds(5);
  auto connection = client::MakeConnection(options);
  if (!connection.ok()) std::abort();
  return *std::move(connection);
}

// What passes when the servers are back.
bool Passes(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kUnknown:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kAborted:
      return true;
    default:
      return false;
  }
}

struct Acknowledged {
  intake::v1::RegisterPetitionRequest request;
  intake::v1::RegisterPetitionResponse response;
};

// One counter: registers petitions one after the other and repeats each until it is acknowledged,
// now and then also after.
class Writer {
 public:
  Writer(uint64_t seed, Shared& shared) : random_(seed), shared_(shared) {}

  void Run() {
    while (!shared_.stop && failures.empty()) {
      if (!done.empty() && Below(10) == 0) {
        RepeatOldOne();
        continue;
      }
      const auto request = NextRequest();
      sent.push_back(request.request_id());
      if (const auto response = Submit(request)) {
        done.push_back({request, *response});
        ++shared_.acknowledged;
      }
    }
  }

  std::vector<Acknowledged> done;
  // Every request_id, the few that this writer gave up included.
  std::vector<std::string> sent;
  // What must never happen.
  std::vector<std::string> failures;
  int attempts_failed = 0;

 private:
  uint64_t Below(uint64_t bound) {
    return std::uniform_int_distribution<uint64_t>(0, bound - 1)(random_);
  }

  intake::v1::RegisterPetitionRequest NextRequest() {
    auto request = SomePetition();
    request.set_request_id(client::NamedRequestId("kill_test", std::to_string(random_())));
    request.set_agency_code(kAgencies[Below(kAgencies.size())]);
    *request.mutable_received_on() = Day(2024, 3, 4 + static_cast<int>(Below(3)));
    request.mutable_petitioners(0)->set_full_name(absl::StrFormat("Trần Văn %d", Below(100'000)));
    request.set_title(absl::StrFormat("Khiếu nại thu hồi thửa đất số %d", Below(100'000)));
    return request;
  }

  // Nothing when the writer walked away, as one in twenty does on the first failure.
  std::optional<intake::v1::RegisterPetitionResponse> Submit(
      const intake::v1::RegisterPetitionRequest& request) {
    const bool patient = Below(20) != 0;
    const absl::Time give_up = absl::Now() + kPatience;
    for (;;) {
      if (const int port = shared_.port; port != port_) {
        port_ = port;
        connection_ = ConnectTo(port);
      }
      auto response = client::IntakeClient(*connection_).RegisterPetition(request);
      if (response.ok()) return *std::move(response);
      ++attempts_failed;
      if (!Passes(response.status()) || absl::Now() > give_up) {
        failures.push_back(response.status().ToString());
        return std::nullopt;
      }
      if (!patient) return std::nullopt;
    }
  }

  void RepeatOldOne() {
    const Acknowledged& old = done[Below(done.size())];
    const auto response = Submit(old.request);
    if (response && response->SerializeAsString() != old.response.SerializeAsString()) {
      failures.push_back(old.response.code() + " was answered differently when repeated");
    }
  }

  std::mt19937_64 random_;
  Shared& shared_;
  int port_ = 0;
  std::unique_ptr<client::Connection> connection_;
};

class KillTest : public ::testing::Test {
 protected:
  KillTest()
      : postgres_(true),
        database_(postgres_.CreateDatabase()),
        donthud_(ConfigFor(postgres_, database_, WritePrincipals(postgres_.directory())),
                 postgres_.directory()),
        owner_({postgres_.Dsn(database_, "donthu_owner"), 1, absl::Seconds(5), ""}) {}

  void SetUp() override {
    ASSERT_TRUE(donthud_.Start());
    shared_.port = donthud_.port();
    auto files = cli::ReadDirectoryFolder("data/quang_binh_2024");
    ASSERT_TRUE(files.ok()) << files.status();
    files->request.set_request_id(client::NewRequestId());
    const auto connection = ConnectTo(shared_.port);
    ASSERT_THAT(client::DirectoryClient(*connection).ImportDirectory(files->request), Succeeds());
    // Services look for a new revision once a second; starting again saves the wait.
    donthud_.Kill();
    StartDonthud();
  }

  // Again and again, for it refuses to start while the database recovers.
  void StartDonthud() {
    const absl::Time give_up = absl::Now() + kPatience;
    while (!donthud_.Start()) ASSERT_LT(absl::Now(), give_up);
    shared_.port = donthud_.port();
  }

  void AwaitAcknowledgements(int more) {
    const int goal = shared_.acknowledged + more;
    const absl::Time give_up = absl::Now() + kPatience;
    while (shared_.acknowledged < goal) {
      ASSERT_LT(absl::Now(), give_up) << "the writers get no answers any more";
      absl::SleepFor(absl::Milliseconds(1));
    }
  }

  void KillPostgres() {
    const pid_t before = donthud_.pid();
    postgres_.Kill();
    postgres_.Start();
    ASSERT_FALSE(donthud_.Ended()) << "donthud must outlive its database";
    ASSERT_EQ(donthud_.pid(), before);
  }

  void KillDonthud() {
    donthud_.Kill();
    StartDonthud();
  }

  pqxx::result Sql(const char* name, const char* sql) {
    auto rows = owner_.Run(db::Statement{name, sql}, db::Params());
    if (!rows.ok()) ADD_FAILURE() << name << ": " << rows.status();
    return rows.value_or(pqxx::result());
  }

  void ExpectEachThereOnce(const std::vector<Writer>& writers);
  void ExpectLedgerAndReportAgree();
  void ExpectNoIncident();

  PrivatePostgres postgres_;
  const std::string database_;
  DonthudProcess donthud_;
  db::Pool owner_;
  Shared shared_;
};

void KillTest::ExpectEachThereOnce(const std::vector<Writer>& writers) {
  std::map<std::string, std::pair<int64_t, std::string>> stored;
  for (const auto& row : Sql("stored",
                             "SELECT r.request_id, p.id, p.code FROM intake.request AS r "
                             "LEFT JOIN intake.petition AS p ON p.id = r.petition_id")) {
    ASSERT_FALSE(row[1].is_null()) << "a claimed request without its petition";
    stored[row[0].c_str()] = {row[1].as<int64_t>(), row[2].c_str()};
  }
  size_t given_up_but_stored = 0;
  for (const auto& writer : writers) {
    for (const auto& one : writer.done) {
      const std::pair<int64_t, std::string> answered{one.response.petition_id(),
                                                     one.response.code()};
      EXPECT_EQ(stored[one.request.request_id()], answered);
    }
    given_up_but_stored += std::count_if(writer.sent.begin(), writer.sent.end(),
                                         [&](const auto& id) { return stored.count(id) > 0; }) -
                           writer.done.size();
  }
  const auto petitions =
      Sql("petitions", "SELECT count(*), count(DISTINCT code) FROM intake.petition");
  EXPECT_EQ(petitions[0][0].as<size_t>(), shared_.acknowledged + given_up_but_stored);
  EXPECT_EQ(petitions[0][1].as<size_t>(), petitions[0][0].as<size_t>());
  EXPECT_EQ(stored.size(), petitions[0][0].as<size_t>());
  EXPECT_EQ(Sql("people", "SELECT count(*) FROM intake.petitioner")[0][0].as<size_t>(),
            stored.size());
}

void KillTest::ExpectLedgerAndReportAgree() {
  const auto connection = ConnectTo(shared_.port);
  const auto petitions =
      Sql("petitions_again", "SELECT count(*) FROM intake.petition")[0][0].as<int64_t>();
  const auto events = Sql("events", R"sql(
    SELECT count(*), count(DISTINCT subject) FROM ledger.event WHERE kind = 'intake.PetitionRegistered')sql");
  EXPECT_EQ(events[0][0].as<int64_t>(), petitions);
  EXPECT_EQ(events[0][1].as<int64_t>(), petitions);
  EXPECT_EQ(Sql("event_petition", R"sql(
    SELECT count(*) FROM intake.petition AS p JOIN ledger.event AS e ON e.subject = 'petition/' || p.id
    )sql")[0][0]
                .as<int64_t>(),
            petitions);
  const auto verified = client::LedgerClient(*connection).Verify({});
  ASSERT_THAT(verified, Succeeds());
  EXPECT_THAT(verified->defects(), IsEmpty()) << verified->ShortDebugString();
  EXPECT_GE(verified->events(), petitions);
  inspectorate::v1::GetReportRequest request;
  request.set_form("01/XLD");
  request.set_circular("TT 01/2024");
  request.set_agency_code("QB-UBND");
  *request.mutable_from() = Day(2024, 3, 1);
  *request.mutable_to() = Day(2024, 3, 31);
  const auto report = client::InspectorateClient(*connection).GetReport(request);
  ASSERT_THAT(report, Succeeds());
  EXPECT_EQ(report->columns().at(3), petitions) << "received in the period";
}

void KillTest::ExpectNoIncident() {
  for (const auto& line : donthud_.log()) {
    for (const char* event :
         {"\"incident\"", "\"handler_threw\"", "\"database_error\"", "\"ledger_reader_threw\""}) {
      EXPECT_EQ(line.find(event), std::string::npos) << line;
    }
  }
}

TEST_F(KillTest, NothingIsLostAndNothingDoubledWhenProcessesAreKilled) {
  const uint64_t seed = Seed();
  std::mt19937_64 random(seed);
  std::vector<Writer> writers;
  for (int i = 0; i < kWriters; ++i) writers.emplace_back(seed + 1 + i, shared_);
  std::vector<std::thread> threads;
  for (auto& writer : writers) threads.emplace_back([&writer] { writer.Run(); });
  std::vector<bool> kills_of_postgres(2 * kKillsOfEach, false);
  std::fill_n(kills_of_postgres.begin(), kKillsOfEach, true);
  std::shuffle(kills_of_postgres.begin(), kills_of_postgres.end(), random);
  for (const bool postgres : kills_of_postgres) {
    AwaitAcknowledgements(
        std::uniform_int_distribution(kBetweenKillsMin, kBetweenKillsMax)(random));
    // Somewhere inside the requests under way.
    absl::SleepFor(absl::Microseconds(std::uniform_int_distribution(0, 5000)(random)));
    postgres ? KillPostgres() : KillDonthud();
    if (HasFatalFailure()) break;
  }
  if (!HasFatalFailure()) AwaitAcknowledgements(kBetweenKillsMin);
  shared_.stop = true;
  for (auto& thread : threads) thread.join();
  int attempts_failed = 0;
  for (const auto& writer : writers) {
    EXPECT_THAT(writer.failures, IsEmpty());
    attempts_failed += writer.attempts_failed;
  }
  std::printf("%d acknowledged, %d calls failed after the client library's retries\n",
              shared_.acknowledged.load(), attempts_failed);
  ExpectEachThereOnce(writers);
  ExpectLedgerAndReportAgree();
  ExpectNoIncident();
  EXPECT_EQ(donthud_.Terminate(), 0) << "a clean stop after all that";
}

}  // namespace
}  // namespace donthu::testing
