// access_docs FILE: makes the tables of docs/access.md anew.
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "tests/contract/access_page.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: access_docs FILE\n";
    return EXIT_FAILURE;
  }
  std::ifstream in(argv[1], std::ios::binary);
  const std::string page{std::istreambuf_iterator<char>(in), {}};
  const std::string made = donthu::contract::WithAccessTables(page);
  if (made.empty()) {
    std::cerr << argv[1] << " has no marks between which the tables stand\n";
    return EXIT_FAILURE;
  }
  std::ofstream out(argv[1], std::ios::binary);
  out << made;
  out.close();
  return out ? EXIT_SUCCESS : EXIT_FAILURE;
}
