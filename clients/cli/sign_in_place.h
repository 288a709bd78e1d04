// Where a person's sign-in is kept between commands, and how a person is asked.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "clients/cpp/options.h"

namespace donthu::cli {

struct SignInPlace {
  // Readable by its owner only.
  std::filesystem::path folder;
  // The servers spoken to: a token is never sent to others than those that gave it.
  std::string servers;
  // Name of this program and machine in the list of sessions.
  std::string device;
  // Asks one line; a secret is not shown while it is typed.
  std::function<absl::StatusOr<std::string>(const std::string& prompt, bool secret)> ask;
};

// $XDG_STATE_HOME/donthu, or ~/.local/state/donthu.
std::filesystem::path StateFolder(const std::string& xdg_state_home, const std::string& home);

// What tells one set of servers from another.
std::string ServersOf(const client::ConnectionOptions& options);

// Keeps a token under a name, in a file of mode 0600.
absl::Status Keep(const SignInPlace& place, const std::string& name, const std::string& token);
// Empty when there is none, or when it is for other servers.
std::string Kept(const SignInPlace& place, const std::string& name);
void Forget(const SignInPlace& place, const std::string& name);

// Names: the session, and the device as an officer's.
inline constexpr char kSessionName[] = "session";
std::string DeviceName(const std::string& officer);

// One line from the terminal, or from standard input when that is none.
absl::StatusOr<std::string> AskOnTerminal(const std::string& prompt, bool secret);

}  // namespace donthu::cli
