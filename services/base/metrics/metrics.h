// Prometheus metrics of this process, served over HTTP on loopback.
#pragma once

#include <prometheus/family.h>
#include <prometheus/registry.h>

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace prometheus {
class Counter;
class Exposer;
class Gauge;
class Histogram;
}  // namespace prometheus

namespace donthu {

class Metrics {
 public:
  Metrics();
  ~Metrics();

  // Serves /metrics at host:port.
  absl::Status Expose(const std::string& address);

  // One finished call: counted by method and code, its time put into buckets.
  void CallFinished(const std::string& method, const std::string& code, absl::Duration took);

  // How long ago a reader of the ledger had taken in everything.
  void LedgerLag(const std::string& reader, absl::Duration lag);

  // For what only one kind of process counts.
  prometheus::Registry& registry() { return *registry_; }

 private:
  std::shared_ptr<prometheus::Registry> registry_;
  // Registered once: looking a family up by name on every call costs as much as a query.
  prometheus::Family<prometheus::Counter>& calls_;
  prometheus::Family<prometheus::Histogram>& call_seconds_;
  prometheus::Family<prometheus::Gauge>& ledger_lag_;
  std::unique_ptr<prometheus::Exposer> exposer_;
};

}  // namespace donthu
