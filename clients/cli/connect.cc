#include "clients/cli/connect.h"

#include "absl/strings/str_format.h"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

// Large reports and the verification of a long ledger take their time.
constexpr absl::Duration kDeadline = absl::Minutes(1);

std::optional<std::string> ConfigPath(const GlobalFlags& flags, const Places& places) {
  if (!flags.config.empty()) return flags.config;
  if (!places.environment.empty()) return places.environment;
  if (auto found = FindUpwards(places.working_folder)) return found;
  return FindUpwards(places.executable_folder);
}

}  // namespace

std::optional<std::string> FindUpwards(const std::filesystem::path& folder) {
  std::error_code ignored;
  for (auto at = folder;; at = at.parent_path()) {
    const auto file = at / "var" / "client.textproto";
    if (std::filesystem::is_regular_file(file, ignored)) return file.string();
    if (at == at.parent_path()) return std::nullopt;
  }
}

absl::StatusOr<client::ConnectionOptions> OptionsFrom(const GlobalFlags& flags,
                                                      const Places& places) {
  client::ConnectionOptions options;
  const auto path = ConfigPath(flags, places);
  // With endpoint and token given, a configuration that happens to lie around is of no interest.
  const bool needed = flags.endpoint.empty() || flags.token_file.empty() || !flags.config.empty();
  if (path && needed) {
    const auto loaded = client::LoadOptions(*path);
    if (!loaded.ok()) {
      return UsageError(
          absl::StrFormat("không đọc được cấu hình: %s", ToStd(loaded.status().message())));
    }
    options = *loaded;
  } else if (flags.endpoint.empty()) {
    return UsageError(
        "không tìm thấy var/client.textproto; chạy tools/up trước, hoặc dùng --config TỆP");
  }
  if (!flags.endpoint.empty()) {
    options.endpoint = flags.endpoint;
    options.service_endpoints.clear();
  }
  if (!flags.token_file.empty()) {
    const auto token = client::LoadToken(flags.token_file);
    if (!token.ok()) {
      return UsageError(absl::StrFormat("--token-file: %s", ToStd(token.status().message())));
    }
    options.token = *token;
  }
  options.deadline = kDeadline;
  return options;
}

}  // namespace donthu::cli
