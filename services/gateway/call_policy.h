// What a request must be to become a call. Pure: judges the head of a request, which may be
// hostile, before a byte of its body is read.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/gateway/catalogue.h"
#include "services/gateway/connect_protocol.h"
#include "services/gateway/settings.h"

namespace donthu::gateway {

// The headers that matter, as sent; empty = absent.
struct CallHead {
  // Of the target, without a query.
  std::string_view path;
  std::string_view content_type;
  std::string_view content_encoding;
  std::string_view connect_content_encoding;
  std::string_view connect_protocol_version;
  std::string_view connect_timeout_ms;
  std::string_view sec_fetch_site;
  std::string_view origin;
  std::string_view host;
  std::string_view authorization;
  std::string_view traceparent;
  std::string_view accept_language;
  // All Cookie headers, joined with "; ".
  std::string cookie;
};

// A call that may go on.
struct Admitted {
  const Method* method;
  ContentType content_type;
  absl::Duration timeout;
  // "Bearer …"; empty = none.
  std::string authorization;
  // What is passed on to the service beside it: names in lower case.
  std::vector<std::pair<std::string, std::string>> metadata;
};

// A call that may not.
struct Refusal {
  absl::Status status;
  int http_status;
  // A word for the metrics.
  const char* why;
};

// What the connection itself finds wrong.
Refusal BodyTooLarge();
Refusal HeadTooLarge();
Refusal MalformedHttp();
Refusal MethodNotAllowed();
// Streams need chunks.
Refusal HttpVersionTooOld();

// Of a call that says nothing about who makes it, to a method that is not for everyone. It must not
// reach the service, where the gateway's own certificate would stand for the caller.
absl::Status NotSignedIn();

std::variant<Admitted, Refusal> JudgeCall(const CallHead& head, const Catalogue& catalogue,
                                          const Settings& settings);

}  // namespace donthu::gateway
