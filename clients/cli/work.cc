// work assign, left, reassign.
#include "absl/strings/str_format.h"
#include "clients/cli/commands.h"
#include "clients/cli/json_output.h"
#include "clients/cli/labels.h"
#include "clients/cli/paging.h"
#include "clients/cli/petition_key.h"
#include "clients/cli/text_table.h"
#include "clients/cpp/request_id.h"
#include "clients/cpp/routing_client.h"

namespace donthu::cli {
namespace {

absl::StatusOr<int> Assign(Session& session, const Arguments& arguments) {
  routing::v1::AssignOfficerRequest request;
  request.set_request_id(client::NewRequestId());
  ASSIGN_OR_RETURN(const auto id, PetitionIdOf(session, arguments.words[0]));
  request.set_petition_id(id);
  ASSIGN_OR_RETURN(*request.mutable_agency_code(), arguments.Required("agency"));
  ASSIGN_OR_RETURN(*request.mutable_officer(), arguments.Required("officer"));
  ASSIGN_OR_RETURN(*request.mutable_on(), DayOrToday(session, arguments, "on"));
  request.set_ends(arguments.Has("end"));
  ASSIGN_OR_RETURN(const auto assignment,
                   client::RoutingClient(session.connection).AssignOfficer(request));
  if (session.json) {
    PrintJson(ToJson(assignment), session.out);
  } else {
    session.out << absl::StrFormat("%s %s %s ngày %s.\n", assignment.officer(),
                                   request.ends() ? "thôi làm" : "được giao", arguments.words[0],
                                   DayVi(request.on()));
  }
  return kOk;
}

absl::StatusOr<int> Left(Session& session, const Arguments& arguments) {
  routing::v1::ListLeftWorkRequest request;
  ASSIGN_OR_RETURN(*request.mutable_agency_code(), arguments.Required("agency"));
  request.set_officer(arguments.Text("officer"));
  const client::RoutingClient routing(session.connection);
  TextTable table({"Cán bộ", "Đơn", "Cơ quan giao", "Giao ngày"});
  Json items = Json::array();
  ASSIGN_OR_RETURN(
      const auto next,
      EachPage(
          arguments, request, [&](const auto& page) { return routing.ListLeftWork(page); },
          [&](const routing::v1::ListLeftWorkResponse& page) {
            for (const auto& one : page.assignments()) {
              items.push_back(ToJson(one));
              table.AddRow({one.officer(), std::to_string(one.petition_id()), one.agency_code(),
                            DayVi(one.assigned_on())});
            }
          }));
  if (session.json) {
    PrintJson({{"assignments", items}, {"next_page_token", next}}, session.out);
    return kOk;
  }
  if (table.empty()) {
    session.out << "Không có việc nào của cán bộ đã thôi việc.\n";
  } else {
    table.Print(session.out);
  }
  PrintNextPage(next, session.out);
  return kOk;
}

absl::StatusOr<int> Reassign(Session& session, const Arguments& arguments) {
  routing::v1::ReassignWorkRequest request;
  request.set_request_id(client::NewRequestId());
  ASSIGN_OR_RETURN(*request.mutable_agency_code(), arguments.Required("agency"));
  ASSIGN_OR_RETURN(*request.mutable_from_officer(), arguments.Required("from"));
  ASSIGN_OR_RETURN(*request.mutable_to_officer(), arguments.Required("to"));
  ASSIGN_OR_RETURN(*request.mutable_on(), DayOrToday(session, arguments, "on"));
  ASSIGN_OR_RETURN(*request.mutable_reason(), arguments.Required("reason"));
  ASSIGN_OR_RETURN(const auto done,
                   client::RoutingClient(session.connection).ReassignWork(request));
  if (session.json) {
    PrintJson(ToJson(done), session.out);
    return kOk;
  }
  session.out << absl::StrFormat("Đã giao lại %d đơn của %s cho %s.\n", done.reassigned(),
                                 request.from_officer(), request.to_officer());
  if (done.remaining() > 0) {
    session.out << absl::StrFormat(
        "Còn %d đơn phải giao cho người khác, hoặc giao sau ngày này; xem: donthu work left\n",
        done.remaining());
  }
  return kOk;
}

}  // namespace

Command WorkAssignCommand() {
  return {"work assign",
          "SỐ|MÃ",
          "giao một đơn cho cán bộ, hoặc thôi giao",
          {{"agency", "MÃ", "cơ quan đang giữ đơn"},
           {"officer", "MÃ", "cán bộ"},
           {"on", "NGÀY", "ngày giao hoặc thôi giao (mặc định hôm nay)"},
           {"end", "", "thôi giao"}},
          1,
          1,
          Assign};
}

Command WorkLeftCommand() {
  return {"work left",
          "",
          "việc còn dở của cán bộ đã thôi việc tại một cơ quan và cơ quan mà nó kế thừa",
          WithPageFlags({{"agency", "MÃ", "cơ quan"},
                         {"officer", "MÃ", "chỉ của cán bộ này (mặc định tất cả)"}}),
          0,
          0,
          Left};
}

Command WorkReassignCommand() {
  return {"work reassign",
          "",
          "giao lại mọi việc còn dở của một cán bộ đã thôi việc cho cán bộ khác",
          {{"agency", "MÃ", "cơ quan đã giao việc, hoặc cơ quan kế thừa"},
           {"from", "MÃ", "cán bộ đã thôi việc"},
           {"to", "MÃ", "cán bộ làm tiếp"},
           {"on", "NGÀY", "ngày quyết định (mặc định hôm nay)"},
           {"reason", "CHỮ", "lý do, ví dụ quyết định điều động"}},
          0,
          0,
          Reassign};
}

}  // namespace donthu::cli
