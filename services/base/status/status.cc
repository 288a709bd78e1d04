#include "services/base/status/status.h"

#include "absl/strings/cord.h"

namespace donthu {
namespace {

// The payload's type URL, as AIP-193 wants details to be named.
constexpr absl::string_view kDetailUrl = "type.googleapis.com/donthu.common.v1.ErrorDetail";

// Trailers hold 8 kB in all, and what is bytes grows by a third on the way.
constexpr size_t kExplanationMax = 3000;
constexpr char kLeftOutVi[] =
    "(Phần còn lại được lược bớt; xem đầy đủ ở phần “Vì sao?” của hồ sơ.)";

}  // namespace

Failure::Failure(absl::StatusCode code, ErrorReason reason, std::string_view message)
    : code_(code), message_(message) {
  detail_.set_reason(reason);
}

Failure& Failure::Vi(std::string_view message_vi) {
  detail_.set_message_vi(std::string(message_vi));
  return *this;
}

Failure& Failure::With(std::string_view key, std::string_view value) {
  (*detail_.mutable_metadata())[std::string(key)] = std::string(value);
  return *this;
}

Failure& Failure::Field(std::string_view field, std::string_view description,
                        std::string_view description_vi) {
  auto* violation = detail_.add_field_violations();
  violation->set_field(std::string(field));
  violation->set_description(std::string(description));
  violation->set_description_vi(std::string(description_vi));
  return *this;
}

Failure& Failure::Because(law::v1::Derivation explanation) {
  if (explanation.ByteSizeLong() > kExplanationMax) {
    *explanation.add_steps_vi() = kLeftOutVi;
    // What decided stands last among the steps and first among the rules, so it goes last.
    while (explanation.ByteSizeLong() > kExplanationMax) {
      if (explanation.facts_size() > 0) {
        explanation.mutable_facts()->RemoveLast();
      } else if (explanation.rules_size() > 1) {
        explanation.mutable_rules()->RemoveLast();
      } else if (explanation.steps_vi_size() > 1) {
        explanation.mutable_steps_vi()->DeleteSubrange(0, 1);
      } else {
        explanation.clear_rules();
      }
    }
  }
  *detail_.mutable_explanation() = std::move(explanation);
  return *this;
}

Failure::operator absl::Status() const {
  absl::Status status(code_, message_);
  status.SetPayload(kDetailUrl, absl::Cord(detail_.SerializeAsString()));
  return status;
}

Failure InvalidField(std::string_view field, std::string_view description,
                     std::string_view description_vi) {
  std::string message = std::string(field) + ": " + std::string(description);
  Failure failure(absl::StatusCode::kInvalidArgument, common::v1::INVALID_FIELD, message);
  failure.Field(field, description, description_vi).Vi(description_vi);
  return failure;
}

Failure NotFound(std::string_view what, std::string_view message_vi) {
  Failure failure(absl::StatusCode::kNotFound, common::v1::NOT_FOUND,
                  std::string(what) + " not found");
  failure.Vi(message_vi);
  return failure;
}

common::v1::ErrorDetail DetailOf(const absl::Status& status) {
  common::v1::ErrorDetail detail;
  if (auto payload = status.GetPayload(kDetailUrl)) {
    detail.ParseFromString(std::string(*payload));
  }
  return detail;
}

ErrorReason ReasonOf(const absl::Status& status) { return DetailOf(status).reason(); }

}  // namespace donthu
