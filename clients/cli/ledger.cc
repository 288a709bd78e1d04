// ledger tail.
#include "absl/strings/str_format.h"
#include "clients/cli/commands.h"
#include "clients/cli/json_output.h"
#include "clients/cli/labels.h"
#include "clients/cpp/ledger_client.h"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

// Names as in the proto; the payload, which is JSON itself, opened.
Json EventJson(const ledger::v1::Event& event) {
  Json json = ToJson(event);
  Json payload = Json::parse(event.payload(), nullptr, /*allow_exceptions=*/false);
  if (!payload.is_discarded()) json["payload"] = std::move(payload);
  return json;
}

void PrintEvent(Session& session, const ledger::v1::Event& event) {
  if (session.json) {
    PrintJson(EventJson(event), session.out);
    return;
  }
  session.out << absl::StrFormat("%s  %-30s  %s#%d  %s  %s\n", DayVi(event.occurred_on()),
                                 event.kind(), event.subject(), event.ordinal(),
                                 event.agency_code(), event.actor())
              << std::flush;
}

absl::StatusOr<int> Tail(Session& session, const Arguments& arguments) {
  ledger::v1::WatchRequest request;
  request.set_cursor(arguments.Text("from"));
  request.set_agency_code(arguments.Text("agency"));
  request.set_stop_at_end(!arguments.Has("follow"));
  const auto reader = client::LedgerClient(session.connection).Watch(request);
  ledger::v1::WatchResponse response;
  std::string cursor = request.cursor();
  while (true) {
    const auto more = reader->Next(&response);
    if (!more.ok() || !*more) {
      session.err << "Tiếp tục từ đây: donthu ledger tail --from '" << cursor << "'\n";
      if (!more.ok()) return more.status();
      return kOk;
    }
    for (const auto& event : response.events()) PrintEvent(session, event);
    if (!response.cursor().empty()) cursor = response.cursor();
  }
}

}  // namespace

Command LedgerTailCommand() {
  return {"ledger tail",
          "",
          "các sự kiện trong sổ cái, cũ trước",
          {{"from", "VỊ TRÍ", "sau vị trí này; mặc định từ đầu"},
           {"agency", "MÃ", "chỉ của cơ quan này"},
           {"follow", "", "chờ sự kiện mới"}},
          0,
          0,
          Tail};
}

}  // namespace donthu::cli
