// What the configuration says of the issuer, checked.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "donthu/config/v1/config.pb.h"

namespace donthu::identity {

struct OidcSettings {
  std::string issuer;
  std::string client_id;
  // Empty for a public client.
  std::string client_secret;
  std::string redirect_uri;
  std::string officer_claim;
  std::string officer_suffix;
  std::string ca_file;
  std::string acr;
  std::string scope;
};

// INVALID_ARGUMENT naming the key that is missing or can't be right; whatever reading the secret's
// file fails with.
absl::StatusOr<OidcSettings> OidcSettingsFrom(const config::v1::Oidc& config);

// https to anywhere, or http to this machine; no user in it, no fragment.
bool IsSafeUrl(std::string_view url);

// The officer's id that the claims of a checked token name; nullopt where they name none.
std::optional<std::string> OfficerIn(const nlohmann::json& claims, const OidcSettings& settings);

}  // namespace donthu::identity
