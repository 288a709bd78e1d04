// JSON from others, read so that it says one thing only.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace donthu::identity {

// INVALID_ARGUMENT when the text is no JSON object, names a member twice in one object (readers
// would differ on which counts), or is nested deeper than 16.
absl::StatusOr<nlohmann::json> ParseObject(std::string_view text);

// A member that is text; nullopt where it is missing or something else.
std::optional<std::string> TextIn(const nlohmann::json& object, const char* name);

}  // namespace donthu::identity
