// The check of an ID token (OpenID Connect Core 1.0, 3.1.3.7; RFC 7515, RFC 8725). Pure: keys and
// the time come in.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/identity/jwks.h"

namespace donthu::identity {

// What the token must say.
struct Expected {
  std::string issuer;
  std::string client_id;
  std::string nonce;
  // Empty = whatever the token says of it.
  std::string acr;
};

// The claims of a token that holds: compact form of at most 16 KiB, RS256 or ES256 by one of the
// keys, issued to us by this issuer for this attempt within the last ten minutes, not expired; a
// minute of difference between clocks is forgiven. NOT_FOUND when none of the keys is the one that
// the token names, so that the keys may be old; UNAUTHENTICATED for everything else. No error holds
// anything of the token.
absl::StatusOr<nlohmann::json> CheckIdToken(std::string_view token,
                                            const std::vector<SigningKey>& keys,
                                            const Expected& expected, absl::Time now);

}  // namespace donthu::identity
