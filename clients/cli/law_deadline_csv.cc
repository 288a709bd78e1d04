// `donthu law deadline --csv`: many deadlines in, as many out.
#include <array>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "clients/cli/csv.h"
#include "clients/cli/labels.h"
#include "clients/cli/law_deadline.h"
#include "clients/cli/progress.h"
#include "clients/cpp/law_client.h"
#include "services/base/status/status.h"
#include "services/law/date.h"

namespace donthu::cli {
namespace {

constexpr std::size_t kBatch = 1000;
constexpr char kHeaderOut[] = "id,rule_id,rule_valid_from,due_strict,due_legal,citation,error";
// Longest rule id that is worth asking about.
constexpr std::size_t kRuleIdMax = 40;

enum Column { kId, kRuleId, kAnchor, kRemote, kComplex, kStop, kContinue, kHindered, kFreed };
constexpr std::array kHeader = {"id",          "rule_id",       "anchor_date",
                                "remote",      "complex",       "stop_from",
                                "continue_on", "obstacle_from", "obstacle_to"};

// Fields of the request and the columns that they come from.
struct FieldColumn {
  const char* field;
  Column column;
};
constexpr std::array kFieldColumns = {
    FieldColumn{"rule_id", kRuleId},       FieldColumn{"from", kAnchor},
    FieldColumn{"complexity", kComplex},   FieldColumn{"pauses", kStop},
    FieldColumn{"pauses[0].from", kStop},  FieldColumn{"pauses[0].continued_on", kContinue},
    FieldColumn{"obstacles", kHindered},   FieldColumn{"obstacles[0].from", kHindered},
    FieldColumn{"obstacles[0].to", kFreed}};

// A row of the file on its way.
struct Line {
  std::vector<std::string> cells;
  law::v1::ComputeDeadlineRequest request;
  // Why it can't be asked about, or was refused; empty = neither.
  std::string error;
  law::v1::DueDate due;
};

std::string Quoted(const std::string& cell) {
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  return "\"" + absl::StrReplaceAll(cell, {{"\"", "\"\""}}) + "\"";
}

std::string Complaint(Column column, const std::string& what) {
  return absl::StrCat(kHeader[column], ": ", what);
}

bool IsRuleId(const std::string& text) {
  if (text.empty() || text.size() > kRuleIdMax) return false;
  for (const char c : text) {
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (!letter && !(c >= '0' && c <= '9') && c != '-') return false;
  }
  return true;
}

// The day in a cell, or a complaint in line.error.
common::v1::Date DayIn(Line& line, Column column) {
  const auto day = law::ParseIsoDay(line.cells[column]);
  if (day.ok()) return law::ToProto(*day);
  if (line.error.empty()) {
    line.error = Complaint(column, line.cells[column].empty()
                                       ? "thiếu ngày"
                                       : "không phải ngày có thật dạng NĂM-THÁNG-NGÀY (1900–2200)");
  }
  return {};
}

// The number in a cell, empty = 0, or a complaint in line.error.
int LevelIn(Line& line, Column column, char max) {
  const std::string& cell = line.cells[column];
  if (cell.empty()) return 0;
  if (cell.size() == 1 && cell[0] >= '0' && cell[0] <= max) return cell[0] - '0';
  if (line.error.empty()) line.error = Complaint(column, absl::StrFormat("phải từ 0 đến %c", max));
  return 0;
}

Line ReadLine(CsvRow row) {
  Line line;
  line.cells = std::move(row.cells);
  if (line.cells.size() != kHeader.size()) {
    line.error = absl::StrFormat("dòng có %d ô, phải có %d", line.cells.size(), kHeader.size());
    line.cells.resize(kHeader.size());
    return line;
  }
  if (!IsRuleId(line.cells[kRuleId])) line.error = Complaint(kRuleId, "không phải mã quy tắc");
  line.request.set_rule_id(line.cells[kRuleId]);
  *line.request.mutable_from() = DayIn(line, kAnchor);
  line.request.set_remote(LevelIn(line, kRemote, '1') == 1);
  line.request.set_complexity(LevelIn(line, kComplex, '2'));
  if (!line.cells[kStop].empty() || !line.cells[kContinue].empty()) {
    auto& pause = *line.request.add_pauses();
    *pause.mutable_from() = DayIn(line, kStop);
    *pause.mutable_continued_on() = DayIn(line, kContinue);
  }
  if (!line.cells[kHindered].empty() || !line.cells[kFreed].empty()) {
    auto& obstacle = *line.request.add_obstacles();
    *obstacle.mutable_from() = DayIn(line, kHindered);
    *obstacle.mutable_to() = DayIn(line, kFreed);
  }
  return line;
}

std::string ErrorText(const common::v1::ErrorDetail& error) {
  if (error.field_violations().empty()) return Complaint(kRuleId, error.message_vi());
  const auto& violation = error.field_violations(0);
  for (const FieldColumn& known : kFieldColumns) {
    if (violation.field() == known.field)
      return Complaint(known.column, violation.description_vi());
  }
  return violation.field() + ": " + violation.description_vi();
}

// Asks about all lines without an error, at once.
absl::Status Ask(const client::LawClient& client, std::vector<Line>& lines) {
  law::v1::ComputeDeadlinesRequest request;
  std::vector<Line*> asked;
  for (Line& line : lines) {
    if (!line.error.empty()) continue;
    *request.add_deadlines() = line.request;
    asked.push_back(&line);
  }
  if (asked.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(auto response, client.ComputeDeadlines(request));
  if (response.results_size() != static_cast<int>(asked.size())) {
    return absl::InternalError("the server did not answer every deadline of the batch");
  }
  for (std::size_t i = 0; i < asked.size(); ++i) {
    auto& result = *response.mutable_results(static_cast<int>(i));
    if (result.has_due()) {
      asked[i]->due = std::move(*result.mutable_due());
    } else {
      asked[i]->error = ErrorText(result.error());
    }
  }
  return absl::OkStatus();
}

void Print(const Line& line, std::ostream& out) {
  const auto& due = line.due;
  const bool computed = line.error.empty();
  const std::array cells = {line.cells[kId],
                            computed ? due.rule_id() : line.cells[kRuleId],
                            IsoDay(due.rule_valid_from()),
                            IsoDay(due.due_strict()),
                            IsoDay(due.due_legal()),
                            due.basis().citation(),
                            line.error};
  out << absl::StrJoin(cells, ",", [](std::string* text, const std::string& cell) {
    *text += Quoted(cell);
  }) << "\n";
}

}  // namespace

absl::StatusOr<int> ComputeDeadlineFile(Session& session, const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return UsageError(absl::StrFormat("không mở được tệp %s", path));
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  ASSIGN_OR_RETURN(auto rows, ParseCsv(text));
  if (rows.empty() || absl::StrJoin(rows[0].cells, ",") != absl::StrJoin(kHeader, ",")) {
    return InvalidField("header", "is not " + absl::StrJoin(kHeader, ","),
                        "Dòng đầu của tệp phải là: " + absl::StrJoin(kHeader, ","));
  }
  const client::LawClient client(session.connection);
  const auto batches = (rows.size() - 1 + kBatch - 1) / kBatch;
  Progress progress(session, "Đã tính (nghìn dòng)", static_cast<int>(batches));
  session.out << kHeaderOut << "\n";
  bool all_computed = true;
  for (std::size_t next = 1; next < rows.size();) {
    std::vector<Line> lines;
    for (; next < rows.size() && lines.size() < kBatch; ++next) {
      lines.push_back(ReadLine(std::move(rows[next])));
    }
    RETURN_IF_ERROR(Ask(client, lines));
    for (const Line& line : lines) {
      all_computed = all_computed && line.error.empty();
      Print(line, session.out);
    }
    if (batches > 1) progress.Step();
  }
  if (batches > 1) progress.Finish();
  return all_computed ? kOk : kRefused;
}

}  // namespace donthu::cli
