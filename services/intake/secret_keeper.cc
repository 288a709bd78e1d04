#include "services/intake/secret_keeper.h"

#include "services/base/log/log.h"
#include "services/base/status/status.h"

namespace donthu::intake {
namespace {

// A citizen waits; the desk may send the same request again.
constexpr absl::Duration kDeadline = absl::Seconds(5);

vault::v1::SecretIdentity SecretOf(const v1::RegisterPetitionRequest& request) {
  vault::v1::SecretIdentity secret;
  *secret.mutable_petitioners() = request.petitioners();
  secret.set_title(request.title());
  secret.set_body(request.body());
  secret.set_addressee(request.addressee());
  return secret;
}

absl::Status Unavailable() {
  return Failure(absl::StatusCode::kUnavailable, common::v1::VAULT_UNAVAILABLE,
                 "the vault can't be reached; nothing was stored")
      .Vi("Kho mật đang gián đoạn nên chưa đăng ký đơn này. Xin thử lại sau ít phút; "
          "chưa có thông tin nào được lưu.");
}

}  // namespace

absl::StatusOr<std::unique_ptr<SecretKeeper>> SecretKeeper::Create(
    const config::v1::ServerConfig& config) {
  if (!config.hold_state_secrets()) return std::unique_ptr<SecretKeeper>();
  const auto& access = config.vault_access();
  if (access.endpoint().empty() ||
      (access.token_file().empty() && access.certificate_file().empty())) {
    return absl::InvalidArgumentError(
        "config: hold_state_secrets needs vault_access with endpoint, and a certificate_file or "
        "token_file");
  }
  client::ConnectionOptions options;
  options.endpoint = access.endpoint();
  if (!access.token_file().empty()) {
    ASSIGN_OR_RETURN(options.token, client::LoadToken(access.token_file()));
  }
  options.ca_file = access.ca_file();
  options.certificate_file = access.certificate_file();
  options.key_file = access.key_file();
  options.deadline = kDeadline;
  ASSIGN_OR_RETURN(auto connection, client::MakeConnection(options));
  return std::unique_ptr<SecretKeeper>(new SecretKeeper(std::move(connection)));
}

absl::StatusOr<vault::v1::EntryName> SecretKeeper::Deposit(
    const v1::RegisterPetitionRequest& request, int64_t petition_id) const {
  vault::v1::DepositRequest deposit;
  deposit.set_request_id(request.request_id());
  deposit.set_petition_id(petition_id);
  deposit.set_agency_code(request.agency_code());
  *deposit.mutable_identity() = SecretOf(request);
  auto response = vault_.Deposit(deposit);
  if (response.ok()) return response->entry();
  const auto reason = ReasonOf(response.status());
  if (reason == common::v1::CUSTODIAN_KEY_MISSING || reason == common::v1::REQUEST_ID_REUSED) {
    return response.status();
  }
  log::Error("vault_deposit_failed", {{"reason", common::v1::ErrorReason_Name(reason)}});
  return Unavailable();
}

}  // namespace donthu::intake
