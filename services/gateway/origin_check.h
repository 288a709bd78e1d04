// Whether a call comes from our own page (defence against cross-site request forgery).
#pragma once

#include <string_view>

#include "absl/status/status.h"

namespace donthu::gateway {

// As sent; empty = absent.
struct RequestOrigin {
  std::string_view sec_fetch_site;
  std::string_view origin;
  std::string_view host;
  bool bears_cookie = false;
};

// PERMISSION_DENIED unless Sec-Fetch-Site says same-origin. Where a browser does not send that
// header, Origin must name our host; a call without cookie and Origin, as programs make it, passes,
// for it holds nothing that its sender did not put there.
absl::Status CheckOrigin(const RequestOrigin& request);

}  // namespace donthu::gateway
