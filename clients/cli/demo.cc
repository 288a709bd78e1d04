// The main job on sample data: petitions come in, are decided on, some are resolved, the
// inspectorate prints a form. Everything has a named request id, so that running it again doubles
// nothing.
#include <algorithm>
#include <fstream>
#include <set>
#include <vector>

#include "absl/strings/str_format.h"
#include "clients/cli/commands.h"
#include "clients/cli/demo_cases.h"
#include "clients/cli/demo_handling.h"
#include "clients/cli/demo_summary.h"
#include "clients/cli/failure.h"
#include "clients/cli/import_petitions.h"
#include "clients/cli/progress.h"
#include "clients/cpp/directory_client.h"
#include "services/base/status/status.h"
#include "services/law/date.h"

namespace donthu::cli {
namespace {

// The sample is of 2024; nothing happens later.
constexpr absl::CivilDay kLastDay(2024, 12, 31);

// A petition that goes on to become a case.
struct Accepted {
  const ImportedPetition* petition;
  routing::v1::Handling handling;
};

class Demo {
 public:
  explicit Demo(Session& session)
      : session_(session), last_day_(std::min(kLastDay, session.clock.Today())) {}

  absl::StatusOr<int> Run(std::istream& in) {
    RETURN_IF_ERROR(Import(in));
    RETURN_IF_ERROR(Handle());
    RETURN_IF_ERROR(Resolve());
    RETURN_IF_ERROR(PrintDemoSummary(session_, tally_));
    return tally_.refused + tally_.failures == 0 ? kOk : kRefused;
  }

 private:
  absl::Status Import(std::istream& in) {
    Progress progress(session_, "[1/3] Nhận đơn", 0);
    const absl::Status end =
        ImportPetitions(in, session_.connection, {}, [&](const ImportedPetition& result) {
          progress.Step();
          if (!result.status.ok()) {
            ++tally_.refused;
            TellRefusedLine(session_, result);
            return;
          }
          ++tally_.registered;
          if (!result.receipt.duplicates().empty()) ++tally_.with_duplicates;
          ++tally_.received[{result.request.kind(), result.request.channel()}];
          petitions_.push_back(result);
        });
    progress.Finish();
    return end;
  }

  absl::Status Handle() {
    DemoHandling handling(session_.connection, last_day_);
    Progress progress(session_, "[2/3] Xử lý đơn", static_cast<int>(petitions_.size()));
    for (const auto& petition : petitions_) {
      progress.Step();
      const auto handled = handling.Handle(petition);
      if (!handled.ok()) {
        RETURN_IF_ERROR(Note(petition, handled.status()));
        continue;
      }
      ++tally_.disposals[handled->disposal()];
      if (handled->disposal() == law::v1::DISPOSAL_ACCEPT && OpensCase(handled->case_type())) {
        accepted_.push_back({&petition, *handled});
      }
    }
    progress.Finish();
    ASSIGN_OR_RETURN(tally_.referrals, handling.CountReferrals());
    return absl::OkStatus();
  }

  absl::Status Resolve() {
    ASSIGN_OR_RETURN(auto remote, RemoteAreas());
    DemoCases cases(session_.connection, last_day_, std::move(remote));
    Progress progress(session_, "[3/3] Giải quyết vụ việc", static_cast<int>(accepted_.size()));
    for (const auto& [petition, handling] : accepted_) {
      progress.Step();
      ASSIGN_OR_RETURN(const auto disposed_on, law::ToDay(handling.disposed_on()));
      const auto found =
          cases.Resolve(petition->receipt.petition_id(), petition->request.external_id(),
                        petition->request.area_key(), disposed_on);
      if (found.ok()) {
        ++tally_.cases[found->state()];
      } else {
        RETURN_IF_ERROR(Note(*petition, found.status()));
      }
    }
    progress.Finish();
    return absl::OkStatus();
  }

  absl::StatusOr<std::set<std::string>> RemoteAreas() {
    const client::DirectoryClient directory(session_.connection);
    directory::v1::ListAreasRequest request;
    request.set_page_size(500);
    std::set<std::string> keys;
    do {
      ASSIGN_OR_RETURN(const auto page, directory.ListAreas(request));
      for (const auto& area : page.areas()) {
        if (area.remote()) keys.insert(area.key());
      }
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return keys;
  }

  // One refusal does not end the demonstration; a server that is away does.
  absl::Status Note(const ImportedPetition& petition, const absl::Status& status) {
    if (absl::IsUnavailable(status)) return status;
    ++tally_.failures;
    session_.err << "\n" << petition.receipt.code() << ":\n";
    PrintFailure(status, session_.err);
    return absl::OkStatus();
  }

  Session& session_;
  const absl::CivilDay last_day_;
  DemoTally tally_;
  std::vector<ImportedPetition> petitions_;
  std::vector<Accepted> accepted_;
};

absl::StatusOr<int> Run(Session& session, const Arguments& arguments) {
  std::ifstream in(arguments.words[0], std::ios::binary);
  if (!in) return UsageError(absl::StrFormat("không mở được tệp %s", arguments.words[0]));
  return Demo(session).Run(in);
}

}  // namespace

Command DemoCommand() {
  return {"demo",
          "TỆP.jsonl",
          "trình diễn trên dữ liệu mẫu: nhận, xử lý, giải quyết, báo cáo; chạy lại không bị trùng",
          {},
          1,
          1,
          Run};
}

}  // namespace donthu::cli
