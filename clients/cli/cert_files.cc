#include "clients/cli/cert_files.h"

#include <filesystem>
#include <fstream>

#include "absl/strings/str_format.h"
#include "clients/cli/arguments.h"
#include "clients/cli/vault_files.h"
#include "services/base/config/config.h"
#include "services/base/status/status.h"

namespace donthu::cli {

absl::Status WriteIdentity(const certificate::Identity& identity, const std::string& folder,
                           const std::string& name) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  const std::string file = (std::filesystem::path(folder) / name).string();
  if (std::filesystem::exists(file + ".pem", failed)) {
    return UsageError(absl::StrFormat("%s.pem đã có; chọn thư mục khác", file));
  }
  RETURN_IF_ERROR(WriteSecretFile(file + ".key", identity.key_pem));
  std::ofstream out(file + ".pem", std::ios::binary);
  if (!(out << identity.certificate_pem).flush()) {
    return UsageError(absl::StrFormat("không ghi được %s.pem", file));
  }
  return absl::OkStatus();
}

absl::StatusOr<certificate::Identity> LoadAuthority(const std::string& folder) {
  const std::string file = (std::filesystem::path(folder) / "ca").string();
  const auto safe = config::RefuseIfOthersMayRead(file + ".key");
  if (!safe.ok()) {
    return UsageError(
        absl::StrFormat("%s.key không đọc được, hoặc người khác cũng đọc được", file));
  }
  certificate::Identity authority;
  ASSIGN_OR_RETURN(authority.key_pem, config::ReadFile(file + ".key"));
  ASSIGN_OR_RETURN(authority.certificate_pem, config::ReadFile(file + ".pem"));
  return authority;
}

}  // namespace donthu::cli
