// Takes what must not be stored here to the vault.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "clients/cpp/vault_client.h"
#include "donthu/config/v1/config.pb.h"
#include "donthu/intake/v1/intake_service.pb.h"

namespace donthu::intake {

class SecretKeeper {
 public:
  // Null where the config does not hold state secrets; an error where it does and says not how to
  // reach the vault.
  static absl::StatusOr<std::unique_ptr<SecretKeeper>> Create(
      const config::v1::ServerConfig& config);

  // Puts the authors and the letter as written into the vault, for a petition that is about to be
  // registered. The first answer for a repeated request_id, whose petition_id then counts.
  // VAULT_UNAVAILABLE or CUSTODIAN_KEY_MISSING when it can't be done.
  absl::StatusOr<vault::v1::EntryName> Deposit(const v1::RegisterPetitionRequest& request,
                                               int64_t petition_id) const;

 private:
  explicit SecretKeeper(std::unique_ptr<client::Connection> connection)
      : connection_(std::move(connection)) {}

  const std::unique_ptr<client::Connection> connection_;
  const client::VaultClient vault_{*connection_};
};

}  // namespace donthu::intake
