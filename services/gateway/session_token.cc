#include "services/gateway/session_token.h"

#include <memory>

#include "google/protobuf/message.h"
#include "services/base/status/status.h"
#include "services/gateway/cookies.h"

namespace donthu::gateway {

absl::StatusOr<std::string> TakeSessionToken(const Method& method, std::string* response) {
  if (method.session_token == nullptr) return std::string();
  using google::protobuf::MessageFactory;
  const std::unique_ptr<google::protobuf::Message> message(
      MessageFactory::generated_factory()->GetPrototype(method.descriptor->output_type())->New());
  std::string token;
  if (message->ParseFromString(*response)) {
    const auto* reflection = message->GetReflection();
    token = reflection->GetString(*message, method.session_token);
    reflection->ClearField(message.get(), method.session_token);
  }
  if (!IsSessionToken(token)) {
    return Failure(absl::StatusCode::kInternal, common::v1::INTERNAL_DEFECT,
                   "the answer holds no session token")
        .Vi("Hệ thống gặp lỗi. Xin báo quản trị.");
  }
  *response = message->SerializeAsString();
  return token;
}

}  // namespace donthu::gateway
