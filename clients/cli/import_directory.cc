#include "absl/strings/str_format.h"
#include "clients/cli/commands.h"
#include "clients/cli/directory_files.h"
#include "clients/cli/json_output.h"
#include "clients/cpp/directory_client.h"
#include "clients/cpp/request_id.h"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

// Says in which file and line the rows are that the server refused.
void TellPlaces(Session& session, const DirectoryFiles& files, const absl::Status& status) {
  const auto detail = DetailOf(status);
  for (const auto& violation : detail.field_violations()) {
    const std::string place = files.PlaceOf(violation.field());
    if (place == violation.field()) continue;
    session.err << place << ": " << violation.description() << "\n";
  }
}

absl::StatusOr<int> Import(Session& session, const Arguments& arguments) {
  ASSIGN_OR_RETURN(DirectoryFiles files, ReadDirectoryFolder(arguments.words[0]));
  files.request.set_request_id(client::NewRequestId());
  const auto answer = client::DirectoryClient(session.connection).ImportDirectory(files.request);
  if (!answer.ok()) {
    TellPlaces(session, files, answer.status());
    return answer.status();
  }
  if (session.json) {
    PrintJson({{"changed", answer->changed()}, {"unchanged", answer->unchanged()}}, session.out);
  } else {
    session.out << absl::StrFormat("Danh mục: %d dòng mới hoặc thay đổi, %d dòng giữ nguyên.\n",
                                   answer->changed(), answer->unchanged());
  }
  return kOk;
}

}  // namespace

Command ImportDirectoryCommand() {
  return {"import directory",
          "THƯ MỤC",
          "nạp danh mục từ các tệp areas, agencies, subject_fields, calendar, officers, successions (.csv)",
          {},
          1,
          1,
          Import};
}

}  // namespace donthu::cli
