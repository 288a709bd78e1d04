// Certificates of agencies' systems.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "donthu/identity/v1/identity.pb.h"
#include "services/base/db/db.h"
#include "services/identity/officer.h"

namespace donthu::identity {

// A page of certificates.
struct CertificatesWanted {
  // nullopt = of all agencies.
  std::optional<std::vector<std::string>> agencies;
  // Those numbered below; the number of each comes beside it.
  int64_t below;
  int limit;
};

struct NumberedCertificate {
  int64_t id;
  v1::SystemCertificate certificate;
};

class SystemStore {
 public:
  explicit SystemStore(db::Pool& pool) : pool_(pool) {}

  // INVALID_FIELD when the certificate is registered already, or the name is an officer's or that
  // of a system of another agency.
  absl::Status Register(const Command& command, const v1::SystemCertificate& certificate);
  // nullopt when no certificate has this SHA-256 (32 bytes).
  absl::StatusOr<std::optional<v1::SystemCertificate>> Find(const std::string& sha256);
  // Once: what was revoked keeps its first time and reason.
  absl::Status Revoke(const Command& command, const std::string& sha256, const std::string& reason);
  // Latest first.
  absl::StatusOr<std::vector<NumberedCertificate>> List(const CertificatesWanted& wanted);

 private:
  db::Pool& pool_;
};

}  // namespace donthu::identity
