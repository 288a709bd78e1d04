// Rules for any text that people write by hand.
#pragma once

#include "tests/tidy/finding.h"
#include "tests/tidy/source_tree.h"

namespace donthu::tidy {

inline constexpr int kLineMax = 130;
// C++ outside string literals, as .clang-format wraps it.
inline constexpr int kCodeLineMax = 100;
inline constexpr int kFileLinesMax = 800;
inline constexpr size_t kFileBytesMax = 1 << 20;

// Lines longer than that, in code points. Documents and data wrap as they like.
Findings CheckLineLength(const SourceFile& file);
Findings CheckFileLength(const SourceFile& file);
// Any file, data too.
Findings CheckFileSize(const SourceFile& file);
// Tabs, trailing blanks, carriage returns, no line break at the end.
Findings CheckBlanks(const SourceFile& file);
// Marks of unfinished work. A task left for later carries a number: TODO(#12).
Findings CheckMarks(const SourceFile& file);
// Paths that exist on one machine only, and relative ones that lead out of the repository or
// nowhere.
Findings CheckPaths(const SourceFile& file, const Tree& tree);

}  // namespace donthu::tidy
