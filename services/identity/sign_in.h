// Signing in: one answer for whatever is wrong, and the same work for it.
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "donthu/config/v1/config.pb.h"
#include "donthu/identity/v1/identity_service.pb.h"
#include "services/base/crypto/key.h"
#include "services/base/crypto/password.h"
#include "services/base/rpc/methods.h"
#include "services/identity/account_store.h"
#include "services/identity/attempts.h"
#include "services/identity/sign_in_store.h"

namespace donthu::identity {

// How long sessions last.
struct SessionLimits {
  absl::Duration idle;
  absl::Duration absolute;
};

// INVALID_ARGUMENT when a limit can't be kept: idle from 2 minutes to 12 hours, absolute up to 24
// hours.
absl::StatusOr<SessionLimits> LimitsFrom(const config::v1::Identity& config);

class SignIn {
 public:
  // All outlive this.
  SignIn(db::Pool& pool, AccountStore& accounts, const crypto::Key& key, SessionLimits limits,
         int hashes_at_once)
      : accounts_(accounts),
        sessions_(pool),
        attempts_(pool, key),
        key_(key),
        limits_(limits),
        strangers_(hashes_at_once) {}

  // Without `me`.
  absl::StatusOr<v1::SignInResponse> Run(const rpc::Call& call, const v1::SignInRequest& request,
                                         absl::Time now);

  // Whether this is the officer's password now, asked in an open session: who took over a session
  // must not learn the password by trying. OVERLOADED with "retry_after_seconds" when tried too
  // often.
  absl::StatusOr<bool> Fits(const Officer& officer, int64_t session, const std::string& password,
                            absl::Time now);
  absl::StatusOr<std::string> Hash(const std::string& password) { return known_.Hash(password); }

 private:
  // What is known once the password was hashed; step: of the code, 0 = no second factor.
  absl::StatusOr<std::optional<int64_t>> Check(const std::optional<Officer>& officer,
                                               const v1::SignInRequest& request, bool known_device,
                                               absl::Time now);
  absl::StatusOr<v1::SignInResponse> Open(const Officer& officer, const v1::SignInRequest& request,
                                          bool known_device, int64_t step, absl::Time now);
  void RecordFailure(const std::optional<Officer>& officer, const Attempt& attempt, absl::Time now);

  AccountStore& accounts_;
  SignInStore sessions_;
  Attempts attempts_;
  const crypto::Key& key_;
  const SessionLimits limits_;
  // Strangers can't use up the turns of officers on their own devices.
  crypto::PasswordHasher strangers_;
  crypto::PasswordHasher known_{2};
};

// What a second factor is sealed for.
std::string TotpPurpose(const std::string& officer);

}  // namespace donthu::identity
