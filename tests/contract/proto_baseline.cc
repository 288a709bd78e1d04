// proto_baseline FILE: takes what was added to the protos into the baseline. What would break
// callers is refused; a major version that means to break them starts by removing FILE.
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/contract/baseline.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s FILE\n", argv[0]);
    return 2;
  }
  std::ifstream in(argv[1], std::ios::binary);
  const std::string older{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  const std::string newer = donthu::contract::Baseline();
  const auto difference = donthu::contract::Compare(older, newer);
  for (const auto& broken : difference.broken) std::fprintf(stderr, "%s\n", broken.c_str());
  if (!difference.broken.empty()) return 1;
  std::ofstream out(argv[1], std::ios::binary);
  out << newer;
  out.close();
  return out.good() ? 0 : 1;
}
