// Finds the configuration and connects.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "clients/cli/app.h"

namespace donthu::cli {

// var/client.textproto in this folder or the nearest one above it.
std::optional<std::string> FindUpwards(const std::filesystem::path& folder);

// Where to look for a configuration when no flag says so.
struct Places {
  // $DONTHU_CLIENT_CONFIG; may be empty.
  std::string environment;
  std::filesystem::path working_folder;
  std::filesystem::path executable_folder;
};

// Usage error when there is neither a configuration nor --endpoint.
absl::StatusOr<client::ConnectionOptions> OptionsFrom(const GlobalFlags& flags,
                                                      const Places& places);

}  // namespace donthu::cli
