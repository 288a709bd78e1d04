#include "clients/cli/app.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "clients/cli/failure.h"
#include "clients/cli/help.h"
#include "clients/cli/redacted_connection.h"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

bool AsksForHelp(const std::vector<std::string>& line) {
  return line.empty() || line[0] == "help" || line[0] == "--help" || line[0] == "-h";
}

// Splits off flags that stand before the command.
std::vector<std::string> TakeLeadingFlags(const std::vector<std::string>& line,
                                          std::vector<std::string>* leading) {
  std::size_t i = 0;
  while (i < line.size() && absl::StartsWith(line[i], "--")) {
    const bool is_switch = line[i] == "--json" || line[i] == "--redacted";
    const bool takes_value = !is_switch && line[i].find('=') == std::string::npos;
    leading->push_back(line[i++]);
    if (takes_value && i < line.size()) leading->push_back(line[i++]);
  }
  return {line.begin() + static_cast<std::ptrdiff_t>(i), line.end()};
}

// The command whose words begin the line; they are taken off it.
absl::StatusOr<const Command*> TakeCommand(const std::vector<Command>& commands,
                                           std::vector<std::string>* line) {
  for (std::size_t words = std::min(kCommandWordsMax, line->size()); words > 0; --words) {
    const std::string name =
        absl::StrJoin(line->begin(), line->begin() + static_cast<std::ptrdiff_t>(words), " ");
    for (const Command& command : commands) {
      if (command.name != name) continue;
      line->erase(line->begin(), line->begin() + static_cast<std::ptrdiff_t>(words));
      return &command;
    }
  }
  std::string asked = line->empty() ? "" : (*line)[0];
  const bool group = std::any_of(commands.begin(), commands.end(), [&](const Command& command) {
    return absl::StartsWith(command.name, asked + " ");
  });
  if (group && line->size() > 1) asked += " " + (*line)[1];
  return UsageError(absl::StrFormat("không có lệnh \"%s\"; xem: donthu help", asked));
}

absl::StatusOr<Arguments> Parse(const Command& command, const std::vector<std::string>& line) {
  std::vector<Flag> known = command.flags;
  for (const Flag& flag : GlobalFlagList()) known.push_back(flag);
  ASSIGN_OR_RETURN(Arguments arguments, ParseArguments(line, known));
  if (arguments.words.size() < command.words_min) {
    return UsageError(absl::StrFormat("thiếu %s", command.words));
  }
  if (arguments.words.size() > command.words_max) {
    return UsageError(absl::StrFormat("thừa \"%s\"", arguments.words[command.words_max]));
  }
  return arguments;
}

// For commands that call nobody.
class NoConnection : public client::Connection {
 public:
  absl::Status Call(const google::protobuf::MethodDescriptor&, const google::protobuf::Message&,
                    google::protobuf::Message*) override {
    return absl::UnavailableError("this command calls nobody");
  }
  std::unique_ptr<client::MessageReader> Read(const google::protobuf::MethodDescriptor&,
                                              const google::protobuf::Message&) override {
    return nullptr;
  }
  std::vector<client::EndpointHealth> Health() override { return {}; }
};

absl::StatusOr<int> Execute(const Command& command, const Arguments& arguments,
                            const Surroundings& surroundings) {
  const GlobalFlags flags{arguments.Text("config"), arguments.Text("endpoint"),
                          arguments.Text("token-file"), arguments.Has("json")};
  std::unique_ptr<client::Connection> connection = std::make_unique<NoConnection>();
  if (!command.offline) {
    ASSIGN_OR_RETURN(connection, surroundings.connect(flags));
    if (arguments.Has("redacted")) connection = Redacted(std::move(connection));
  }
  Session session{*connection,           surroundings.out,   surroundings.err,    flags.json,
                  surroundings.terminal, surroundings.clock, surroundings.sign_in};
  return command.run(session, arguments);
}

int Tell(const absl::Status& status, bool json, const Surroundings& surroundings) {
  PrintFailure(status, surroundings.err);
  if (json) PrintJson({{"error", FailureJson(status)}}, surroundings.out);
  return ExitStatusOf(status);
}

}  // namespace

int Run(const std::vector<std::string>& line, const std::vector<Command>& commands,
        const Surroundings& surroundings) {
  if (AsksForHelp(line)) return PrintHelp(line, commands, surroundings.out, surroundings.err);
  std::vector<std::string> rest;
  std::vector<std::string> own = TakeLeadingFlags(line, &rest);
  const bool json = std::find(line.begin(), line.end(), "--json") != line.end();
  const auto command = TakeCommand(commands, &own);
  if (!command.ok()) return Tell(command.status(), json, surroundings);
  if (std::find(own.begin(), own.end(), "--help") != own.end()) {
    PrintUsage(**command, surroundings.out);
    return kOk;
  }
  rest.insert(rest.begin(), own.begin(), own.end());
  const auto arguments = Parse(**command, rest);
  if (!arguments.ok()) {
    Tell(arguments.status(), json, surroundings);
    PrintUsage(**command, surroundings.err);
    return kUsageMistake;
  }
  const auto result = Execute(**command, *arguments, surroundings);
  return result.ok() ? *result : Tell(result.status(), json, surroundings);
}

}  // namespace donthu::cli
