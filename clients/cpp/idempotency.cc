#include "clients/cpp/idempotency.h"

#include "google/protobuf/descriptor.pb.h"
#include "services/base/status/status.h"

namespace donthu::client {

bool MayRepeat(const google::protobuf::MethodDescriptor& method,
               const google::protobuf::Message& request) {
  using google::protobuf::MethodOptions;
  switch (method.options().idempotency_level()) {
    case MethodOptions::NO_SIDE_EFFECTS:
      return true;
    case MethodOptions::IDEMPOTENT: {
      const auto* field = request.GetDescriptor()->FindFieldByName("request_id");
      return field != nullptr && !request.GetReflection()->GetString(request, field).empty();
    }
    default:
      return false;
  }
}

bool IsTransient(const absl::Status& status) {
  const ErrorReason reason = ReasonOf(status);
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
      return true;
    case absl::StatusCode::kUnknown:
      return reason == common::v1::COMMIT_IN_DOUBT;
    case absl::StatusCode::kResourceExhausted:
      return reason == common::v1::OVERLOADED || reason == common::v1::RATE_LIMITED;
    case absl::StatusCode::kAborted:
      return reason == common::v1::CONCURRENT_CHANGE;
    default:
      return false;
  }
}

}  // namespace donthu::client
