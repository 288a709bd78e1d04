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

absl::StatusOr<std::unique_ptr<donthu::client::Connection>> Connect(
    const donthu::cli::GlobalFlags& flags) {
  auto options = donthu::cli::OptionsFrom(flags, PlacesOfThisProcess());
  if (!options.ok()) return options.status();
  return donthu::client::MakeConnection(*std::move(options));
}

}  // namespace

int main(int argc, char** argv) {
  // gRPC tells of its own troubles on stderr; ours say what matters.
  setenv("GRPC_VERBOSITY", "NONE", 0);
  const donthu::SystemClock clock;
  return donthu::cli::Run({argv + 1, argv + argc}, donthu::cli::AllCommands(),
                          {std::cout, std::cerr, isatty(STDERR_FILENO) == 1, clock, Connect});
}
