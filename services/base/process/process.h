// How a process of services starts, runs and stops. main.cc names the services; this does the rest
// and decides nothing.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "donthu/config/v1/config.pb.h"
#include "services/base/clock/clock.h"
#include "services/base/db/db.h"
#include "services/base/metrics/metrics.h"
#include "services/base/rpc/methods.h"
#include "services/law/rule_book.h"

namespace donthu {

// What a service is given. Everything outlives it.
struct Environment {
  const config::v1::ServerConfig& config;
  const Clock& clock;
  const law::RuleBook& rules;
  Metrics& metrics;
  // The service's own database role and schema.
  db::Pool& pool;
  std::string dsn;
  // Calls that run at once at most.
  int workers;
};

// A service while it runs: the methods it offers, and whatever it does in the background until
// destroyed.
class Service {
 public:
  virtual ~Service() = default;
  virtual std::vector<const rpc::MethodTable*> tables() const = 0;
};

struct ServiceEntry {
  // Name in the config's `database`, and of the schema.
  std::string name;
  // Versions of the schema that this program knows.
  int schema_min;
  int schema_max;
  std::function<absl::StatusOr<std::unique_ptr<Service>>(const Environment&)> create;
};

// Runs the services that the config has a database for until SIGTERM or SIGINT, then drains.
// Returns the exit status: 0 after a clean stop, 1 with one clear line on standard error when it
// can't start. Usage: PROGRAM --config FILE.
int RunProcess(int argc, char** argv, const std::vector<ServiceEntry>& entries);

// The same in this process, for tests: listens on config.listen (port 0 = any) and stops when
// destroyed.
class RunningProcess {
 public:
  static absl::StatusOr<std::unique_ptr<RunningProcess>> Start(
      const config::v1::ServerConfig& config, const std::vector<ServiceEntry>& entries,
      const Clock& clock);
  virtual ~RunningProcess() = default;
  virtual int port() const = 0;
  virtual void Drain() = 0;
};

}  // namespace donthu
