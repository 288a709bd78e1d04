#include "clients/cli/vault_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <filesystem>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_format.h"
#include "donthu/vault/v1/secret.pb.h"
#include "google/protobuf/text_format.h"
#include "services/base/access/access.h"
#include "services/base/config/config.h"
#include "services/base/envelope/quorum.h"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

// As much as is typed; the file's end of line does not count.
envelope::SecretBytes WithoutLineEnd(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return envelope::SecretBytes(std::move(text));
}

absl::StatusOr<envelope::SecretBytes> AskOnTerminal() {
  const int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC);
  if (terminal < 0) return UsageError("cần --passphrase-file vì không có màn hình để hỏi mật khẩu");
  constexpr char kPrompt[] = "Mật khẩu của khóa: ";
  (void)!write(terminal, kPrompt, sizeof(kPrompt) - 1);
  termios shown{};
  tcgetattr(terminal, &shown);
  termios hidden = shown;
  hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  tcsetattr(terminal, TCSAFLUSH, &hidden);
  std::string line;
  char c = 0;
  while (read(terminal, &c, 1) == 1 && c != '\n') line += c;
  tcsetattr(terminal, TCSAFLUSH, &shown);
  (void)!write(terminal, "\n", 1);
  close(terminal);
  return envelope::SecretBytes(std::move(line));
}

absl::Status OnlyOwnersMayRead(const std::string& path) {
  struct stat info {};
  if (stat(path.c_str(), &info) != 0) {
    return UsageError(absl::StrFormat("không đọc được %s", path));
  }
  if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return UsageError(absl::StrFormat("người khác đọc được %s; chạy: chmod 600 %s", path, path));
  }
  return absl::OkStatus();
}

std::string ChecksumOf(const std::string& part) { return Sha256Hex(part).substr(0, 8); }

absl::StatusOr<vault::v1::RecoveryShare> ReadShare(const std::string& file) {
  vault::v1::RecoveryShare share;
  if (!config::ReadTextFile(file, &share).ok()) {
    return UsageError(absl::StrFormat("%s không phải mảnh khóa", file));
  }
  if (ChecksumOf(share.part()) != share.checksum()) {
    return UsageError(absl::StrFormat("%s: mảnh khóa bị chép sai", file));
  }
  return share;
}

}  // namespace

std::vector<Flag> WithKeyFlags(std::vector<Flag> flags) {
  flags.push_back({"key", "TỆP", "tệp khóa riêng, có mật khẩu"});
  flags.push_back({"passphrase-file", "TỆP", "tệp chứa mật khẩu; mặc định hỏi trên màn hình"});
  return flags;
}

absl::StatusOr<envelope::SecretBytes> Passphrase(const Arguments& arguments,
                                                 const std::string& flag) {
  if (!arguments.Has(flag)) return AskOnTerminal();
  const std::string path = arguments.Text(flag);
  RETURN_IF_ERROR(OnlyOwnersMayRead(path));
  ASSIGN_OR_RETURN(auto text, config::ReadFile(path));
  return WithoutLineEnd(std::move(text));
}

absl::StatusOr<envelope::KeyPair> LoadKey(const Arguments& arguments, const std::string& flag,
                                          const std::string& passphrase_flag) {
  ASSIGN_OR_RETURN(const auto path, arguments.Required(flag));
  const auto pem = config::ReadFile(path);
  if (!pem.ok()) return UsageError(absl::StrFormat("không đọc được %s", path));
  ASSIGN_OR_RETURN(const auto passphrase, Passphrase(arguments, passphrase_flag));
  auto pair = envelope::FromPem(*pem, passphrase);
  if (!pair.ok()) return UsageError(absl::StrFormat("%s: sai mật khẩu hoặc không phải khóa", path));
  return pair;
}

absl::StatusOr<envelope::KeyPair> MakeKey(const Arguments& arguments) {
  ASSIGN_OR_RETURN(const auto path, arguments.Required("key"));
  ASSIGN_OR_RETURN(const auto passphrase, Passphrase(arguments, "passphrase-file"));
  ASSIGN_OR_RETURN(auto pair, envelope::NewKeyPair());
  const auto pem = envelope::ToPem(pair, passphrase);
  if (!pem.ok()) {
    return UsageError(
        absl::StrFormat("mật khẩu phải có ít nhất %d ký tự", envelope::kPassphraseCharactersMin));
  }
  RETURN_IF_ERROR(WriteSecretFile(path, *pem));
  return pair;
}

absl::Status WriteSecretFile(const std::string& path, const std::string& text) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) return UsageError(absl::StrFormat("không tạo được %s (có sẵn rồi?)", path));
  const bool whole = write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                     fsync(file) == 0;
  close(file);
  if (!whole) return UsageError(absl::StrFormat("không ghi được %s", path));
  return absl::OkStatus();
}

absl::Status WriteShares(const envelope::KeyPair& recovery, int holders, int quorum,
                         const std::string& folder) {
  const auto shares = envelope::Split(recovery.private_key, holders, quorum);
  if (!shares.ok()) {
    return UsageError(
        absl::StrFormat("cần 2 <= --quorum <= --holders <= %d", envelope::kSharesMax));
  }
  std::error_code ignored;
  std::filesystem::create_directories(folder, ignored);
  for (const auto& share : *shares) {
    vault::v1::RecoveryShare file;
    file.set_recovery_key(absl::Base64Escape(recovery.public_key));
    file.set_quorum(quorum);
    file.set_number(share.number);
    file.set_part(absl::BytesToHexString(share.part.bytes()));
    file.set_checksum(ChecksumOf(file.part()));
    std::string text;
    google::protobuf::TextFormat::PrintToString(file, &text);
    RETURN_IF_ERROR(
        WriteSecretFile(absl::StrFormat("%s/share-%d.textproto", folder, share.number), text));
  }
  ASSIGN_OR_RETURN(const auto pem, envelope::PublicToPem(recovery.public_key));
  return WriteSecretFile(folder + "/recovery.pub.pem", pem);
}

absl::StatusOr<envelope::KeyPair> ReadShares(const std::vector<std::string>& files) {
  std::vector<envelope::Share> shares;
  vault::v1::RecoveryShare first;
  for (const auto& file : files) {
    ASSIGN_OR_RETURN(const auto share, ReadShare(file));
    if (shares.empty()) first = share;
    if (share.recovery_key() != first.recovery_key()) {
      return UsageError(absl::StrFormat("%s là mảnh của khóa khác", file));
    }
    shares.push_back({share.number(), envelope::SecretBytes(absl::HexStringToBytes(share.part()))});
  }
  if (static_cast<int>(shares.size()) < first.quorum()) {
    return UsageError(absl::StrFormat("mới có %d mảnh, cần %d", shares.size(), first.quorum()));
  }
  auto secret = envelope::Combine(shares);
  if (!secret.ok()) return UsageError("các mảnh trùng nhau hoặc hỏng");
  auto pair = envelope::FromPrivate(*std::move(secret));
  // Too few or wrong parts give another key, without a word.
  if (!pair.ok() || absl::Base64Escape(pair->public_key) != first.recovery_key()) {
    return UsageError("các mảnh không khôi phục được khóa: thiếu mảnh hoặc có mảnh sai");
  }
  return pair;
}

}  // namespace donthu::cli
