// X.509 certificates of servers and of agencies' systems, as PEM text.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace donthu::certificate {

// What a certificate says. A system's bears the URI urn:donthu:system:<name> and is good for
// clients only; a server's bears hosts and is good for servers only.
struct Certificate {
  // SHA-256 (32 bytes) of the DER form.
  std::string sha256;
  // Empty for a server.
  std::string system;
  // DNS names and IP addresses; empty for a system.
  std::vector<std::string> hosts;
  bool for_clients = false;
  bool for_servers = false;
  absl::Time valid_from;
  absl::Time valid_to;
};

// The first certificate in `pem`. INVALID_ARGUMENT when there is none.
absl::StatusOr<Certificate> Read(const std::string& pem);

// SHA-256 (32 bytes) of what stands as the first certificate in `pem`, whether it is one or not;
// empty when nothing does.
std::string FingerprintOf(const std::string& pem);

// INVALID_ARGUMENT when `pem` was not issued by an authority in `authority_pem`, not for clients,
// or is not valid at `now`.
absl::Status CheckClient(const std::string& pem, const std::string& authority_pem, absl::Time now);

// 1 to 60 of a-z 0-9 . - and beginning with a letter or digit.
bool IsSystemName(const std::string& name);

// PEM files of a server.
struct ServerFiles {
  std::string certificate;
  std::string key;
  // Authority whose certificates callers may show; empty = nobody is asked for one.
  std::string client_authority;
};

// NOT_FOUND when a file is missing. FAILED_PRECONDITION naming the file when the key may be read by
// others than its owner or does not belong to the certificate, when a file holds no certificate, or
// the server's has expired at `now`.
absl::Status CheckServerFiles(const ServerFiles& files, absl::Time now);

}  // namespace donthu::certificate
