// What stands after a command on the line: words and flags. Flags are --name VALUE, --name=VALUE or
// --name.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "donthu/common/v1/date.pb.h"

namespace donthu::cli {

// A flag that a command knows. `value` says in the help what it takes, e.g. "NGÀY"; empty =
// nothing.
struct Flag {
  std::string name;
  std::string value;
  std::string help;
};

// A mistake on the command line: exit status 2. The message is Vietnamese, for the person who
// typed.
absl::Status UsageError(const std::string& message);
bool IsUsageError(const absl::Status& status);

struct Arguments {
  std::vector<std::string> words;
  std::map<std::string, std::string> flags;

  bool Has(const std::string& flag) const { return flags.count(flag) > 0; }
  // Empty when the flag is not there.
  std::string Text(const std::string& flag) const;
  // Usage errors when the flag is missing or not of its kind.
  absl::StatusOr<std::string> Required(const std::string& flag) const;
  absl::StatusOr<std::int64_t> Number(const std::string& flag, std::int64_t otherwise,
                                      std::int64_t min, std::int64_t max) const;
  absl::StatusOr<std::optional<common::v1::Date>> Day(const std::string& flag) const;
  absl::StatusOr<common::v1::Date> RequiredDay(const std::string& flag) const;
};

// Words after "--" are never flags. Usage error for an unknown or repeated flag, a missing or
// superfluous value.
absl::StatusOr<Arguments> ParseArguments(const std::vector<std::string>& line,
                                         const std::vector<Flag>& known);

// A number of a petition, case or referral: from 1.
absl::StatusOr<std::int64_t> ParseId(const std::string& word);
bool IsNumber(const std::string& word);

}  // namespace donthu::cli
