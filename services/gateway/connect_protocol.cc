#include "services/gateway/connect_protocol.h"

#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "services/base/status/status.h"

namespace donthu::gateway {
namespace {

constexpr size_t kEnvelopeHead = 5;
constexpr uint8_t kEndFlag = 2;
constexpr size_t kTimeoutDigitsMax = 10;

using Json = nlohmann::ordered_json;

std::string Printed(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// Connect wants the standard alphabet without padding.
std::string Base64(const std::string& bytes) {
  std::string text = absl::Base64Escape(bytes);
  while (!text.empty() && text.back() == '=') text.pop_back();
  return text;
}

Json DetailJson(const common::v1::ErrorDetail& detail) {
  Json json = {{"type", detail.GetDescriptor()->full_name()},
               {"value", Base64(detail.SerializeAsString())}};
  std::string debug;
  if (google::protobuf::util::MessageToJsonString(detail, &debug).ok()) {
    json["debug"] = Json::parse(debug, nullptr, false);
  }
  return json;
}

Json ErrorObject(const absl::Status& status) {
  Json error = {{"code", ConnectCodeOf(status.code()).name},
                {"message", std::string(status.message())}};
  const common::v1::ErrorDetail detail = DetailOf(status);
  if (detail.ByteSizeLong() > 0) error["details"] = Json::array({DetailJson(detail)});
  return error;
}

}  // namespace

ConnectCode ConnectCodeOf(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kOk:
      return {"ok", 200};
    case absl::StatusCode::kCancelled:
      return {"canceled", 499};
    case absl::StatusCode::kInvalidArgument:
      return {"invalid_argument", 400};
    case absl::StatusCode::kDeadlineExceeded:
      return {"deadline_exceeded", 504};
    case absl::StatusCode::kNotFound:
      return {"not_found", 404};
    case absl::StatusCode::kAlreadyExists:
      return {"already_exists", 409};
    case absl::StatusCode::kPermissionDenied:
      return {"permission_denied", 403};
    case absl::StatusCode::kResourceExhausted:
      return {"resource_exhausted", 429};
    case absl::StatusCode::kFailedPrecondition:
      return {"failed_precondition", 400};
    case absl::StatusCode::kAborted:
      return {"aborted", 409};
    case absl::StatusCode::kOutOfRange:
      return {"out_of_range", 400};
    case absl::StatusCode::kUnimplemented:
      return {"unimplemented", 501};
    case absl::StatusCode::kInternal:
      return {"internal", 500};
    case absl::StatusCode::kUnavailable:
      return {"unavailable", 503};
    case absl::StatusCode::kDataLoss:
      return {"data_loss", 500};
    case absl::StatusCode::kUnauthenticated:
      return {"unauthenticated", 401};
    default:
      return {"unknown", 500};
  }
}

std::optional<ContentType> ReadContentType(std::string_view header) {
  const size_t semicolon = std::min(header.find(';'), header.size());
  std::string parameter(header.substr(semicolon));
  absl::RemoveExtraAsciiWhitespace(&parameter);
  if (!parameter.empty() && !absl::EqualsIgnoreCase(parameter, "; charset=utf-8") &&
      !absl::EqualsIgnoreCase(parameter, ";charset=utf-8")) {
    return std::nullopt;
  }
  std::string type(header.substr(0, semicolon));
  absl::RemoveExtraAsciiWhitespace(&type);
  for (const bool streaming : {false, true}) {
    for (const bool json : {false, true}) {
      const ContentType known = {streaming, json};
      if (absl::EqualsIgnoreCase(type, ToAbsl(NameOf(known)))) return known;
    }
  }
  return std::nullopt;
}

std::string_view NameOf(ContentType type) {
  if (type.streaming) return type.json ? "application/connect+json" : "application/connect+proto";
  return type.json ? "application/json" : "application/proto";
}

std::string ErrorJson(const absl::Status& status) { return Printed(ErrorObject(status)); }

std::string Envelope(uint8_t flags, std::string_view message) {
  std::string envelope;
  envelope.reserve(kEnvelopeHead + message.size());
  envelope += static_cast<char>(flags);
  for (int shift = 24; shift >= 0; shift -= 8) {
    envelope += static_cast<char>((message.size() >> shift) & 0xff);
  }
  return envelope.append(message);
}

std::string EndOfStream(const absl::Status& status) {
  Json end = Json::object();
  if (!status.ok()) end["error"] = ErrorObject(status);
  return Envelope(kEndFlag, Printed(end));
}

absl::StatusOr<std::string_view> ReadEnvelope(std::string_view body) {
  if (body.size() < kEnvelopeHead) return Malformed("the envelope is cut off");
  if (body[0] != 0) return Malformed("the envelope has flags that are not understood");
  size_t length = 0;
  for (size_t i = 1; i < kEnvelopeHead; ++i) {
    length = (length << 8) | static_cast<unsigned char>(body[i]);
  }
  if (body.size() - kEnvelopeHead != length) {
    return Malformed("the body is not exactly one envelope");
  }
  return body.substr(kEnvelopeHead);
}

absl::StatusOr<absl::Duration> ReadTimeout(std::string_view header, absl::Duration max) {
  if (header.empty()) return max;
  int64_t milliseconds = 0;
  const bool digits =
      header.size() <= kTimeoutDigitsMax &&
      std::all_of(header.begin(), header.end(), [](char c) { return absl::ascii_isdigit(c); });
  if (!digits || !absl::SimpleAtoi(ToAbsl(header), &milliseconds) || milliseconds == 0) {
    return Malformed("connect-timeout-ms is not a positive number of at most ten digits");
  }
  return std::min(absl::Milliseconds(milliseconds), max);
}

absl::Status Malformed(std::string_view message) {
  return Failure(absl::StatusCode::kInvalidArgument, common::v1::MALFORMED_REQUEST, message)
      .Vi("Yêu cầu gửi lên không đúng dạng. Tải lại trang rồi thử lại.");
}

}  // namespace donthu::gateway
