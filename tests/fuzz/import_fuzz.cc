// Any bytes as a file that people import: tables of the directory, petitions, deadlines.
#include <google/protobuf/stubs/logging.h>
#include <re2/re2.h>

#include <cstdint>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "clients/cli/csv.h"
#include "clients/cli/csv_message.h"
#include "clients/cli/fake_connection.h"
#include "clients/cli/law_deadline.h"
#include "clients/cli/petition_line.h"
#include "donthu/directory/v1/directory_service.pb.h"
#include "services/base/status/status.h"
#include "services/base/text/unicode.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/memory_file.h"
#include "tests/fuzz/promise.h"

namespace donthu::fuzz {
namespace {

constexpr char kCsvFailure[] =
    "line \\d+: (a quote inside a value that is not quoted|a quote that is never closed|text after "
    "a closing quote|a carriage return inside a line)";

// All cells in quotes, so that reading again must give the same rows.
std::string Written(const std::vector<cli::CsvRow>& rows) {
  std::string text;
  for (const auto& row : rows) {
    for (size_t i = 0; i < row.cells.size(); ++i) {
      const std::string cell = absl::StrReplaceAll(row.cells[i], {{"\"", "\"\""}});
      text += absl::StrFormat("%s\"%s\"", i == 0 ? "" : ",", cell);
    }
    text += "\r\n";
  }
  return text;
}

void PromiseCsv(const std::string& text) {
  const auto rows = cli::ParseCsv(text);
  if (!rows.ok()) {
    static const RE2 known(kCsvFailure);
    return Promise(RE2::FullMatch(std::string(rows.status().message()), known),
                   "a table that can't be read is refused by line and in known words");
  }
  const auto again = cli::ParseCsv(Written(*rows));
  Promise(again.ok() && again->size() == rows->size(), "a table that was written can be read");
  int line = 0;
  for (size_t i = 0; i < rows->size(); ++i) {
    Promise((*again)[i].cells == (*rows)[i].cells, "rows are read as they were written");
    Promise((*rows)[i].line > line, "rows know their lines, in order");
    line = (*rows)[i].line;
  }
}

void PromiseTable(int choice, const std::string& text) {
  directory::v1::ImportDirectoryRequest request;
  const auto& type = *request.GetDescriptor();
  const auto* field = type.field(choice % type.field_count());
  if (!field->is_repeated() || field->message_type() == nullptr) return;
  std::vector<int> lines;
  const absl::Status read = cli::ReadTable(
      text, [&] { return request.GetReflection()->AddMessage(&request, field); }, &lines);
  const int rows = request.GetReflection()->FieldSize(request, field);
  if (read.ok()) return Promise(static_cast<int>(lines.size()) == rows, "each row has its line");
  // The name of a column that is not known is the only thing of the file that may be repeated.
  static const RE2 known(
      absl::StrFormat(
          "%s|line 1: the header is missing|line \\d+: has \\d+ values, the header \\d+|"
          "(?s)line \\d+: .*: is (not a known column|there twice)|line \\d+: [a-z_0-9]+: "
          "(must be [a-zA-Z0-9, -]+|is not UTF-8|this field can't be given in a table)",
          kCsvFailure),
      RE2::Latin1);
  Promise(RE2::FullMatch(std::string(read.message()), known),
          "a row is refused by line and column and in known words");
}

void PromisePetition(const std::string& line) {
  const auto parsed = cli::ParsePetitionLine(line);
  if (parsed.ok()) {
    Promise(parsed->request.request_id().size() == 36, "a petition has a request id");
    Promise(text::IsValidUtf8(parsed->request.body()), "the text of a petition is UTF-8");
    const auto again = cli::ParsePetitionLine(line);
    return Promise(
        again.ok() && again->request.SerializeAsString() == parsed->request.SerializeAsString(),
        "the same line again is the same request");
  }
  const auto detail = DetailOf(parsed.status());
  Promise(detail.reason() == common::v1::INVALID_FIELD, "a line is refused for a field");
  Promise(detail.field_violations_size() == 1, "and for one only");
  const auto& violation = detail.field_violations(0);
  Promise(text::IsValidUtf8(violation.field()) && violation.field().size() <= 60,
          "a field is named in short and in UTF-8");
  static const RE2 known(
      "is required|is there twice|is not a known field|the line is (longer than 1 MiB|not "
      "UTF-8|not JSON|not a JSON object)|must be (text|true or false|a whole number|a list|a list "
      "of "
      "text|a day that exists, as 2024-03-18|one of [^\\n]*)");
  Promise(RE2::FullMatch(violation.description(), known), "a line is refused in known words");
}

// Answers every deadline with one that was computed.
absl::StatusOr<law::v1::ComputeDeadlinesResponse> Answer(
    const law::v1::ComputeDeadlinesRequest& request) {
  law::v1::ComputeDeadlinesResponse response;
  for (const auto& deadline : request.deadlines()) {
    Promise(deadline.from().year() >= 1900, "only days that exist are asked about");
    response.add_results()->mutable_due()->set_rule_id(deadline.rule_id());
  }
  return response;
}

void PromiseDeadlines(const std::string& text) {
  cli::FakeConnection connection;
  connection.On<law::v1::ComputeDeadlinesRequest, law::v1::ComputeDeadlinesResponse>(
      "ComputeDeadlines", Answer);
  std::ostringstream out;
  std::ostringstream err;
  const FixedClock clock(absl::UnixEpoch());
  cli::Session session{connection, out, err, false, false, clock};
  const MemoryFile file(text);
  const auto status = cli::ComputeDeadlineFile(session, file.path());
  if (!status.ok()) return;
  const auto asked = cli::ParseCsv(text);
  const auto answered = cli::ParseCsv(out.str());
  Promise(answered.ok() && answered->size() == asked->size(), "each row of the file is answered");
  for (size_t i = 1; i < asked->size(); ++i) {
    Promise((*answered)[i].cells.size() == 7, "an answer has all columns");
    Promise((*answered)[i].cells[0] == (*asked)[i].cells[0], "answers keep the order");
  }
}

void Run(Input input) {
  const int kind = input.Byte() % 4;
  if (kind == 0) return PromiseCsv(input.Rest());
  if (kind == 1) {
    const int choice = input.Byte();
    return PromiseTable(choice, input.Rest());
  }
  if (kind == 2) return PromisePetition(input.Rest());
  PromiseDeadlines(
      "id,rule_id,anchor_date,remote,complex,stop_from,continue_on,obstacle_from,"
      "obstacle_to\n" +
      input.Rest());
}

}  // namespace
}  // namespace donthu::fuzz

// protobuf's own complaints would fill the log.
extern "C" int LLVMFuzzerInitialize(int*, char***) {
  google::protobuf::SetLogHandler(nullptr);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  donthu::fuzz::Run({data, size});
  return 0;
}
