// Measures donthud against the database alone, and the gateway before it. Usage:
// donthu_bench [--quick | --duplicates | --gateway]. Prints docs/performance.md's tables.
#include <algorithm>
#include <cstdio>
#include <cstring>

#include "absl/strings/str_format.h"
#include "clients/cli/directory_files.h"
#include "clients/cpp/directory_client.h"
#include "clients/cpp/inspectorate_client.h"
#include "clients/cpp/intake_client.h"
#include "clients/cpp/request_id.h"
#include "services/base/duplicates/duplicates.h"
#include "services/base/text/fold.h"
#include "tests/benchmark/access_cost.h"
#include "tests/benchmark/cpu.h"
#include "tests/benchmark/fill.h"
#include "tests/benchmark/gateway_load.h"
#include "tests/benchmark/load.h"
#include "tests/benchmark/petitions.h"
#include "tests/benchmark/pgbench.h"
#include "tests/benchmark/scripts.h"
#include "tests/chaos/donthud_process.h"
#include "tests/support/stack.h"

namespace donthu::benchmark {
namespace {

using testing::DonthudProcess;
using testing::PrivatePostgres;

// How much is measured.
struct Size {
  absl::Duration write;
  absl::Duration read;
  int rounds;
  int few_rows;
  int many_rows;
};
constexpr int kPage = 50;

directory::v1::ImportDirectoryRequest Directory() {
  auto files = cli::ReadDirectoryFolder("data/quang_binh_2024");
  if (!files.ok()) std::abort();
  files->request.set_request_id(client::NewRequestId());
  return std::move(files->request);
}

class Bench {
 public:
  explicit Bench(const Size& size) : size_(size), directory_(Directory()), petitions_(directory_) {}

  // False when any call failed.
  bool Run() {
    Writes();
    Reads();
    Gateway();
    std::printf("\nerrors: %ld\n", errors_);
    return errors_ == 0;
  }

  // Only the gateway.
  bool RunGateway() {
    Gateway();
    return errors_ == 0;
  }

  // Only the search for duplicates among many petitions.
  bool RunDuplicates() {
    const std::string database = postgres_.CreateDatabase();
    Fill(postgres_, database, petitions_, size_.many_rows);
    Duplicates(*StartDonthud(database), database);
    return errors_ == 0;
  }

 private:
  void Writes();
  void Reads();
  void Access(const std::string& database, double register_us);
  void RowPolicies(const Script& script, const std::string& database);
  void ReadCalls(DonthudProcess& donthud, const std::string& database, int rows);
  void Duplicates(DonthudProcess& donthud, const std::string& database);
  void Gateway();

  std::unique_ptr<DonthudProcess> StartDonthud(const std::string& database) {
    auto process = std::make_unique<DonthudProcess>(
        testing::ConfigFor(postgres_, database, testing::WritePrincipals(postgres_.directory())),
        postgres_.directory());
    if (!process->Start()) std::abort();
    return process;
  }

  std::unique_ptr<client::Connection> Connect(const DonthudProcess& donthud) {
    client::ConnectionOptions options;
    options.endpoint = absl::StrFormat("127.0.0.1:%d", donthud.port());
    options.token = testing::kSystem;
    options.deadline = absl::Seconds(60);
    return *client::MakeConnection(options);
  }

  // The projector has taken in all events: what it does later is not counted to the next
  // measurement.
  void AwaitProjector(const DonthudProcess& donthud) {
    const auto connection = Connect(donthud);
    inspectorate::v1::GetReportRequest request;
    request.set_form("01/XLD");
    request.set_circular("TT 01/2024");
    request.set_agency_code("QB-UBND");
    *request.mutable_from() = testing::Day(2024, 3, 1);
    *request.mutable_to() = testing::Day(2024, 3, 31);
    while (!client::InspectorateClient(*connection).GetReport(request).ok()) {
    }
  }

  std::string PostgresFolder() const { return postgres_.directory() + "/pg"; }

  Measured Server(DonthudProcess& donthud, int clients, absl::Duration duration,
                  const OneCall& call) {
    const Cpu before{OwnCpu(), CpuOf(donthud.pid()), PostgresCpu(PostgresFolder())};
    Measured measured = RunLoad(donthud.port(), clients, duration, call);
    measured.cpu = {OwnCpu() - before.client, CpuOf(donthud.pid()) - before.server,
                    PostgresCpu(PostgresFolder()) - before.postgres};
    return measured;
  }

  Measured Pgbench(const Script& script, const std::string& database, int clients,
                   absl::Duration duration, const std::string& role = "donthu_intake") {
    const Cpu before{EndedChildrenCpu(), 0, PostgresCpu(PostgresFolder())};
    Measured measured =
        RunPgbench(script, postgres_.Dsn(database, role), clients, duration, postgres_.directory());
    measured.cpu = {EndedChildrenCpu() - before.client, 0,
                    PostgresCpu(PostgresFolder()) - before.postgres};
    return measured;
  }

