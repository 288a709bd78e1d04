#include "services/base/process/process.h"

#include <signal.h>

#include <cstdio>

#include "absl/strings/str_format.h"
#include "services/base/access/access.h"
#include "services/base/access/certificate_store.h"
#include "services/base/access/session_store.h"
#include "services/base/access/sight.h"
#include "services/base/config/address.h"
#include "services/base/config/config.h"
#include "services/base/log/log.h"
#include "services/base/process/reaches.h"
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

// Of migrations/sight, which keep every service's statements to what their caller may see.
constexpr int kSightVersion = 8;

// A figure of the config, or its default.
double Or(int32_t value, double otherwise) { return value > 0 ? value : otherwise; }

rpc::RateLimits LimitsOf(const config::v1::RateLimits& config) {
  rpc::RateLimits limits;
  limits.officer = {Or(config.officer_calls_per_second(), limits.officer.per_second),
                    Or(config.officer_calls_burst(), limits.officer.burst)};
  limits.system = {Or(config.system_calls_per_second(), limits.system.per_second),
                   Or(config.system_calls_burst(), limits.system.burst)};
  limits.address = {Or(config.address_calls_per_second(), limits.address.per_second),
                    Or(config.address_calls_burst(), limits.address.burst)};
  return limits;
}

// Tokens and people's data may not cross a network in clear text.
absl::Status CheckListen(const config::v1::ServerConfig& config) {
  if (config.has_tls() || config::IsLoopback(config.listen())) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrFormat("config: listen \"%s\" is not on loopback: that needs tls with "
                      "certificate_file and key_file",
                      config.listen()));
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
    rpc::RequireTls13();
    RETURN_IF_ERROR(CheckListen(config_));
    ASSIGN_OR_RETURN(auto rules, law::LoadRuleBook(config_.rules_directory()));
    rules_ = std::make_unique<law::RuleBook>(std::move(rules));
    ASSIGN_OR_RETURN(auto authenticator, config_.principals_file().empty()
                                             ? Authenticator::Create({})
                                             : Authenticator::Load(config_.principals_file()));
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
      RETURN_IF_ERROR(db::CheckSchema(*pool, "sight", kSightVersion, kSightVersion));
      if (reference_ == nullptr) {
        reference_ = std::make_unique<ReferenceCache>(*pool);
        reaches_ = std::make_unique<Reaches>(*reference_);
        sessions_ = std::make_unique<SessionStore>(*pool, clock_);
        certificates_ = std::make_unique<CertificateStore>(*pool, clock_);
        authenticator_->Accept(sessions_.get(), certificates_.get());
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
          return reaches_->Of(principal, scope, clock_.Today());
        },
        clock_, LimitsOf(config_.rate_limits()));
    stack_->RunWithin([this](const rpc::Call& call, const std::function<absl::Status()>& handler) {
      return AsCaller(call, handler);
    });
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
    if (config_.has_tls()) {
      options.tls =
          certificate::ServerFiles{config_.tls().certificate_file(), config_.tls().key_file(),
                                   config_.tls().client_ca_file()};
    }
    ASSIGN_OR_RETURN(server_, rpc::Server::Start(options, tables, *stack_, metrics_));
    return absl::OkStatus();
  }

  absl::Status AsCaller(const rpc::Call& call, const std::function<absl::Status()>& handler) {
    ASSIGN_OR_RETURN(const auto reference, reference_->Get());
    const db::ViewScope scope(ViewOf(call.principal, call.reach, *reference, clock_.Today()));
    return handler();
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
  std::unique_ptr<Reaches> reaches_;
  std::unique_ptr<SessionStore> sessions_;
  std::unique_ptr<CertificateStore> certificates_;
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
