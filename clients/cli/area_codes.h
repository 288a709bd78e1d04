// Which unit a code of the General Statistics Office names on a day. Codes are used again for
// renamed units, and people write the old name for years; the code with the day is what tells.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cpp/directory_client.h"

namespace donthu::cli {

class AreaCodes {
 public:
  explicit AreaCodes(client::Connection& connection) : directory_(connection) {}

  // The unit that `key` means on that day: where it names a unit with this code, the one that bears
  // the code on that day; else `key` itself, for the server to judge. The directory is read once,
  // on first use.
  absl::StatusOr<std::string> KeyOn(const std::string& key, const std::string& code,
                                    const common::v1::Date& on);

 private:
  absl::Status Read();

  const client::DirectoryClient directory_;
  std::mutex mutex_;
  std::map<std::string, std::vector<directory::v1::Area>> by_code_;
};

}  // namespace donthu::cli
