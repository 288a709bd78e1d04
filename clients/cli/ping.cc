#include "clients/cli/commands.h"
#include "clients/cli/failure.h"
#include "clients/cli/text_table.h"

namespace donthu::cli {
namespace {

absl::StatusOr<int> Ping(Session& session, const Arguments&) {
  int exit_status = kOk;
  Json endpoints = Json::array();
  TextTable table({});
  for (const auto& health : session.connection.Health()) {
    if (!health.status.ok()) exit_status = kUnreachable;
    endpoints.push_back({{"endpoint", health.endpoint}, {"serving", health.status.ok()}});
    table.AddRow({health.endpoint, health.status.ok() ? "đang phục vụ" : "không phục vụ",
                  std::string(health.status.message())});
  }
  if (session.json) {
    PrintJson({{"endpoints", endpoints}}, session.out);
  } else {
    table.Print(session.out);
  }
  return exit_status;
}

}  // namespace

Command PingCommand() { return {"ping", "", "hỏi máy chủ có đang phục vụ không", {}, 0, 0, Ping}; }

}  // namespace donthu::cli
