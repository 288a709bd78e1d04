#include "services/gateway/call_policy.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "services/base/status/status.h"
#include "services/gateway/cookies.h"
#include "services/gateway/origin_check.h"

namespace donthu::gateway {
namespace {

constexpr size_t kMetadataBytesMax = 256;
constexpr char kReloadVi[] = "Trang đang mở đã cũ. Tải lại trang rồi thử lại.";

Refusal Refuse(const absl::Status& status, const char* why) {
  return {status, ConnectCodeOf(status.code()).http_status, why};
}

Refusal NoSuchMethod() {
  return {Failure(absl::StatusCode::kUnimplemented, common::v1::ERROR_REASON_UNSPECIFIED,
                  "there is no such method")
              .Vi(kReloadVi),
          404, "unknown_method"};
}

Refusal WrongContentType() {
  return {Failure(absl::StatusCode::kInvalidArgument, common::v1::MALFORMED_REQUEST,
                  "the content type does not fit the method")
              .Vi(kReloadVi),
          415, "content_type"};
}

bool IsIdentity(std::string_view encoding) { return encoding.empty() || encoding == "identity"; }

// Characters of an HTTP header that gRPC takes as metadata too; what is longer or other is left
// out, for it is a courtesy only.
bool MayPassOn(std::string_view value) {
  return !value.empty() && value.size() <= kMetadataBytesMax &&
         std::all_of(value.begin(), value.end(), [](char c) { return c >= 0x20 && c <= 0x7e; });
}

absl::Status CheckProtocol(const CallHead& head) {
  if (head.connect_protocol_version != "1") {
    return Malformed("the header connect-protocol-version: 1 is missing");
  }
  if (!IsIdentity(head.content_encoding) || !IsIdentity(head.connect_content_encoding)) {
    return Malformed("compressed requests are not understood");
  }
  return absl::OkStatus();
}

// Who calls: the session of the cookie, or a token of the program's own where that is allowed.
absl::StatusOr<std::string> AuthorizationOf(const CallHead& head, const Settings& settings) {
  const auto session = SessionIn(head.cookie);
  if (head.authorization.empty()) return session ? "Bearer " + *session : std::string();
  if (!settings.accept_authorization || session) {
    return Failure(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED,
                   "the header authorization is not accepted here")
        .Vi("Không được gửi mã truy cập qua cổng này.");
  }
  return std::string(head.authorization);
}

}  // namespace

Refusal BodyTooLarge() {
  return {Failure(absl::StatusCode::kResourceExhausted, common::v1::MALFORMED_REQUEST,
                  "the body is larger than allowed")
              .Vi("Nội dung gửi lên quá lớn."),
          413, "body_too_large"};
}

Refusal HeadTooLarge() { return {Malformed("the headers are larger than allowed"), 431, "head"}; }

Refusal MalformedHttp() { return {Malformed("this is not HTTP as it should be"), 400, "http"}; }

Refusal MethodNotAllowed() {
  return {Malformed("calls are made by POST, files are read by GET"), 405, "http_method"};
}

Refusal HttpVersionTooOld() { return {Malformed("streams need HTTP/1.1"), 505, "http_version"}; }

absl::Status NotSignedIn() {
  return Failure(absl::StatusCode::kUnauthenticated, common::v1::NOT_SIGNED_IN,
                 "the call bears no session")
      .Vi("Chưa đăng nhập hoặc phiên làm việc đã hết. Xin đăng nhập lại.");
}

std::variant<Admitted, Refusal> JudgeCall(const CallHead& head, const Catalogue& catalogue,
                                          const Settings& settings) {
  Admitted call;
  call.method = catalogue.Find(head.path);
  if (call.method == nullptr) return NoSuchMethod();
  const bool streaming = call.method->descriptor->server_streaming();
  const auto content_type = ReadContentType(head.content_type);
  if (!content_type || content_type->streaming != streaming) return WrongContentType();
  call.content_type = *content_type;
  if (auto status = CheckProtocol(head); !status.ok()) return Refuse(status, "protocol");
  const RequestOrigin origin = {head.sec_fetch_site, head.origin, head.host, !head.cookie.empty()};
  if (auto status = CheckOrigin(origin); !status.ok()) return Refuse(status, "origin");
  const auto& limits = settings.limits;
  const auto timeout =
      ReadTimeout(head.connect_timeout_ms, streaming ? limits.stream : limits.call);
  if (!timeout.ok()) return Refuse(timeout.status(), "protocol");
  call.timeout = *timeout;
  const auto authorization = AuthorizationOf(head, settings);
  if (!authorization.ok()) return Refuse(authorization.status(), "authorization");
  call.authorization = *authorization;
  if (MayPassOn(head.traceparent)) call.metadata.emplace_back("traceparent", head.traceparent);
  if (MayPassOn(head.accept_language)) {
    call.metadata.emplace_back("accept-language", head.accept_language);
  }
  return call;
}

}  // namespace donthu::gateway
