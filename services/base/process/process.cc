#include "services/base/process/process.h"

#include <signal.h>

#include <cstdio>

#include "absl/strings/str_format.h"
#include "services/base/access/access.h"
#include "services/base/access/session_store.h"
#include "services/base/config/config.h"
#include "services/base/log/log.h"
#include "services/base/reference/reference.h"
#include "services/base/rpc/server.h"
#include "services/base/rpc/stack.h"
#include "services/base/status/status.h"
#include "services/law/rule_files.h"

namespace donthu {
namespace {

constexpr int kWorkersDefault = 8;
constexpr int kQueueDefault = 1000;
constexpr int kDrainDefault = 10;
// Connections beside the workers': health, tailing, reference data.
constexpr int kExtraConnections = 2;

// Bearer tokens may not cross a network in clear text, so without TLS only this machine is spoken
// to.
bool IsLoopback(const std::string& address) {
  for (const char* host : {"127.", "localhost:", "[::1]:"}) {
    if (address.rfind(host, 0) == 0) return true;
  }
  return false;
}

class Process : public RunningProcess {
 public:
  Process(const config::v1::ServerConfig& config, const Clock& clock)
      : config_(config), clock_(clock) {}

  ~Process() override {
    Drain();
    services_.clear();
  }

  absl::Status Start(const std::vector<ServiceEntry>& entries) {
    if (!IsLoopback(config_.listen())) {
      return absl::InvalidArgumentError(
          absl::StrFormat("config: listen \"%s\" is not on loopback, and this version has no TLS",
                          config_.listen()));
    }
    ASSIGN_OR_RETURN(auto rules, law::LoadRuleBook(config_.rules_directory()));
    rules_ = std::make_unique<law::RuleBook>(std::move(rules));
    ASSIGN_OR_RETURN(auto authenticator, Authenticator::Load(config_.principals_file()));
    authenticator_ = std::make_unique<Authenticator>(std::move(authenticator));
    for (const auto& database : config_.database()) {
      RETURN_IF_ERROR(StartService(database, entries));
    }
    if (services_.empty()) return absl::InvalidArgumentError("config: no database, no service");
    if (!config_.metrics_listen().empty()) {
      RETURN_IF_ERROR(metrics_.Expose(config_.metrics_listen()));
    }
    return Listen();
  }

  int port() const override { return server_->port(); }
  void Drain() override {
    if (server_ != nullptr) server_->Drain();
  }

 private:
  absl::Status StartService(const config::v1::Database& database,
                            const std::vector<ServiceEntry>& entries) {
    for (const auto& entry : entries) {
      if (entry.name != database.service()) continue;
      const int workers = config_.workers() > 0 ? config_.workers() : kWorkersDefault;
      auto& pool = pools_.emplace_back(std::make_unique<db::Pool>(
          db::Pool::Options{database.dsn(), workers + kExtraConnections, absl::Seconds(5), ""}));
      RETURN_IF_ERROR(db::CheckSchema(*pool, entry.name, entry.schema_min, entry.schema_max));
      if (reference_ == nullptr) {
        reference_ = std::make_unique<ReferenceCache>(*pool);
        sessions_ = std::make_unique<SessionStore>(*pool, clock_);
        authenticator_->Accept(sessions_.get());
      }
      ASSIGN_OR_RETURN(auto service, entry.create(Environment{config_, clock_, *rules_, metrics_,
                                                              *pool, database.dsn(), workers}));
      services_.push_back(std::move(service));
      return absl::OkStatus();
    }
    return absl::InvalidArgumentError(
        absl::StrFormat("config: this program has no service \"%s\"", database.service()));
  }

  absl::Status Listen() {
    stack_ = std::make_unique<rpc::Stack>(
        *authenticator_,
        [this](const Principal& principal, options::v1::Scope scope) {
          return ReachOf(principal, scope);
        },
        clock_);
    std::vector<const rpc::MethodTable*> tables;
    for (const auto& service : services_) {
      for (const auto* table : service->tables()) tables.push_back(table);
    }
    rpc::Server::Options options;
    options.listen = config_.listen();
    if (config_.workers() > 0) options.workers = config_.workers();
    options.queue_max = config_.queue_max() > 0 ? config_.queue_max() : kQueueDefault;
    options.drain =
        absl::Seconds(config_.drain_seconds() > 0 ? config_.drain_seconds() : kDrainDefault);
    options.healthy = [this] { return Healthy(); };
    ASSIGN_OR_RETURN(server_, rpc::Server::Start(options, tables, *stack_, metrics_));
    return absl::OkStatus();
  }

  absl::StatusOr<Reach> ReachOf(const Principal& principal, options::v1::Scope scope) {
    if (scope == options::v1::SCOPE_PROVINCE) return Reach::Everything();
    ASSIGN_OR_RETURN(const auto reference, reference_->Get());
    std::vector<std::string> agencies = scope == options::v1::SCOPE_OWN_AGENCY
                                            ? std::vector<std::string>{principal.agency}
                                            : reference->Tree(principal.agency);
    return Reach::Only(reference->WithPredecessors(std::move(agencies), clock_.Today()));
  }

  bool Healthy() {
    static constexpr db::Statement kPing = {"ping", "SELECT 1"};
    for (const auto& pool : pools_) {
      if (!pool->Run(kPing, db::Params()).ok()) return false;
    }
    return true;
  }

  const config::v1::ServerConfig config_;
  const Clock& clock_;
  Metrics metrics_;
  std::unique_ptr<law::RuleBook> rules_;
  std::unique_ptr<Authenticator> authenticator_;
  std::vector<std::unique_ptr<db::Pool>> pools_;
  std::unique_ptr<ReferenceCache> reference_;
  std::unique_ptr<SessionStore> sessions_;
  std::vector<std::unique_ptr<Service>> services_;
  std::unique_ptr<rpc::Stack> stack_;
  std::unique_ptr<rpc::Server> server_;
};

int Fail(const char* program, const absl::Status& status) {
  std::fprintf(stderr, "%s: %s\n", program, std::string(status.message()).c_str());
  return 1;
}

}  // namespace

absl::StatusOr<std::unique_ptr<RunningProcess>> RunningProcess::Start(
    const config::v1::ServerConfig& config, const std::vector<ServiceEntry>& entries,
    const Clock& clock) {
  auto process = std::make_unique<Process>(config, clock);
  const absl::Status started = process->Start(entries);
  if (!started.ok()) return started;
  return process;
}

int RunProcess(int argc, char** argv, const std::vector<ServiceEntry>& entries) {
  if (argc != 3 || std::string(argv[1]) != "--config") {
    std::fprintf(stderr, "usage: %s --config FILE\n", argv[0]);
    return 2;
  }
  config::v1::ServerConfig config;
  if (auto read = config::ReadTextFile(argv[2], &config); !read.ok()) return Fail(argv[0], read);
  // Blocked before any thread starts, so that only sigwait below sees them.
  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTERM);
  sigaddset(&stop, SIGINT);
  pthread_sigmask(SIG_BLOCK, &stop, nullptr);
  const SystemClock clock;
  auto process = RunningProcess::Start(config, entries, clock);
  if (!process.ok()) return Fail(argv[0], process.status());
  log::Info("started", {{"port", std::to_string((*process)->port())}});
  int signal = 0;
  sigwait(&stop, &signal);
  log::Info("draining", {{"signal", std::to_string(signal)}});
  (*process)->Drain();
  process->reset();
  log::Info("stopped");
  return 0;
}

}  // namespace donthu
