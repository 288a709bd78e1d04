// Signing in through the issuer: whom it names must be an officer with an account here.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "donthu/identity/v1/identity_service.pb.h"
#include "services/base/crypto/key.h"
#include "services/identity/account_store.h"
#include "services/identity/oidc_issuer.h"
#include "services/identity/sign_in.h"
#include "services/identity/sign_in_store.h"

namespace donthu::identity {

class OidcSignIn {
 public:
  // All outlive this.
  OidcSignIn(db::Pool& pool, AccountStore& accounts, const crypto::Key& key, SessionLimits limits,
             OidcIssuer& issuer)
      : accounts_(accounts), sessions_(pool), key_(key), limits_(limits), issuer_(issuer) {}

  absl::StatusOr<v1::BeginOidcResponse> Begin(absl::Time now);

  // Who signed in, and the answer without `me`.
  struct Opened {
    Officer officer;
    v1::SignInResponse response;
  };
  absl::StatusOr<Opened> Finish(const v1::FinishOidcRequest& request, absl::Time now);

 private:
  absl::StatusOr<Officer> Admit(const nlohmann::json& claims, absl::Time now);
  absl::StatusOr<std::string> Open(const Officer& officer, const v1::FinishOidcRequest& request,
                                   absl::Time now);
  void RecordFailure(const Officer& officer, absl::Time now);

  AccountStore& accounts_;
  SignInStore sessions_;
  const crypto::Key& key_;
  const SessionLimits limits_;
  OidcIssuer& issuer_;
};

}  // namespace donthu::identity
