#include "services/gateway/origin_check.h"

#include "absl/strings/match.h"
#include "services/base/status/status.h"

namespace donthu::gateway {
namespace {

bool NamesHost(std::string_view origin, std::string_view host) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (origin.substr(0, scheme.size()) == scheme) {
      return absl::EqualsIgnoreCase(ToAbsl(origin.substr(scheme.size())), ToAbsl(host));
    }
  }
  return false;
}

}  // namespace

absl::Status CheckOrigin(const RequestOrigin& request) {
  bool ours;
  if (!request.sec_fetch_site.empty()) {
    ours = request.sec_fetch_site == "same-origin";
  } else if (!request.origin.empty()) {
    ours = NamesHost(request.origin, request.host);
  } else {
    ours = !request.bears_cookie;
  }
  if (ours) return absl::OkStatus();
  return Failure(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED,
                 "the call does not come from this site's own page")
      .Vi("Yêu cầu không đến từ trang này. Mở lại trang rồi thử lại.");
}

}  // namespace donthu::gateway
