#include "clients/cli/petition_import.h"

#include <atomic>
#include <string>

#include "clients/cli/area_codes.h"
#include "clients/cli/ordered_tasks.h"
#include "clients/cli/petition_line.h"
#include "clients/cpp/intake_client.h"
#include "clients/cpp/routing_client.h"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

bool EndsImport(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsUnauthenticated(status);
}

class Importer {
 public:
  explicit Importer(client::Connection& connection)
      : areas_(connection), intake_(connection), routing_(connection) {}

  // A result without receipt when its status is not OK.
  ImportedPetition Register(int line, const std::string& text) {
    ImportedPetition result;
    result.line = line;
    auto parsed = ParsePetitionLine(text);
    if (!parsed.ok()) {
      result.status = parsed.status();
      return result;
    }
    result.request = std::move(parsed->request);
    auto key =
        areas_.KeyOn(result.request.area_key(), parsed->commune_code, result.request.received_on());
    if (!key.ok()) {
      result.status = Note(key.status());
      return result;
    }
    result.request.set_area_key(*std::move(key));
    auto receipt = intake_.RegisterPetition(result.request);
    result.status = Note(receipt.status());
    if (receipt.ok()) result.receipt = *std::move(receipt);
    return result;
  }

  ImportedPetition Propose(ImportedPetition result) {
    if (!result.status.ok()) return result;
    routing::v1::ProposeDisposalRequest request;
    request.set_petition_id(result.receipt.petition_id());
    request.set_agency_code(result.request.agency_code());
    auto proposal = routing_.ProposeDisposal(request);
    if (proposal.ok()) {
      result.proposal = *std::move(proposal);
    } else if (!absl::IsFailedPrecondition(proposal.status())) {
      result.status = Note(proposal.status());
    }
    return result;
  }

  bool ended() const { return ended_; }

 private:
  absl::Status Note(const absl::Status& status) {
    if (EndsImport(status)) ended_ = true;
    return status;
  }

  AreaCodes areas_;
  const client::IntakeClient intake_;
  const client::RoutingClient routing_;
  std::atomic<bool> ended_{false};
};

bool IsBlank(const std::string& line) {
  return line.find_first_not_of(" \t\r") == std::string::npos;
}

}  // namespace

absl::Status ImportPetitions(std::istream& in, client::Connection& connection,
                             const ImportOptions& options,
                             const std::function<void(const ImportedPetition&)>& on_result) {
  Importer importer(connection);
  absl::Status end;
  const auto sink = [&](const ImportedPetition& result) {
    if (EndsImport(result.status)) {
      if (end.ok()) end = result.status;
    } else {
      on_result(result);
    }
  };
  const bool in_order = options.registrations <= 1;
  OrderedTasks<ImportedPetition> tasks(in_order ? options.proposals : options.registrations, sink);
  std::string text;
  for (int line = 1; !importer.ended() && std::getline(in, text); ++line) {
    if (line == 1 && text.rfind("\xef\xbb\xbf", 0) == 0) text.erase(0, 3);
    if (IsBlank(text)) continue;
    if (in_order) {
      tasks.Add(
          [&importer, result = importer.Register(line, text)] { return importer.Propose(result); });
    } else {
      tasks.Add(
          [&importer, line, text] { return importer.Propose(importer.Register(line, text)); });
    }
  }
  tasks.Finish();
  return end;
}

}  // namespace donthu::cli
