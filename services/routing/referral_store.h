// All SQL of referrals. A command is one read and one write statement, as in routing_store.h.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/base/db/db.h"
#include "services/routing/held.h"

namespace donthu::routing {

class ReferralStore {
 public:
  explicit ReferralStore(db::Pool& pool) : pool_(pool) {}

  // True when the petition was sent this way before, or the target already held it.
  absl::StatusOr<bool> WentThere(int64_t petition_id, const std::string& from,
                                 const std::string& to);
  // For a referral of this petition.
  absl::StatusOr<int64_t> NextId(int64_t petition_id);

  absl::StatusOr<v1::Referral> Get(int64_t id);
  // `opened`: the handling that begins at the agency that takes it.
  absl::Status Accept(const Command& command, const v1::Referral& answered, const Held& opened);
  // `reopened`: the handling of the sender, waiting again.
  absl::Status Return(const Command& command, const v1::Referral& answered, const Held& reopened);

  // Newest first, one more than `size`. before_id 0 = from the newest.
  absl::StatusOr<std::vector<v1::Referral>> List(const v1::ListReferralsRequest& request,
                                                 int64_t before_id, int size);

  // All ways the petition went, in order.
  absl::StatusOr<std::vector<v1::Transfer>> Transfers(int64_t petition_id);

 private:
  db::Pool& pool_;
};

}  // namespace donthu::routing
