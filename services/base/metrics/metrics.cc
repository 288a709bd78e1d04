#include "services/base/metrics/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/exposer.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>

#include "absl/strings/str_format.h"

namespace donthu {
namespace {

// Seconds: a call takes about a millisecond, a report a tenth of a second, a deadline is a few
// seconds.
const prometheus::Histogram::BucketBoundaries kSeconds = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                                          0.05,   0.1,   0.25,   0.5,   1,    5};

}  // namespace

Metrics::Metrics()
    : registry_(std::make_shared<prometheus::Registry>()),
      calls_(prometheus::BuildCounter()
                 .Name("donthu_calls_total")
                 .Help("Finished calls")
                 .Register(*registry_)),
      call_seconds_(prometheus::BuildHistogram()
                        .Name("donthu_call_seconds")
                        .Help("Time from arrival to answer")
                        .Register(*registry_)),
      ledger_lag_(prometheus::BuildGauge()
                      .Name("donthu_ledger_lag_seconds")
                      .Help("Time since this reader had taken in every event")
                      .Register(*registry_)) {}
Metrics::~Metrics() = default;

absl::Status Metrics::Expose(const std::string& address) {
  try {
    // One thread answers the scraper.
    exposer_ = std::make_unique<prometheus::Exposer>(address, 1);
  } catch (const std::exception&) {
    return absl::UnavailableError(
        absl::StrFormat("cannot serve metrics on %s: the port is taken", address));
  }
  exposer_->RegisterCollectable(registry_);
  return absl::OkStatus();
}

void Metrics::CallFinished(const std::string& method, const std::string& code,
                           absl::Duration took) {
  calls_.Add({{"method", method}, {"code", code}}).Increment();
  call_seconds_.Add({{"method", method}}, kSeconds).Observe(absl::ToDoubleSeconds(took));
}

void Metrics::LedgerLag(const std::string& reader, absl::Duration lag) {
  ledger_lag_.Add({{"reader", reader}}).Set(absl::ToDoubleSeconds(lag));
}

}  // namespace donthu
