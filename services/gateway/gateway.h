// What all connections of the gateway share. Everything outlives them.
#pragma once

#include "services/base/clock/clock.h"
#include "services/gateway/admission.h"
#include "services/gateway/catalogue.h"
#include "services/gateway/gateway_metrics.h"
#include "services/gateway/json_transcoder.h"
#include "services/gateway/settings.h"
#include "services/gateway/static_files.h"
#include "services/gateway/upstream.h"

namespace donthu::gateway {

struct Gateway {
  const Settings& settings;
  const Clock& clock;
  const Catalogue& catalogue;
  const JsonTranscoder& transcoder;
  const StaticFiles& files;
  Upstream& upstream;
  Admission& admission;
  GatewayMetrics& metrics;
};

}  // namespace donthu::gateway
