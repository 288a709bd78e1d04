// What donthu help shows.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "clients/cli/command.h"

namespace donthu::cli {

// The flags that every command takes.
std::vector<Flag> GlobalFlagList();

// One command: its words and flags.
void PrintUsage(const Command& command, std::ostream& out);

// `line` is "help" and what follows: nothing (all commands), the first word of some, or one whole
// name. Exit status 2 when there is no such command.
int PrintHelp(const std::vector<std::string>& line, const std::vector<Command>& commands,
              std::ostream& out, std::ostream& err);

}  // namespace donthu::cli
