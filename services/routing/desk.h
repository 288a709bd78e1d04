// What the desk reads: advice on what is being typed, the work that waits, the way of a petition.
#pragma once

#include "absl/status/statusor.h"
#include "services/base/clock/clock.h"
#include "services/base/personal/number_keys.h"
#include "services/base/reference/reference.h"
#include "services/base/rpc/methods.h"
#include "services/law/rule_book.h"
#include "services/routing/referral_store.h"
#include "services/routing/routing_store.h"
#include "services/routing/work_store.h"

namespace donthu::routing {

// All that it is given outlives it.
class Desk {
 public:
  Desk(db::Pool& pool, ReferenceCache& reference, const law::RuleBook& rules, const Clock& clock,
       personal::NumberKeys keys)
      : pool_(pool),
        store_(pool),
        referrals_(pool),
        work_(pool),
        reference_(reference),
        rules_(rules),
        clock_(clock),
        keys_(std::move(keys)) {}

  absl::StatusOr<v1::DraftAdvice> Advise(const rpc::Call& call,
                                         const v1::ProposeForDraftRequest& request);
  absl::StatusOr<v1::ListToClassifyResponse> ToClassify(const v1::ListToClassifyRequest& request);
  absl::StatusOr<v1::GetHandlingsResponse> Handlings(const rpc::Call& call,
                                                     const v1::GetHandlingsRequest& request);

 private:
  db::Pool& pool_;
  RoutingStore store_;
  ReferralStore referrals_;
  WorkStore work_;
  ReferenceCache& reference_;
  const law::RuleBook& rules_;
  const Clock& clock_;
  // For hashes only: routing reads no number.
  const personal::NumberKeys keys_;
};

}  // namespace donthu::routing
