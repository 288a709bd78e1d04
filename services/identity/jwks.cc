#include "services/identity/jwks.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include "absl/strings/escaping.h"
#include "services/base/status/status.h"
#include "services/identity/strict_json.h"

namespace donthu::identity {
namespace {

using nlohmann::json;

constexpr size_t kKeysMax = 100;
constexpr int kRsaBitsMin = 2048;
constexpr int kRsaBitsMax = 8192;
// Exponents in use are 3 and 65537; a huge one would make a check slow.
constexpr int kExponentBitsMax = 33;
constexpr size_t kCoordinateBytes = 32;

template <auto Free>
struct Freer {
  template <typename T>
  void operator()(T* object) const {
    Free(object);
  }
};
using Number = std::unique_ptr<BIGNUM, Freer<BN_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Freer<OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, Freer<OSSL_PARAM_free>>;
using Context = std::unique_ptr<EVP_PKEY_CTX, Freer<EVP_PKEY_CTX_free>>;

const unsigned char* Bytes(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// nullptr where the parts make no key.
std::shared_ptr<EVP_PKEY> Make(const char* type, OSSL_PARAM_BLD* parts) {
  const Params params(OSSL_PARAM_BLD_to_param(parts));
  const Context context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* key = nullptr;
  if (params == nullptr || context == nullptr || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1) {
    return nullptr;
  }
  return {key, &EVP_PKEY_free};
}

std::optional<std::string> PartOf(const json& key, const char* name) {
  const auto text = TextIn(key, name);
  return text ? FromBase64Url(*text) : std::nullopt;
}

std::shared_ptr<EVP_PKEY> RsaKey(const json& key) {
  const auto modulus = PartOf(key, "n");
  const auto exponent = PartOf(key, "e");
  if (!modulus || !exponent) return nullptr;
  const Number n(BN_bin2bn(Bytes(*modulus), static_cast<int>(modulus->size()), nullptr));
  const Number e(BN_bin2bn(Bytes(*exponent), static_cast<int>(exponent->size()), nullptr));
  const int bits = BN_num_bits(n.get());
  if (bits < kRsaBitsMin || bits > kRsaBitsMax || BN_num_bits(e.get()) > kExponentBitsMax ||
      BN_is_odd(e.get()) == 0 || BN_is_one(e.get()) != 0) {
    return nullptr;
  }
  const Builder parts(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_BN(parts.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
  OSSL_PARAM_BLD_push_BN(parts.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
  return Make("RSA", parts.get());
}

std::shared_ptr<EVP_PKEY> EcKey(const json& key) {
  const auto x = PartOf(key, "x");
  const auto y = PartOf(key, "y");
  if (TextIn(key, "crv") != "P-256" || !x || !y || x->size() != kCoordinateBytes ||
      y->size() != kCoordinateBytes) {
    return nullptr;
  }
  const std::string point = "\x04" + *x + *y;
  const Builder parts(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_utf8_string(parts.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
  OSSL_PARAM_BLD_push_octet_string(parts.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                   point.size());
  return Make("EC", parts.get());
}

// The member is missing or says this.
bool IsOrUnsaid(const json& key, const char* name, const char* value) {
  return !key.contains(name) || TextIn(key, name) == value;
}

std::optional<SigningKey> KeyOf(const json& one) {
  if (!one.is_object() || !IsOrUnsaid(one, "use", "sig")) return std::nullopt;
  const auto type = TextIn(one, "kty");
  SigningKey key;
  key.kid = TextIn(one, "kid").value_or("");
  if (type == "RSA" && IsOrUnsaid(one, "alg", "RS256")) {
    key.algorithm = Algorithm::kRs256;
    key.key = RsaKey(one);
  } else if (type == "EC" && IsOrUnsaid(one, "alg", "ES256")) {
    key.algorithm = Algorithm::kEs256;
    key.key = EcKey(one);
  }
  if (key.key == nullptr) return std::nullopt;
  return key;
}

}  // namespace

std::optional<std::string> FromBase64Url(std::string_view text) {
  std::string bytes;
  if (!absl::WebSafeBase64Unescape(ToAbsl(text), &bytes)) return std::nullopt;
  // Written again it is the same: no padding, no white space, no bits that are dropped.
  if (absl::WebSafeBase64Escape(bytes) != ToAbsl(text)) return std::nullopt;
  return bytes;
}

absl::StatusOr<std::vector<SigningKey>> ParseJwks(const json& set) {
  const auto keys = set.find("keys");
  if (keys == set.end() || !keys->is_array() || keys->size() > kKeysMax) {
    return absl::InvalidArgumentError("no key set");
  }
  std::vector<SigningKey> usable;
  for (const json& one : *keys) {
    if (auto key = KeyOf(one)) usable.push_back(*std::move(key));
  }
  return usable;
}

}  // namespace donthu::identity
