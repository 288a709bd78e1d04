#include "services/identity/strict_json.h"

#include <set>
#include <vector>

namespace donthu::identity {

using nlohmann::json;

namespace {

constexpr int kDepthMax = 16;

}  // namespace

absl::StatusOr<json> ParseObject(std::string_view text) {
  std::vector<std::set<std::string>> open;
  bool ambiguous = false;
  const auto watch = [&](int depth, json::parse_event_t event, json& parsed) {
    if (event == json::parse_event_t::object_start) open.emplace_back();
    if (event == json::parse_event_t::object_end) open.pop_back();
    if (event == json::parse_event_t::key) {
      ambiguous |= !open.back().insert(parsed.get<std::string>()).second;
    }
    ambiguous |= depth > kDepthMax;
    return true;
  };
  json object = json::parse(text.begin(), text.end(), watch, /*allow_exceptions=*/false);
  if (ambiguous || !object.is_object()) return absl::InvalidArgumentError("no plain JSON object");
  return object;
}

std::optional<std::string> TextIn(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

}  // namespace donthu::identity
