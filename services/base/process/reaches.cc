#include "services/base/process/reaches.h"

#include "services/base/status/status.h"

namespace donthu {

absl::StatusOr<Reach> Reaches::Of(const Principal& principal, options::v1::Scope scope,
                                  absl::CivilDay today) {
  if (scope == options::v1::SCOPE_PROVINCE) return Reach::Everything();
  ASSIGN_OR_RETURN(const auto reference, reference_.Get());
  std::lock_guard lock(mutex_);
  if (picture_ != reference || day_ != today) {
    known_.clear();
    picture_ = reference;
    day_ = today;
  }
  const auto [found, fresh] = known_.try_emplace({principal.agency, scope});
  if (fresh) {
    std::vector<std::string> agencies = scope == options::v1::SCOPE_OWN_AGENCY
                                            ? std::vector<std::string>{principal.agency}
                                            : reference->Tree(principal.agency);
    found->second = reference->WithPredecessors(std::move(agencies), today);
  }
  return Reach::Only(found->second);
}

}  // namespace donthu
