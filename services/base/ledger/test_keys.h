// Fresh keys for tests, as PEM.
#pragma once

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <string>

namespace donthu::ledger {

struct TestKey {
  std::string private_pem;
  std::string public_pem;
};

// `type`: "ED25519", or another that is not for our seals.
inline TestKey NewTestKey(const char* type = "ED25519") {
  const auto text = [](BIO* bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    std::string pem(data, static_cast<size_t>(size));
    BIO_free(bio);
    return pem;
  };
  EVP_PKEY* key = EVP_PKEY_Q_keygen(nullptr, nullptr, type);
  BIO* private_bio = BIO_new(BIO_s_mem());
  BIO* public_bio = BIO_new(BIO_s_mem());
  PEM_write_bio_PrivateKey(private_bio, key, nullptr, nullptr, 0, nullptr, nullptr);
  PEM_write_bio_PUBKEY(public_bio, key);
  EVP_PKEY_free(key);
  return {text(private_bio), text(public_bio)};
}

}  // namespace donthu::ledger
