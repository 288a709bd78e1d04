#include "clients/cli/directory_files.h"

#include <array>
#include <filesystem>

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "clients/cli/csv_message.h"
#include "services/base/config/config.h"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

struct Table {
  const char* file;
  const char* request_field;
};

constexpr std::array kTables = {Table{"areas.csv", "areas"}, Table{"agencies.csv", "agencies"},
                                Table{"subject_fields.csv", "subject_fields"},
                                Table{"calendar.csv", "calendar_days"},
                                Table{"officers.csv", "officers"},
                                Table{"successions.csv", "successions"}};

}  // namespace

std::string DirectoryFiles::PlaceOf(const std::string& request_field) const {
  const auto open = request_field.find('[');
  const auto close = request_field.find("].");
  if (open == std::string::npos || close == std::string::npos || close < open) {
    return request_field;
  }
  std::size_t row = 0;
  const auto found = lines.find(request_field.substr(0, open));
  if (found == lines.end() ||
      !absl::SimpleAtoi(request_field.substr(open + 1, close - open - 1), &row) ||
      row >= found->second.size()) {
    return request_field;
  }
  for (const Table& table : kTables) {
    if (found->first == table.request_field) {
      return absl::StrFormat("%s line %d: %s", table.file, found->second[row],
                             request_field.substr(close + 2));
    }
  }
  return request_field;
}

absl::StatusOr<DirectoryFiles> ReadDirectoryFolder(const std::string& folder) {
  DirectoryFiles files;
  auto& request = files.request;
  for (const Table& table : kTables) {
    const std::string path = (std::filesystem::path(folder) / table.file).string();
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) continue;
    ASSIGN_OR_RETURN(const std::string text, config::ReadFile(path));
    const auto* field = request.GetDescriptor()->FindFieldByName(table.request_field);
    const absl::Status read = ReadTable(
        text, [&] { return request.GetReflection()->AddMessage(&request, field); },
        &files.lines[table.request_field]);
    if (!read.ok()) {
      return absl::InvalidArgumentError(
          absl::StrFormat("%s %s", table.file, ToStd(read.message())));
    }
  }
  if (files.lines.empty()) {
    return absl::NotFoundError(absl::StrFormat("%s holds none of the files expected", folder));
  }
  return files;
}

}  // namespace donthu::cli
