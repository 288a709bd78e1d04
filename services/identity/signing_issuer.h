// An issuer for tests, in memory: keys, tokens that it signs or fails to sign, and its answers to
// HTTP requests.
#pragma once

#include <openssl/types.h>

#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/identity/http.h"

namespace donthu::identity {

class SigningIssuer {
 public:
  SigningIssuer();

  // Signing keys "rsa-1" (RS256) and "ec-1" (ES256), public halves.
  nlohmann::json Jwks() const;
  // SubjectPublicKeyInfo of rsa-1 as PEM: what a confused verifier would take as an HMAC secret.
  std::string RsaPublicPem() const;

  // Header and claims as given, signed as the header says: RS256 with rsa-1, ES256 with ec-1, HS256
  // with that PEM; without signature for any other.
  std::string Token(const nlohmann::json& header, const nlohmann::json& claims) const;
  // The same from texts that may be no JSON.
  std::string TokenOf(const std::string& header, const std::string& claims,
                      const std::string& algorithm) const;

  // Answers as an issuer at `url`, and remembers what was asked.
  Http AsHttp();
  std::string url = "https://issuer.test";
  // What is published beside the four that are needed.
  nlohmann::json more_metadata = nlohmann::json::object();
  // Keys published; Jwks() when null.
  nlohmann::json published_keys;
  // Answer to a code, made when it is asked for.
  std::function<HttpAnswer(const HttpRequest&)> redeem;
  bool down = false;
  std::vector<HttpRequest> asked;

 private:
  std::string Signature(const std::string& input, const std::string& algorithm) const;

  std::shared_ptr<EVP_PKEY> rsa_;
  std::shared_ptr<EVP_PKEY> ec_;
};

// Claims of a token that holds at `now`.
nlohmann::json GoodClaims(const SigningIssuer& issuer, absl::Time now);

}  // namespace donthu::identity
