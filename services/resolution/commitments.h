// Promises with an owner and a day: made, followed, ended.
#pragma once

#include "absl/status/statusor.h"
#include "donthu/resolution/v1/commitment.pb.h"
#include "services/base/clock/clock.h"
#include "services/base/reference/reference.h"
#include "services/base/rpc/methods.h"
#include "services/resolution/commitment_store.h"
#include "services/resolution/resolution_store.h"

namespace donthu::resolution {

class Commitments {
 public:
  Commitments(const Clock& clock, db::Pool& pool, ResolutionStore& cases, ReferenceCache& reference)
      : clock_(clock), store_(pool), cases_(cases), reference_(reference) {}

  // The methods of ResolutionService of these names.
  absl::StatusOr<v1::Commitment> Make(const rpc::Call& call,
                                      const v1::MakeCommitmentRequest& request);
  absl::StatusOr<v1::Commitment> Record(const rpc::Call& call,
                                        const v1::RecordCommitmentActRequest& request);
  absl::StatusOr<v1::Commitment> Get(const rpc::Call& call,
                                     const v1::GetCommitmentRequest& request);
  absl::StatusOr<v1::ListCommitmentsResponse> List(const v1::ListCommitmentsRequest& request,
                                                   const Reach& reach);

 private:
  absl::Status CheckCase(const v1::MakeCommitmentRequest& request, const Reach& reach);

  const Clock& clock_;
  CommitmentStore store_;
  ResolutionStore& cases_;
  ReferenceCache& reference_;
};

// Still open after its day, or ended after it.
bool IsOverdue(const v1::Commitment& commitment, absl::CivilDay on);

// INVALID_FIELD when whoever verified is the one who promised: the agency by its code or name, or
// the owner; or when nothing shows that it was kept.
absl::Status CheckEnd(const v1::CommitmentEnd& end, const v1::Commitment& commitment,
                      const Reference& reference);

}  // namespace donthu::resolution
