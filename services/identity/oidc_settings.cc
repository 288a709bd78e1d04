#include "services/identity/oidc_settings.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_format.h"
#include "services/base/config/address.h"
#include "services/base/crypto/key.h"
#include "services/base/status/status.h"
#include "services/identity/strict_json.h"

namespace donthu::identity {
namespace {

constexpr size_t kOfficerMax = 60;

absl::Status Wrong(const char* key, const char* what) {
  return absl::InvalidArgumentError(absl::StrFormat("config: identity.oidc.%s %s", key, what));
}

bool IsOfficerId(std::string_view id) {
  return !id.empty() && id.size() <= kOfficerMax && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
  });
}

}  // namespace

bool IsSafeUrl(std::string_view url) {
  const bool plain = url.substr(0, 7) == "http://";
  if (!plain && url.substr(0, 8) != "https://") return false;
  const bool printable = std::all_of(url.begin(), url.end(),
                                     [](char c) { return c > ' ' && c < '\x7f' && c != '\\'; });
  std::string_view rest = url.substr(plain ? 7 : 8);
  const std::string_view host = rest.substr(0, rest.find_first_of("/?#"));
  if (!printable || host.empty() || host.find('@') != host.npos || rest.find('#') != rest.npos) {
    return false;
  }
  if (!plain) return true;
  const bool with_port = host.rfind(':') != host.npos && host.back() != ']';
  return config::IsLoopback(std::string(host) + (with_port ? "" : ":80"));
}

absl::StatusOr<OidcSettings> OidcSettingsFrom(const config::v1::Oidc& config) {
  if (!IsSafeUrl(config.issuer()) || absl::StrContains(config.issuer(), "?")) {
    return Wrong("issuer", "must be an https address without query (http on this machine only)");
  }
  if (config.client_id().empty()) return Wrong("client_id", "is missing");
  if (!IsSafeUrl(config.redirect_uri())) {
    return Wrong("redirect_uri", "must be an https address (http on this machine only)");
  }
  if (config.label_vi().empty()) return Wrong("label_vi", "is missing");
  OidcSettings settings;
  settings.issuer = config.issuer();
  settings.client_id = config.client_id();
  settings.redirect_uri = config.redirect_uri();
  settings.officer_claim =
      config.officer_claim().empty() ? "preferred_username" : config.officer_claim();
  settings.officer_suffix = config.officer_suffix();
  settings.ca_file = config.ca_file();
  settings.acr = config.require_acr();
  settings.scope = config.scope().empty() ? "openid profile" : config.scope();
  if (!absl::StrContains(" " + settings.scope + " ", " openid ")) {
    return Wrong("scope", "must hold \"openid\"");
  }
  if (!config.client_secret_file().empty()) {
    ASSIGN_OR_RETURN(settings.client_secret, crypto::ReadSecretFile(config.client_secret_file()));
  }
  return settings;
}

std::optional<std::string> OfficerIn(const nlohmann::json& claims, const OidcSettings& settings) {
  if (settings.officer_claim == "email") {
    const auto verified = claims.find("email_verified");
    if (verified == claims.end() || *verified != true) return std::nullopt;
  }
  auto name = TextIn(claims, settings.officer_claim.c_str());
  if (!name || !absl::EndsWith(*name, settings.officer_suffix)) return std::nullopt;
  name->resize(name->size() - settings.officer_suffix.size());
  // Taken as it stands: two names at the issuer never become one here.
  if (!IsOfficerId(*name)) return std::nullopt;
  return name;
}

}  // namespace donthu::identity
