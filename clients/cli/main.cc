// donthu: the command line of the system.
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "clients/cli/app.h"
#include "clients/cli/commands.h"
#include "clients/cli/connect.h"

namespace {

donthu::cli::Places PlacesOfThisProcess() {
  std::error_code ignored;
  const char* environment = std::getenv("DONTHU_CLIENT_CONFIG");
  return {environment == nullptr ? "" : environment, std::filesystem::current_path(ignored),
          std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path()};
}

std::string Environment(const char* name) {
  const char* text = std::getenv(name);
  return text == nullptr ? "" : text;
}

donthu::cli::SignInPlace SignInPlaceOfThisProcess() {
  char host[256] = "";
  gethostname(host, sizeof(host) - 1);
  return {donthu::cli::StateFolder(Environment("XDG_STATE_HOME"), Environment("HOME")), "",
          std::string("donthu, ") + host, donthu::cli::AskOnTerminal};
}

// Someone who signed in speaks for themselves; without, the configuration says who calls.
absl::StatusOr<std::unique_ptr<donthu::client::Connection>> Connect(
    const donthu::cli::GlobalFlags& flags, donthu::cli::SignInPlace* place) {
  auto options = donthu::cli::OptionsFrom(flags, PlacesOfThisProcess());
  if (!options.ok()) return options.status();
  place->servers = donthu::cli::ServersOf(*options);
  const std::string session = donthu::cli::Kept(*place, donthu::cli::kSessionName);
  if (flags.token_file.empty() && !session.empty()) options->token = session;
  return donthu::client::MakeConnection(*std::move(options));
}

}  // namespace

int main(int argc, char** argv) {
  // gRPC tells of its own troubles on stderr; ours say what matters.
  setenv("GRPC_VERBOSITY", "NONE", 0);
  const donthu::SystemClock clock;
  donthu::cli::SignInPlace place = SignInPlaceOfThisProcess();
  const auto connect = [&place](const donthu::cli::GlobalFlags& flags) {
    return Connect(flags, &place);
  };
  return donthu::cli::Run(
      {argv + 1, argv + argc}, donthu::cli::AllCommands(),
      {std::cout, std::cerr, isatty(STDERR_FILENO) == 1, clock, connect, &place});
}
