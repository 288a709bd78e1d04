#include "tests/oracle/cases.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <random>
#include <utility>

#include "absl/strings/str_format.h"
#include "clients/cli/csv.h"

namespace donthu::oracle {
namespace {

std::string OutputOf(const std::string& command) {
  std::string text;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return text;
  std::vector<char> buffer(1 << 16);
  while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
    text.append(buffer.data(), size);
  }
  return pclose(pipe) == 0 ? text : "";
}

}  // namespace

unsigned Seed() {
  const char* given = std::getenv("DONTHU_TEST_SEED");
  const unsigned seed = given != nullptr ? static_cast<unsigned>(std::stoul(given))
                                         : std::random_device{}() & 0x7fffffffU;
  std::cout << "DONTHU_TEST_SEED=" << seed << "\n";
  return seed;
}

std::vector<Case> RandomCases(unsigned seed, int count) {
  const auto rows = cli::ParseCsv(
      OutputOf(absl::StrFormat("tests/oracle/due_dates.py --seed %u --cases %d", seed, count)));
  std::vector<Case> cases;
  EXPECT_TRUE(rows.ok() && !rows->empty()) << "tests/oracle/due_dates.py failed";
  if (!rows.ok()) return cases;
  for (const auto& row : *rows) {
    EXPECT_EQ(row.cells.size(), kCells);
    if (row.line > 1 && row.cells.size() == kCells) cases.push_back(row.cells);
  }
  return cases;
}

}  // namespace donthu::oracle
