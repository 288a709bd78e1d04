#include "clients/cli/sign_in_place.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iostream>

#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "clients/cli/arguments.h"
#include "services/base/config/config.h"

namespace donthu::cli {
namespace {

// While it lives, what is typed is not shown.
class Unseen {
 public:
  explicit Unseen(bool wanted) : changed_(wanted && tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (!changed_) return;
    termios quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
  }
  ~Unseen() {
    if (!changed_) return;
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    std::cerr << "\n";
  }
  Unseen(const Unseen&) = delete;

 private:
  termios before_{};
  bool changed_;
};

absl::Status CannotKeep(const std::filesystem::path& path) {
  return absl::FailedPreconditionError(absl::StrFormat("cannot write %s", path.string()));
}

}  // namespace

std::filesystem::path StateFolder(const std::string& xdg_state_home, const std::string& home) {
  if (!xdg_state_home.empty()) return std::filesystem::path(xdg_state_home) / "donthu";
  return std::filesystem::path(home.empty() ? "." : home) / ".local" / "state" / "donthu";
}

std::string ServersOf(const client::ConnectionOptions& options) {
  std::string servers = options.endpoint;
  for (const auto& [service, endpoint] : options.service_endpoints) {
    servers += " " + service + "=" + endpoint;
  }
  return servers;
}

absl::Status Keep(const SignInPlace& place, const std::string& name, const std::string& token) {
  std::error_code failed;
  std::filesystem::create_directories(place.folder, failed);
  chmod(place.folder.c_str(), S_IRWXU);
  const auto path = place.folder / name;
  const auto unfinished = place.folder / (name + ".new");
  std::filesystem::remove(unfinished, failed);
  const int file = open(unfinished.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return CannotKeep(path);
  const std::string text = place.servers + "\n" + token + "\n";
  const bool written = write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  close(file);
  std::filesystem::rename(unfinished, path, failed);
  if (!written || failed) return CannotKeep(path);
  return absl::OkStatus();
}

std::string Kept(const SignInPlace& place, const std::string& name) {
  const auto path = place.folder / name;
  struct stat info {};
  if (stat(path.c_str(), &info) != 0 || (info.st_mode & (S_IRWXG | S_IRWXO)) != 0) return "";
  const auto text = config::ReadFile(path.string());
  if (!text.ok()) return "";
  const std::vector<std::string> lines = absl::StrSplit(*text, '\n');
  return lines.size() >= 2 && lines[0] == place.servers ? lines[1] : "";
}

void Forget(const SignInPlace& place, const std::string& name) {
  std::error_code ignored;
  std::filesystem::remove(place.folder / name, ignored);
}

std::string DeviceName(const std::string& officer) {
  std::string name = "device-" + officer;
  std::replace(name.begin(), name.end(), '/', '_');
  return name;
}

absl::StatusOr<std::string> AskOnTerminal(const std::string& prompt, bool secret) {
  const bool terminal = isatty(STDIN_FILENO) == 1;
  if (terminal) std::cerr << prompt << ": " << std::flush;
  std::string line;
  bool read = false;
  {
    const Unseen unseen(secret && terminal);
    read = static_cast<bool>(std::getline(std::cin, line));
  }
  if (!read) return UsageError(absl::StrFormat("thiếu %s", prompt));
  return line;
}

}  // namespace donthu::cli
