// From what travels on the wire to absl::Status.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "donthu/common/v1/error.pb.h"

namespace donthu::client {

// `details` are the bytes of a donthu.common.v1.RpcStatus; its ErrorDetail comes back by
// donthu::DetailOf. Where there is none (no server was reached, a proxy answered), a Vietnamese
// text is added and the reason stays UNSPECIFIED, or DEADLINE_PASSED for our own deadline.
absl::Status FromWire(int code, const std::string& message, const std::string& details);

// A status that carries this detail whole.
absl::Status WithDetail(absl::StatusCode code, const std::string& message,
                        const common::v1::ErrorDetail& detail);

// The same status with a longer message.
absl::Status WithMessage(const absl::Status& status, const std::string& message);

}  // namespace donthu::client
