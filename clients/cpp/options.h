// How a client finds the servers, who it says it is, and how patient it is.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace donthu::config::v1 {
class ClientConfig;
}  // namespace donthu::config::v1

namespace donthu::client {

// Waits between attempts double from `initial` up to `max`; each is then shortened by a random part
// of at most `jitter` (0 to 1), so that clients that failed together do not come back together.
struct RetryPolicy {
  // Attempts in all; 1 = never again.
  int max_attempts = 6;
  absl::Duration initial = absl::Milliseconds(100);
  absl::Duration max = absl::Seconds(2);
  double jitter = 0.5;
};

struct ConnectionOptions {
  // host:port of all services that have no entry in service_endpoints.
  std::string endpoint;
  // By service, e.g. "intake". "law" falls back to "directory", which it is served beside.
  std::map<std::string, std::string> service_endpoints;
  // Bearer token; empty = none, which is enough for public methods.
  std::string token;
  // PEM files. All empty = no TLS, which is refused for any address but loopback.
  std::string ca_file;
  std::string certificate_file;
  std::string key_file;
  // For one call with all its attempts and waits. Streams have no deadline.
  absl::Duration deadline = absl::Seconds(10);
  RetryPolicy retry;
  // What tests replace. Empty = absl::SleepFor, absl::Now and a random number in [0, 1).
  std::function<void(absl::Duration)> sleep;
  std::function<absl::Time()> now;
  std::function<double()> random;
};

// Reads a donthu.config.v1.ClientConfig textproto and the token file that it names. A relative path
// in it is taken from the folder of the config file. The error names the file, line and column.
absl::StatusOr<ConnectionOptions> LoadOptions(const std::string& path);

// The same of a config that is part of the file at `path`.
absl::StatusOr<ConnectionOptions> OptionsOf(const config::v1::ClientConfig& config,
                                            const std::string& path);

// The token in a file, without the white space around it. INVALID_ARGUMENT when there is none.
absl::StatusOr<std::string> LoadToken(const std::string& path);

// The endpoint of a service ("intake"); empty when none is configured.
std::string EndpointOf(const ConnectionOptions& options, const std::string& service);

// INVALID_ARGUMENT when there is no endpoint at all, when only one of certificate and key is given,
// or when an endpoint other than loopback would be spoken to without TLS.
absl::Status CheckOptions(const ConnectionOptions& options);

}  // namespace donthu::client
