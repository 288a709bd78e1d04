// What a rule found wrong.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace donthu::tidy {

struct Finding {
  std::string path;
  int line;  // from 1; 0 = the file as a whole
  std::string what;
};

using Findings = std::vector<Finding>;

inline std::ostream& operator<<(std::ostream& out, const Finding& finding) {
  out << finding.path;
  if (finding.line > 0) out << ":" << finding.line;
  return out << ": " << finding.what;
}

}  // namespace donthu::tidy
