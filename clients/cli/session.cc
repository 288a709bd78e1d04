// session list, revoke, act-for.
#include "absl/time/time.h"
#include "clients/cli/commands.h"
#include "clients/cli/json_output.h"
#include "clients/cli/paging.h"
#include "clients/cli/text_table.h"
#include "clients/cpp/identity_client.h"
#include "clients/cpp/request_id.h"
#include "services/base/clock/clock.h"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

using client::IdentityClient;

std::string MinuteVi(const google::protobuf::Timestamp& time) {
  return absl::FormatTime("%H:%M %d/%m/%Y", absl::FromUnixSeconds(time.seconds()), VietnamTime());
}

absl::StatusOr<int> List(Session& session, const Arguments& arguments) {
  const IdentityClient identity(session.connection);
  TextTable table({"Phiên", "Thiết bị", "Từ lúc", "Dùng lần cuối", "Hết hạn", ""});
  Json items = Json::array();
  ASSIGN_OR_RETURN(
      const auto next,
      EachPage(
          arguments, identity::v1::ListSessionsRequest(),
          [&](const auto& page) { return identity.ListSessions(page); },
          [&](const identity::v1::ListSessionsResponse& page) {
            for (const auto& one : page.sessions()) {
              items.push_back(ToJson(one));
              table.AddRow({std::to_string(one.id()), one.device(), MinuteVi(one.created_at()),
                            MinuteVi(one.last_seen_at()), MinuteVi(one.expires_at()),
                            one.current() ? "phiên này" : ""});
            }
          }));
  if (session.json) {
    PrintJson({{"sessions", items}, {"next_page_token", next}}, session.out);
    return kOk;
  }
  table.Print(session.out);
  PrintNextPage(next, session.out);
  return kOk;
}

absl::StatusOr<int> Revoke(Session& session, const Arguments& arguments) {
  identity::v1::RevokeSessionRequest request;
  request.set_request_id(client::NewRequestId());
  ASSIGN_OR_RETURN(const auto id, ParseId(arguments.words[0]));
  request.set_session_id(id);
  RETURN_IF_ERROR(IdentityClient(session.connection).RevokeSession(request).status());
  return kOk;
}

absl::StatusOr<int> ActFor(Session& session, const Arguments& arguments) {
  identity::v1::ActForRequest request;
  request.set_request_id(client::NewRequestId());
  if (!arguments.words.empty()) request.set_officer(arguments.words[0]);
  ASSIGN_OR_RETURN(const auto me, IdentityClient(session.connection).ActFor(request));
  if (session.json) {
    PrintJson(ToJson(me), session.out);
  } else if (me.on_behalf_of().empty()) {
    session.out << me.officer() << " làm việc của mình\n";
  } else {
    session.out << me.officer() << " làm thay " << me.on_behalf_of() << "\n";
  }
  return kOk;
}

}  // namespace

Command SessionListCommand() {
  return {"session list", "", "các phiên đăng nhập của mình", WithPageFlags({}), 0, 0, List};
}
Command SessionRevokeCommand() {
  return {"session revoke", "SỐ", "kết thúc một phiên của mình", {}, 1, 1, Revoke};
}
Command SessionActForCommand() {
  return {"session act-for",
          "[CÁN BỘ]",
          "làm thay người vắng theo phân công; không có tên: thôi làm thay",
          {},
          0,
          1,
          ActFor};
}

}  // namespace donthu::cli
