#include "services/identity/signing_issuer.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include "absl/strings/escaping.h"
#include "services/base/crypto/key.h"

namespace donthu::identity {
namespace {

using nlohmann::json;

constexpr int kHalfBytes = 32;

std::string Padded(const BIGNUM* number, int size) {
  std::string bytes(static_cast<size_t>(size), '\0');
  BN_bn2binpad(number, reinterpret_cast<unsigned char*>(bytes.data()), size);
  return bytes;
}

// A number of the key, in base64url.
std::string PartOf(EVP_PKEY* key, const char* name, int size = 0) {
  BIGNUM* number = nullptr;
  EVP_PKEY_get_bn_param(key, name, &number);
  const std::string bytes = Padded(number, size > 0 ? size : BN_num_bytes(number));
  BN_free(number);
  return absl::WebSafeBase64Escape(bytes);
}

std::string RawOf(const std::string& der) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
  ECDSA_SIG* pair = d2i_ECDSA_SIG(nullptr, &bytes, static_cast<long>(der.size()));
  std::string raw =
      Padded(ECDSA_SIG_get0_r(pair), kHalfBytes) + Padded(ECDSA_SIG_get0_s(pair), kHalfBytes);
  ECDSA_SIG_free(pair);
  return raw;
}

std::string Sign(EVP_PKEY* key, const std::string& input) {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, key);
  size_t size = 0;
  const auto* bytes = reinterpret_cast<const unsigned char*>(input.data());
  EVP_DigestSign(context, nullptr, &size, bytes, input.size());
  std::string signature(size, '\0');
  EVP_DigestSign(context, reinterpret_cast<unsigned char*>(signature.data()), &size, bytes,
                 input.size());
  signature.resize(size);
  EVP_MD_CTX_free(context);
  return signature;
}

}  // namespace

SigningIssuer::SigningIssuer()
    : rsa_(EVP_RSA_gen(2048), &EVP_PKEY_free), ec_(EVP_EC_gen("P-256"), &EVP_PKEY_free) {}

json SigningIssuer::Jwks() const {
  const json rsa = {{"kty", "RSA"},
                    {"kid", "rsa-1"},
                    {"use", "sig"},
                    {"alg", "RS256"},
                    {"n", PartOf(rsa_.get(), OSSL_PKEY_PARAM_RSA_N)},
                    {"e", PartOf(rsa_.get(), OSSL_PKEY_PARAM_RSA_E)}};
  const json ec = {{"kty", "EC"},
                   {"kid", "ec-1"},
                   {"crv", "P-256"},
                   {"x", PartOf(ec_.get(), OSSL_PKEY_PARAM_EC_PUB_X, kHalfBytes)},
                   {"y", PartOf(ec_.get(), OSSL_PKEY_PARAM_EC_PUB_Y, kHalfBytes)}};
  return {{"keys", {rsa, ec}}};
}

std::string SigningIssuer::RsaPublicPem() const {
  BIO* out = BIO_new(BIO_s_mem());
  PEM_write_bio_PUBKEY(out, rsa_.get());
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(out, &bytes);
  std::string pem(bytes, static_cast<size_t>(size));
  BIO_free(out);
  return pem;
}

std::string SigningIssuer::Signature(const std::string& input, const std::string& algorithm) const {
  if (algorithm == "RS256") return Sign(rsa_.get(), input);
  if (algorithm == "ES256") return RawOf(Sign(ec_.get(), input));
  if (algorithm == "HS256") return crypto::HmacSha256(RsaPublicPem(), input);
  return "";
}

std::string SigningIssuer::TokenOf(const std::string& header, const std::string& claims,
                                   const std::string& algorithm) const {
  const std::string input =
      absl::WebSafeBase64Escape(header) + "." + absl::WebSafeBase64Escape(claims);
  return input + "." + absl::WebSafeBase64Escape(Signature(input, algorithm));
}

std::string SigningIssuer::Token(const json& header, const json& claims) const {
  const auto algorithm = header.find("alg");
  const bool text = algorithm != header.end() && algorithm->is_string();
  return TokenOf(header.dump(), claims.dump(), text ? algorithm->get<std::string>() : "");
}

Http SigningIssuer::AsHttp() {
  return [this](const HttpRequest& request) -> absl::StatusOr<HttpAnswer> {
    asked.push_back(request);
    if (down) return absl::UnavailableError("nobody answers");
    if (request.url == url + "/.well-known/openid-configuration") {
      json metadata = {{"issuer", url},
                       {"authorization_endpoint", url + "/auth"},
                       {"token_endpoint", url + "/token"},
                       {"jwks_uri", url + "/jwks"}};
      metadata.update(more_metadata);
      return HttpAnswer{200, metadata.dump()};
    }
    if (request.url == url + "/jwks") {
      return HttpAnswer{200, (published_keys.is_null() ? Jwks() : published_keys).dump()};
    }
    return request.url == url + "/token" ? redeem(request) : HttpAnswer{404, ""};
  };
}

json GoodClaims(const SigningIssuer& issuer, absl::Time now) {
  const int64_t seconds = absl::ToUnixSeconds(now);
  return {{"iss", issuer.url},    {"sub", "7f1b"},
          {"aud", "donthu"},      {"iat", seconds},
          {"exp", seconds + 300}, {"nonce", "n-1"},
          {"acr", "mot-yeu-to"},  {"preferred_username", "lan"}};
}

}  // namespace donthu::identity
