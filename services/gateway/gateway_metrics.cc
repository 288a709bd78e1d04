#include "services/gateway/gateway_metrics.h"

namespace donthu::gateway {
namespace {

prometheus::Gauge& MakeGauge(prometheus::Registry& registry, const char* name, const char* help) {
  return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add({});
}

}  // namespace

GatewayMetrics::GatewayMetrics(Metrics& metrics)
    : metrics_(metrics),
      refused_(prometheus::BuildCounter()
                   .Name("donthu_gateway_refused_total")
                   .Help("Requests that were refused before they became calls")
                   .Register(metrics.registry())),
      connections_(
          MakeGauge(metrics.registry(), "donthu_gateway_connections", "Connections that are open")),
      streams_(MakeGauge(metrics.registry(), "donthu_gateway_streams", "Streams that are open")) {}

void GatewayMetrics::CallFinished(const std::string& method, absl::StatusCode code,
                                  absl::Duration took) {
  metrics_.CallFinished(method, absl::StatusCodeToString(code), took);
}

void GatewayMetrics::Refused(const char* why) { refused_.Add({{"why", why}}).Increment(); }

}  // namespace donthu::gateway
