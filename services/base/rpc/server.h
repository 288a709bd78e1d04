// The gRPC server of a process: registers method tables, runs calls on workers, serves health and
// reflection, drains.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "services/base/certificate/certificate.h"
#include "services/base/metrics/metrics.h"
#include "services/base/rpc/methods.h"
#include "services/base/rpc/stack.h"

namespace donthu::rpc {

// The largest request that is read; a petition's text is at most 20,000 characters, a directory
// import a few MB.
inline constexpr int kRequestBytesMax = 16 << 20;

// Metadata in which a system that may do so names the address that a call came from.
inline constexpr char kClientAddress[] = "donthu-client-address";

// What slow, silent and greedy callers are held to.
struct Bounds {
  // From the first byte of a connection until it may carry calls.
  absl::Duration handshake = absl::Seconds(10);
  // A caller without a call for this long has to connect anew.
  absl::Duration idle = absl::Minutes(10);
  // Even busy connections are renewed, so that load spreads; what is under way goes on.
  absl::Duration connection_age = absl::Hours(1);
  // A caller that is gone without a word is found out within the two.
  absl::Duration ping_after = absl::Minutes(1);
  absl::Duration ping_answer = absl::Seconds(20);
  // A stream whose reader does not take a message within this time ends.
  absl::Duration write = absl::Seconds(30);
};

// Makes this process speak TLS 1.3 and nothing older, as server and as client. To be called before
// its first TLS connection of either kind, and before it has threads.
void RequireTls13();

class Server {
 public:
  struct Options {
    std::string listen;
    int workers = 8;
    int queue_max = 1000;
    absl::Duration drain = absl::Seconds(10);
    // Asked every second; while false, health says NOT_SERVING.
    std::function<bool()> healthy;
    // TLS 1.3; without it all is in the clear.
    std::optional<certificate::ServerFiles> tls;
    // How often the files of tls are looked at anew.
    absl::Duration tls_look_again = absl::Minutes(1);
    Bounds bounds;
  };

  // Listens at once. UNAVAILABLE with a clear line when the port is taken; as CheckServerFiles.
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
