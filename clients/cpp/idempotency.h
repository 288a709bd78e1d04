// Which calls may be repeated, and after which failures. The verdict on a method is in its proto.
#pragma once

#include "absl/status/status.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace donthu::client {

// True when a second call can do no harm: NO_SIDE_EFFECTS, or IDEMPOTENT with its request_id set.
bool MayRepeat(const google::protobuf::MethodDescriptor& method,
               const google::protobuf::Message& request);

// True when the same call may succeed a moment later: UNAVAILABLE, COMMIT_IN_DOUBT, OVERLOADED,
// RATE_LIMITED, CONCURRENT_CHANGE. Not STALE_ETAG: the caller must look again before it decides.
bool IsTransient(const absl::Status& status);

}  // namespace donthu::client
