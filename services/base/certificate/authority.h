// An authority of our own, which issues certificates to servers and to agencies' systems. Its key
// belongs on a machine that serves nobody.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace donthu::certificate {

// A key pair and its certificate as PEM text. The key (P-256, PKCS #8) is not encrypted: keep it in
// a file that only its owner may read.
struct Identity {
  std::string key_pem;
  std::string certificate_pem;
};

// Whom a certificate is for: exactly one of the two is set.
struct Subject {
  // Name of a system: see IsSystemName.
  std::string system;
  // DNS names and IP addresses of a server.
  std::vector<std::string> hosts;
};

// A new authority that may issue no further authorities, valid from an hour before `now`.
absl::StatusOr<Identity> NewAuthority(const std::string& name, absl::Time now,
                                      absl::Duration validity);

// A new key and a certificate of the authority for it. INVALID_ARGUMENT when the subject is not one
// of the two, a name can't stand in a certificate, the authority's key does not fit its
// certificate, or the certificate would outlive it.
absl::StatusOr<Identity> Issue(const Identity& authority, const Subject& subject, absl::Time now,
                               absl::Duration validity);

}  // namespace donthu::certificate
