// Fills messages from rows of a table whose headers are field names.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "google/protobuf/message.h"

namespace donthu::cli {

// Sets a field from a cell: dates ISO, booleans true/false, enums by name with or without prefix,
// lists joined with ";". An empty cell leaves the field unset. INVALID_ARGUMENT says what was
// expected, never the cell.
absl::Status SetField(const google::protobuf::FieldDescriptor& field, const std::string& cell,
                      google::protobuf::Message* message);

// Reads a table: add() gives a new message for each row; `lines` gets the line of each. Errors name
// line and column.
absl::Status ReadTable(std::string_view text,
                       const std::function<google::protobuf::Message*()>& add,
                       std::vector<int>* lines);

}  // namespace donthu::cli
