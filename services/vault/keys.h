// The custodians' public keys: proposed, confirmed by a second person, replaced; and entries locked
// anew for the one that is active. Private keys are never here.
#pragma once

#include "services/base/process/process.h"
#include "services/vault/vault_store.h"

namespace donthu::vault {

class Keys {
 public:
  Keys(const Clock& clock, VaultStore& store) : clock_(clock), store_(store) {}

  absl::StatusOr<v1::CustodianKey> Propose(const rpc::Call& call,
                                           const v1::ProposeKeyRequest& request);
  absl::StatusOr<v1::CustodianKey> Confirm(const rpc::Call& call,
                                           const v1::ConfirmKeyRequest& request);
  absl::StatusOr<v1::ListKeysResponse> List(const v1::ListKeysRequest& request);
  absl::StatusOr<v1::ListWrappedResponse> ListWrapped(const rpc::Call& call,
                                                      const v1::ListWrappedRequest& request);
  absl::StatusOr<v1::RewrapResponse> Rewrap(const rpc::Call& call,
                                            const v1::RewrapRequest& request);

 private:
  const Clock& clock_;
  VaultStore& store_;
};

}  // namespace donthu::vault
