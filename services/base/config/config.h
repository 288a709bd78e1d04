// Reads a textproto file into a message. Unknown or repeated keys are refused with file, line and
// column.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/message.h"

namespace donthu::config {

absl::StatusOr<std::string> ReadFile(const std::string& path);

// FAILED_PRECONDITION, naming the file and the cure, when others than its owner may read it;
// NOT_FOUND when it isn't there.
absl::Status RefuseIfOthersMayRead(const std::string& path);

// INVALID_ARGUMENT naming `name`, line and column when text is not a message of this type.
absl::Status ParseText(const std::string& text, const std::string& name,
                       google::protobuf::Message* message);

// NOT_FOUND when the file can't be read, else as ParseText.
absl::Status ReadTextFile(const std::string& path, google::protobuf::Message* message);

}  // namespace donthu::config
