#include "services/identity/oidc_attempt.h"

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "services/base/access/access.h"
#include "services/base/crypto/random.h"

namespace donthu::identity {
namespace {

constexpr absl::Duration kGoodFor = absl::Minutes(10);

std::string Derived(const crypto::Key& key, const std::string& from, const char* purpose) {
  return absl::BytesToHexString(key.Mark(from, purpose));
}

OidcAttempt AttemptOf(const crypto::Key& key, const std::string& browser_secret,
                      int64_t expires_at) {
  const std::string seconds = std::to_string(expires_at);
  const std::string from = browser_secret + " " + seconds;
  OidcAttempt attempt;
  attempt.state = Derived(key, from, "oidc state") + "." + seconds;
  attempt.browser_secret = browser_secret;
  attempt.nonce = Derived(key, from, "oidc nonce");
  attempt.code_verifier = Derived(key, from, "oidc verifier");
  attempt.expires_at = absl::FromUnixSeconds(expires_at);
  return attempt;
}

}  // namespace

OidcAttempt BeginOidcAttempt(const crypto::Key& key, absl::Time now) {
  return AttemptOf(key, crypto::RandomToken(), absl::ToUnixSeconds(now + kGoodFor));
}

std::optional<OidcAttempt> ResumeOidcAttempt(const crypto::Key& key, const std::string& state,
                                             const std::string& browser_secret, absl::Time now) {
  const size_t dot = state.find('.');
  int64_t expires_at = 0;
  if (dot == state.npos || !absl::SimpleAtoi(state.substr(dot + 1), &expires_at)) {
    return std::nullopt;
  }
  OidcAttempt attempt = AttemptOf(key, browser_secret, expires_at);
  if (!crypto::SameBytes(attempt.state, state) || now >= attempt.expires_at) return std::nullopt;
  return attempt;
}

std::string CodeChallengeOf(const std::string& code_verifier) {
  return absl::WebSafeBase64Escape(Sha256(code_verifier));
}

}  // namespace donthu::identity
