#include "services/base/certificate/openssl.h"

#include <openssl/err.h>
#include <openssl/pem.h>

namespace donthu::certificate {
namespace {

std::string TextOf(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return std::string(data, static_cast<size_t>(size));
}

// A key that is locked with a passphrase is none that a server could use: nobody is there to ask.
int NoPassphrase(char*, int, int, void*) { return -1; }

}  // namespace

BioPtr ReaderOf(const std::string& text) {
  return BioPtr(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

X509Ptr CertificateOf(const std::string& pem) {
  const BioPtr in = ReaderOf(pem);
  X509Ptr certificate(PEM_read_bio_X509(in.get(), nullptr, NoPassphrase, nullptr));
  ERR_clear_error();
  return certificate;
}

KeyPtr KeyOf(const std::string& pem) {
  const BioPtr in = ReaderOf(pem);
  KeyPtr key(PEM_read_bio_PrivateKey(in.get(), nullptr, NoPassphrase, nullptr));
  ERR_clear_error();
  return key;
}

std::string PemOf(X509* certificate) {
  const BioPtr out(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(out.get(), certificate);
  return TextOf(out.get());
}

std::string PemOf(EVP_PKEY* key) {
  const BioPtr out(BIO_new(BIO_s_secmem()));
  PEM_write_bio_PKCS8PrivateKey(out.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
  return TextOf(out.get());
}

}  // namespace donthu::certificate
