// The record of what was done. What each method promises and how it fails:
// proto/donthu/ledger/v1/ledger_service.proto.
#pragma once

#include "clients/cpp/service.h"
#include "donthu/ledger/v1/ledger_service.pb.h"

namespace donthu::client {

class LedgerClient {
 public:
  explicit LedgerClient(Connection& connection)
      : service_(connection, "donthu.ledger.v1.LedgerService") {}

  absl::StatusOr<ledger::v1::VerifyResponse> Verify(
      const ledger::v1::VerifyRequest& request) const {
    return service_.Call<ledger::v1::VerifyResponse>("Verify", request);
  }
  absl::StatusOr<ledger::v1::ListSealsResponse> ListSeals(
      const ledger::v1::ListSealsRequest& request) const {
    return service_.Call<ledger::v1::ListSealsResponse>("ListSeals", request);
  }
  absl::StatusOr<ledger::v1::GetInclusionProofResponse> GetInclusionProof(
      const ledger::v1::GetInclusionProofRequest& request) const {
    return service_.Call<ledger::v1::GetInclusionProofResponse>("GetInclusionProof", request);
  }
  absl::StatusOr<ledger::v1::GetConsistencyProofResponse> GetConsistencyProof(
      const ledger::v1::GetConsistencyProofRequest& request) const {
    return service_.Call<ledger::v1::GetConsistencyProofResponse>("GetConsistencyProof", request);
  }
  // Fill a ledger::v1::ExportResponse with each Next.
  std::unique_ptr<MessageReader> Export(const ledger::v1::ExportRequest& request) const {
    return service_.Read("Export", request);
  }
  // Fill a ledger::v1::WatchResponse with each Next.
  std::unique_ptr<MessageReader> Watch(const ledger::v1::WatchRequest& request) const {
    return service_.Read("Watch", request);
  }

 private:
  const Service service_;
};

}  // namespace donthu::client
