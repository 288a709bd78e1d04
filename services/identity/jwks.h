// The keys with which an issuer signs (RFC 7517).
#pragma once

#include <openssl/types.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace donthu::identity {

// The two algorithms that are taken; any other, and none above all, is refused.
enum class Algorithm { kRs256, kEs256 };

struct SigningKey {
  // Empty where the issuer gives none.
  std::string kid;
  Algorithm algorithm;
  std::shared_ptr<EVP_PKEY> key;
};

// The keys that can be used: RSA of 2048 to 8192 bits, and P-256. Others, and those for another use
// or algorithm, are left out. INVALID_ARGUMENT when this is no key set, or has more than 100.
absl::StatusOr<std::vector<SigningKey>> ParseJwks(const nlohmann::json& set);

// Of base64url without padding; nullopt for anything that is not written in the one right way.
std::optional<std::string> FromBase64Url(std::string_view text);

}  // namespace donthu::identity
