// `donthu law check [FOLDER]`: checks rule files before they are installed, and says what they
// cover.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <vector>

#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "clients/cli/commands.h"
#include "clients/cli/json_output.h"
#include "clients/cli/labels.h"
#include "clients/cpp/law_client.h"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

using Paths = std::vector<std::filesystem::path>;

absl::StatusOr<Paths> RuleFiles(const std::string& folder) {
  std::error_code error;
  Paths paths;
  std::filesystem::directory_iterator entry(folder, error);
  for (; entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    if (entry->path().extension() == ".textproto") paths.push_back(entry->path());
  }
  if (paths.empty()) return UsageError("không có tệp *.textproto trong thư mục " + folder);
  std::sort(paths.begin(), paths.end());
  return paths;
}

absl::Status ReadLines(const std::filesystem::path& path, law::v1::RuleText& text) {
  std::ifstream file(path, std::ios::binary);
  for (std::string line; std::getline(file, line);) text.add_lines(line);
  if (!file.eof()) return UsageError("không đọc được tệp " + path.string());
  return absl::OkStatus();
}

// Parsers count texts and name the bad one by its number.
void TellFiles(Session& session, const Paths& paths) {
  for (std::size_t i = 0; i < paths.size(); ++i) {
    session.err << absl::StrFormat("text %d: %s\n", static_cast<int>(i) + 1, paths[i].string());
  }
}

void Print(const law::v1::RuleCoverage& coverage, std::ostream& out) {
  out << "Số dòng theo loại và độ chắc chắn:\n";
  for (const auto& row : coverage.rows()) {
    const bool certain = row.certainty() != law::v1::CERTAINTY_UNSPECIFIED;
    out << absl::StrFormat("  %s: %d%s\n", row.kind(), row.count(),
                           certain ? " — " + LabelVi(row.certainty()) : std::string());
  }
  out << "Việc và căn cứ:\n";
  for (const auto& act : coverage.acts()) {
    if (act.rows() == 0) {
      out << "  " << LabelVi(act.act()) << ": CHƯA CÓ quy tắc\n";
      continue;
    }
    out << absl::StrFormat("  %s: %d — %s\n", LabelVi(act.act()), act.rows(),
                           absl::StrJoin(act.citations(), " | "));
  }
  out << "Tham số của tỉnh chưa khai báo: "
      << (coverage.parameters_not_set().empty()
              ? "không có"
              : absl::StrJoin(coverage.parameters_not_set(), ", "))
      << ".\n";
}

void PrintParameters(const law::v1::RuleCoverage& coverage, std::ostream& out) {
  out << "Tham số của tỉnh:\n";
  for (const auto& row : coverage.parameters()) {
    const auto& days = row.effective();
    const bool counts = row.unit() != law::v1::TIME_UNIT_UNSPECIFIED;
    out << "  " << row.name() << " = " << row.value() << (counts ? " " + LabelVi(row.unit()) : "")
        << ", từ " << days.from() << (days.to().empty() ? "" : " đến " + days.to()) << " — "
        << (row.decision().empty() ? "mặc định đề xuất, tỉnh chưa quyết định" : row.decision())
        << "\n";
  }
}

absl::StatusOr<int> Check(Session& session, const Arguments& arguments) {
  law::v1::CheckRulesRequest request;
  Paths paths;
  if (!arguments.words.empty()) {
    ASSIGN_OR_RETURN(paths, RuleFiles(arguments.words[0]));
  }
  for (const auto& path : paths) RETURN_IF_ERROR(ReadLines(path, *request.add_files()));
  const auto coverage = client::LawClient(session.connection).CheckRules(request);
  if (!coverage.ok()) {
    TellFiles(session, paths);
    return coverage.status();
  }
  if (session.json) {
    PrintJson(ToJson(*coverage), session.out);
  } else {
    Print(*coverage, session.out);
    PrintParameters(*coverage, session.out);
  }
  return kOk;
}

}  // namespace

Command LawCheckCommand() {
  return {"law check",
          "[THƯ MỤC]",
          "kiểm tra các tệp quy tắc (cả bộ) trước khi cài đặt, hoặc bộ đang dùng",
          {},
          0,
          1,
          Check};
}

}  // namespace donthu::cli
