// Takes identities in, and lists those whose petition never came.
#pragma once

#include "services/base/process/process.h"
#include "services/vault/vault_store.h"

namespace donthu::vault {

class Deposits {
 public:
  // `recovery_key`: 32 bytes.
  Deposits(const Clock& clock, VaultStore& store, RecordStore& record, std::string recovery_key)
      : clock_(clock), store_(store), record_(record), recovery_key_(std::move(recovery_key)) {}

  absl::StatusOr<v1::DepositResponse> Deposit(const rpc::Call& call,
                                              const v1::DepositRequest& request);
  absl::StatusOr<v1::ListUnregisteredResponse> ListUnregistered(
      const v1::ListUnregisteredRequest& request);

 private:
  // Everything of the entry but its id. The key exists only in here.
  absl::StatusOr<Entry> Lock(const v1::DepositRequest& request, const v1::CustodianKey& key);

  const Clock& clock_;
  VaultStore& store_;
  RecordStore& record_;
  const std::string recovery_key_;
};

}  // namespace donthu::vault
