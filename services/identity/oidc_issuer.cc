#include "services/identity/oidc_issuer.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "services/base/log/log.h"
#include "services/base/status/status.h"
#include "services/identity/id_token.h"
#include "services/identity/strict_json.h"

namespace donthu::identity {
namespace {

using nlohmann::json;

constexpr absl::Duration kReliedOn = absl::Hours(1);
constexpr absl::Duration kQuietAfterFailure = absl::Seconds(5);
constexpr int kCallersMax = 3;
constexpr int kOk = 200;
constexpr int kBadRequest = 400;

// The log says what is wrong; callers only that something is.
absl::Status Unavailable(const std::string& why) {
  log::Warning("oidc_issuer_unusable", {{"why", why}});
  return Failure(absl::StatusCode::kUnavailable, common::v1::SIGN_ON_UNAVAILABLE,
                 "the issuer can't be reached or can't be used")
      .Vi("Chưa liên lạc được với cổng đăng nhập chung.");
}

absl::Status Overloaded() {
  return Failure(absl::StatusCode::kResourceExhausted, common::v1::OVERLOADED,
                 "too many callers wait for the issuer")
      .With("retry_after_seconds", "2")
      .Vi("Nhiều người đang chờ cổng đăng nhập chung.");
}

absl::Status Refused(const std::string& why) {
  log::Warning("oidc_sign_in_refused", {{"why", why}});
  return Failure(absl::StatusCode::kUnauthenticated, common::v1::SIGN_ON_REFUSED,
                 "what the issuer says of this attempt does not hold")
      .Vi("Cổng đăng nhập chung không xác nhận lần đăng nhập này.");
}

// A place among those who wait for the issuer.
class Turn {
 public:
  explicit Turn(std::atomic<int>& callers) : callers_(callers), got_(++callers <= kCallersMax) {}
  ~Turn() { --callers_; }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  bool got() const { return got_; }

 private:
  std::atomic<int>& callers_;
  const bool got_;
};

// As in a query or a form.
std::string Encoded(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
        std::string("-._~").find(c) != std::string::npos) {
      out += c;
    } else {
      absl::StrAppendFormat(&out, "%%%02X", static_cast<unsigned char>(c));
    }
  }
  return out;
}

std::string Form(const std::vector<std::pair<const char*, std::string>>& fields) {
  std::string form;
  for (const auto& [name, value] : fields) {
    absl::StrAppendFormat(&form, "%s%s=%s", form.empty() ? "" : "&", name, Encoded(value));
  }
  return form;
}

// Basic is what a client uses that was told nothing (OpenID Connect Discovery 1.0, 3).
bool WantsSecretInForm(const json& metadata) {
  const auto methods = metadata.find("token_endpoint_auth_methods_supported");
  if (methods == metadata.end() || !methods->is_array()) return false;
  const auto has = [&](const char* name) {
    return std::find(methods->begin(), methods->end(), name) != methods->end();
  };
  return !has("client_secret_basic") && has("client_secret_post");
}

}  // namespace

absl::StatusOr<json> OidcIssuer::Get(const std::string& url) const {
  const auto answer = http_({url, "", ""});
  if (!answer.ok()) return Unavailable(std::string(answer.status().message()));
  if (answer->status != kOk) return Unavailable(absl::StrFormat("HTTP %d", answer->status));
  auto object = ParseObject(answer->body);
  if (!object.ok()) return Unavailable("what it publishes is no JSON object");
  return object;
}

absl::StatusOr<OidcIssuer::Known> OidcIssuer::Ask(absl::Time now) const {
  const std::string base(absl::StripSuffix(settings_.issuer, "/"));
  ASSIGN_OR_RETURN(const json metadata, Get(base + "/.well-known/openid-configuration"));
  if (TextIn(metadata, "issuer") != settings_.issuer) {
    return Unavailable("it calls itself otherwise than identity.oidc.issuer");
  }
  auto published = std::make_shared<Published>();
  published->authorization_endpoint = TextIn(metadata, "authorization_endpoint").value_or("");
  published->token_endpoint = TextIn(metadata, "token_endpoint").value_or("");
  published->jwks_uri = TextIn(metadata, "jwks_uri").value_or("");
  for (const auto* url :
       {&published->authorization_endpoint, &published->token_endpoint, &published->jwks_uri}) {
    if (!IsSafeUrl(*url)) return Unavailable("an address that it publishes is not https");
  }
  published->secret_in_form = WantsSecretInForm(metadata);
  ASSIGN_OR_RETURN(const json keys, Get(published->jwks_uri));
  auto usable = ParseJwks(keys);
  if (!usable.ok() || usable->empty()) return Unavailable("it publishes no key that can be used");
  published->keys = *std::move(usable);
  published->read_at = now;
  return Known(std::move(published));
}

