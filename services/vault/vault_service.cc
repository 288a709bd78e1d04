#include "services/vault/vault_service.h"

#include "services/base/config/config.h"
#include "services/base/envelope/key_pair.h"
#include "services/base/status/status.h"
#include "services/vault/deposits.h"
#include "services/vault/disclosures.h"
#include "services/vault/keys.h"

namespace donthu::vault {
namespace {

constexpr int kHoursDefault = 72;

class VaultService : public Service {
 public:
  VaultService(const Environment& environment, std::unique_ptr<db::Pool> secrets,
               const std::string& recovery_key, int hours_max)
      : secrets_(std::move(secrets)),
        record_(environment.pool),
        store_(*secrets_, record_),
        deposits_(environment.clock, store_, record_, recovery_key),
        keys_(environment.clock, store_),
        disclosures_(environment.clock, store_, record_, hours_max),
        methods_("donthu.vault.v1.VaultService") {
    AddDeposits();
    AddKeys();
    AddDisclosures();
  }

  std::vector<const rpc::MethodTable*> tables() const override { return {&methods_}; }

 private:
  using Call = rpc::Call;

  void AddDeposits() {
    methods_.Unary<v1::DepositRequest, v1::DepositResponse>(
        "Deposit", [this](const Call& c, const auto& r) { return deposits_.Deposit(c, r); });
    methods_.Unary<v1::ListUnregisteredRequest, v1::ListUnregisteredResponse>(
        "ListUnregistered",
        [this](const Call&, const auto& r) { return deposits_.ListUnregistered(r); });
  }

  void AddKeys() {
    methods_.Unary<v1::ProposeKeyRequest, v1::CustodianKey>(
        "ProposeKey", [this](const Call& c, const auto& r) { return keys_.Propose(c, r); });
    methods_.Unary<v1::ConfirmKeyRequest, v1::CustodianKey>(
        "ConfirmKey", [this](const Call& c, const auto& r) { return keys_.Confirm(c, r); });
    methods_.Unary<v1::ListKeysRequest, v1::ListKeysResponse>(
        "ListKeys", [this](const Call&, const auto& r) { return keys_.List(r); });
    methods_.Unary<v1::ListWrappedRequest, v1::ListWrappedResponse>(
        "ListWrapped", [this](const Call& c, const auto& r) { return keys_.ListWrapped(c, r); });
    methods_.Unary<v1::RewrapRequest, v1::RewrapResponse>(
        "Rewrap", [this](const Call& c, const auto& r) { return keys_.Rewrap(c, r); });
  }

  void AddDisclosures() {
    methods_.Unary<v1::RequestDisclosureRequest, v1::Disclosure>(
        "RequestDisclosure",
        [this](const Call& c, const auto& r) { return disclosures_.Request(c, r); });
    methods_.Unary<v1::ListDisclosuresRequest, v1::ListDisclosuresResponse>(
        "ListDisclosures",
        [this](const Call& c, const auto& r) { return disclosures_.List(c, r); });
    methods_.Unary<v1::TakeKeyRequest, v1::TakeKeyResponse>(
        "TakeKey", [this](const Call& c, const auto& r) { return disclosures_.TakeKey(c, r); });
    methods_.Unary<v1::GrantDisclosureRequest, v1::Disclosure>(
        "GrantDisclosure",
        [this](const Call& c, const auto& r) { return disclosures_.Grant(c, r); });
    methods_.Unary<v1::RefuseDisclosureRequest, v1::Disclosure>(
        "RefuseDisclosure",
        [this](const Call& c, const auto& r) { return disclosures_.Refuse(c, r); });
    methods_.Unary<v1::OpenDisclosureRequest, v1::OpenDisclosureResponse>(
        "OpenDisclosure", [this](const Call& c, const auto& r) { return disclosures_.Open(c, r); });
  }

  const std::unique_ptr<db::Pool> secrets_;
  RecordStore record_;
  VaultStore store_;
  Deposits deposits_;
  Keys keys_;
  Disclosures disclosures_;
  rpc::MethodTable methods_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Service>> NewVaultService(const Environment& environment) {
  const auto& config = environment.config.vault();
  if (config.recovery_key_file().empty()) {
    return absl::InvalidArgumentError("config: vault.recovery_key_file is needed by vault");
  }
  ASSIGN_OR_RETURN(const auto pem, config::ReadFile(config.recovery_key_file()));
  const auto recovery_key = envelope::PublicFromPem(pem);
  if (!recovery_key.ok()) {
    return absl::InvalidArgumentError(config.recovery_key_file() + ": no X25519 public key in PEM");
  }
  const std::string& dsn = config.store_dsn().empty() ? environment.dsn : config.store_dsn();
  auto secrets =
      std::make_unique<db::Pool>(db::Pool::Options{dsn, environment.workers, absl::Seconds(5), ""});
  const ServiceEntry entry = VaultEntry();
  RETURN_IF_ERROR(db::CheckSchema(*secrets, entry.name, entry.schema_min, entry.schema_max));
  const int hours =
      config.disclosure_hours_max() > 0 ? config.disclosure_hours_max() : kHoursDefault;
  return std::make_unique<VaultService>(environment, std::move(secrets), *recovery_key, hours);
}

}  // namespace donthu::vault
