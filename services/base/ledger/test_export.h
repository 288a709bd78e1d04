// Lines of an export of the ledger, for tests of those who read one. Written here a second time on
// purpose: a mistake in the product's own writer must not go unseen.
#pragma once

#include <nlohmann/json.hpp>

#include "services/base/ledger/test_ledger.h"

namespace donthu::ledger {

inline nlohmann::json JsonOf(const Row& row) {
  nlohmann::json json = {{"xact", row.place.xact}, {"seq", row.place.seq}};
  if (row.leaf) {
    json["leaf"] = {{"position", row.leaf->position},
                    {"subject", row.leaf->subject},
                    {"ordinal", row.leaf->ordinal},
                    {"hash", ToHex(row.leaf->hash)}};
  }
  if (row.event) {
    const auto& event = *row.event;
    json["event"] = {{"subject", event.subject},
                     {"ordinal", event.ordinal},
                     {"kind", event.kind},
                     {"agency", event.agency},
                     {"actor", event.actor},
                     {"occurred_on", event.occurred_on},
                     {"recorded_us", event.recorded_us},
                     {"payload", event.payload},
                     {"previous_hash", ToHex(event.previous_hash)},
                     {"hash", ToHex(event.hash)}};
  }
  return {{"row", json}};
}

inline nlohmann::json JsonOf(const Seal& seal) {
  return {{"seal",
           {{"number", seal.number},
            {"size", seal.size},
            {"root", ToHex(seal.root)},
            {"previous_hash", ToHex(seal.previous_hash)},
            {"sealed_us", seal.sealed_us},
            {"key_id", ToHex(seal.key_id)},
            {"next_key", ToHex(seal.next_key)},
            {"signature", ToHex(seal.signature)}}}};
}

inline nlohmann::json JsonOf(const Record& record) {
  return std::visit([](const auto& one) { return JsonOf(one); }, record);
}

}  // namespace donthu::ledger
