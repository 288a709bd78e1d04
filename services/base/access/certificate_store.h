// The certificates of agencies' systems, read through the view that the identity service publishes.
// Every service has one, so that none depends on another being up.
#pragma once

#include <mutex>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/base/access/access.h"
#include "services/base/clock/clock.h"
#include "services/base/db/db.h"

namespace donthu {

class CertificateStore : public Certificates {
 public:
  // Both outlive this. The pool's role may read identity_api.certificate.
  CertificateStore(db::Pool& pool, const Clock& clock) : pool_(pool), clock_(clock) {}

  // What was read is relied on for kSessionKnownFor; the certificate's days are judged at every
  // call. DATABASE_UNAVAILABLE when it can't be known.
  absl::StatusOr<CertifiedSystem> Find(const std::string& sha256) override;

 private:
  // What the database said, and when.
  struct Known {
    CertifiedSystem system;
    absl::Time read_at;
    absl::Time good_from;
    absl::Time good_until;
  };

  absl::StatusOr<Known> Read(const std::string& sha256, absl::Time now);

  db::Pool& pool_;
  const Clock& clock_;
  std::mutex mutex_;
  absl::flat_hash_map<std::string, Known> known_;
};

}  // namespace donthu
