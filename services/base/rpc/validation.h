// What every request goes through before a handler sees it: UTF-8, NFC, and the bounds that the
// proto options give.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/message.h"

namespace donthu::rpc {

// Messages within messages, groups of unknown fields too; our deepest request has 6 levels.
inline constexpr int kDepthMax = 30;

// Parses bytes as `message`, to a depth of kDepthMax. INVALID_FIELD naming the first text field
// that is not UTF-8; else MALFORMED_REQUEST.
absl::Status ParseRequest(const std::string& bytes, google::protobuf::Message* message);

// Brings every text field to NFC in place.
void Normalise(google::protobuf::Message* message);

// Checks every field against its (donthu.options.v1.rules), nested messages too, and enum
// numbers and dates for sense; whether a oneof is set is the handler's to check. All violations are
// reported at once, by field path; never a value. `today` judges not_future.
absl::Status Validate(const google::protobuf::Message& message, absl::CivilDay today);

// Values of the fields marked agency_scope, empty ones left out.
std::vector<std::string> ScopedAgencies(const google::protobuf::Message& message);

}  // namespace donthu::rpc
