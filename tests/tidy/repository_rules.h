// Rules about how files of the repository belong together.
#pragma once

#include "tests/tidy/finding.h"
#include "tests/tidy/source_tree.h"

namespace donthu::tidy {

// Every .cc is named in a CMakeLists.txt beside or above it.
Findings CheckSourcesAreBuilt(const Tree& tree);

// A statement is prepared under its name, so that no two may share one.
Findings CheckStatementNames(const Tree& tree);

// The folders named in order.txt, numbers without gaps, a check beside each, a head that says Why,
// Locks and Undo.
Findings CheckMigrations(const Tree& tree);

// One title, and links to files that are there.
Findings CheckMarkdown(const SourceFile& file, const Tree& tree);

}  // namespace donthu::tidy
