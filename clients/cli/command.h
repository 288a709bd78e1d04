// A command of donthu, and what it is given when it runs.
#pragma once

#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/arguments.h"
#include "clients/cli/sign_in_place.h"
#include "clients/cpp/connection.h"
#include "services/base/clock/clock.h"

namespace donthu::cli {

// Exit statuses.
inline constexpr int kOk = 0;
inline constexpr int kRefused = 1;
inline constexpr int kUsageMistake = 2;
inline constexpr int kUnreachable = 3;

struct Session {
  client::Connection& connection;
  // Answers; and what is said beside them: progress, errors.
  std::ostream& out;
  std::ostream& err;
  // Machine-readable answers.
  bool json;
  // `err` is a terminal, on which a line can be written over.
  bool terminal;
  const Clock& clock;
  // nullptr where nobody can sign in.
  SignInPlace* sign_in = nullptr;
};

inline constexpr std::size_t kCommandWordsMax = 3;

struct Command {
  // One to kCommandWordsMax words, e.g. "petition get".
  std::string name;
  // The words that follow, for the help, e.g. "SỐ|MÃ".
  std::string words;
  std::string summary;
  std::vector<Flag> flags;
  std::size_t words_min;
  std::size_t words_max;
  // Returns the exit status, or the failure to be shown.
  std::function<absl::StatusOr<int>(Session&, const Arguments&)> run;
  // Needs no server, and runs where none is configured.
  bool offline = false;
};

// --page-size, --page-token and --all, which every list has.
std::vector<Flag> WithPageFlags(std::vector<Flag> flags);

// The day that a flag names; without it today in Việt Nam.
absl::StatusOr<common::v1::Date> DayOrToday(const Session& session, const Arguments& arguments,
                                            const std::string& flag);

}  // namespace donthu::cli
