// status, petition timeline, petition waiting.
#include "absl/strings/str_cat.h"
#include "clients/cli/commands.h"
#include "clients/cli/json_output.h"
#include "clients/cli/labels.h"
#include "clients/cli/paging.h"
#include "clients/cli/petition_key.h"
#include "clients/cli/text_table.h"
#include "clients/cpp/intake_client.h"
#include "clients/cpp/routing_client.h"

namespace donthu::cli {
namespace {

constexpr int kTitleWidth = 48;

absl::StatusOr<int> Status(Session& session, const Arguments& arguments) {
  intake::v1::GetStatusRequest request;
  request.set_code(arguments.words[0]);
  request.set_secret(arguments.words[1]);
  ASSIGN_OR_RETURN(const auto status, client::IntakeClient(session.connection).GetStatus(request));
  if (session.json) {
    PrintJson(ToJson(status), session.out);
  } else {
    session.out << "Đơn " << status.code() << ": " << LabelVi(status.state()) << ".\n"
                << status.text_vi() << "\n";
  }
  return kOk;
}

std::string DisposalWords(const routing::v1::Handling& handling) {
  if (!handling.has_disposed_on()) return "chưa xử lý";
  return absl::StrCat(LabelVi(handling.disposal()), " ngày ", DayVi(handling.disposed_on()));
}

absl::StatusOr<int> Timeline(Session& session, const Arguments& arguments) {
  routing::v1::GetHandlingsRequest request;
  ASSIGN_OR_RETURN(const auto id, PetitionIdOf(session, arguments.words[0]));
  request.set_petition_id(id);
  ASSIGN_OR_RETURN(const auto way, client::RoutingClient(session.connection).GetHandlings(request));
  if (session.json) {
    PrintJson(ToJson(way), session.out);
    return kOk;
  }
  TextTable handlings({"Cơ quan", "Nhận ngày", "Loại", "Xử lý", "Lý do"});
  for (const auto& handling : way.handlings()) {
    handlings.AddRow({handling.agency_code(), DayVi(handling.opened_on()), LabelVi(handling.kind()),
                      DisposalWords(handling), Shorten(handling.reason(), kTitleWidth)});
  }
  handlings.Print(session.out);
  if (way.transfers().empty()) return kOk;
  session.out << "\n";
  TextTable transfers({"Phiếu", "Từ", "Đến", "Ngày chuyển", "Trạng thái", "Ngày trả lời"});
  for (const auto& transfer : way.transfers()) {
    transfers.AddRow({std::to_string(transfer.referral_id()), transfer.from_agency_code(),
                      transfer.to_agency_code(), DayVi(transfer.sent_on()),
                      LabelVi(transfer.state()),
                      transfer.has_answered_on() ? DayVi(transfer.answered_on()) : ""});
  }
  transfers.Print(session.out);
  return kOk;
}

absl::StatusOr<int> Waiting(Session& session, const Arguments& arguments) {
  routing::v1::ListToClassifyRequest request;
  ASSIGN_OR_RETURN(*request.mutable_agency_code(), arguments.Required("agency"));
  ASSIGN_OR_RETURN(const auto due_to, arguments.Day("due-to"));
  if (due_to) *request.mutable_due_to() = *due_to;
  const client::RoutingClient routing(session.connection);
  TextTable table({"Hạn", "Đơn", "Nhận ngày", "Loại", "Tiêu đề"});
  Json items = Json::array();
  ASSIGN_OR_RETURN(
      const auto next,
      EachPage(
          arguments, request, [&](const auto& page) { return routing.ListToClassify(page); },
          [&](const routing::v1::ListToClassifyResponse& page) {
            for (const auto& one : page.petitions()) {
              items.push_back(ToJson(one));
              const std::string due =
                  one.has_classify_due_on() ? DayVi(one.classify_due_on()) : "không có hạn";
              table.AddRow({due + (one.overdue() ? " (quá hạn)" : ""), one.petition_code(),
                            DayVi(one.opened_on()), LabelVi(one.kind()),
                            Shorten(one.title(), kTitleWidth)});
            }
          }));
  if (session.json) {
    PrintJson({{"petitions", items}, {"next_page_token", next}}, session.out);
    return kOk;
  }
  if (table.empty()) {
    session.out << "Không có đơn nào chờ xử lý.\n";
  } else {
    table.Print(session.out);
  }
  PrintNextPage(next, session.out);
  return kOk;
}

}  // namespace

Command StatusCommand() {
  return {"status", "MÃ MÃ-BÍ-MẬT", "tra cứu tình trạng đơn bằng hai mã trên giấy biên nhận", {}, 2,
          2,        Status};
}

Command PetitionTimelineCommand() {
  return {"petition timeline",
          "SỐ|MÃ",
          "các cơ quan đã nhận, chuyển, xử lý một đơn",
          {},
          1,
          1,
          Timeline};
}

Command PetitionWaitingCommand() {
  return {"petition waiting",
          "",
          "đơn chưa xử lý của một cơ quan, gấp nhất trước",
          WithPageFlags({{"agency", "MÃ", "cơ quan đang giữ đơn"},
                         {"due-to", "NGÀY", "đến hạn trong hoặc trước ngày này"}}),
          0,
          0,
          Waiting};
}

}  // namespace donthu::cli
