// Messages as JSON for scripts.
#pragma once

#include <ostream>

#include "google/protobuf/message.h"
#include "nlohmann/json.hpp"

namespace donthu::cli {

using Json = nlohmann::ordered_json;

// All fields in order of number, by their proto names: enums by short name, dates "2024-04-05",
// times RFC 3339 in UTC, numbers as numbers. Unset messages and empty oneof members are left out.
Json ToJson(const google::protobuf::Message& message);

// One value on one line, at once on its way to the reader.
void PrintJson(const Json& value, std::ostream& out);

}  // namespace donthu::cli
