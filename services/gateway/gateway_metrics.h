// What the gateway counts beside the calls themselves.
#pragma once

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>

#include <string>

#include "absl/time/time.h"
#include "services/base/metrics/metrics.h"

namespace donthu::gateway {

class GatewayMetrics {
 public:
  // `metrics` outlives this.
  explicit GatewayMetrics(Metrics& metrics);

  void CallFinished(const std::string& method, absl::StatusCode code, absl::Duration took);
  // `why`: one of a few words, never anything that was sent.
  void Refused(const char* why);

  // Connections of browsers.
  prometheus::Gauge& connections() { return connections_; }
  // Streams, each until its service has been told of the end.
  prometheus::Gauge& streams() { return streams_; }

 private:
  Metrics& metrics_;
  prometheus::Family<prometheus::Counter>& refused_;
  prometheus::Gauge& connections_;
  prometheus::Gauge& streams_;
};

}  // namespace donthu::gateway
