// A sealed ledger as its export, always the same.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <variant>

#include "absl/strings/escaping.h"
#include "services/base/ledger/merkle.h"
#include "services/base/ledger/test_export.h"
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

inline std::string LineOf(const ledger::Record& record) { return ledger::JsonOf(record).dump(); }

}  // namespace donthu::fuzz
