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

  // Key of the unit that bears the code on that day; empty when none does or the code is empty. The
  // directory is read once, on first use.
  absl::StatusOr<std::string> Find(const std::string& code, const common::v1::Date& on);

 private:
  absl::Status Read();

  const client::DirectoryClient directory_;
  std::mutex mutex_;
  std::map<std::string, std::vector<directory::v1::Area>> by_code_;
};

}  // namespace donthu::cli
