#include "services/law/rule_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>
#include <vector>

#include "services/base/status/status.h"

namespace donthu::law {

absl::StatusOr<RuleBook> LoadRuleBook(const std::string& directory) {
  std::error_code error;
  std::vector<std::filesystem::path> paths;
  std::filesystem::directory_iterator entry(directory, error);
  for (; entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    if (entry->path().extension() == ".textproto") paths.push_back(entry->path());
  }
  if (paths.empty()) {
    return NotFound("rule files (*.textproto) in " + directory,
                    "Không tìm thấy tệp quy tắc pháp luật trong thư mục đã cấu hình.");
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> texts;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file) return absl::DataLossError("cannot read " + path.string());
    texts.push_back(text.str());
  }
  return RuleBook::Parse(texts);
}

}  // namespace donthu::law
