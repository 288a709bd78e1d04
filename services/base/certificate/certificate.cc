#include "services/base/certificate/certificate.h"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_format.h"
#include "services/base/certificate/openssl.h"
#include "services/base/config/config.h"
#include "services/base/status/status.h"

namespace donthu::certificate {
namespace {

constexpr std::string_view kSystemUri = "urn:donthu:system:";
constexpr size_t kSystemNameMax = 60;

using StorePtr = std::unique_ptr<X509_STORE, Freer<X509_STORE, X509_STORE_free>>;
using ContextPtr = std::unique_ptr<X509_STORE_CTX, Freer<X509_STORE_CTX, X509_STORE_CTX_free>>;
using NamesPtr = std::unique_ptr<GENERAL_NAMES, Freer<GENERAL_NAMES, GENERAL_NAMES_free>>;

std::string Fingerprint(const X509* certificate) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  X509_digest(certificate, EVP_sha256(), digest, &size);
  return std::string(reinterpret_cast<const char*>(digest), size);
}

absl::Time TimeOf(const ASN1_TIME* time) {
  std::tm parts{};
  ASN1_TIME_to_tm(time, &parts);
  return absl::FromTM(parts, absl::UTCTimeZone());
}

std::string TextOf(const ASN1_STRING* text) {
  return std::string(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
                     static_cast<size_t>(ASN1_STRING_length(text)));
}

std::string AddressOf(const ASN1_OCTET_STRING* bytes) {
  char text[INET6_ADDRSTRLEN] = "";
  const int family = ASN1_STRING_length(bytes) == 4 ? AF_INET : AF_INET6;
  if (family == AF_INET6 && ASN1_STRING_length(bytes) != 16) return "";
  inet_ntop(family, ASN1_STRING_get0_data(bytes), text, sizeof(text));
  return text;
}

// Two names of systems are as good as none: nobody could say for whom it acts.
void AddNames(const X509* x509, Certificate* certificate) {
  const NamesPtr names(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(x509, NID_subject_alt_name, nullptr, nullptr)));
  int systems = 0;
  for (int i = 0; names != nullptr && i < sk_GENERAL_NAME_num(names.get()); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
    if (name->type == GEN_DNS) certificate->hosts.push_back(TextOf(name->d.dNSName));
    if (name->type == GEN_IPADD) certificate->hosts.push_back(AddressOf(name->d.iPAddress));
    if (name->type != GEN_URI) continue;
    const std::string uri = TextOf(name->d.uniformResourceIdentifier);
    if (uri.rfind(kSystemUri, 0) != 0) continue;
    ++systems;
    certificate->system = uri.substr(kSystemUri.size());
  }
  if (systems != 1 || !IsSystemName(certificate->system)) certificate->system.clear();
}

absl::Status Unfit(const std::string& file, const char* what) {
  return absl::FailedPreconditionError(absl::StrFormat("%s %s", file, what));
}

}  // namespace

bool IsSystemName(const std::string& name) {
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789.-";
  return !name.empty() && name.size() <= kSystemNameMax && name[0] != '.' && name[0] != '-' &&
         name.find_first_not_of(kAllowed) == std::string::npos;
}

// Asked for every call that comes with a certificate: parsing one takes ten times as long.
std::string FingerprintOf(const std::string& pem) {
  constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE-----";
  const size_t begin = pem.find(kBegin);
  const size_t end = pem.find("-----END CERTIFICATE-----");
  if (begin == std::string::npos || end == std::string::npos || end < begin) return "";
  const size_t body = begin + kBegin.size();
  std::string der;
  if (!absl::Base64Unescape(pem.substr(body, end - body), &der)) return "";
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  EVP_Digest(der.data(), der.size(), digest, &size, EVP_sha256(), nullptr);
  return std::string(reinterpret_cast<const char*>(digest), size);
}

absl::StatusOr<Certificate> Read(const std::string& pem) {
  const X509Ptr x509 = CertificateOf(pem);
  if (x509 == nullptr) return absl::InvalidArgumentError("holds no certificate");
  Certificate certificate;
  certificate.sha256 = Fingerprint(x509.get());
  AddNames(x509.get(), &certificate);
  // Without an extended key usage OpenSSL takes a certificate as good for everything.
  const bool told = X509_get_ext_by_NID(x509.get(), NID_ext_key_usage, -1) >= 0;
  const uint32_t usage = told ? X509_get_extended_key_usage(x509.get()) : 0;
  certificate.for_clients = (usage & XKU_SSL_CLIENT) != 0;
  certificate.for_servers = (usage & XKU_SSL_SERVER) != 0;
  certificate.valid_from = TimeOf(X509_get0_notBefore(x509.get()));
  certificate.valid_to = TimeOf(X509_get0_notAfter(x509.get()));
  return certificate;
}

absl::Status CheckClient(const std::string& pem, const std::string& authority_pem, absl::Time now) {
  const X509Ptr x509 = CertificateOf(pem);
  if (x509 == nullptr) return absl::InvalidArgumentError("holds no certificate");
  const StorePtr store(X509_STORE_new());
  const BioPtr in = ReaderOf(authority_pem);
  for (;;) {
    const X509Ptr authority(PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr));
    if (authority == nullptr) break;
    X509_STORE_add_cert(store.get(), authority.get());
  }
  const ContextPtr context(X509_STORE_CTX_new());
  X509_STORE_CTX_init(context.get(), store.get(), x509.get(), nullptr);
  X509_STORE_CTX_set_default(context.get(), "ssl_client");
  X509_STORE_CTX_set_time(context.get(), 0, absl::ToTimeT(now));
  const bool good = X509_verify_cert(context.get()) == 1;
  const int error = X509_STORE_CTX_get_error(context.get());
  ERR_clear_error();
  if (good) return absl::OkStatus();
  return absl::InvalidArgumentError(X509_verify_cert_error_string(error));
}

absl::Status CheckServerFiles(const ServerFiles& files, absl::Time now) {
  ASSIGN_OR_RETURN(const auto certificate_pem, config::ReadFile(files.certificate));
  RETURN_IF_ERROR(config::RefuseIfOthersMayRead(files.key));
  ASSIGN_OR_RETURN(const auto key_pem, config::ReadFile(files.key));
  const X509Ptr certificate = CertificateOf(certificate_pem);
  if (certificate == nullptr) return Unfit(files.certificate, "holds no certificate");
  const KeyPtr key = KeyOf(key_pem);
  if (key == nullptr) return Unfit(files.key, "holds no private key without a passphrase");
  if (X509_check_private_key(certificate.get(), key.get()) != 1) {
    ERR_clear_error();
    return Unfit(files.key, "does not belong to the certificate");
  }
  if (TimeOf(X509_get0_notAfter(certificate.get())) <= now) {
    return Unfit(files.certificate, "has expired");
  }
  if (files.client_authority.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const auto authority_pem, config::ReadFile(files.client_authority));
  if (CertificateOf(authority_pem) == nullptr) {
    return Unfit(files.client_authority, "holds no certificate");
  }
  return absl::OkStatus();
}

}  // namespace donthu::certificate
