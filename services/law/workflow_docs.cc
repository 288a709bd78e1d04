// Writes docs/workflows: `workflow_docs FOLDER`, from services/law/rules of the current directory.
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>

#include "services/law/diagram.h"
#include "services/law/rule_files.h"

namespace donthu::law {
namespace {

// The first law that cases of this system were settled by.
constexpr absl::CivilDay kFirst(2024, 1, 1);

bool Write(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file) std::cerr << "cannot write " << path << "\n";
  return static_cast<bool>(file);
}

int Run(const std::string& folder) {
  auto book = LoadRuleBook("services/law/rules");
  if (!book.ok()) {
    std::cerr << book.status() << "\n";
    return EXIT_FAILURE;
  }
  for (v1::CaseType type : TypesWithWorkflow(*book)) {
    const std::string path = folder + "/" + WorkflowFileStem(type) + ".md";
    if (!Write(path, WorkflowPage(*book, type, kFirst))) return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace donthu::law

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: workflow_docs FOLDER\n";
    return EXIT_FAILURE;
  }
  return donthu::law::Run(argv[1]);
}
