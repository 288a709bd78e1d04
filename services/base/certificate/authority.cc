#include "services/base/certificate/authority.h"

#include <arpa/inet.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "absl/strings/match.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "services/base/certificate/certificate.h"
#include "services/base/certificate/openssl.h"
#include "services/base/status/status.h"

namespace donthu::certificate {
namespace {

constexpr int kSerialBits = 127;
// Clocks of two machines may differ.
constexpr absl::Duration kEarlier = absl::Hours(1);

using ExtensionPtr = std::unique_ptr<X509_EXTENSION, Freer<X509_EXTENSION, X509_EXTENSION_free>>;
using NumberPtr = std::unique_ptr<BIGNUM, Freer<BIGNUM, BN_free>>;

// "DNS:a.example.vn" or "IP:192.0.2.7"; empty when the host can't stand in a certificate. OpenSSL
// splits what it is given at commas, so that only plain names may pass.
std::string NameOf(const std::string& host) {
  unsigned char bytes[sizeof(in6_addr)];
  if (inet_pton(AF_INET, host.c_str(), bytes) == 1 ||
      inet_pton(AF_INET6, host.c_str(), bytes) == 1) {
    return "IP:" + host;
  }
  constexpr std::string_view kAllowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-";
  const bool plain =
      !host.empty() && host.size() <= 253 && host.find_first_not_of(kAllowed) == std::string::npos;
  return plain ? "DNS:" + host : "";
}

absl::StatusOr<std::string> NamesOf(const Subject& subject) {
  if (subject.system.empty() == subject.hosts.empty()) {
    return absl::InvalidArgumentError("a certificate is for one system, or for hosts");
  }
  if (!subject.system.empty()) {
    if (!IsSystemName(subject.system)) {
      return absl::InvalidArgumentError("a system's name has 1 to 60 of a-z, 0-9, . and -");
    }
    return "URI:urn:donthu:system:" + subject.system;
  }
  std::vector<std::string> names;
  for (const auto& host : subject.hosts) {
    names.push_back(NameOf(host));
    if (names.back().empty()) {
      return absl::InvalidArgumentError(absl::StrFormat("\"%s\" is no host", host));
    }
  }
  return absl::StrJoin(names, ",");
}

// A certificate being made: everything but what the signer adds.
struct Draft {
  std::string common_name;
  std::vector<std::pair<int, std::string>> extensions;
  absl::Time valid_from;
  absl::Time valid_to;
};

void SetSerial(X509* certificate) {
  const NumberPtr number(BN_new());
  BN_rand(number.get(), kSerialBits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY);
  BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate));
}

void SetName(X509* certificate, const std::string& common_name) {
  X509_NAME_add_entry_by_NID(X509_get_subject_name(certificate), NID_commonName, MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(common_name.data()),
                             static_cast<int>(common_name.size()), -1, 0);
}

// issuer == nullptr: signs itself.
absl::StatusOr<std::string> Sign(const Draft& draft, EVP_PKEY* key, X509* issuer,
                                 EVP_PKEY* issuer_key) {
  const X509Ptr certificate(X509_new());
  X509* const out = certificate.get();
  X509* const signer = issuer == nullptr ? out : issuer;
  X509_set_version(out, X509_VERSION_3);
  SetSerial(out);
  ASN1_TIME_set(X509_getm_notBefore(out), absl::ToTimeT(draft.valid_from));
  ASN1_TIME_set(X509_getm_notAfter(out), absl::ToTimeT(draft.valid_to));
  SetName(out, draft.common_name);
  X509_set_issuer_name(out, X509_get_subject_name(signer));
  X509_set_pubkey(out, key);
  X509V3_CTX context;
  X509V3_set_ctx(&context, signer, out, nullptr, nullptr, 0);
  for (const auto& [nid, value] : draft.extensions) {
    const ExtensionPtr extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
    if (extension == nullptr || X509_add_ext(out, extension.get(), -1) != 1) {
      ERR_clear_error();
      return absl::InvalidArgumentError("the certificate can't be made of these names");
    }
  }
  if (X509_sign(out, issuer_key, EVP_sha256()) == 0) {
    ERR_clear_error();
    return absl::InternalError("signing failed");
  }
  return PemOf(out);
}

}  // namespace

absl::StatusOr<Identity> NewAuthority(const std::string& name, absl::Time now,
                                      absl::Duration validity) {
  if (name.empty() || name.size() > 64) {
    return absl::InvalidArgumentError("an authority's name has 1 to 64 bytes");
  }
  Draft draft;
  draft.common_name = name;
  draft.valid_from = now - kEarlier;
  draft.valid_to = now + validity;
  draft.extensions = {{NID_basic_constraints, "critical,CA:TRUE,pathlen:0"},
                      {NID_key_usage, "critical,keyCertSign,cRLSign"},
                      {NID_subject_key_identifier, "hash"}};
  const KeyPtr key(EVP_EC_gen("P-256"));
  ASSIGN_OR_RETURN(auto pem, Sign(draft, key.get(), nullptr, key.get()));
  return Identity{PemOf(key.get()), std::move(pem)};
}

absl::StatusOr<Identity> Issue(const Identity& authority, const Subject& subject, absl::Time now,
                               absl::Duration validity) {
  const X509Ptr issuer = CertificateOf(authority.certificate_pem);
  const KeyPtr issuer_key = KeyOf(authority.key_pem);
  if (issuer == nullptr || issuer_key == nullptr ||
      X509_check_private_key(issuer.get(), issuer_key.get()) != 1) {
    ERR_clear_error();
    return absl::InvalidArgumentError("the authority's key does not fit its certificate");
  }
  ASSIGN_OR_RETURN(const auto names, NamesOf(subject));
  ASSIGN_OR_RETURN(const auto own, Read(authority.certificate_pem));
  Draft draft;
  draft.common_name = subject.system.empty() ? subject.hosts[0] : subject.system;
  draft.valid_from = std::max(now - kEarlier, own.valid_from);
  draft.valid_to = now + validity;
  if (draft.valid_to > own.valid_to) {
    return absl::InvalidArgumentError("the certificate would outlive the authority");
  }
  draft.extensions = {{NID_basic_constraints, "critical,CA:FALSE"},
                      {NID_key_usage, "critical,digitalSignature"},
                      {NID_ext_key_usage, subject.system.empty() ? "serverAuth" : "clientAuth"},
                      {NID_subject_alt_name, names},
                      {NID_subject_key_identifier, "hash"},
                      {NID_authority_key_identifier, "keyid:always"}};
  const KeyPtr key(EVP_EC_gen("P-256"));
  ASSIGN_OR_RETURN(auto pem, Sign(draft, key.get(), issuer.get(), issuer_key.get()));
  return Identity{PemOf(key.get()), std::move(pem)};
}

}  // namespace donthu::certificate
