// What callers of the protos rely on, as readable text, and what a change would take from them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace donthu::contract {

// Every field (number, name, type, label, oneof), enum value, method and extension of this tree,
// one a line.
std::string Baseline();

struct Difference {
  // In the old text and not, or not the same, in the new one: callers break.
  std::vector<std::string> broken;
  // Only in the new one.
  std::vector<std::string> added;
};
Difference Compare(std::string_view older, std::string_view newer);

}  // namespace donthu::contract
