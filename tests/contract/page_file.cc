#include "tests/contract/page_file.h"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>

namespace donthu::contract {

std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string BetweenMarks(const std::string& page, const std::string& begin, const std::string& end,
                         const std::string& tables) {
  const auto first = page.find(begin);
  const auto last = page.find(end);
  if (first == std::string::npos || last == std::string::npos || last < first) return "";
  return page.substr(0, first + begin.size()) + tables + page.substr(last);
}

int RemakePage(int argc, char** argv, std::string (*make)(const std::string& page)) {
  if (argc != 2) {
    std::cerr << "usage: " << argv[0] << " FILE\n";
    return EXIT_FAILURE;
  }
  const std::string made = make(ReadFile(argv[1]));
  if (made.empty()) {
    std::cerr << argv[1] << " has no marks between which the tables stand\n";
    return EXIT_FAILURE;
  }
  std::ofstream out(argv[1], std::ios::binary);
  out << made;
  out.close();
  return out ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace donthu::contract
