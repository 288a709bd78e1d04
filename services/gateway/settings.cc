#include "services/gateway/settings.h"

#include <arpa/inet.h>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "services/base/status/status.h"

namespace donthu::gateway {
namespace {

constexpr int kMebi = 1 << 20;
// What the services read at most.
constexpr int kBodyBytesMax = 16 * kMebi;

bool IsAddress(const std::string& text) {
  unsigned char bytes[sizeof(in6_addr)];
  return inet_pton(AF_INET, text.c_str(), bytes) == 1 ||
         inet_pton(AF_INET6, text.c_str(), bytes) == 1;
}

bool IsLoopback(const std::string& host) { return absl::StartsWith(host, "127.") || host == "::1"; }

absl::Status ReadListen(const config::v1::GatewayConfig& config, Settings* settings) {
  const std::string& listen = config.listen();
  const size_t colon = listen.rfind(':');
  std::string host = listen.substr(0, colon);
  if (host == "localhost") host = "127.0.0.1";
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  }
  uint32_t port = 0;
  if (colon == std::string::npos || !IsAddress(host) ||
      !absl::SimpleAtoi(listen.substr(colon + 1), &port) || port > 65535) {
    return absl::InvalidArgumentError(
        absl::StrFormat("config: listen \"%s\" is not address:port", listen));
  }
  if (!IsLoopback(host) && config.trusted_proxy().empty()) {
    return absl::InvalidArgumentError(absl::StrFormat(
        "config: listen \"%s\" is not on loopback: without a trusted_proxy that speaks TLS, "
        "passwords would travel in the clear",
        listen));
  }
  settings->host = host;
  settings->port = static_cast<uint16_t>(port);
  return absl::OkStatus();
}

// A bound as configured; the first complaint is kept.
class Bounds {
 public:
  int Read(const char* name, int configured, int if_zero, int max) {
    if (configured < 0 || configured > max) {
      if (!status_.ok()) return if_zero;
      status_ = absl::InvalidArgumentError(
          absl::StrFormat("config: %s is %d, not from 0 to %d", name, configured, max));
    }
    return configured == 0 ? if_zero : configured;
  }
  absl::Duration Seconds(const char* name, int configured, int if_zero) {
    return absl::Seconds(Read(name, configured, if_zero, 86400));
  }
  const absl::Status& status() const { return status_; }

 private:
  absl::Status status_;
};

Limits LimitsOf(const config::v1::GatewayLimits& from, Bounds& bounds) {
  constexpr int kMany = 1'000'000;
  Limits to;
  to.body_bytes = static_cast<size_t>(
      bounds.Read("body_bytes_max", from.body_bytes_max(), 4 * kMebi, kBodyBytesMax));
  to.header_bytes = static_cast<uint32_t>(
      bounds.Read("header_bytes_max", from.header_bytes_max(), 16 << 10, kMebi));
  to.header = bounds.Seconds("header_seconds", from.header_seconds(), 10);
  to.body = bounds.Seconds("body_seconds", from.body_seconds(), 30);
  to.write = bounds.Seconds("write_seconds", from.write_seconds(), 30);
  to.idle = bounds.Seconds("idle_seconds", from.idle_seconds(), 75);
  to.call = bounds.Seconds("call_seconds", from.call_seconds(), 30);
  to.stream = bounds.Seconds("stream_seconds", from.stream_seconds(), 3600);
  to.connections = bounds.Read("connections_max", from.connections_max(), 4000, kMany);
  to.streams = bounds.Read("streams_max", from.streams_max(), 2000, kMany);
  to.streams_per_caller =
      bounds.Read("streams_per_caller_max", from.streams_per_caller_max(), 16, kMany);
  const auto rate = [&bounds](const char* name, int per_second, int per_second_default, int burst,
                              int burst_default) {
    return Rate{static_cast<double>(bounds.Read(name, per_second, per_second_default, kMany)),
                static_cast<double>(bounds.Read(name, burst, burst_default, kMany))};
  };
  to.session =
      rate("session_calls", from.session_calls_per_second(), 50, from.session_calls_burst(), 200);
  to.address =
      rate("address_calls", from.address_calls_per_second(), 200, from.address_calls_burst(), 1000);
  return to;
}

}  // namespace

absl::StatusOr<Settings> SettingsOf(const config::v1::GatewayConfig& config,
                                    const std::string& path) {
  Settings settings;
  RETURN_IF_ERROR(ReadListen(config, &settings));
  if (!config.upstream().token_file().empty()) {
    return absl::InvalidArgumentError(
        "config: upstream has a token_file: calls bear the session of their browser, nothing else");
  }
  ASSIGN_OR_RETURN(settings.upstream, client::OptionsOf(config.upstream(), path));
  RETURN_IF_ERROR(client::CheckOptions(settings.upstream));
  for (const std::string& proxy : config.trusted_proxy()) {
    if (!IsAddress(proxy)) {
      return absl::InvalidArgumentError(
          absl::StrFormat("config: trusted_proxy \"%s\" is not an IP address", proxy));
    }
    settings.trusted_proxies.push_back(proxy);
  }
  settings.metrics_listen = config.metrics_listen();
  settings.web_directory = config.web_directory();
  settings.accept_authorization = config.accept_authorization();
  Bounds bounds;
  settings.threads = bounds.Read("threads", config.threads(), 2, 256);
  settings.drain = bounds.Seconds("drain_seconds", config.drain_seconds(), 10);
  settings.limits = LimitsOf(config.limits(), bounds);
  if (!bounds.status().ok()) return bounds.status();
  return settings;
}

}  // namespace donthu::gateway
