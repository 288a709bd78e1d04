#include "services/base/reference/withheld.h"

namespace donthu {

Reach ReachOfWithheld(const Principal& principal, const Reach& reach) {
  using namespace options::v1;
  for (const auto role : {ROLE_CASE_OFFICER, ROLE_HEAD, ROLE_INSPECTORATE, ROLE_SYSTEM}) {
    if (HasRole(principal, role)) return reach;
  }
  return Reach::Only({});
}

}  // namespace donthu
