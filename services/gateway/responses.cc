#include "services/gateway/responses.h"

#include "services/base/status/status.h"

namespace donthu::gateway {
namespace {

// Scripts, styles and everything else from files of this host only, no frames, no plug-ins.
constexpr char kPagePolicy[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
// An answer that somebody opens as if it were a page shows and runs nothing.
constexpr char kDataPolicy[] = "default-src 'none'; frame-ancestors 'none'";
constexpr char kForEver[] = "public, max-age=31536000, immutable";

template <typename Response>
void Secure(const char* policy, Response* response) {
  response->set("Content-Security-Policy", policy);
  response->set("X-Content-Type-Options", "nosniff");
  response->set("Referrer-Policy", "no-referrer");
  response->set("Cross-Origin-Opener-Policy", "same-origin");
  response->set("Cross-Origin-Resource-Policy", "same-origin");
  response->set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
}

template <typename Response>
Response Begin(const HttpHead& request, int status, const char* policy) {
  Response response;
  // An HTTP/1.0 client may know neither chunks nor connections that stay open.
  response.version(request.version());
  response.result(static_cast<unsigned>(status));
  Secure(policy, &response);
  return response;
}

TextResponse Data(const HttpHead& request, int status, std::string_view type, std::string body) {
  auto response = Begin<TextResponse>(request, status, kDataPolicy);
  response.set(http::field::content_type, beast::string_view(type.data(), type.size()));
  response.set(http::field::cache_control, "no-store");
  response.body() = std::move(body);
  response.prepare_payload();
  return response;
}

}  // namespace

TextResponse CallAnswer(const HttpHead& request, ContentType type, std::string body,
                        const std::string& set_cookie) {
  TextResponse response = Data(request, 200, NameOf(type), std::move(body));
  if (!set_cookie.empty()) response.set(http::field::set_cookie, set_cookie);
  return response;
}

TextResponse CallError(const HttpHead& request, const absl::Status& status) {
  return RefusalAnswer(request, {status, ConnectCodeOf(status.code()).http_status, ""});
}

TextResponse RefusalAnswer(const HttpHead& request, const Refusal& refusal) {
  TextResponse response =
      Data(request, refusal.http_status, "application/json", ErrorJson(refusal.status));
  const auto detail = DetailOf(refusal.status);
  if (refusal.http_status == 405) response.set(http::field::allow, "GET, HEAD, POST");
  const auto wait = detail.metadata().find("retry_after_seconds");
  if (wait != detail.metadata().end()) response.set(http::field::retry_after, wait->second);
  return response;
}

http::response<http::empty_body> StreamHead(const HttpHead& request, ContentType type) {
  auto head = Begin<http::response<http::empty_body>>(request, 200, kDataPolicy);
  const std::string_view name = NameOf(type);
  head.set(http::field::content_type, beast::string_view(name.data(), name.size()));
  head.set(http::field::cache_control, "no-store");
  // nginx would otherwise collect messages before it sends them.
  head.set("X-Accel-Buffering", "no");
  head.chunked(true);
  return head;
}

TextResponse PlainAnswer(const HttpHead& request, http::status status, std::string text) {
  return Data(request, static_cast<int>(status), "text/plain; charset=utf-8", std::move(text));
}

FileResponse FileAnswer(const HttpHead& request, const StaticFile& file) {
  const bool known = ViewOf(request[http::field::if_none_match]) == file.etag;
  auto response = Begin<FileResponse>(request, known ? 304 : 200, kPagePolicy);
  response.set(http::field::etag, file.etag);
  response.set(http::field::vary, "Accept-Encoding");
  response.set(http::field::cache_control, file.immutable ? kForEver : "no-cache");
  if (known) return response;
  const Variant variant = ChooseVariant(file, ViewOf(request[http::field::accept_encoding]));
  response.set(http::field::content_type, file.content_type);
  if (!variant.encoding.empty()) {
    response.set(http::field::content_encoding,
                 beast::string_view(variant.encoding.data(), variant.encoding.size()));
  }
  response.body() = {variant.bytes->data(), variant.bytes->size()};
  response.prepare_payload();
  return response;
}

}  // namespace donthu::gateway
