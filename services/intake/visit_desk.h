// People received at the counter or by the head, with or without a petition: written into the
// register of receptions, and read from it.
#pragma once

#include "absl/status/statusor.h"
#include "services/base/crypto/key.h"
#include "services/base/reference/reference.h"
#include "services/base/rpc/methods.h"
#include "services/intake/visit_store.h"

namespace donthu::intake {

class VisitDesk {
 public:
  // All outlive it.
  VisitDesk(db::Pool& pool, ReferenceCache& reference, const crypto::Key& marking)
      : store_(pool), reference_(reference), marking_(marking) {}

  // INVALID_FIELD when agency, area or subject do not exist on the day, visitors, anonymity and
  // number of people contradict each other, or the petition left is not one of the agency.
  absl::StatusOr<v1::RecordVisitResponse> Record(const rpc::Call& call,
                                                 const v1::RecordVisitRequest& request);
  absl::StatusOr<v1::ListVisitsResponse> List(const v1::ListVisitsRequest& request);

 private:
  // As it may be stored.
  absl::StatusOr<VisitEntry> Prepare(const v1::RecordVisitRequest& request);
  absl::StatusOr<bool> LeftWithheld(const v1::RecordVisitRequest& request);

  VisitStore store_;
  ReferenceCache& reference_;
  const crypto::Key& marking_;
};

}  // namespace donthu::intake
