#include "tests/contract/baseline.h"

#include <map>
#include <sstream>

#include "tests/contract/protos.h"

namespace donthu::contract {
namespace {

using google::protobuf::FieldDescriptor;

std::string TypeOf(const FieldDescriptor& field) {
  if (field.is_map()) {
    return "map<" + TypeOf(*field.message_type()->map_key()) + ", " +
           TypeOf(*field.message_type()->map_value()) + ">";
  }
  std::string type = field.type_name();
  if (field.message_type() != nullptr) type = field.message_type()->full_name();
  if (field.enum_type() != nullptr) type = field.enum_type()->full_name();
  return (field.is_repeated() ? "repeated " : "") + type;
}

std::string LineOf(const FieldDescriptor& field) {
  std::string line =
      "  " + std::to_string(field.number()) + ": " + field.name() + " " + TypeOf(field);
  if (const auto* oneof = field.real_containing_oneof()) line += " oneof " + oneof->name();
  return line + "\n";
}

// One thing a line under the head of what it belongs to: "message a.B" + "1: name type" → {"message
// a.B 1", "name type"}.
std::map<std::string, std::string> Parse(std::string_view text) {
  std::map<std::string, std::string> things;
  std::istringstream lines{std::string(text)};
  std::string line, head;
  while (std::getline(lines, line)) {
    if (line.empty() || line[0] == '#') continue;
    if (line[0] != ' ') {
      head = line;
      things[head] = "";
      continue;
    }
    const size_t colon = line.find(':');
    things[head + " " + line.substr(2, colon - 2)] = line.substr(colon + 2);
  }
  return things;
}

}  // namespace

std::string Baseline() {
  std::string out = "# Written by proto_baseline; see tests/contract.\n";
  for (const auto* message : Messages()) {
    out += "message " + message->full_name() + "\n";
    for (int i = 0; i < message->field_count(); ++i) out += LineOf(*message->field(i));
  }
  for (const auto* type : Enums()) {
    out += "enum " + type->full_name() + "\n";
    for (int i = 0; i < type->value_count(); ++i) {
      const auto* value = type->value(i);
      out += "  " + std::to_string(value->number()) + ": " + value->name() + "\n";
    }
  }
  const google::protobuf::ServiceDescriptor* service = nullptr;
  for (const auto* method : Methods()) {
    if (method->service() != service) {
      service = method->service();
      out += "service " + service->full_name() + "\n";
    }
    out += "  " + method->name() + ": " + (method->client_streaming() ? "stream " : "") +
           method->input_type()->full_name() + " -> " +
           (method->server_streaming() ? "stream " : "") + method->output_type()->full_name() +
           "\n";
  }
  for (const auto* file : Files()) {
    for (int i = 0; i < file->extension_count(); ++i) {
      const auto* extension = file->extension(i);
      out +=
          "extension of " + extension->containing_type()->full_name() + "\n" + LineOf(*extension);
    }
  }
  return out;
}

Difference Compare(std::string_view older, std::string_view newer) {
  const auto before = Parse(older);
  const auto after = Parse(newer);
  Difference difference;
  for (const auto& [thing, what] : before) {
    const auto found = after.find(thing);
    if (found == after.end()) {
      difference.broken.push_back(thing + (what.empty() ? "" : ": " + what) + " is gone");
    } else if (found->second != what) {
      difference.broken.push_back(thing + ": " + what + " became " + found->second);
    }
  }
  for (const auto& [thing, what] : after) {
    if (before.count(thing) == 0) {
      difference.added.push_back(thing + (what.empty() ? "" : ": " + what));
    }
  }
  return difference;
}

}  // namespace donthu::contract
