// A folder of reference data: areas.csv, agencies.csv, subject_fields.csv, calendar.csv,
// officers.csv, successions.csv.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "donthu/directory/v1/directory_service.pb.h"

namespace donthu::cli {

struct DirectoryFiles {
  // Without request_id.
  directory::v1::ImportDirectoryRequest request;
  // By request field ("areas"), the line of each row.
  std::map<std::string, std::vector<int>> lines;

  // "agencies.csv line 12: parent_code" for "agencies[10].parent_code"; other paths as they are.
  std::string PlaceOf(const std::string& request_field) const;
};

// Files that are not there are left out; NOT_FOUND when none is there. INVALID_ARGUMENT names file,
// line and column.
absl::StatusOr<DirectoryFiles> ReadDirectoryFolder(const std::string& folder);

}  // namespace donthu::cli
