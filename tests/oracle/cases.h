// Random deadlines with the answers of due_dates.py.
#pragma once

#include <string>
#include <vector>

namespace donthu::oracle {

// Cells of a case: the nine columns of `donthu law deadline --csv`, then rule_used,
// rule_valid_from, due_strict, due_legal, citation and wrong (the columns of which an error must
// name one).
inline constexpr std::size_t kAsked = 9;
inline constexpr std::size_t kCells = 15;
using Case = std::vector<std::string>;

// DONTHU_TEST_SEED, or a new one; printed, so that a run can be repeated.
unsigned Seed();

// Needs python3. Empty, with a failure recorded, when the program fails.
std::vector<Case> RandomCases(unsigned seed, int count);

}  // namespace donthu::oracle
