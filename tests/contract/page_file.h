// Pages of docs whose tables are made from data.
#pragma once

#include <string>

namespace donthu::contract {

// The whole file; empty when it can't be read.
std::string ReadFile(const std::string& path);

// `page` with `tables` in the place of what stands between its two marks; empty when it lacks one.
std::string BetweenMarks(const std::string& page, const std::string& begin, const std::string& end,
                         const std::string& tables);

// Rewrites the file named by the only argument with what `make` makes of it; the exit status.
int RemakePage(int argc, char** argv, std::string (*make)(const std::string& page));

}  // namespace donthu::contract
