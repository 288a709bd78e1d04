// The issuer as we see it: what it publishes, and the exchange of a code for whom it names.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/identity/http.h"
#include "services/identity/jwks.h"
#include "services/identity/oidc_attempt.h"
#include "services/identity/oidc_settings.h"

namespace donthu::identity {

// What the issuer publishes is asked for when it is first needed, relied on for an hour, and asked
// for again when a token names a key that is not known. Three callers at most wait for the issuer;
// the others are told to come back, so that an issuer that hangs holds up no sign-in with a
// password. After a failure nobody asks for five seconds.
class OidcIssuer {
 public:
  OidcIssuer(OidcSettings settings, Http http)
      : settings_(std::move(settings)), http_(std::move(http)) {}

  // Where to send the browser. SIGN_ON_UNAVAILABLE, OVERLOADED.
  absl::StatusOr<std::string> AuthorizationUrl(const OidcAttempt& attempt, absl::Time now);

  // The claims of the ID token for which the issuer takes this code, checked. SIGN_ON_REFUSED,
  // SIGN_ON_UNAVAILABLE, OVERLOADED.
  absl::StatusOr<nlohmann::json> Redeem(const OidcAttempt& attempt, const std::string& code,
                                        absl::Time now);

  const OidcSettings& settings() const { return settings_; }

 private:
  struct Published {
    std::string authorization_endpoint;
    std::string token_endpoint;
    std::string jwks_uri;
    // The client's secret goes into the form; else into the header.
    bool secret_in_form = false;
    std::vector<SigningKey> keys;
    absl::Time read_at;
  };
  using Known = std::shared_ptr<const Published>;

  // `unless`: what is known was not enough.
  absl::StatusOr<Known> Learn(const Known& unless, absl::Time now);
  absl::StatusOr<Known> Ask(absl::Time now) const;
  Known KnownNow(const Known& unless, absl::Time now);
  absl::StatusOr<std::string> TokenFor(const Published& published, const OidcAttempt& attempt,
                                       const std::string& code) const;
  absl::StatusOr<nlohmann::json> Get(const std::string& url) const;

  const OidcSettings settings_;
  const Http http_;
  // One asks at a time.
  std::mutex asking_;
  std::mutex mutex_;
  Known known_;
  absl::Time failed_at_ = absl::InfinitePast();
  std::atomic<int> callers_ = 0;
};

}  // namespace donthu::identity
