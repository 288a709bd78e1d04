// Who may call what, as docs/access.md shows it: made from the options of the protos.
#pragma once

#include <string>

namespace donthu::contract {

// The tables, one for each service.
std::string AccessTables();

// `page` with the tables between its two marks made anew; empty when it lacks a mark.
std::string WithAccessTables(const std::string& page);

}  // namespace donthu::contract
