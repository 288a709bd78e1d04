// The HTTP answers of the gateway, each with the headers that keep a browser safe.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "services/gateway/call_policy.h"
#include "services/gateway/connect_protocol.h"
#include "services/gateway/http_types.h"
#include "services/gateway/static_files.h"

namespace donthu::gateway {

// The answer of a unary call. `set_cookie` empty = none.
TextResponse CallAnswer(const HttpHead& request, ContentType type, std::string body,
                        const std::string& set_cookie);
TextResponse CallError(const HttpHead& request, const absl::Status& status);
// Tells the client to wait where the refusal says so.
TextResponse RefusalAnswer(const HttpHead& request, const Refusal& refusal);
// The head of a stream; its body follows in chunks.
http::response<http::empty_body> StreamHead(const HttpHead& request, ContentType type);

// Plain text for what no page of ours asks for.
TextResponse PlainAnswer(const HttpHead& request, http::status status, std::string text);
// 304 when the browser has it already. Points into `file`.
FileResponse FileAnswer(const HttpHead& request, const StaticFile& file);

}  // namespace donthu::gateway
