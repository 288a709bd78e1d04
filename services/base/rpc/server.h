// The gRPC server of a process: registers method tables, runs calls on workers, serves health and
// reflection, drains.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "services/base/metrics/metrics.h"
#include "services/base/rpc/methods.h"
#include "services/base/rpc/stack.h"

namespace donthu::rpc {

// The largest request that is read; a petition's text is at most 20,000 characters, a directory
// import a few MB.
inline constexpr int kRequestBytesMax = 16 << 20;

class Server {
 public:
  struct Options {
    std::string listen;
    int workers = 8;
    int queue_max = 1000;
    absl::Duration drain = absl::Seconds(10);
    // Asked every second; while false, health says NOT_SERVING.
    std::function<bool()> healthy;
  };

  // Listens at once. UNAVAILABLE with a clear line when the port is taken.
  static absl::StatusOr<std::unique_ptr<Server>> Start(const Options& options,
                                                       std::vector<const MethodTable*> tables,
                                                       const Stack& stack, Metrics& metrics);
  virtual ~Server() = default;

  // The port listened on; useful when 0 was asked for.
  virtual int port() const = 0;

  // Health turns NOT_SERVING, streams end with SHUTTING_DOWN, running calls get the drain time.
  // Returns when all is done.
  virtual void Drain() = 0;
};

}  // namespace donthu::rpc
