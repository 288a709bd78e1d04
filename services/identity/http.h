// Requests to the issuer.
#pragma once

#include <functional>
#include <string>

#include "absl/status/statusor.h"

namespace donthu::identity {

struct HttpRequest {
  std::string url;
  // What is posted, application/x-www-form-urlencoded; empty = a GET.
  std::string form;
  // "user:password" for HTTP Basic, both already encoded as RFC 6749, 2.3.1 wants; empty = none.
  std::string basic;
};

struct HttpAnswer {
  int status = 0;
  std::string body;
};

using Http = std::function<absl::StatusOr<HttpAnswer>(const HttpRequest&)>;

// Over libcurl: TLS 1.2 or later with a checked certificate, no redirects, no proxy, no cookies, no
// more than five seconds, answers up to 256 KiB. UNAVAILABLE for whatever goes wrong, with
// libcurl's general text for it and no address. `ca_file`: authorities that may sign the
// certificate; empty = the system's. May be called by many at
// once.
Http HttpOverCurl(const std::string& ca_file);

}  // namespace donthu::identity
