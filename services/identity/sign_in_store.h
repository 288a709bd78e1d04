// Sessions and the devices that officers signed in on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "donthu/identity/v1/identity.pb.h"
#include "services/base/db/db.h"
#include "services/identity/officer.h"

namespace donthu::identity {

struct NewSession {
  std::string token_sha256;
  std::string device_sha256;
  std::string device;
  int64_t idle_seconds;
  absl::Time expires_at;
  // Step of the code that was given; none for an account without second factor.
  std::optional<int64_t> totp_step;
};

class SignInStore {
 public:
  explicit SignInStore(db::Pool& pool) : pool_(pool) {}

  // Opens a session of command.about; its number. ABORTED when the code was taken meanwhile.
  absl::StatusOr<int64_t> Open(const Command& command, const NewSession& session);
  // The same for one whom the issuer names: without code and device. `second_factor`: the issuer
  // asked for one.
  absl::StatusOr<int64_t> OpenByIssuer(const Command& command, const NewSession& session,
                                       bool second_factor);
  // True the first time; what is long over is forgotten.
  absl::StatusOr<bool> TakeState(const std::string& state_sha256, absl::Time expires_at,
                                 absl::Time now);
  // The officer signed in with this device since that time.
  absl::StatusOr<bool> IsKnownDevice(const std::string& officer, const std::string& device_sha256,
                                     absl::Time since);

  // Those of the officer that have not ended at that time, newest first, below a number.
  absl::StatusOr<std::vector<v1::Session>> List(const std::string& officer, absl::Time now,
                                                int64_t below, int limit);
  // Ends one; NOT_FOUND when the officer has no such session open.
  absl::Status End(const Command& command, int64_t session);
  // Makes a session act under a substitution; nullopt = for oneself.
  absl::Status ActUnder(const Command& command, int64_t session,
                        const std::optional<int64_t>& substitution);

 private:
  db::Pool& pool_;
};

}  // namespace donthu::identity
