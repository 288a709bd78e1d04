// One sign-on under way. Nothing of it is stored while the officer is at the issuer's page: all its
// values come from the service's key and a secret that only the officer's browser holds, so that
// strangers who begin sign-ons cost no row.
#pragma once

#include <optional>
#include <string>

#include "absl/time/time.h"
#include "services/base/crypto/key.h"

namespace donthu::identity {

struct OidcAttempt {
  // Goes to the issuer and comes back; bound to browser_secret, and says until when it is good.
  std::string state;
  // 64 hexadecimal digits.
  std::string browser_secret;
  // The issuer puts it into the ID token.
  std::string nonce;
  // Whoever redeems the code must show it (RFC 7636).
  std::string code_verifier;
  absl::Time expires_at;
};

// Good for ten minutes.
OidcAttempt BeginOidcAttempt(const crypto::Key& key, absl::Time now);

// The attempt that began with this; nullopt when the two do not belong together, were not made
// here, or its time is over.
std::optional<OidcAttempt> ResumeOidcAttempt(const crypto::Key& key, const std::string& state,
                                             const std::string& browser_secret, absl::Time now);

// The S256 challenge of a verifier.
std::string CodeChallengeOf(const std::string& code_verifier);

}  // namespace donthu::identity
