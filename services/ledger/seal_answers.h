// What the ledger service answers about seals: lists, proofs, the verdict, the export.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "donthu/ledger/v1/ledger_service.pb.h"
#include "services/base/db/db.h"
#include "services/base/ledger/seal.h"
#include "services/base/rpc/methods.h"
#include "services/ledger/ledger_store.h"
#include "services/ledger/record_store.h"
#include "services/ledger/seal_store.h"

namespace donthu::ledger {

class SealAnswers {
 public:
  // `pool` should have kTailSettings. `first_key`: see Audit.
  SealAnswers(db::Pool& pool, std::optional<PublicKey> first_key)
      : ledger_(pool),
        records_(pool),
        seals_(SealStore::Over(pool)),
        first_key_(std::move(first_key)) {}

  absl::StatusOr<v1::VerifyResponse> Verify(const v1::VerifyRequest& request);
  absl::StatusOr<v1::ListSealsResponse> List(const v1::ListSealsRequest& request);
  absl::StatusOr<v1::GetInclusionProofResponse> Inclusion(
      const v1::GetInclusionProofRequest& request);
  absl::StatusOr<v1::GetConsistencyProofResponse> Consistency(
      const v1::GetConsistencyProofRequest& request);
  absl::StatusOr<std::unique_ptr<rpc::Stream>> Export();

 private:
  absl::StatusOr<Seal> SealFor(const SealedLeaf& leaf, int64_t asked);

  LedgerStore ledger_;
  RecordStore records_;
  SealStore seals_;
  const std::optional<PublicKey> first_key_;
};

}  // namespace donthu::ledger
