// Instants as protobuf writes them.
#pragma once

#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"

namespace donthu {

// To the microsecond, which is what the database keeps. `time` is not before 1970.
inline google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  const int64_t us = absl::ToUnixMicros(time);
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(us / 1'000'000);
  timestamp.set_nanos(static_cast<int32_t>(us % 1'000'000 * 1000));
  return timestamp;
}

inline absl::Time FromTimestamp(const google::protobuf::Timestamp& timestamp) {
  return absl::FromUnixSeconds(timestamp.seconds()) + absl::Nanoseconds(timestamp.nanos());
}

}  // namespace donthu
