// Who calls, and what they may reach. Default deny: a method without grants can't be called, a
// principal without a matching role is refused, and handlers get the scope that their queries must
// respect.
#pragma once

#include <cstdint>
#include <memory>
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
  // The officer's session; 0 for systems.
  int64_t session = 0;
  // The officer whose session it is, also while acting for another.
  std::string self;
  // The one-time password has not been changed yet: only methods that say so may be called.
  bool must_change_password = false;
  // Roles that need a second factor, and none is enrolled: only methods that say so may be called.
  bool must_enrol_totp = false;
  // What a system's certificate is bound to, e.g. "donthu.intake.v1.IntakeService/Register" or
  // "donthu.intake.v1.IntakeService/*". nullptr = whatever the roles allow.
  std::shared_ptr<const std::vector<std::string>> methods;
};

// Whether one of the roles sees or changes what others may not, so that a password alone must not
// open it: administrator, custodian, auditor.
bool NeedSecondFactor(const std::vector<options::v1::Role>& roles);

// Whether the principal has this role.
bool HasRole(const Principal& principal, options::v1::Role role);

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

// A system that calls with a certificate.
struct CertifiedSystem {
  Principal principal;
  // It passes calls of others on and says whose address they came from.
  bool names_callers = false;
};

// Knows the systems whose certificates were registered.
class Certificates {
 public:
  virtual ~Certificates() = default;
  // The system whose certificate has this SHA-256 (32 bytes). NOT_SIGNED_IN when it was never
  // registered, was revoked, or its time has not come or has passed.
  virtual absl::StatusOr<CertifiedSystem> Find(const std::string& sha256) = 0;
};

// What a call shows of its caller.
struct Credentials {
  // The metadata value, "Bearer …". Goes before the certificate.
  std::string authorization;
  // SHA-256 (32 bytes) of the certificate with which the connection was opened, which our authority
  // issued; empty = none.
  std::string certificate_sha256;
  // The call comes from this machine: tokens of the principals file are known from here only.
  bool local = false;
};

// Knows principals by what they show: officers by the token of their session, systems by their
// certificate or, on this machine, by a token of the principals file.
class Authenticator {
 public:
  // Refuses two principals with one token, and tokens that are not SHA-256 in hexadecimal.
  static absl::StatusOr<Authenticator> Create(const config::v1::PrincipalsFile& file);
  // Reads the file; refuses one that others than its owner may read.
  static absl::StatusOr<Authenticator> Load(const std::string& path);

  // From now on these are known too. To be called before the first call; both outlive this.
  void Accept(Sessions* sessions, Certificates* certificates) {
    sessions_ = sessions;
    certificates_ = certificates;
  }

  // UNAUTHENTICATED when nothing is shown, or what is not known.
  absl::StatusOr<Principal> Authenticate(const Credentials& credentials) const;

  // The certificate's own system, whoever calls through it.
  absl::StatusOr<CertifiedSystem> SystemOf(const std::string& certificate_sha256) const;

 private:
  // By SHA-256 in 32 bytes.
  absl::flat_hash_map<std::string, Principal> by_hash_;
  Sessions* sessions_ = nullptr;
  Certificates* certificates_ = nullptr;
};

// The widest scope the method grants to one of the principal's roles; with a certificate, not
// beyond the agency it was registered for and those below. PERMISSION_DENIED when none
// does, when the certificate is not bound to the method, or when something else must be done first
// (metadata "needs": "password_change" or "second_factor").
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
