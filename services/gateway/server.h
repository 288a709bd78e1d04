// The gateway while it runs: listens, serves, drains.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "services/base/clock/clock.h"
#include "services/gateway/gateway_metrics.h"
#include "services/gateway/settings.h"

namespace donthu::gateway {

class Server {
 public:
  // Listens at once. Fails with a clear line when the port is taken, the web app can't be read, the
  // options of the protos don't fit. `clock` outlives this.
  static absl::StatusOr<std::unique_ptr<Server>> Start(Settings settings, const Clock& clock);
  // Drains.
  virtual ~Server() = default;

  // The port listened on; useful when 0 was asked for.
  virtual int port() const = 0;
  virtual GatewayMetrics& metrics() = 0;

  // Accepts no more, ends streams with SHUTTING_DOWN, gives running calls the drain time. Returns
  // when all connections are closed.
  virtual void Drain() = 0;
};

}  // namespace donthu::gateway
