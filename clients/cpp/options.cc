#include "clients/cpp/options.h"

#include <filesystem>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
#include "donthu/config/v1/config.pb.h"
#include "services/base/config/address.h"
#include "services/base/config/config.h"
#include "services/base/status/status.h"

namespace donthu::client {
namespace {

std::string Beside(const std::string& config_path, const std::string& path) {
  if (path.empty()) return path;
  return (std::filesystem::path(config_path).parent_path() / path).string();
}

std::vector<std::string> EndpointsOf(const ConnectionOptions& options) {
  std::vector<std::string> endpoints;
  if (!options.endpoint.empty()) endpoints.push_back(options.endpoint);
  for (const auto& [service, endpoint] : options.service_endpoints) endpoints.push_back(endpoint);
  return endpoints;
}

}  // namespace

absl::StatusOr<std::string> LoadToken(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, config::ReadFile(path));
  std::string token(absl::StripAsciiWhitespace(text));
  if (token.empty()) {
    return absl::InvalidArgumentError(absl::StrFormat("%s holds no token", path));
  }
  return token;
}

absl::StatusOr<ConnectionOptions> LoadOptions(const std::string& path) {
  config::v1::ClientConfig config;
  RETURN_IF_ERROR(config::ReadTextFile(path, &config));
  return OptionsOf(config, path);
}

absl::StatusOr<ConnectionOptions> OptionsOf(const config::v1::ClientConfig& config,
                                            const std::string& path) {
  ConnectionOptions options;
  options.endpoint = config.endpoint();
  for (const auto& entry : config.service_endpoint()) {
    if (!options.service_endpoints.emplace(entry.service(), entry.endpoint()).second) {
      return absl::InvalidArgumentError(
          absl::StrFormat("%s: two endpoints for service \"%s\"", path, entry.service()));
    }
  }
  options.ca_file = Beside(path, config.ca_file());
  options.certificate_file = Beside(path, config.certificate_file());
  options.key_file = Beside(path, config.key_file());
  if (!config.token_file().empty()) {
    ASSIGN_OR_RETURN(options.token, LoadToken(Beside(path, config.token_file())));
  }
  return options;
}

std::string EndpointOf(const ConnectionOptions& options, const std::string& service) {
  const auto own = options.service_endpoints.find(service);
  if (own != options.service_endpoints.end()) return own->second;
  if (service == "law") return EndpointOf(options, "directory");
  return options.endpoint;
}

absl::Status CheckOptions(const ConnectionOptions& options) {
  const auto endpoints = EndpointsOf(options);
  if (endpoints.empty()) return absl::InvalidArgumentError("no endpoint is configured");
  if (options.certificate_file.empty() != options.key_file.empty()) {
    return absl::InvalidArgumentError("certificate_file and key_file go together");
  }
  if (!options.ca_file.empty()) return absl::OkStatus();
  if (!options.certificate_file.empty()) {
    return absl::InvalidArgumentError("ca_file is missing: TLS needs the authority to trust");
  }
  for (const std::string& endpoint : endpoints) {
    if (!config::IsLoopback(endpoint)) {
      return absl::InvalidArgumentError(absl::StrFormat(
          "%s is not this machine: without ca_file the token and people's data would travel in the "
          "clear",
          endpoint));
    }
  }
  return absl::OkStatus();
}

}  // namespace donthu::client
