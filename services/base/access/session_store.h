// The sessions of officers, read through the view that the identity service publishes. Every
// service has one, so that none depends on another being up.
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

// How long what was read is relied on: a revoked session, an officer who left, or a role taken away
// stops counting within this time.
inline constexpr absl::Duration kSessionKnownFor = absl::Milliseconds(900);

class SessionStore : public Sessions {
 public:
  // Both outlive this. The pool's role may read identity_api.session and call identity.touch.
  SessionStore(db::Pool& pool, const Clock& clock) : pool_(pool), clock_(clock) {}

  // Limits of idleness and age, and the officer's days in office, are judged at every call.
  // DATABASE_UNAVAILABLE when it can't be known.
  absl::StatusOr<Principal> Find(const std::string& token_sha256) override;

 private:
  // What the database said, and when.
  struct Known {
    Principal principal;
    absl::Time read_at;
    absl::Time good_until;
    // Last use that the database has been told of.
    absl::Time told_at;
  };

  absl::StatusOr<Known> Read(const std::string& token_sha256, absl::Time now);
  void Tell(const std::string& token_sha256, absl::Time now, Known* known);

  db::Pool& pool_;
  const Clock& clock_;
  std::mutex mutex_;
  absl::flat_hash_map<std::string, Known> known_;
};

}  // namespace donthu
