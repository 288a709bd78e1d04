// Petitions on their way from agency to agency.
#pragma once

#include "absl/status/statusor.h"
#include "services/base/reference/reference.h"
#include "services/base/rpc/methods.h"
#include "services/law/rule_book.h"
#include "services/routing/referral_store.h"
#include "services/routing/routing_store.h"

namespace donthu::routing {

// All that it is given outlives it.
class Referrals {
 public:
  Referrals(RoutingStore& store, ReferralStore& referrals, ReferenceCache& reference,
            const law::RuleBook& rules)
      : store_(store), referrals_(referrals), reference_(reference), rules_(rules) {}

  absl::StatusOr<v1::ListReferralsResponse> List(const v1::ListReferralsRequest& request);
  absl::StatusOr<v1::Referral> Accept(const rpc::Call& call,
                                      const v1::AcceptReferralRequest& request);
  absl::StatusOr<v1::Referral> Return(const rpc::Call& call,
                                      const v1::ReturnReferralRequest& request);

 private:
  absl::StatusOr<v1::Referral> OpenReferral(int64_t id, const std::string& agency,
                                            const common::v1::Date& on, const char* field);

  RoutingStore& store_;
  ReferralStore& referrals_;
  ReferenceCache& reference_;
  const law::RuleBook& rules_;
};

}  // namespace donthu::routing
