// Officers, accounts and substitutions. Every command is one transaction: the claim of its
// request_id, the change, the event.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "donthu/identity/v1/identity.pb.h"
#include "services/base/db/db.h"
#include "services/identity/officer.h"

namespace donthu::identity {

// A new password, and what goes with it.
struct PasswordChange {
  std::string hash;
  bool must_change = false;
  // Also lets a disabled account sign in again.
  bool enable = false;
  bool clear_totp = false;
  // Session that goes on; all others of the officer end. 0 = none.
  int64_t keep_session = 0;
};

class AccountStore {
 public:
  explicit AccountStore(db::Pool& pool) : pool_(pool) {}

  // nullopt when the directory has no such officer.
  absl::StatusOr<std::optional<Officer>> Find(const std::string& id);

  // The sealed answer when this very request was carried out before; nullopt when it is new;
  // REQUEST_ID_REUSED for another body.
  absl::StatusOr<std::optional<std::string>> Answered(const std::string& request_id,
                                                      const std::string& fingerprint);

  // INVALID_FIELD on "officer" when there is an account already.
  absl::Status Create(const Command& command, const std::string& hash);
  // NOT_FOUND when there is no account; also of the two below.
  absl::Status SetPassword(const Command& command, const PasswordChange& change);
  absl::Status Disable(const Command& command);
  // `sealed`: not counted with before ConfirmTotp.
  absl::Status EnrolTotp(const Command& command, const std::string& sealed);
  absl::Status ConfirmTotp(const Command& command, int64_t step);

  // Fills in the id.
  absl::Status Grant(const Command& command, v1::Substitution* substitution,
                     const std::function<std::string(const v1::Substitution&)>& seal);
  absl::StatusOr<std::optional<v1::Substitution>> FindSubstitution(int64_t id);
  absl::Status RevokeSubstitution(const Command& command, int64_t id);
  // Those in force on that day with this deputy.
  absl::StatusOr<std::vector<v1::Substitution>> InForce(const std::string& deputy,
                                                        absl::CivilDay day);

  // An event without a command behind it: a sign-in that failed.
  absl::Status Record(const Command& event);

 private:
  db::Pool& pool_;
};

}  // namespace donthu::identity
