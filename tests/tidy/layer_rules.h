// Who may know whom. CMake can't tell, because all system headers lie in one folder.
#pragma once

#include "tests/tidy/finding.h"
#include "tests/tidy/source_tree.h"

namespace donthu::tidy {

// Includes that cross a border: one service's files in another's; the database, gRPC or transport
// in services/law; libpqxx outside services/base/db and stores; gRPC outside the three files that
// wrap it; a service in a client.
Findings CheckIncludes(const SourceFile& file);

// SQL in a service's file that is not its store.
Findings CheckSqlOutsideStores(const SourceFile& file);

}  // namespace donthu::tidy
