#include "clients/cpp/errors.h"

#include "services/base/status/status.h"

namespace donthu::client {
namespace {

absl::Status WithoutDetail(absl::StatusCode code, const std::string& message) {
  switch (code) {
    case absl::StatusCode::kUnavailable:
      return Failure(code, common::v1::ERROR_REASON_UNSPECIFIED, message)
          .Vi("Không kết nối được máy chủ. Kiểm tra máy chủ đã chạy chưa rồi thử lại.");
    case absl::StatusCode::kDeadlineExceeded:
      return Failure(code, common::v1::DEADLINE_PASSED, message)
          .Vi("Máy chủ chưa trả lời trong thời gian chờ. Xin thử lại.");
    default:
      return Failure(code, common::v1::ERROR_REASON_UNSPECIFIED, message)
          .Vi("Máy chủ trả về lỗi không rõ lý do. Xin báo quản trị.");
  }
}

}  // namespace

absl::Status FromWire(int code, const std::string& message, const std::string& details) {
  if (code == 0) return absl::OkStatus();
  const auto status_code = static_cast<absl::StatusCode>(code);
  common::v1::RpcStatus rpc;
  if (rpc.ParseFromString(details)) {
    for (const auto& any : rpc.details()) {
      common::v1::ErrorDetail detail;
      // A detail without a reason is what a server sends for a status that has none.
      if (any.UnpackTo(&detail) && detail.reason() != common::v1::ERROR_REASON_UNSPECIFIED) {
        return WithDetail(status_code, message, detail);
      }
    }
  }
  return WithoutDetail(status_code, message);
}

absl::Status WithDetail(absl::StatusCode code, const std::string& message,
                        const common::v1::ErrorDetail& detail) {
  Failure failure(code, detail.reason(), message);
  failure.Vi(detail.message_vi());
  for (const auto& violation : detail.field_violations()) {
    failure.Field(violation.field(), violation.description(), violation.description_vi());
  }
  for (const auto& [key, value] : detail.metadata()) failure.With(key, value);
  if (detail.has_explanation()) failure.Because(detail.explanation());
  return failure;
}

absl::Status WithMessage(const absl::Status& status, const std::string& message) {
  absl::Status longer(status.code(), message);
  status.ForEachPayload([&longer](absl::string_view url, const absl::Cord& payload) {
    longer.SetPayload(url, payload);
  });
  return longer;
}

}  // namespace donthu::client
