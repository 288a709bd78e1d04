// Comma-separated values as RFC 4180 has them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace donthu::cli {

struct CsvRow {
  // Line of the file on which it begins, from 1.
  int line = 0;
  std::vector<std::string> cells;
};

// All rows, the header first. Lines end with LF or CRLF; blank lines and a byte order mark are
// passed over. INVALID_ARGUMENT "line N: …": a quote that never ends, text after a closing quote, a
// quote inside plain text.
absl::StatusOr<std::vector<CsvRow>> ParseCsv(std::string_view text);

}  // namespace donthu::cli
