// Identities that only two people together can read. What each method promises and how it fails:
// proto/donthu/vault/v1/vault_service.proto.
#pragma once

#include "clients/cpp/service.h"
#include "donthu/vault/v1/vault_service.pb.h"

namespace donthu::client {

class VaultClient {
 public:
  explicit VaultClient(Connection& connection)
      : service_(connection, "donthu.vault.v1.VaultService") {}

  absl::StatusOr<vault::v1::DepositResponse> Deposit(
      const vault::v1::DepositRequest& request) const {
    return service_.Call<vault::v1::DepositResponse>("Deposit", request);
  }
  absl::StatusOr<vault::v1::ListUnregisteredResponse> ListUnregistered(
      const vault::v1::ListUnregisteredRequest& request) const {
    return service_.Call<vault::v1::ListUnregisteredResponse>("ListUnregistered", request);
  }
  absl::StatusOr<vault::v1::CustodianKey> ProposeKey(
      const vault::v1::ProposeKeyRequest& request) const {
    return service_.Call<vault::v1::CustodianKey>("ProposeKey", request);
  }
  absl::StatusOr<vault::v1::CustodianKey> ConfirmKey(
      const vault::v1::ConfirmKeyRequest& request) const {
    return service_.Call<vault::v1::CustodianKey>("ConfirmKey", request);
  }
  absl::StatusOr<vault::v1::ListKeysResponse> ListKeys(
      const vault::v1::ListKeysRequest& request) const {
    return service_.Call<vault::v1::ListKeysResponse>("ListKeys", request);
  }
  absl::StatusOr<vault::v1::ListWrappedResponse> ListWrapped(
      const vault::v1::ListWrappedRequest& request) const {
    return service_.Call<vault::v1::ListWrappedResponse>("ListWrapped", request);
  }
  absl::StatusOr<vault::v1::RewrapResponse> Rewrap(const vault::v1::RewrapRequest& request) const {
    return service_.Call<vault::v1::RewrapResponse>("Rewrap", request);
  }
  absl::StatusOr<vault::v1::Disclosure> RequestDisclosure(
      const vault::v1::RequestDisclosureRequest& request) const {
    return service_.Call<vault::v1::Disclosure>("RequestDisclosure", request);
  }
  absl::StatusOr<vault::v1::ListDisclosuresResponse> ListDisclosures(
      const vault::v1::ListDisclosuresRequest& request) const {
    return service_.Call<vault::v1::ListDisclosuresResponse>("ListDisclosures", request);
  }
  absl::StatusOr<vault::v1::TakeKeyResponse> TakeKey(
      const vault::v1::TakeKeyRequest& request) const {
    return service_.Call<vault::v1::TakeKeyResponse>("TakeKey", request);
  }
  absl::StatusOr<vault::v1::Disclosure> GrantDisclosure(
      const vault::v1::GrantDisclosureRequest& request) const {
    return service_.Call<vault::v1::Disclosure>("GrantDisclosure", request);
  }
  absl::StatusOr<vault::v1::Disclosure> RefuseDisclosure(
      const vault::v1::RefuseDisclosureRequest& request) const {
    return service_.Call<vault::v1::Disclosure>("RefuseDisclosure", request);
  }
  absl::StatusOr<vault::v1::OpenDisclosureResponse> OpenDisclosure(
      const vault::v1::OpenDisclosureRequest& request) const {
    return service_.Call<vault::v1::OpenDisclosureResponse>("OpenDisclosure", request);
  }

 private:
  const Service service_;
};

}  // namespace donthu::client
