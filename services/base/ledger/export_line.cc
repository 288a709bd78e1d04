#include "services/base/ledger/export_line.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

namespace donthu::ledger {
namespace {

using Json = nlohmann::json;

// All of these throw when the value is missing or of another kind; ParseExportLine catches.

std::string BytesAt(const Json& json, const char* name) {
  auto bytes = FromHex(json.at(name).get_ref<const std::string&>());
  if (!bytes) throw std::invalid_argument(name);
  return *std::move(bytes);
}

Hash HashAt(const Json& json, const char* name) {
  const auto hash = HashFromBytes(BytesAt(json, name));
  if (!hash) throw std::invalid_argument(name);
  return *hash;
}

int64_t NumberAt(const Json& json, const char* name) {
  const Json& number = json.at(name);
  if (!number.is_number_integer()) throw std::invalid_argument(name);
  return number.get<int64_t>();
}

uint64_t CountAt(const Json& json, const char* name) {
  const int64_t number = NumberAt(json, name);
  if (number < 0) throw std::invalid_argument(name);
  return static_cast<uint64_t>(number);
}

std::string TextAt(const Json& json, const char* name) { return json.at(name).get<std::string>(); }

SealedLeaf LeafOf(const Json& json) {
  return {CountAt(json, "position"), TextAt(json, "subject"), NumberAt(json, "ordinal"),
          HashAt(json, "hash")};
}

HashedEvent EventOf(const Json& json) {
  HashedEvent event;
  event.subject = TextAt(json, "subject");
  event.ordinal = NumberAt(json, "ordinal");
  event.kind = TextAt(json, "kind");
  event.agency = TextAt(json, "agency");
  event.actor = TextAt(json, "actor");
  event.occurred_on = TextAt(json, "occurred_on");
  event.recorded_us = NumberAt(json, "recorded_us");
  event.payload = TextAt(json, "payload");
  event.previous_hash = HashAt(json, "previous_hash");
  event.hash = HashAt(json, "hash");
  return event;
}

Row RowOf(const Json& json) {
  Row row;
  row.place = {CountAt(json, "xact"), NumberAt(json, "seq")};
  if (json.contains("leaf")) row.leaf = LeafOf(json["leaf"]);
  if (json.contains("event")) row.event = EventOf(json["event"]);
  return row;
}

Seal SealOf(const Json& json) {
  Seal seal;
  seal.number = CountAt(json, "number");
  seal.size = CountAt(json, "size");
  seal.root = HashAt(json, "root");
  seal.previous_hash = HashAt(json, "previous_hash");
  seal.sealed_us = NumberAt(json, "sealed_us");
  seal.key_id = HashAt(json, "key_id");
  seal.next_key = BytesAt(json, "next_key");
  seal.signature = BytesAt(json, "signature");
  return seal;
}

}  // namespace

std::optional<ExportLine> ParseExportLine(const std::string& text) {
  try {
    const Json json = Json::parse(text);
    if (json.contains("row")) return RowOf(json["row"]);
    if (json.contains("seal")) return SealOf(json["seal"]);
    const Json& end = json.at("end");
    return ExportEnd{NumberAt(end, "rows"), NumberAt(end, "seals")};
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

std::optional<Seal> LastSealIn(std::istream& in) {
  std::optional<Seal> last;
  for (std::string text; std::getline(in, text);) {
    const auto line = ParseExportLine(text);
    const auto* seal = line ? std::get_if<Seal>(&*line) : nullptr;
    if (seal != nullptr && (!last || seal->number > last->number)) last = *seal;
  }
  return last;
}

}  // namespace donthu::ledger
