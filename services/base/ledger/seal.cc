#include "services/base/ledger/seal.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <cstdlib>

#include "services/base/ledger/event_hash.h"

namespace donthu::ledger {
namespace {

constexpr size_t kKeyBytes = 32;
constexpr size_t kSignatureBytes = 64;
// Keeps these signatures apart from any other use of the key.
constexpr std::string_view kPurpose = "donthu ledger seal 1\n";

struct FreeBio {
  void operator()(BIO* bio) const { BIO_free(bio); }
};
struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using Bio = std::unique_ptr<BIO, FreeBio>;
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// OpenSSL fails here only when memory is gone or the library is broken.
void Must(bool done) {
  if (!done) std::abort();
}

// Without it OpenSSL would ask for the password on the terminal.
int NoPassword(char*, int, int, void*) { return -1; }

std::string RawPublic(const EVP_PKEY* key) {
  std::string raw(kKeyBytes, '\0');
  size_t size = raw.size();
  if (key == nullptr || EVP_PKEY_get_id(key) != EVP_PKEY_ED25519) return "";
  Must(EVP_PKEY_get_raw_public_key(key, reinterpret_cast<unsigned char*>(raw.data()), &size) == 1);
  return raw;
}

}  // namespace

std::string SignedBytes(const Seal& seal) {
  std::string bytes(kPurpose);
  bytes += BigEndian(seal.number) + BigEndian(seal.size) + BytesOf(seal.root) +
           BytesOf(seal.previous_hash) + BigEndian(static_cast<uint64_t>(seal.sealed_us)) +
           BytesOf(seal.key_id) + BigEndian(seal.next_key.size()) + seal.next_key;
  return bytes;
}

Hash SealHash(const Seal& seal) { return Sha256(SignedBytes(seal) + seal.signature); }

std::optional<PublicKey> PublicKey::FromPem(const std::string& pem) {
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  const Key key(PEM_read_bio_PUBKEY(bio.get(), nullptr, NoPassword, nullptr));
  return FromRaw(RawPublic(key.get()));
}

std::optional<PublicKey> PublicKey::FromRaw(std::string_view raw) {
  if (raw.size() != kKeyBytes) return std::nullopt;
  return PublicKey(std::string(raw));
}

bool PublicKey::Verifies(const Seal& seal) const {
  if (seal.key_id != id() || seal.signature.size() != kSignatureBytes) return false;
  const Key key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, Bytes(raw_), raw_.size()));
  const Context context(EVP_MD_CTX_new());
  const std::string bytes = SignedBytes(seal);
  return key != nullptr &&
         EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), Bytes(seal.signature), seal.signature.size(), Bytes(bytes),
                          bytes.size()) == 1;
}

std::optional<PrivateKey> PrivateKey::FromPem(const std::string& pem) {
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, NoPassword, nullptr));
  auto public_key = PublicKey::FromRaw(RawPublic(key.get()));
  if (!public_key) return std::nullopt;
  return PrivateKey(Handle(key.release(), FreeKey()), *std::move(public_key));
}

void PrivateKey::Sign(Seal* seal) const {
  seal->key_id = public_key_.id();
  const std::string bytes = SignedBytes(*seal);
  seal->signature.assign(kSignatureBytes, '\0');
  size_t size = seal->signature.size();
  const Context context(EVP_MD_CTX_new());
  Must(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr,
                          static_cast<EVP_PKEY*>(key_.get())) == 1);
  Must(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(seal->signature.data()),
                      &size, Bytes(bytes), bytes.size()) == 1);
}

}  // namespace donthu::ledger
