#include "services/identity/id_token.h"

#include <openssl/bn.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "absl/strings/match.h"
#include "services/base/status/status.h"
#include "services/identity/strict_json.h"

namespace donthu::identity {
namespace {

using nlohmann::json;

constexpr size_t kBytesMax = 16 << 10;
constexpr absl::Duration kSkew = absl::Minutes(1);
constexpr absl::Duration kAgeMax = absl::Minutes(10);
// Of R and of S in an ES256 signature (RFC 7518, 3.4).
constexpr size_t kHalfBytes = 32;
constexpr int64_t kSecondsMax = int64_t{1} << 40;
constexpr size_t kSubjectMax = 255;

absl::Status Refused(const char* why) { return absl::UnauthenticatedError(why); }

struct Parts {
  json header;
  json claims;
  // What was signed.
  std::string_view input;
  std::string signature;
};

absl::StatusOr<Parts> Take(std::string_view token) {
  if (token.size() > kBytesMax) return Refused("the token is too long");
  const size_t first = token.find('.');
  const size_t second = first == token.npos ? token.npos : token.find('.', first + 1);
  if (second == token.npos || token.find('.', second + 1) != token.npos) {
    return Refused("the token has not three parts");
  }
  const auto header = FromBase64Url(token.substr(0, first));
  const auto claims = FromBase64Url(token.substr(first + 1, second - first - 1));
  const auto signature = FromBase64Url(token.substr(second + 1));
  if (!header || !claims || !signature) return Refused("a part of the token is not base64url");
  auto header_json = ParseObject(*header);
  auto claims_json = ParseObject(*claims);
  if (!header_json.ok() || !claims_json.ok()) return Refused("a part of the token is no JSON");
  return Parts{*std::move(header_json), *std::move(claims_json), token.substr(0, second),
               *signature};
}

absl::StatusOr<Algorithm> AlgorithmOf(const json& header) {
  // Extensions that must be understood: we understand none.
  if (header.contains("crit")) return Refused("the header has extensions");
  const auto type = TextIn(header, "typ");
  if (header.contains("typ") && (!type || !absl::EqualsIgnoreCase(*type, "JWT"))) {
    return Refused("this is another kind of token");
  }
  const auto algorithm = TextIn(header, "alg");
  if (algorithm == "RS256") return Algorithm::kRs256;
  if (algorithm == "ES256") return Algorithm::kEs256;
  return Refused("the algorithm is not allowed");
}

// A signature in the form that OpenSSL takes; nullopt where it can't be one.
std::optional<std::string> DerOf(const std::string& signature) {
  if (signature.size() != 2 * kHalfBytes) return std::nullopt;
  const auto* bytes = reinterpret_cast<const unsigned char*>(signature.data());
  const std::unique_ptr<ECDSA_SIG, void (*)(ECDSA_SIG*)> pair(ECDSA_SIG_new(), &ECDSA_SIG_free);
  ECDSA_SIG_set0(pair.get(), BN_bin2bn(bytes, kHalfBytes, nullptr),
                 BN_bin2bn(bytes + kHalfBytes, kHalfBytes, nullptr));
  std::string der(static_cast<size_t>(i2d_ECDSA_SIG(pair.get(), nullptr)), '\0');
  auto* out = reinterpret_cast<unsigned char*>(der.data());
  i2d_ECDSA_SIG(pair.get(), &out);
  return der;
}

bool Signed(const Parts& parts, const SigningKey& key) {
  const auto signature =
      key.algorithm == Algorithm::kEs256 ? DerOf(parts.signature) : parts.signature;
  if (!signature) return false;
  const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context(EVP_MD_CTX_new(),
                                                                   &EVP_MD_CTX_free);
  return EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.key.get()) == 1 &&
         EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char*>(signature->data()),
                          signature->size(),
                          reinterpret_cast<const unsigned char*>(parts.input.data()),
                          parts.input.size()) == 1;
}

// The token's own word decides nothing but which of our keys is tried: a key is good for one
// algorithm only.
absl::Status CheckSignature(const Parts& parts, const std::vector<SigningKey>& keys) {
  ASSIGN_OR_RETURN(const Algorithm algorithm, AlgorithmOf(parts.header));
  const auto kid = TextIn(parts.header, "kid");
  if (parts.header.contains("kid") && !kid) return Refused("the key's name is no text");
  std::vector<const SigningKey*> named;
  for (const auto& key : keys) {
    if (key.algorithm == algorithm && (!kid || key.kid == *kid)) named.push_back(&key);
  }
  if (named.empty()) return absl::NotFoundError("no key of the issuer is the one of the token");
  if (named.size() > 1) return Refused("it is not clear which key signed");
  return Signed(parts, *named[0]) ? absl::OkStatus() : Refused("the signature is wrong");
}

std::optional<absl::Time> TimeIn(const json& claims, const char* name) {
  const auto found = claims.find(name);
  if (found == claims.end() || !found->is_number()) return std::nullopt;
  const auto seconds = found->get<double>();
  if (!(seconds >= 0 && seconds < static_cast<double>(kSecondsMax))) return std::nullopt;
  return absl::FromUnixSeconds(static_cast<int64_t>(seconds));
}

bool IsFor(const json& claims, const std::string& client_id) {
  const auto audience = claims.find("aud");
  if (audience == claims.end()) return false;
  const bool named = *audience == client_id ||
                     (audience->is_array() &&
                      std::find(audience->begin(), audience->end(), client_id) != audience->end());
  if (!named) return false;
  const bool others = audience->is_array() && audience->size() > 1;
  // Meant for several, it must say that it was made for us.
  if (!others && !claims.contains("azp")) return true;
  return TextIn(claims, "azp") == client_id;
}

absl::Status CheckTimes(const json& claims, absl::Time now) {
  const auto expires = TimeIn(claims, "exp");
  const auto issued = TimeIn(claims, "iat");
  if (!expires || !issued) return Refused("the token does not say from when to when it holds");
  if (now >= *expires + kSkew) return Refused("the token has expired");
  if (*issued > now + kSkew) return Refused("the token was issued in the future");
  if (*issued < now - kAgeMax - kSkew) return Refused("the token was issued long ago");
  if (!claims.contains("nbf")) return absl::OkStatus();
  const auto begins = TimeIn(claims, "nbf");
  if (!begins || *begins > now + kSkew) return Refused("the token does not hold yet");
  return absl::OkStatus();
}

absl::Status CheckClaims(const json& claims, const Expected& expected, absl::Time now) {
  if (TextIn(claims, "iss") != expected.issuer) return Refused("another issuer made the token");
  if (!IsFor(claims, expected.client_id)) return Refused("the token is for somebody else");
  RETURN_IF_ERROR(CheckTimes(claims, now));
  if (TextIn(claims, "nonce") != expected.nonce) return Refused("the token is of another attempt");
  const auto subject = TextIn(claims, "sub");
  if (!subject || subject->empty() || subject->size() > kSubjectMax) {
    return Refused("the token names nobody");
  }
  if (!expected.acr.empty() && TextIn(claims, "acr") != expected.acr) {
    return Refused("the sign-in was not as strong as asked for");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<json> CheckIdToken(std::string_view token, const std::vector<SigningKey>& keys,
                                  const Expected& expected, absl::Time now) {
  ASSIGN_OR_RETURN(Parts parts, Take(token));
  RETURN_IF_ERROR(CheckSignature(parts, keys));
  RETURN_IF_ERROR(CheckClaims(parts.claims, expected, now));
  return std::move(parts.claims);
}

}  // namespace donthu::identity
