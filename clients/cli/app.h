// From the words on the command line to a command that runs.
#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "clients/cli/command.h"

namespace donthu::cli {

// What every command takes, before or after its own words.
struct GlobalFlags {
  std::string config;
  std::string endpoint;
  std::string token_file;
  bool json = false;
};

// What surrounds the program; tests bring their own.
struct Surroundings {
  std::ostream& out;
  std::ostream& err;
  bool terminal;
  const Clock& clock;
  std::function<absl::StatusOr<std::unique_ptr<client::Connection>>(const GlobalFlags&)> connect;
  SignInPlace* sign_in = nullptr;
};

// Runs one command; returns the exit status. Failures are told on err, and with --json as
// {"error":…} on out too.
int Run(const std::vector<std::string>& line, const std::vector<Command>& commands,
        const Surroundings& surroundings);

}  // namespace donthu::cli
