#include "services/base/reference/withheld.h"

#include <algorithm>

namespace donthu {

Reach ReachOfWithheld(const Principal& principal, const Reach& reach, const Reference&,
                      absl::CivilDay) {
  const auto is = [&](options::v1::Role role) {
    return std::count(principal.roles.begin(), principal.roles.end(), role) > 0;
  };
  const bool handles = is(options::v1::ROLE_CASE_OFFICER) || is(options::v1::ROLE_HEAD) ||
                       is(options::v1::ROLE_INSPECTORATE) || is(options::v1::ROLE_SYSTEM);
  return handles ? reach : Reach::Only({});
}

}  // namespace donthu
