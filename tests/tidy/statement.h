// The SQL statements of a C++ file, read from its text: `Statement kName = {"name", …sql…,
// writes};`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace donthu::tidy {

struct SqlStatement {
  std::string name;
  std::string sql;
  int line;
};

// Pieces of SQL may be string literals, or macros of the same file or of `header` that consist of
// such.
std::vector<SqlStatement> StatementsOf(std::string_view text, std::string_view header = "");

}  // namespace donthu::tidy
