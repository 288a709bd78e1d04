// Who calls, and what they may reach. Default deny: a method without grants can't be called, a
// principal without a matching role is refused, and handlers get the scope that their queries must
// respect.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "donthu/config/v1/config.pb.h"
#include "donthu/options/v1/options.pb.h"
#include "google/protobuf/descriptor.h"

namespace donthu {

struct Principal {
  // Who acts, as recorded: an officer's or a system's id, or "deputy/officer" for a deputy who acts
  // for an officer.
  std::string officer;
  std::string agency;
  std::vector<options::v1::Role> roles;
  // The officer's session; 0 for the systems of the principals file.
  int64_t session = 0;
  // The officer whose session it is, also while acting for another.
  std::string self;
  // The one-time password has not been changed yet: only methods that say so may be called.
  bool must_change_password = false;
};

// UNAUTHENTICATED / NOT_SIGNED_IN, the same for whatever is wrong with a token.
absl::Status NotSignedIn();

// Knows the officers who signed in.
class Sessions {
 public:
  virtual ~Sessions() = default;
  // The principal of the session whose token has this SHA-256 (32 bytes). NOT_SIGNED_IN when there
  // is none, or none any more.
  virtual absl::StatusOr<Principal> Find(const std::string& token_sha256) = 0;
};

// Knows principals by the SHA-256 of their bearer token: systems from a file, officers by their
// session.
class Authenticator {
 public:
  // Refuses two principals with one token, and tokens that are not SHA-256 in hexadecimal.
  static absl::StatusOr<Authenticator> Create(const config::v1::PrincipalsFile& file);
  // Reads the file; refuses one that others than its owner may read.
  static absl::StatusOr<Authenticator> Load(const std::string& path);

  // From now on tokens of these sessions are known too. To be called before the first call;
  // `sessions` outlives this.
  void Accept(Sessions* sessions) { sessions_ = sessions; }

  // `authorization` is the metadata value, "Bearer …". UNAUTHENTICATED when empty or not known.
  absl::StatusOr<Principal> Authenticate(std::string_view authorization) const;

 private:
  // By SHA-256 in 32 bytes.
  absl::flat_hash_map<std::string, Principal> by_hash_;
  Sessions* sessions_ = nullptr;
};

// The widest scope the method grants to one of the principal's roles; PERMISSION_DENIED when none
// does, or when a one-time password must be changed first (metadata "needs": "password_change").
absl::StatusOr<options::v1::Scope> Authorise(const google::protobuf::MethodDescriptor& method,
                                             const Principal& principal);

// Agencies that a call may touch.
class Reach {
 public:
  static Reach Everything() { return Reach(std::nullopt); }
  static Reach Only(std::vector<std::string> agencies) { return Reach(std::move(agencies)); }

  bool Includes(const std::string& agency) const;
  // nullopt = no limit; for SQL parameters.
  const std::optional<std::vector<std::string>>& agencies() const { return agencies_; }

 private:
  explicit Reach(std::optional<std::vector<std::string>> agencies)
      : agencies_(std::move(agencies)) {}
  std::optional<std::vector<std::string>> agencies_;
};

std::string Sha256Hex(std::string_view data);
std::string Sha256(std::string_view data);

}  // namespace donthu
