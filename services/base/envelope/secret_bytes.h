// Bytes that are wiped from memory when they go: keys, passphrases, what was decrypted. Wiping does
// not reach copies that others made (buffers of gRPC and protobuf); see docs/adr/0017.
#pragma once

#include <openssl/crypto.h>

#include <string>
#include <utility>

namespace donthu::envelope {

class SecretBytes {
 public:
  SecretBytes() = default;
  explicit SecretBytes(std::string bytes) : bytes_(std::move(bytes)) {}
  // `size` zero bytes, to be filled through data().
  explicit SecretBytes(size_t size) : bytes_(size, '\0') {}
  ~SecretBytes() { Wipe(); }
  SecretBytes(const SecretBytes&) = delete;
  SecretBytes& operator=(const SecretBytes&) = delete;
  // A moved string may leave its bytes behind, so that they are copied and wiped.
  SecretBytes(SecretBytes&& other) noexcept : bytes_(other.bytes_) { other.Wipe(); }
  SecretBytes& operator=(SecretBytes&& other) noexcept {
    if (this == &other) return *this;
    Wipe();
    bytes_ = other.bytes_;
    other.Wipe();
    return *this;
  }

  const std::string& bytes() const { return bytes_; }
  unsigned char* data() { return reinterpret_cast<unsigned char*>(bytes_.data()); }
  const unsigned char* data() const {
    return reinterpret_cast<const unsigned char*>(bytes_.data());
  }
  size_t size() const { return bytes_.size(); }

 private:
  void Wipe() {
    OPENSSL_cleanse(bytes_.data(), bytes_.size());
    bytes_.clear();
  }

  std::string bytes_;
};

}  // namespace donthu::envelope
