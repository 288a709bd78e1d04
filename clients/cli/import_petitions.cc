#include "clients/cli/import_petitions.h"

#include <fstream>
#include <map>

#include "absl/strings/str_format.h"
#include "clients/cli/commands.h"
#include "clients/cli/disposal.h"
#include "clients/cli/labels.h"
#include "clients/cli/petition_line.h"
#include "clients/cli/progress.h"
#include "clients/cli/text_table.h"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

struct Tally {
  int registered = 0;
  int refused = 0;
  int with_duplicates = 0;
  std::map<law::v1::Disposal, int> proposed;
};

void Count(const ImportedPetition& result, Tally* tally) {
  if (!result.status.ok()) {
    ++tally->refused;
    return;
  }
  ++tally->registered;
  if (!result.receipt.duplicates().empty()) ++tally->with_duplicates;
  if (result.proposal) ++tally->proposed[result.proposal->disposal()];
}

void PrintTally(const Tally& tally, std::ostream& out) {
  TextTable table({});
  table.Right({1});
  table.AddRow({"Đã nhận", std::to_string(tally.registered)});
  table.AddRow({"Dòng bị từ chối", std::to_string(tally.refused)});
  table.AddRow({"Có thể trùng đơn trước", std::to_string(tally.with_duplicates)});
  for (const auto& [disposal, count] : tally.proposed) {
    table.AddRow({"Đề xuất: " + LabelVi(disposal), std::to_string(count)});
  }
  table.Print(out);
}

void TellOneLine(Session& session, int line, const std::string& field, const std::string& error,
                 const std::string& error_vi, ErrorReason reason) {
  session.err << absl::StrFormat("line %d: %s%s%s\n", line, field, field.empty() ? "" : ": ",
                                 error);
  if (session.json) {
    PrintJson({{"line", line},
               {"field", field},
               {"error", error},
               {"reason", common::v1::ErrorReason_Name(reason)},
               {"message_vi", error_vi}},
              session.out);
  }
}

absl::StatusOr<int> Import(Session& session, const Arguments& arguments) {
  ImportOptions options;
  ASSIGN_OR_RETURN(const auto parallel, arguments.Number("parallel", 0, 1, 64));
  if (parallel > 0) {
    options.registrations = static_cast<int>(parallel);
    options.proposals = static_cast<int>(parallel);
  }
  std::ifstream in(arguments.words[0], std::ios::binary);
  if (!in) return UsageError(absl::StrFormat("không mở được tệp %s", arguments.words[0]));
  Tally tally;
  Progress progress(session, "Đã đọc", 0);
  const absl::Status end =
      ImportPetitions(in, session.connection, options, [&](const ImportedPetition& result) {
        Count(result, &tally);
        progress.Step();
        if (!result.status.ok()) {
          TellRefusedLine(session, result);
        } else if (session.json) {
          PrintJson(ImportedJson(result), session.out);
        }
      });
  progress.Finish();
  if (!session.json) PrintTally(tally, session.out);
  if (!end.ok()) {
    session.err << "Dừng giữa chừng; chạy lại lệnh này, không đơn nào bị nhận hai lần.\n";
    return end;
  }
  return tally.refused == 0 ? kOk : kRefused;
}

}  // namespace

Json ImportedJson(const ImportedPetition& result) {
  return {{"id", result.request.external_id()},
          {"code", result.receipt.code()},
          {"petition", result.receipt.petition_id()},
          {"duplicates", DuplicatesJson(result.receipt.duplicates())},
          {"proposal", result.proposal ? ProposalJson(*result.proposal) : Json(nullptr)}};
}

void TellRefusedLine(Session& session, const ImportedPetition& result) {
  const auto detail = DetailOf(result.status);
  for (const auto& violation : detail.field_violations()) {
    TellOneLine(session, result.line, LineFieldOf(violation.field()), violation.description(),
                violation.description_vi(), detail.reason());
  }
  if (detail.field_violations().empty()) {
    TellOneLine(session, result.line, "", std::string(result.status.message()), detail.message_vi(),
                detail.reason());
  }
}

Command ImportPetitionsCommand() {
  return {"import petitions",
          "TỆP.jsonl",
          "nhận đơn từ tệp, mỗi dòng một đơn; nhận lại không bị trùng",
          {{"parallel", "SỐ",
            "số đơn gửi cùng lúc; mặc định lần lượt (đề xuất thì 8 cùng lúc), để không sót đơn "
            "trùng"}},
          1,
          1,
          Import};
}

}  // namespace donthu::cli
