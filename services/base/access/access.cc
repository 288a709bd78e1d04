#include "services/base/access/access.h"

#include <openssl/sha.h>

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_format.h"
#include "services/base/config/config.h"
#include "services/base/status/status.h"

namespace donthu {
namespace {

constexpr std::string_view kBearer = "Bearer ";

constexpr std::string_view kHexadecimal = "0123456789abcdef";

// What 32 random bytes look like as our tokens.
bool MayBeASession(std::string_view token) {
  return token.size() == 64 && token.find_first_not_of(kHexadecimal) == std::string_view::npos;
}

absl::Status CheckNothingComesFirst(const options::v1::Access& access, const Principal& principal) {
  if (principal.must_change_password && !access.before_password_change()) {
    return Failure(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED,
                   "the one-time password must be changed first")
        .With("needs", "password_change")
        .Vi("Xin đổi mật khẩu dùng một lần trước khi làm việc khác.");
  }
  if (principal.must_enrol_totp && !access.before_second_factor()) {
    return Failure(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED,
                   "a second factor must be enrolled first")
        .With("needs", "second_factor")
        .Vi("Vai trò này cần mã xác thực. Xin đăng ký mã xác thực trước khi làm việc khác.");
  }
  return absl::OkStatus();
}

bool IsBoundTo(const std::vector<std::string>& bound,
               const google::protobuf::MethodDescriptor& method) {
  const std::string service = method.service()->full_name() + "/";
  return std::any_of(bound.begin(), bound.end(), [&](const std::string& one) {
    return one == service + "*" || one == service + method.name();
  });
}

}  // namespace

bool NeedSecondFactor(const std::vector<options::v1::Role>& roles) {
  return std::any_of(roles.begin(), roles.end(), [](options::v1::Role role) {
    return role == options::v1::ROLE_ADMINISTRATOR || role == options::v1::ROLE_CUSTODIAN ||
           role == options::v1::ROLE_AUDITOR;
  });
}

bool HasRole(const Principal& principal, options::v1::Role role) {
  return std::count(principal.roles.begin(), principal.roles.end(), role) > 0;
}

absl::Status NotSignedIn() {
  return Failure(absl::StatusCode::kUnauthenticated, common::v1::NOT_SIGNED_IN,
                 "a known bearer token is needed, or a registered certificate")
      .Vi("Chưa đăng nhập hoặc phiên đã hết hạn. Xin đăng nhập lại.");
}

std::string Sha256(std::string_view data) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(data.data()), data.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

std::string Sha256Hex(std::string_view data) { return absl::BytesToHexString(Sha256(data)); }

absl::StatusOr<Authenticator> Authenticator::Create(const config::v1::PrincipalsFile& file) {
  Authenticator authenticator;
  for (const auto& entry : file.principal()) {
    const std::string& hash = entry.token_sha256();
    const bool hexadecimal =
        hash.size() == 64 && hash.find_first_not_of(kHexadecimal) == std::string::npos;
    if (!hexadecimal || entry.officer().empty() || entry.agency().empty()) {
      return absl::InvalidArgumentError(
          absl::StrFormat("principal %s: needs officer, agency and token_sha256 (64 lower-case "
                          "hexadecimal digits)",
                          entry.officer()));
    }
    Principal principal{entry.officer(), entry.agency(), {}, 0, entry.officer()};
    for (int role : entry.roles()) {
      principal.roles.push_back(static_cast<options::v1::Role>(role));
    }
    if (!authenticator.by_hash_.emplace(absl::HexStringToBytes(hash), std::move(principal))
             .second) {
      return absl::InvalidArgumentError(
          absl::StrFormat("principal %s: token is already another's", entry.officer()));
    }
  }
  return authenticator;
}

absl::StatusOr<Authenticator> Authenticator::Load(const std::string& path) {
  RETURN_IF_ERROR(config::RefuseIfOthersMayRead(path));
  config::v1::PrincipalsFile file;
  RETURN_IF_ERROR(config::ReadTextFile(path, &file));
  return Create(file);
}

absl::StatusOr<CertifiedSystem> Authenticator::SystemOf(
    const std::string& certificate_sha256) const {
  if (certificates_ == nullptr || certificate_sha256.empty()) return NotSignedIn();
  return certificates_->Find(certificate_sha256);
}

absl::StatusOr<Principal> Authenticator::Authenticate(const Credentials& credentials) const {
  const std::string_view authorization = credentials.authorization;
  if (authorization.empty()) {
    ASSIGN_OR_RETURN(auto system, SystemOf(credentials.certificate_sha256));
    return system.principal;
  }
  if (authorization.substr(0, kBearer.size()) != kBearer) return NotSignedIn();
  const std::string_view token = authorization.substr(kBearer.size());
  // Looking up a hash leaks nothing about other tokens through timing.
  const std::string hash = Sha256(token);
  const auto found = by_hash_.find(hash);
  if (found != by_hash_.end()) {
    if (credentials.local) return found->second;
    return NotSignedIn();
  }
  if (sessions_ == nullptr || !MayBeASession(token)) return NotSignedIn();
  return sessions_->Find(hash);
}

absl::StatusOr<options::v1::Scope> Authorise(const google::protobuf::MethodDescriptor& method,
                                             const Principal& principal) {
  const auto& access = method.options().GetExtension(options::v1::access);
  RETURN_IF_ERROR(CheckNothingComesFirst(access, principal));
  if (principal.methods != nullptr && !IsBoundTo(*principal.methods, method)) {
    return Failure(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED,
                   "the certificate is not bound to " + method.name())
        .Vi("Chứng thư của hệ thống này không được cấp cho việc này.");
  }
  auto widest = options::v1::SCOPE_UNSPECIFIED;
  for (const auto& grant : access.grants()) {
    if (HasRole(principal, grant.role())) {
      widest = std::max(widest, grant.scope());
    }
  }
  if (widest == options::v1::SCOPE_UNSPECIFIED) {
    return Failure(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED,
                   "no role of this principal may call " + method.name())
        .Vi("Tài khoản không có quyền thực hiện việc này.");
  }
  // The agency for which a certificate was registered is as far as its system reaches.
  if (principal.methods != nullptr) widest = std::min(widest, options::v1::SCOPE_SUBORDINATES);
  return widest;
}

bool Reach::Includes(const std::string& agency) const {
  return !agencies_ || std::find(agencies_->begin(), agencies_->end(), agency) != agencies_->end();
}

}  // namespace donthu
