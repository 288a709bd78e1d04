#include "services/base/crypto/password.h"

#include <argon2.h>

#include <optional>

#include "services/base/crypto/random.h"
#include "services/base/status/status.h"

namespace donthu::crypto {
namespace {

constexpr uint32_t kPasses = 2;
constexpr uint32_t kKibibytes = 19 * 1024;
constexpr uint32_t kLanes = 1;
constexpr size_t kSaltBytes = 16;
constexpr size_t kHashBytes = 32;

// Salt and hash are zeros: no password that anyone knows gives this.
constexpr char kNobodys[] =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

absl::Status Overloaded() {
  return Failure(absl::StatusCode::kResourceExhausted, common::v1::OVERLOADED,
                 "too many passwords are being checked")
      .Vi("Hệ thống đang quá tải. Xin thử lại sau ít phút.");
}

}  // namespace

// One of the places; given back at the end of scope.
class PasswordHasher::Turn {
 public:
  explicit Turn(PasswordHasher& hasher) : hasher_(hasher) {
    std::unique_lock lock(hasher_.mutex_);
    if (hasher_.running_ >= hasher_.at_once_) {
      if (hasher_.waiting_ >= hasher_.at_once_) return;
      ++hasher_.waiting_;
      hasher_.freed_.wait(lock, [this] { return hasher_.running_ < hasher_.at_once_; });
      --hasher_.waiting_;
    }
    ++hasher_.running_;
    got_ = true;
  }
  ~Turn() {
    if (!got_) return;
    {
      std::lock_guard lock(hasher_.mutex_);
      --hasher_.running_;
    }
    hasher_.freed_.notify_one();
  }
  Turn(const Turn&) = delete;
  bool got() const { return got_; }

 private:
  PasswordHasher& hasher_;
  bool got_ = false;
};

absl::StatusOr<std::string> PasswordHasher::Hash(const std::string& password) {
  const Turn turn(*this);
  if (!turn.got()) return Overloaded();
  const std::string salt = RandomBytes(kSaltBytes);
  std::string encoded(
      argon2_encodedlen(kPasses, kKibibytes, kLanes, kSaltBytes, kHashBytes, Argon2_id), '\0');
  const int result =
      argon2id_hash_encoded(kPasses, kKibibytes, kLanes, password.data(), password.size(),
                            salt.data(), salt.size(), kHashBytes, encoded.data(), encoded.size());
  if (result != ARGON2_OK) return absl::InternalError("argon2 failed");
  encoded.resize(encoded.find('\0'));
  return encoded;
}

absl::StatusOr<bool> PasswordHasher::Fits(const std::string& password, const std::string& encoded) {
  const Turn turn(*this);
  if (!turn.got()) return Overloaded();
  const int result = argon2id_verify(encoded.c_str(), password.data(), password.size());
  if (result == ARGON2_OK) return true;
  if (result == ARGON2_VERIFY_MISMATCH) return false;
  return absl::InternalError("argon2 failed");
}

absl::Status PasswordHasher::Pretend(const std::string& password) {
  return Fits(password, kNobodys).status();
}

}  // namespace donthu::crypto