  void Print(const char* what, int clients, const char* by, Measured& m) {
    errors_ += m.errors;
    std::printf("| %-22s | %2d | %-7s | %8.0f | %7.2f | %7.2f | %4.0f | %4.0f | %4.0f | %ld |\n",
                what, clients, by, m.PerSecond(), m.Quantile(0.5), m.Quantile(0.99),
                m.PerCall(m.cpu.client), m.PerCall(m.cpu.server), m.PerCall(m.cpu.postgres),
                m.errors);
    std::fflush(stdout);
  }

  // Rounds of server and pgbench in turn, and their ratios.
  template <typename RunServer, typename RunDatabase>
  void Compare(const char* what, int clients, RunServer run_server, RunDatabase run_database) {
    std::vector<double> speed;
    std::vector<double> cost;
    for (int i = 0; i < size_.rounds; ++i) {
      Measured server = run_server();
      Print(what, clients, "donthud", server);
      Measured database = run_database();
      Print(what, clients, "pgbench", database);
      speed.push_back(server.PerSecond() / database.PerSecond());
      cost.push_back(database.CpuPerCall() / server.CpuPerCall());
    }
    std::sort(speed.begin(), speed.end());
    std::sort(cost.begin(), cost.end());
    std::printf(
        "%s, %d clients: donthud does %.2f [%.2f to %.2f] of pgbench's calls; for the "
        "same CPU time it would do %.2f\n",
        what, clients, speed[speed.size() / 2], speed.front(), speed.back(), cost[cost.size() / 2]);
  }

