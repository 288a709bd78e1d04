#include <filesystem>
#include <fstream>

#include "clients/cli/commands.h"
#include "clients/cli/labels.h"
#include "clients/cli/report_output.h"
#include "clients/cli/text_table.h"
#include "clients/cpp/inspectorate_client.h"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

// What both requests have.
template <typename Request>
absl::StatusOr<Request> RequestFrom(const Arguments& arguments) {
  Request request;
  request.set_form(arguments.words[0]);
  ASSIGN_OR_RETURN(*request.mutable_circular(), arguments.Required("circular"));
  ASSIGN_OR_RETURN(*request.mutable_agency_code(), arguments.Required("agency"));
  ASSIGN_OR_RETURN(*request.mutable_from(), arguments.RequiredDay("from"));
  ASSIGN_OR_RETURN(*request.mutable_to(), arguments.RequiredDay("to"));
  request.set_own_only(arguments.Has("own-only"));
  return request;
}

Json ItemJson(const inspectorate::v1::FigureItem& item) {
  return {{"petition", item.petition_id()},
          {"code", item.petition_code()},
          {"agency", item.agency_code()},
          {"opened_on", IsoDay(item.opened_on())},
          {"disposed_on", IsoDay(item.disposed_on())},
          {"kind", ShortName(item.kind())},
          {"disposal", item.disposal() == 0 ? "" : ShortName(item.disposal())},
          {"matter", item.matter_id()}};
}

absl::StatusOr<int> ListFigure(Session& session, const Arguments& arguments) {
  ASSIGN_OR_RETURN(auto request, RequestFrom<inspectorate::v1::ListFigureRequest>(arguments));
  ASSIGN_OR_RETURN(const auto column, arguments.Number("column", 0, 1, 99));
  request.set_column(static_cast<int>(column));
  request.set_page_size(500);
  const client::InspectorateClient inspectorate(session.connection);
  Json items = Json::array();
  TextTable table({"Đơn", "Mã đơn", "Cơ quan", "Ngày nhận", "Ngày xử lý", "Loại", "Hướng xử lý"});
  table.Right({0});
  do {
    ASSIGN_OR_RETURN(const auto page, inspectorate.ListFigure(request));
    for (const auto& item : page.items()) {
      if (session.json) items.push_back(ItemJson(item));
      table.AddRow({std::to_string(item.petition_id()), item.petition_code(), item.agency_code(),
                    DayVi(item.opened_on()), DayVi(item.disposed_on()), LabelVi(item.kind()),
                    LabelVi(item.disposal())});
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  if (session.json) {
    PrintJson({{"petitions", items}}, session.out);
  } else {
    table.Print(session.out);
  }
  return kOk;
}

// Never over a file that is there: a report that was filed stays what it was.
absl::Status WriteNewFile(const std::string& path, const std::string& bytes) {
  const std::filesystem::path target(path);
  if (std::filesystem::exists(target)) return UsageError("tệp đã có: " + path);
  std::ofstream out(target, std::ios::binary);
  out << bytes;
  out.close();
  if (!out) return UsageError("không ghi được tệp: " + path);
  return absl::OkStatus();
}

absl::StatusOr<inspectorate::v1::Report> AskReport(Session& session, const Arguments& arguments) {
  const client::InspectorateClient inspectorate(session.connection);
  ASSIGN_OR_RETURN(const auto request, RequestFrom<inspectorate::v1::GetReportRequest>(arguments));
  if (!arguments.Has("xlsx")) return inspectorate.GetReport(request);
  inspectorate::v1::ExportReportRequest wanted;
  *wanted.mutable_report() = request;
  ASSIGN_OR_RETURN(const auto exported, inspectorate.ExportReport(wanted));
  RETURN_IF_ERROR(WriteNewFile(arguments.Text("xlsx"), exported.content()));
  return exported.report();
}

absl::StatusOr<int> Report(Session& session, const Arguments& arguments) {
  if (arguments.Has("column") != arguments.Has("list")) {
    return UsageError("--column SỐ và --list đi cùng nhau");
  }
  if (arguments.Has("list")) return ListFigure(session, arguments);
  ASSIGN_OR_RETURN(const auto report, AskReport(session, arguments));
  if (session.json) {
    PrintJson(ReportJson(report), session.out);
  } else {
    PrintReport(report, /*rows=*/true, session.out);
  }
  return AllHold(report) ? kOk : kRefused;
}

}  // namespace

Command ReportCommand() {
  return {"report",
          "BIỂU",
          "một biểu báo cáo, ví dụ 01/XLD",
          {{"circular", "THÔNG TƯ", "ví dụ \"TT 01/2024\""},
           {"agency", "MÃ", "cơ quan; gồm cả cấp dưới"},
           {"from", "NGÀY", "ngày đầu kỳ"},
           {"to", "NGÀY", "ngày cuối kỳ"},
           {"own-only", "", "không gồm cấp dưới"},
           {"column", "SỐ", "cột cần xem chi tiết"},
           {"list", "", "các đơn đứng sau số liệu của cột"},
           {"xlsx", "TỆP", "ghi biểu ra tệp Excel để in"}},
          1,
          1,
          Report};
}

}  // namespace donthu::cli
