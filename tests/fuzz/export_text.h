// A sealed ledger as its export, always the same.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <variant>

#include "absl/strings/escaping.h"
#include "services/base/ledger/merkle.h"
#include "services/base/ledger/test_ledger.h"

namespace donthu::fuzz {

// An Ed25519 key that everybody knows, in PEM (RFC 8410).
inline ledger::PrivateKey KnownKey() {
  const std::string der =
      absl::HexStringToBytes("302e020100300506032b657004220420") + std::string(32, '7');
  return *ledger::PrivateKey::FromPem("-----BEGIN PRIVATE KEY-----\n" + absl::Base64Escape(der) +
                                      "\n-----END PRIVATE KEY-----\n");
}

inline std::string PublicPem(const ledger::PublicKey& key) {
  const std::string der = absl::HexStringToBytes("302a300506032b6570032100") + key.raw();
  return "-----BEGIN PUBLIC KEY-----\n" + absl::Base64Escape(der) + "\n-----END PUBLIC KEY-----\n";
}

// Four events under two seals, and one that is not sealed.
inline ledger::TestLedger KnownLedger() {
  ledger::TestLedger made;
  made.Append("case/1");
  made.Append("case/2");
  made.SealWith(KnownKey());
  made.Append("case/1");
  made.Append("case/3");
  made.SealWith(KnownKey());
  made.Append("case/2");
  return made;
}

inline nlohmann::json JsonOf(const ledger::Row& row) {
  nlohmann::json json = {{"xact", row.place.xact}, {"seq", row.place.seq}};
  if (row.leaf) {
    json["leaf"] = {{"position", row.leaf->position},
                    {"subject", row.leaf->subject},
                    {"ordinal", row.leaf->ordinal},
                    {"hash", ledger::ToHex(row.leaf->hash)}};
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
                     {"previous_hash", ledger::ToHex(event.previous_hash)},
                     {"hash", ledger::ToHex(event.hash)}};
  }
  return {{"row", json}};
}

inline nlohmann::json JsonOf(const ledger::Seal& seal) {
  return {{"seal",
           {{"number", seal.number},
            {"size", seal.size},
            {"root", ledger::ToHex(seal.root)},
            {"previous_hash", ledger::ToHex(seal.previous_hash)},
            {"sealed_us", seal.sealed_us},
            {"key_id", ledger::ToHex(seal.key_id)},
            {"next_key", ledger::ToHex(seal.next_key)},
            {"signature", ledger::ToHex(seal.signature)}}}};
}

inline std::string LineOf(const ledger::Record& record) {
  return std::visit([](const auto& one) { return JsonOf(one).dump(); }, record);
}

}  // namespace donthu::fuzz
