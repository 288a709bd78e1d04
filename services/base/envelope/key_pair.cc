#include "services/base/envelope/key_pair.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/x509.h>

#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"

namespace donthu::envelope {
namespace {

// OWASP's minimum for scrypt at this size of memory, which is the most that OpenSSL reads back
// without being asked to.
constexpr uint64_t kScryptN = 1 << 14;
constexpr uint64_t kScryptR = 8;
constexpr uint64_t kScryptP = 5;
constexpr int kSaltBytes = 16;
constexpr int kIvBytes = 16;

template <typename T, void (*Free)(T*)>
struct Freed {
  void operator()(T* object) const { Free(object); }
};
template <typename T, void (*Free)(T*)>
using Owned = std::unique_ptr<T, Freed<T, Free>>;
using Key = Owned<EVP_PKEY, EVP_PKEY_free>;
using KeyContext = Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using Bio = Owned<BIO, BIO_free_all>;
using Pkcs8 = Owned<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;
using Encrypted = Owned<X509_SIG, X509_SIG_free>;
using Algorithm = Owned<X509_ALGOR, X509_ALGOR_free>;

absl::Status Failed() { return absl::InternalError("OpenSSL failed"); }
absl::Status NoKey() {
  return absl::InvalidArgumentError("no such key, or the passphrase is another");
}

absl::StatusOr<KeyPair> PairOf(EVP_PKEY* key) {
  KeyPair pair;
  pair.public_key.resize(kPublicKeyBytes);
  pair.private_key = SecretBytes(kPublicKeyBytes);
  size_t public_size = kPublicKeyBytes;
  size_t private_size = kPublicKeyBytes;
  const bool read =
      key != nullptr && EVP_PKEY_get_id(key) == EVP_PKEY_X25519 &&
      EVP_PKEY_get_raw_public_key(key, reinterpret_cast<unsigned char*>(pair.public_key.data()),
                                  &public_size) == 1 &&
      EVP_PKEY_get_raw_private_key(key, pair.private_key.data(), &private_size) == 1;
  if (!read) return NoKey();
  return pair;
}

// What a BIO in memory holds.
std::string TextOf(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return std::string(data, static_cast<size_t>(size));
}

Bio BioOf(std::string_view text) {
  return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

int GivePassphrase(char* buffer, int size, int, void* passphrase) {
  const auto& given = static_cast<const SecretBytes*>(passphrase)->bytes();
  if (static_cast<int>(given.size()) > size) return -1;
  given.copy(buffer, given.size());
  return static_cast<int>(given.size());
}

// OpenSSL would ask the terminal if no function were given.
int GiveNothing(char*, int, int, void*) { return -1; }

}  // namespace

absl::StatusOr<KeyPair> NewKeyPair() {
  const KeyContext context(EVP_PKEY_CTX_new_id(EVP_PKEY_X25519, nullptr));
  EVP_PKEY* made = nullptr;
  if (EVP_PKEY_keygen_init(context.get()) != 1 || EVP_PKEY_keygen(context.get(), &made) != 1) {
    return Failed();
  }
  const Key key(made);
  return PairOf(key.get());
}

absl::StatusOr<KeyPair> FromPrivate(SecretBytes private_key) {
  const Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, nullptr, private_key.data(),
                                             private_key.size()));
  return PairOf(key.get());
}

absl::StatusOr<std::string> ToPem(const KeyPair& pair, const SecretBytes& passphrase) {
  if (passphrase.size() < kPassphraseCharactersMin) {
    return absl::InvalidArgumentError("the passphrase is too short");
  }
  const Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, nullptr, pair.private_key.data(),
                                             pair.private_key.size()));
  const Pkcs8 plain(key == nullptr ? nullptr : EVP_PKEY2PKCS8(key.get()));
  unsigned char salt[kSaltBytes];
  unsigned char iv[kIvBytes];
  if (plain == nullptr || RAND_bytes(salt, kSaltBytes) != 1 || RAND_bytes(iv, kIvBytes) != 1) {
    return Failed();
  }
  Algorithm algorithm(
      PKCS5_pbe2_set_scrypt(EVP_aes_256_cbc(), salt, kSaltBytes, iv, kScryptN, kScryptR, kScryptP));
  if (algorithm == nullptr) return Failed();
  const Encrypted encrypted(PKCS8_set0_pbe(passphrase.bytes().data(),
                                           static_cast<int>(passphrase.size()), plain.get(),
                                           algorithm.get()));
  if (encrypted == nullptr) return Failed();
  (void)algorithm.release();  // belongs to `encrypted` now
  const Bio bio(BIO_new(BIO_s_mem()));
  if (PEM_write_bio_PKCS8(bio.get(), encrypted.get()) != 1) return Failed();
  return TextOf(bio.get());
}

absl::StatusOr<KeyPair> FromPem(std::string_view pem, const SecretBytes& passphrase) {
  const Bio bio = BioOf(pem);
  const Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, GivePassphrase,
                                        const_cast<SecretBytes*>(&passphrase)));
  return PairOf(key.get());
}

absl::StatusOr<std::string> PublicToPem(const std::string& public_key) {
  const Key key(EVP_PKEY_new_raw_public_key(
      EVP_PKEY_X25519, nullptr, reinterpret_cast<const unsigned char*>(public_key.data()),
      public_key.size()));
  const Bio bio(BIO_new(BIO_s_mem()));
  if (key == nullptr || PEM_write_bio_PUBKEY(bio.get(), key.get()) != 1) return NoKey();
  return TextOf(bio.get());
}

absl::StatusOr<std::string> PublicFromPem(std::string_view pem) {
  const Bio bio = BioOf(pem);
  const Key key(PEM_read_bio_PUBKEY(bio.get(), nullptr, GiveNothing, nullptr));
  std::string public_key(kPublicKeyBytes, '\0');
  size_t size = kPublicKeyBytes;
  const bool read = key != nullptr && EVP_PKEY_get_id(key.get()) == EVP_PKEY_X25519 &&
                    EVP_PKEY_get_raw_public_key(
                        key.get(), reinterpret_cast<unsigned char*>(public_key.data()), &size) == 1;
  if (!read) return absl::InvalidArgumentError("no X25519 public key");
  return public_key;
}

std::string FingerprintOf(const std::string& public_key) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(public_key.data()), public_key.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  const std::string digits = absl::BytesToHexString(digest.substr(0, 16));
  std::string groups;
  for (size_t i = 0; i < digits.size(); i += 4) {
    groups += (groups.empty() ? "" : " ") + digits.substr(i, 4);
  }
  return groups;
}

bool SameFingerprint(std::string_view told, std::string_view known) {
  const auto digits = [](std::string_view text) {
    std::string kept;
    for (const char c : text) {
      if (!absl::ascii_isspace(static_cast<unsigned char>(c))) kept += absl::ascii_tolower(c);
    }
    return kept;
  };
  return digits(told) == digits(known);
}

}  // namespace donthu::envelope
