// Passwords as Argon2id hashes: 19 MiB, two passes, one lane (OWASP), which cost an attacker with
// the table about as much per guess as they cost us.
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>

#include "absl/status/statusor.h"

namespace donthu::crypto {

// Hashes few passwords at once, whatever the number of threads that ask: each takes 19 MiB and some
// 50 ms of a core. Safe for use by several threads.
class PasswordHasher {
 public:
  // `at_once` run, as many again wait; who comes then is refused.
  explicit PasswordHasher(int at_once) : at_once_(at_once) {}

  // A new hash in its encoded form ("$argon2id$…") under a fresh salt. OVERLOADED when too many
  // wait.
  absl::StatusOr<std::string> Hash(const std::string& password);

  // Whether the password is the one hashed. OVERLOADED when too many wait.
  absl::StatusOr<bool> Fits(const std::string& password, const std::string& encoded);

  // The same work as Fits, against a hash that no password fits: for accounts that do not exist.
  absl::Status Pretend(const std::string& password);

 private:
  class Turn;

  const int at_once_;
  std::mutex mutex_;
  std::condition_variable freed_;
  int running_ = 0;
  int waiting_ = 0;
};

}  // namespace donthu::crypto