  const Size size_;
  const directory::v1::ImportDirectoryRequest directory_;
  const Petitions petitions_;
  PrivatePostgres postgres_{true};
  int64_t errors_ = 0;
};

// Two databases of one server, so that donthud's projector need not work through what pgbench
// wrote.
void Bench::Writes() {
  const std::string database = postgres_.CreateDatabase();
  const std::string other = postgres_.CreateDatabase();
  auto donthud = StartDonthud(database);
  if (!client::DirectoryClient(*Connect(*donthud)).ImportDirectory(directory_).ok()) std::abort();
  donthud->Terminate();
  if (!donthud->Start()) std::abort();
  AwaitProjector(*donthud);
  std::printf("donthud idle: %.0f MB\n", ResidentMb(donthud->pid()));
  const Script script = RegisterScript(petitions_);
  const OneCall call = [this](client::Connection& connection, std::mt19937_64& random) {
    auto request = petitions_.Some(random);
    request.set_request_id(client::NewRequestId());
    return client::IntakeClient(connection).RegisterPetition(request).status();
  };
  double register_us = 0;
  for (const int clients : {1, 8, 64}) {
    Compare(
        "RegisterPetition", clients,
        [&] {
          Measured measured = Server(*donthud, clients, size_.write, call);
          if (clients == 8)
            register_us = measured.CpuPerCall() - measured.PerCall(measured.cpu.client);
          AwaitProjector(*donthud);
          return measured;
        },
        [&] { return Pgbench(script, other, clients, size_.write); });
  }
  std::printf("donthud after the load: %.0f MB\n", ResidentMb(donthud->pid()));
  Access(database, register_us);
  RowPolicies(script, other);
}

// The same script as the service's role, which row policies bind, and as the owner, whom they
// don't.
void Bench::RowPolicies(const Script& script, const std::string& database) {
  std::vector<double> cost;
  for (int i = 0; i < size_.rounds; ++i) {
    Measured bound = Pgbench(script, database, 8, size_.write);
    Print("Register, row policies", 8, "pgbench", bound);
    Measured free = Pgbench(script, database, 8, size_.write, "donthu_owner");
    Print("Register, none", 8, "pgbench", free);
    cost.push_back(bound.PerCall(bound.cpu.postgres) / free.PerCall(free.cpu.postgres));
  }
  std::sort(cost.begin(), cost.end());
  std::printf("row policies: %.2f [%.2f to %.2f] of PostgreSQL's CPU time without them\n",
              cost[cost.size() / 2], cost.front(), cost.back());
}

// `register_us`: CPU time of a RegisterPetition, in donthud and in PostgreSQL, with 8 clients.
void Bench::Access(const std::string& database, double register_us) {
  std::mt19937_64 random(1);
  auto request = petitions_.Some(random);
  request.set_request_id(client::NewRequestId());
  request.set_agency_code("QB-450-BTCD");
  const AccessCost cost = MeasureAccess(postgres_, database, request);
  std::printf(
      "authentication and authorisation: %.1f us by session, %.1f us by certificate; %.1f %% and "
      "%.1f %% of the %.0f us of a RegisterPetition (its parsing and checking: %.1f us)\n",
      cost.session, cost.certificate, 100 * cost.session / register_us,
      100 * cost.certificate / register_us, register_us, cost.request);
}

void Bench::Reads() {
  for (const int rows : {size_.few_rows, size_.many_rows}) {
    const std::string database = postgres_.CreateDatabase();
    Fill(postgres_, database, petitions_, rows);
    auto donthud = StartDonthud(database);
    std::printf("%d petitions\n", rows);
    ReadCalls(*donthud, database, rows);
    Duplicates(*donthud, database);
  }
}

void Bench::ReadCalls(DonthudProcess& donthud, const std::string& database, int rows) {
  const OneCall get = [rows](client::Connection& connection, std::mt19937_64& random) {
    intake::v1::GetPetitionRequest request;
    request.set_id(std::uniform_int_distribution<int64_t>(1, rows)(random));
    return client::IntakeClient(connection).GetPetition(request).status();
  };
  const OneCall list = [](client::Connection& connection, std::mt19937_64& random) {
    intake::v1::ListPetitionsRequest request;
    const absl::CivilDay day =
        absl::CivilDay(2024, 1, 1) + std::uniform_int_distribution(0, 364)(random);
    *request.mutable_received_to() =
        testing::Day(static_cast<int>(day.year()), day.month(), day.day());
    request.set_page_size(kPage);
    return client::IntakeClient(connection).ListPetitions(request).status();
  };
  const OneCall name = [](client::Connection& connection, std::mt19937_64& random) {
    intake::v1::SearchPetitionsRequest request;
    request.set_query(NameOf(std::uniform_int_distribution(0, kNames - 1)(random)));
    return client::IntakeClient(connection).SearchPetitions(request).status();
  };
  const OneCall words = [this](client::Connection& connection, std::mt19937_64& random) {
    intake::v1::SearchPetitionsRequest request;
    request.set_query(petitions_.Word(random) + " " + petitions_.Word(random));
    return client::IntakeClient(connection).SearchPetitions(request).status();
  };
  for (const int clients : {8, 64}) {
    Compare(
        "GetPetition", clients, [&] { return Server(donthud, clients, size_.read, get); },
        [&] { return Pgbench(GetScript(rows), database, clients, size_.read); });
    Compare(
        "ListPetitions", clients, [&] { return Server(donthud, clients, size_.read, list); },
        [&] { return Pgbench(ListScript(kPage), database, clients, size_.read); });
  }
  Measured by_name = Server(donthud, 8, size_.read, name);
  Print("SearchPetitions, name", 8, "donthud", by_name);
  Measured by_words = Server(donthud, 8, size_.read, words);
  Print("SearchPetitions, words", 8, "donthud", by_words);
}

// What RegisterPetition does to find duplicates, without registering: the statement and the judging
// of its candidates. `donthud` stands by idle.
void Bench::Duplicates(DonthudProcess& donthud, const std::string& database) {
  for (const int clients : {1, 8}) {
    db::Pool pool({postgres_.Dsn(database, "donthu_intake"), clients, absl::Seconds(30),
                   db::kOnePlanPerStatement});
    const OneCall find = [&](client::Connection&, std::mt19937_64& random) {
      const db::ViewScope scope(db::View::Everything());
      const auto below = [&](size_t bound) {
        return std::uniform_int_distribution<size_t>(1, bound)(random);
      };
      DuplicateQuery query;
      query.facts.fingerprint = text::FingerprintOf("Đơn đề nghị", petitions_.Letter(random));
      query.facts.name = text::Fold(NameOf(static_cast<int>(below(kNames) - 1)));
      query.facts.subject_code = std::to_string(below(petitions_.subjects()));
      query.facts.commune_key = std::to_string(below(petitions_.areas()));
      query.facts.received_on = absl::CivilDay(2024, 12, 1);
      query.band_keys = text::BandKeys(query.facts.fingerprint);
      return FindDuplicates(pool, query, Reach::Everything(), 5).status();
    };
    Measured measured = Server(donthud, clients, size_.read, find);
    Print("FindDuplicates", clients, "itself", measured);
  }
}

void Bench::Gateway() {
  const std::string database = postgres_.CreateDatabase();
  Fill(postgres_, database, petitions_, size_.few_rows);
  const auto donthud = StartDonthud(database);
  errors_ += MeasureGateway(donthud->port(), size_.read, size_.rounds);
}

}  // namespace
}  // namespace donthu::benchmark

int main(int argc, char** argv) {
  using donthu::benchmark::Bench;
  using donthu::benchmark::Size;
  const bool quick = argc == 2 && std::strcmp(argv[1], "--quick") == 0;
  const bool duplicates = argc == 2 && std::strcmp(argv[1], "--duplicates") == 0;
  const bool gateway = argc == 2 && std::strcmp(argv[1], "--gateway") == 0;
  if (argc > 1 && !quick && !duplicates && !gateway) {
    std::fprintf(stderr, "usage: %s [--quick | --duplicates | --gateway]\n", argv[0]);
    return 2;
  }
  const Size size = quick ? Size{absl::Seconds(3), absl::Seconds(1), 1, 3'000, 30'000}
                          : Size{absl::Seconds(10), absl::Seconds(5), 3, 3'000, 300'000};
  std::printf(
      "| call | clients | by | calls/s | p50 ms | p99 ms | CPU us per call: client | donthud "
      "| PostgreSQL | errors |\n|---|---|---|---|---|---|---|---|---|---|\n");
  Bench bench(size);
  if (duplicates) return bench.RunDuplicates() ? 0 : 1;
  return (gateway ? bench.RunGateway() : bench.Run()) ? 0 : 1;
}
