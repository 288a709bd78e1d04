#include "clients/cli/paging.h"

namespace donthu::cli {

void PrintNextPage(const std::string& token, std::ostream& out) {
  if (!token.empty()) out << "\nCòn nữa: thêm --page-token " << token << " hoặc --all\n";
}

}  // namespace donthu::cli
