// case get, act, preview, due.
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "clients/cli/act_words.h"
#include "clients/cli/case_output.h"
#include "clients/cli/commands.h"
#include "clients/cli/json_output.h"
#include "clients/cli/labels.h"
#include "clients/cli/paging.h"
#include "clients/cli/petition_key.h"
#include "clients/cli/text_table.h"
#include "clients/cpp/request_id.h"
#include "clients/cpp/resolution_client.h"

namespace donthu::cli {
namespace {

int Show(Session& session, const resolution::v1::Case& found) {
  if (session.json) {
    PrintJson(ToJson(found), session.out);
  } else {
    PrintCase(found, session.out);
  }
  return kOk;
}

absl::StatusOr<int> Get(Session& session, const Arguments& arguments) {
  if (arguments.words.empty() == !arguments.Has("petition")) {
    return UsageError("cần số vụ việc hoặc --petition SỐ|MÃ, một trong hai");
  }
  resolution::v1::GetCaseRequest request;
  if (arguments.Has("petition")) {
    ASSIGN_OR_RETURN(const auto id, PetitionIdOf(session, arguments.Text("petition")));
    request.set_petition_id(id);
  } else {
    ASSIGN_OR_RETURN(const auto id, ParseId(arguments.words[0]));
    request.set_case_id(id);
  }
  ASSIGN_OR_RETURN(const auto found, client::ResolutionClient(session.connection).GetCase(request));
  return Show(session, found);
}

absl::StatusOr<std::string> EtagOf(Session& session, const Arguments& arguments, std::int64_t id) {
  if (arguments.Has("etag")) return arguments.Text("etag");
  resolution::v1::GetCaseRequest request;
  request.set_case_id(id);
  ASSIGN_OR_RETURN(const auto found, client::ResolutionClient(session.connection).GetCase(request));
  return found.etag();
}

absl::StatusOr<int> DoAct(Session& session, const Arguments& arguments) {
  resolution::v1::RecordActRequest request;
  request.set_request_id(client::NewRequestId());
  ASSIGN_OR_RETURN(const auto id, ParseId(arguments.words[0]));
  request.set_case_id(id);
  ASSIGN_OR_RETURN(*request.mutable_act(), ActFrom(arguments.words[1], arguments));
  ASSIGN_OR_RETURN(*request.mutable_act()->mutable_acted_on(),
                   DayOrToday(session, arguments, "on"));
  ASSIGN_OR_RETURN(*request.mutable_etag(), EtagOf(session, arguments, id));
  ASSIGN_OR_RETURN(const auto found,
                   client::ResolutionClient(session.connection).RecordAct(request));
  return Show(session, found);
}

absl::StatusOr<int> Preview(Session& session, const Arguments& arguments) {
  resolution::v1::PreviewActsRequest request;
  ASSIGN_OR_RETURN(const auto id, ParseId(arguments.words[0]));
  request.set_case_id(id);
  ASSIGN_OR_RETURN(*request.mutable_on(), DayOrToday(session, arguments, "on"));
  ASSIGN_OR_RETURN(const auto preview,
                   client::ResolutionClient(session.connection).PreviewActs(request));
  if (session.json) {
    PrintJson(ToJson(preview), session.out);
    return kOk;
  }
  for (const auto& act : preview.acts()) {
    session.out << (act.lawful() ? "  được    " : "  KHÔNG   ") << act.label_vi();
    session.out << (act.reason_vi().empty() ? "" : ": " + act.reason_vi());
    if (!act.basis().citation().empty()) session.out << " (" << act.basis().citation() << ")";
    session.out << "\n";
    for (const auto& due : act.starts()) {
      session.out << "            bắt đầu thời hạn " << due.rule_id() << " đến "
                  << DayVi(due.due_legal()) << "\n";
    }
  }
  return kOk;
}

absl::StatusOr<int> Due(Session& session, const Arguments& arguments) {
  resolution::v1::ListDueRequest request;
  request.set_agency_code(arguments.Text("agency"));
  request.set_with_subordinates(arguments.Has("with-subordinates"));
  ASSIGN_OR_RETURN(const auto until, arguments.Day("until"));
  if (until) *request.mutable_until() = *until;
  ASSIGN_OR_RETURN(*request.mutable_on(), DayOrToday(session, arguments, "on"));
  const client::ResolutionClient resolution(session.connection);
  TextTable table({"Vụ việc", "Đơn", "Cơ quan", "Việc phải xong", "Thời hạn"});
  table.Right({0});
  Json items = Json::array();
  ASSIGN_OR_RETURN(
      const auto next,
      EachPage(
          arguments, request, [&](const auto& page) { return resolution.ListDue(page); },
          [&](const resolution::v1::ListDueResponse& page) {
            for (const auto& item : page.items()) {
              if (session.json) items.push_back(ToJson(item));
              table.AddRow({std::to_string(item.case_id()), item.petition_code(),
                            item.agency_code(), item.clock().step_vi(), ClockText(item.clock())});
            }
          }));
  if (session.json) {
    PrintJson({{"items", items}, {"next_page_token", next}}, session.out);
    return kOk;
  }
  table.Print(session.out);
  PrintNextPage(next, session.out);
  return kOk;
}

std::vector<Flag> WithActFlags(std::vector<Flag> flags) {
  for (auto& flag : ActFlags()) flags.push_back(std::move(flag));
  return flags;
}

}  // namespace

Command CaseGetCommand() {
  return {"case get",
          "SỐ",
          "một vụ việc: các việc đã làm và thời hạn",
          {{"petition", "SỐ|MÃ", "vụ việc của đơn này"}},
          0,
          1,
          Get};
}

Command CaseActCommand() {
  return {"case act",
          "SỐ VIỆC",
          "ghi một việc đã làm: " + absl::StrJoin(ActWords(), ", "),
          WithActFlags({{"on", "NGÀY", "ngày làm (mặc định hôm nay)"},
                        {"document", "SỐ", "số văn bản"},
                        {"note", "GHI CHÚ", "để trong hồ sơ"},
                        {"etag", "MÃ", "chỉ khi vụ việc chưa ai sửa từ lúc xem"}}),
          2,
          2,
          DoAct};
}

Command CasePreviewCommand() {
  return {"case preview",
          "SỐ",
          "việc nào làm được, việc nào không và vì sao",
          {{"on", "NGÀY", "vào ngày (mặc định hôm nay)"}},
          1,
          1,
          Preview};
}

Command CaseDueCommand() {
  return {"case due",
          "",
          "thời hạn đang chạy, gấp trước",
          WithPageFlags({{"agency", "MÃ", "cơ quan"},
                         {"with-subordinates", "", "cả các cơ quan cấp dưới"},
                         {"until", "NGÀY", "đến hạn muộn nhất vào ngày"},
                         {"on", "NGÀY", "tính quá hạn vào ngày (mặc định hôm nay)"}}),
          0,
          0,
          Due};
}

}  // namespace donthu::cli