OidcIssuer::Known OidcIssuer::KnownNow(const Known& unless, absl::Time now) {
  std::lock_guard lock(mutex_);
  const bool fresh = known_ != nullptr && known_ != unless && now - known_->read_at < kReliedOn;
  return fresh ? known_ : nullptr;
}

absl::StatusOr<OidcIssuer::Known> OidcIssuer::Learn(const Known& unless, absl::Time now) {
  if (auto known = KnownNow(unless, now)) return known;
  std::lock_guard one_at_a_time(asking_);
  // Another may have asked meanwhile.
  if (auto known = KnownNow(unless, now)) return known;
  {
    std::lock_guard lock(mutex_);
    // Whoever waited for the one that failed came before or after it.
    if (absl::AbsDuration(now - failed_at_) < kQuietAfterFailure) {
      return Unavailable("it failed a moment ago");
    }
  }
  auto asked = Ask(now);
  std::lock_guard lock(mutex_);
  if (asked.ok()) {
    known_ = *asked;
  } else {
    failed_at_ = now;
  }
  return asked;
}

absl::StatusOr<std::string> OidcIssuer::AuthorizationUrl(const OidcAttempt& attempt,
                                                         absl::Time now) {
  Known known = KnownNow(nullptr, now);
  if (known == nullptr) {
    const Turn turn(callers_);
    if (!turn.got()) return Overloaded();
    ASSIGN_OR_RETURN(known, Learn(nullptr, now));
  }
  std::vector<std::pair<const char*, std::string>> fields = {
      {"response_type", "code"},
      {"client_id", settings_.client_id},
      {"redirect_uri", settings_.redirect_uri},
      {"scope", settings_.scope},
      {"state", attempt.state},
      {"nonce", attempt.nonce},
      {"code_challenge", CodeChallengeOf(attempt.code_verifier)},
      {"code_challenge_method", "S256"}};
  if (!settings_.acr.empty()) fields.emplace_back("acr_values", settings_.acr);
  const std::string& page = known->authorization_endpoint;
  const char* join = page.find('?') == page.npos ? "?" : "&";
  return page + join + Form(fields);
}

absl::StatusOr<std::string> OidcIssuer::TokenFor(const Published& published,
                                                 const OidcAttempt& attempt,
                                                 const std::string& code) const {
  std::vector<std::pair<const char*, std::string>> fields = {
      {"grant_type", "authorization_code"},
      {"code", code},
      {"redirect_uri", settings_.redirect_uri},
      {"code_verifier", attempt.code_verifier}};
  HttpRequest request = {published.token_endpoint, "", ""};
  const bool basic = !settings_.client_secret.empty() && !published.secret_in_form;
  if (basic) {
    request.basic = Encoded(settings_.client_id) + ":" + Encoded(settings_.client_secret);
  } else {
    fields.emplace_back("client_id", settings_.client_id);
    if (!settings_.client_secret.empty()) {
      fields.emplace_back("client_secret", settings_.client_secret);
    }
  }
  request.form = Form(fields);
  const auto answer = http_(request);
  if (!answer.ok()) return Unavailable(std::string(answer.status().message()));
  const auto object = ParseObject(answer->body);
  if (answer->status == kBadRequest && object.ok() && TextIn(*object, "error") == "invalid_grant") {
    return Refused("the issuer does not take the code");
  }
  if (answer->status != kOk) {
    return Unavailable(absl::StrFormat("HTTP %d for a code", answer->status));
  }
  auto token = object.ok() ? TextIn(*object, "id_token") : std::nullopt;
  if (!token) return Unavailable("it gave no ID token for a code");
  return *std::move(token);
}

absl::StatusOr<json> OidcIssuer::Redeem(const OidcAttempt& attempt, const std::string& code,
                                        absl::Time now) {
  const Turn turn(callers_);
  if (!turn.got()) return Overloaded();
  ASSIGN_OR_RETURN(Known known, Learn(nullptr, now));
  ASSIGN_OR_RETURN(const std::string token, TokenFor(*known, attempt, code));
  const Expected expected = {settings_.issuer, settings_.client_id, attempt.nonce, settings_.acr};
  auto claims = CheckIdToken(token, known->keys, expected, now);
  if (absl::IsNotFound(claims.status())) {
    // The issuer may sign with a new key since we asked.
    ASSIGN_OR_RETURN(known, Learn(known, now));
    claims = CheckIdToken(token, known->keys, expected, now);
  }
  if (!claims.ok()) return Refused(std::string(claims.status().message()));
  return claims;
}

}  // namespace donthu::identity
