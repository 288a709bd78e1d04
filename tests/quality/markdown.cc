#include "tests/quality/markdown.h"

#include <cstdio>

#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"

namespace donthu::quality {

void PrintTable(const std::string& title, const std::vector<std::string>& head,
                const std::vector<std::vector<std::string>>& rows) {
  std::printf("\n%s\n\n| %s |\n|", title.c_str(), absl::StrJoin(head, " | ").c_str());
  for (size_t i = 0; i < head.size(); ++i) std::printf("---|");
  std::printf("\n");
  for (const auto& row : rows) std::printf("| %s |\n", absl::StrJoin(row, " | ").c_str());
  std::fflush(stdout);
}

std::string Share(int part, int whole) {
  return whole == 0 ? "-" : absl::StrFormat("%.3f", static_cast<double>(part) / whole);
}

void Confusion::Add(const std::string& expected, const std::string& proposed) {
  ++classes_[expected].expected;
  ++classes_[proposed].proposed;
  ++all_;
  if (expected != proposed) return;
  ++classes_[expected].right;
  ++right_;
}

void Confusion::Print(const std::string& title) const {
  std::vector<std::vector<std::string>> rows;
  for (const auto& [name, counts] : classes_) {
    rows.push_back({name.empty() ? "(none)" : name, std::to_string(counts.expected),
                    std::to_string(counts.proposed), Share(counts.right, counts.proposed),
                    Share(counts.right, counts.expected)});
  }
  PrintTable(absl::StrFormat("%s: %d of %d right", title, right_, all_),
             {"class", "expected", "proposed", "precision", "recall"}, rows);
}

}  // namespace donthu::quality
