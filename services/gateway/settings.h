// What the gateway was told at start, with every default filled in and every bound checked.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "clients/cpp/options.h"
#include "donthu/config/v1/config.pb.h"
#include "services/base/rate/rate_limiter.h"

namespace donthu::gateway {

struct Limits {
  size_t body_bytes;
  uint32_t header_bytes;
  absl::Duration header;
  absl::Duration body;
  absl::Duration write;
  absl::Duration idle;
  absl::Duration call;
  absl::Duration stream;
  int connections;
  int streams;
  int streams_per_caller;
  Rate session;
  Rate address;
};

struct Settings {
  // An IP address.
  std::string host;
  uint16_t port;
  // Empty = none.
  std::string metrics_listen;
  // Empty = no files.
  std::string web_directory;
  client::ConnectionOptions upstream;
  std::vector<std::string> trusted_proxies;
  bool accept_authorization;
  int threads;
  absl::Duration drain;
  Limits limits;
};

// `path` is the file that the config was read from. INVALID_ARGUMENT naming what is wrong: an
// address that can't be listened on, one beyond loopback without a proxy to speak TLS for it, a
// token in upstream, a bound out of range.
absl::StatusOr<Settings> SettingsOf(const config::v1::GatewayConfig& config,
                                    const std::string& path);

}  // namespace donthu::gateway
