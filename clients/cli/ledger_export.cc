// ledger export.
#include <cstdio>
#include <fstream>

#include "absl/strings/str_format.h"
#include "clients/cli/commands.h"
#include "clients/cli/json_output.h"
#include "clients/cpp/ledger_client.h"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

absl::Status Refused(const std::string& path) {
  return UsageError(absl::StrFormat("không ghi được %s", path));
}

// Writes all records; the last one says how many there were.
absl::StatusOr<ledger::v1::ExportEnd> WriteAll(Session& session, std::ostream& out) {
  const auto reader = client::LedgerClient(session.connection).Export({});
  ledger::v1::ExportResponse response;
  ledger::v1::ExportEnd end;
  bool ended = false;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, reader->Next(&response));
    if (!more) break;
    for (const auto& record : response.records()) {
      out << ToJson(record).dump(-1, ' ', false, Json::error_handler_t::replace) << "\n";
      if (record.has_end()) end = record.end(), ended = true;
    }
  }
  if (!ended) return absl::DataLossError("the export ended too early");
  return end;
}

absl::StatusOr<int> Export(Session& session, const Arguments& arguments) {
  const std::string& path = arguments.words[0];
  // Under another name until it is whole.
  const std::string partial = path + ".partial";
  std::ofstream out(partial);
  if (!out) return Refused(partial);
  const auto end = WriteAll(session, out);
  out.close();
  if (!end.ok() || !out || std::rename(partial.c_str(), path.c_str()) != 0) {
    std::remove(partial.c_str());
    if (!end.ok()) return end.status();
    return Refused(path);
  }
  if (session.json) {
    PrintJson(ToJson(*end), session.out);
  } else {
    session.out << absl::StrFormat(
        "%s: %d sự kiện, %d niêm phong.\nKiểm tra: donthu-verify %s KHÓA_CÔNG_KHAI.pem\n", path,
        end->rows(), end->seals(), path);
  }
  return kOk;
}

}  // namespace

Command LedgerExportCommand() {
  return {"ledger export",
          "TỆP",
          "xuất mọi sự kiện và niêm phong để lưu ngoài máy và kiểm tra độc lập",
          {},
          1,
          1,
          Export};
}

}  // namespace donthu::cli
