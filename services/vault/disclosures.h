// Requests to see an identity: asked for by one, decided by another, open for a time.
#pragma once

#include "services/base/process/process.h"
#include "services/vault/vault_store.h"

namespace donthu::vault {

class Disclosures {
 public:
  Disclosures(const Clock& clock, VaultStore& store, RecordStore& record, int hours_max)
      : clock_(clock), store_(store), record_(record), hours_max_(hours_max) {}

  absl::StatusOr<v1::Disclosure> Request(const rpc::Call& call,
                                         const v1::RequestDisclosureRequest& request);
  absl::StatusOr<v1::ListDisclosuresResponse> List(const rpc::Call& call,
                                                   const v1::ListDisclosuresRequest& request);
  absl::StatusOr<v1::TakeKeyResponse> TakeKey(const rpc::Call& call,
                                              const v1::TakeKeyRequest& request);
  absl::StatusOr<v1::Disclosure> Grant(const rpc::Call& call,
                                       const v1::GrantDisclosureRequest& request);
  absl::StatusOr<v1::Disclosure> Refuse(const rpc::Call& call,
                                        const v1::RefuseDisclosureRequest& request);
  absl::StatusOr<v1::OpenDisclosureResponse> Open(const rpc::Call& call,
                                                  const v1::OpenDisclosureRequest& request);

 private:
  // The disclosure that this custodian may decide now. NOT_FOUND out of reach,
  // SECOND_PERSON_NEEDED for the requester, DISCLOSURE_NOT_OPEN once it is decided.
  absl::StatusOr<Asked> ToDecide(const rpc::Call& call, int64_t id);
  // The requester belongs to the agency that deposited, or to one that got the petition.
  absl::StatusOr<bool> MayAsk(const Entry& entry, const Reach& reach);
  // EXPIRED where the time granted has passed.
  void Judge(v1::Disclosure* disclosure) const;
  absl::StatusOr<v1::Disclosure> Decide(const Command& command, const Asked& decided);

  const Clock& clock_;
  VaultStore& store_;
  RecordStore& record_;
  const int hours_max_;
};

}  // namespace donthu::vault
