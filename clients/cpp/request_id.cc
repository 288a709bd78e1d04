#include "clients/cpp/request_id.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <cstdlib>

#include "absl/strings/escaping.h"
#include "absl/strings/str_replace.h"
#include "services/base/status/status.h"

namespace donthu::client {
namespace {

// The URL name space of RFC 4122, appendix C; under it lie our own name spaces.
constexpr std::string_view kUrlSpace = "6ba7b811-9dad-11d1-80b4-00c04fd430c8";

std::string Format(std::string bytes, int version) {
  bytes.resize(16);
  bytes[6] = static_cast<char>((bytes[6] & 0x0f) | (version << 4));
  bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);
  std::string hex = absl::BytesToHexString(bytes);
  for (const int at : {8, 13, 18, 23}) hex.insert(static_cast<std::size_t>(at), "-");
  return hex;
}

std::string Sha1(const std::string& data) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned int size = 0;
  if (EVP_Digest(data.data(), data.size(), digest.data(), &size, EVP_sha1(), nullptr) != 1) {
    std::abort();  // OpenSSL without SHA-1: ids would not be unique
  }
  return std::string(digest.begin(), digest.begin() + size);
}

}  // namespace

std::string NewRequestId() {
  std::array<unsigned char, 16> bytes;
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
    std::abort();  // no randomness: two commands could share an id
  }
  return Format(std::string(bytes.begin(), bytes.end()), 4);
}

std::string NameBasedUuid(std::string_view space_uuid, std::string_view name) {
  const std::string hex = absl::StrReplaceAll(ToAbsl(space_uuid), {{"-", ""}});
  return Format(Sha1(absl::HexStringToBytes(hex) + std::string(name)), 5);
}

std::string NamedRequestId(std::string_view space, std::string_view name) {
  return NameBasedUuid(NameBasedUuid(kUrlSpace, space), name);
}

}  // namespace donthu::client
