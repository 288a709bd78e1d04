// What a petitioner may ask of whoever holds his data, and what must not be held any longer: the
// person's extract, numbers past their time, their erasure.
#pragma once

#include "absl/status/statusor.h"
#include "services/base/clock/clock.h"
#include "services/base/rpc/methods.h"
#include "services/intake/person_store.h"
#include "services/intake/retention_store.h"

namespace donthu::intake {

class PersonalDataDesk {
 public:
  // All outlive it.
  PersonalDataDesk(db::Pool& pool, const personal::NumberKeys& keys, const Clock& clock)
      : people_(pool, keys), retention_(pool), clock_(clock) {}

  absl::StatusOr<v1::PersonalData> Extract(const rpc::Call& call,
                                           const v1::GetPersonalDataRequest& request);
  absl::StatusOr<v1::ListExpiredNumbersResponse> ListExpired(
      const v1::ListExpiredNumbersRequest& request);
  absl::StatusOr<v1::EraseExpiredNumbersResponse> EraseExpired(
      const rpc::Call& call, const v1::EraseExpiredNumbersRequest& request);

 private:
  PersonStore people_;
  RetentionStore retention_;
  const Clock& clock_;
};

// Whether rows found by name and year can be told to be of one person: one ID number at most among
// them, and one address, or for those without a number an address that stands beside it.
bool AreOfOnePerson(const std::vector<HeldOnPerson>& held);

}  // namespace donthu::intake
