// A seal: a signed statement that the ledger held these events, in this order, at that time.
// Ed25519 over SHA-256 Merkle roots. Pure, as merkle.h.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "services/base/ledger/merkle.h"

namespace donthu::ledger {

struct Seal {
  // From 1 without gaps.
  uint64_t number = 0;
  // The seal covers the first `size` events.
  uint64_t size = 0;
  // Root of the tree over them.
  Hash root{};
  // SealHash of the seal before; zeros for the first.
  Hash previous_hash{};
  // Microseconds since 1970 UTC.
  int64_t sealed_us = 0;
  // Of the key that signed.
  Hash key_id{};
  // 32 bytes where the seal hands over to another key, which signs the seals after it; else empty.
  std::string next_key;
  // 64 bytes over SignedBytes.
  std::string signature;
};

// Everything but the signature, so that no two seals share their bytes.
std::string SignedBytes(const Seal& seal);
// Of all of it, the signature included; the next seal carries it.
Hash SealHash(const Seal& seal);

class PublicKey {
 public:
  // Nothing when it is no Ed25519 key.
  static std::optional<PublicKey> FromPem(const std::string& pem);
  // `raw`: 32 bytes.
  static std::optional<PublicKey> FromRaw(std::string_view raw);

  // 32 bytes.
  const std::string& raw() const { return raw_; }
  // SHA-256 of raw().
  Hash id() const { return Sha256(raw_); }
  bool Verifies(const Seal& seal) const;

 private:
  explicit PublicKey(std::string raw) : raw_(std::move(raw)) {}
  std::string raw_;
};

class PrivateKey {
 public:
  // Nothing when it is no Ed25519 key, or is protected by a password.
  static std::optional<PrivateKey> FromPem(const std::string& pem);

  const PublicKey& public_key() const { return public_key_; }
  // Fills key_id and signature.
  void Sign(Seal* seal) const;

 private:
  // OpenSSL's EVP_PKEY, freed with the last copy.
  using Handle = std::shared_ptr<void>;
  PrivateKey(Handle key, PublicKey public_key)
      : key_(std::move(key)), public_key_(std::move(public_key)) {}
  Handle key_;
  PublicKey public_key_;
};

}  // namespace donthu::ledger
