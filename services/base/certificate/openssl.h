// OpenSSL's objects with owners. Private to this folder.
#pragma once

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

namespace donthu::certificate {

template <typename T, void (*Free)(T*)>
struct Freer {
  void operator()(T* object) const { Free(object); }
};
using X509Ptr = std::unique_ptr<X509, Freer<X509, X509_free>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY, EVP_PKEY_free>>;
using BioPtr = std::unique_ptr<BIO, Freer<BIO, BIO_free_all>>;

// Reads from `text`, which outlives it.
BioPtr ReaderOf(const std::string& text);
// The first of its kind in PEM text; nullptr when there is none.
X509Ptr CertificateOf(const std::string& pem);
KeyPtr KeyOf(const std::string& pem);

std::string PemOf(X509* certificate);
std::string PemOf(EVP_PKEY* key);

}  // namespace donthu::certificate
