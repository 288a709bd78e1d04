// What a failed call said.
#pragma once

#include <gmock/gmock.h>

#include "services/base/status/status.h"

namespace donthu::testing {

// Fails with this code and this reason.
MATCHER_P2(FailsWith, code, reason, "") {
  const absl::Status& status = arg.status();
  *result_listener << status.ToString() << " reason "
                   << common::v1::ErrorReason_Name(ReasonOf(status));
  return status.code() == code && ReasonOf(status) == reason;
}

// INVALID_ARGUMENT / INVALID_FIELD naming this field, with a Vietnamese text for people.
MATCHER_P(RefusesField, field, "") {
  const absl::Status& status = arg.status();
  const auto detail = DetailOf(status);
  *result_listener << status.ToString();
  if (status.code() != absl::StatusCode::kInvalidArgument) return false;
  if (detail.reason() != common::v1::INVALID_FIELD) return false;
  for (const auto& violation : detail.field_violations()) {
    if (violation.field() == field && !violation.description_vi().empty()) return true;
  }
  return false;
}

MATCHER(Succeeds, "") {
  if (arg.ok()) return true;
  *result_listener << arg.status().ToString();
  return false;
}

}  // namespace donthu::testing
