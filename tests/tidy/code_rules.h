// Rules for C++ and SQL.
#pragma once

#include "tests/tidy/finding.h"
#include "tests/tidy/source_tree.h"

namespace donthu::tidy {

inline constexpr int kFunctionLinesMax = 70;

Findings CheckFunctionLength(const SourceFile& file);

// Calls that have a better replacement; the finding names it.
Findings CheckBannedCalls(const SourceFile& file);

}  // namespace donthu::tidy
