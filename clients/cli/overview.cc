#include <algorithm>

#include "clients/cli/commands.h"
#include "clients/cli/json_output.h"
#include "clients/cli/labels.h"
#include "clients/cli/text_table.h"
#include "clients/cpp/inspectorate_client.h"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

namespace v1 = inspectorate::v1;

constexpr int kNameWidth = 40;

std::vector<v1::OverviewMeasure> Measures() {
  std::vector<v1::OverviewMeasure> measures;
  for (int m = v1::OverviewMeasure_MIN + 1; m <= v1::OverviewMeasure_MAX; ++m) {
    measures.push_back(static_cast<v1::OverviewMeasure>(m));
  }
  return measures;
}

std::int64_t FigureOf(const v1::OverviewRow& row, v1::OverviewMeasure measure) {
  const auto found = row.figures().find(measure);
  return found == row.figures().end() ? 0 : found->second;
}

std::string CodeOf(const v1::OverviewSelection& selection) {
  if (selection.has_month()) return IsoDay(selection.month()).substr(0, 7);
  if (!selection.agency_code().empty()) return selection.agency_code();
  if (!selection.subject_code().empty()) return selection.subject_code();
  return selection.area_key();
}

Json FiguresJson(const v1::OverviewRow& row) {
  Json json = Json::object();
  for (const auto measure : Measures()) json[ShortName(measure)] = FigureOf(row, measure);
  return json;
}

template <typename Rows>
Json RowsJson(const Rows& rows) {
  Json json = Json::array();
  for (const auto& row : rows) {
    json.push_back(
        {{"code", CodeOf(row.selection())}, {"name", row.name()}, {"figures", FiguresJson(row)}});
  }
  return json;
}

Json OverviewJson(const v1::Overview& overview) {
  Json spots = Json::array();
  for (const auto& spot : overview.hot_spots()) {
    spots.push_back({{"matter", spot.selection().matter_id()},
                     {"area", spot.selection().area_key()},
                     {"subject", spot.selection().subject_code()},
                     {"petitions", spot.petitions()},
                     {"people", spot.people()},
                     {"rule", spot.rule_id()}});
  }
  return {{"today", IsoDay(overview.today())},
          {"total", FiguresJson(overview.total())},
          {"agencies", RowsJson(overview.agencies())},
          {"subjects", RowsJson(overview.subjects())},
          {"areas", RowsJson(overview.areas())},
          {"months", RowsJson(overview.months())},
          {"hot_spots", spots},
          {"ledger_cursor", overview.ledger_cursor()}};
}

template <typename Rows>
void PrintRows(const std::string& title, const Rows& rows, const v1::OverviewRow* total,
               std::ostream& out) {
  std::vector<std::string> headers = {"Mã", title};
  std::vector<std::size_t> right;
  for (const auto measure : Measures()) {
    right.push_back(headers.size());
    headers.push_back("(" + std::to_string(measure) + ")");
  }
  TextTable table(headers);
  table.Right(right);
  const auto add = [&](const std::string& code, const std::string& name,
                       const v1::OverviewRow& row) {
    std::vector<std::string> cells = {code, Shorten(name, kNameWidth)};
    for (const auto measure : Measures()) cells.push_back(std::to_string(FigureOf(row, measure)));
    table.AddRow(std::move(cells));
  };
  for (const auto& row : rows) add(CodeOf(row.selection()), row.name(), row);
  if (total != nullptr) add("", "Tất cả", *total);
  out << "\n";
  table.Print(out);
}

void PrintHotSpots(const v1::Overview& overview, std::ostream& out) {
  if (overview.hot_spots().empty()) return;
  TextTable table({"Điểm nóng", "Địa bàn", "Lĩnh vực", "Đơn", "Người", "Lý do"});
  table.Right({3, 4});
  for (const auto& spot : overview.hot_spots()) {
    const auto matter = spot.selection().matter_id();
    table.AddRow({matter > 0 ? "đơn " + std::to_string(matter) : "địa bàn",
                  Shorten(spot.area_name(), kNameWidth), Shorten(spot.subject_name(), kNameWidth),
                  std::to_string(spot.petitions()), std::to_string(spot.people()),
                  spot.reason_vi()});
  }
  out << "\n";
  table.Print(out);
}

void PrintOverdue(const v1::Overview& overview, std::ostream& out) {
  if (overview.most_overdue().empty()) return;
  TextTable table({"Vụ việc", "Mã đơn", "Cơ quan", "Hạn", "Quá hạn (ngày)"});
  table.Right({0, 4});
  for (const auto& item : overview.most_overdue()) {
    table.AddRow({item.hidden() ? "(kín)" : std::to_string(item.case_id()), item.petition_code(),
                  item.agency_code(), DayVi(item.due_on()),
                  item.hidden() ? "" : std::to_string(item.days_late())});
  }
  out << "\n";
  table.Print(out);
}

void PrintOverview(const v1::Overview& overview, std::ostream& out) {
  for (const auto measure : Measures()) {
    out << "(" << measure << ") " << LabelVi(measure) << ": " << FigureOf(overview.total(), measure)
        << "\n";
  }
  PrintRows("Cơ quan", overview.agencies(), &overview.total(), out);
  PrintRows("Lĩnh vực", overview.subjects(), nullptr, out);
  PrintRows("Địa bàn", overview.areas(), nullptr, out);
  PrintRows("Tháng", overview.months(), nullptr, out);
  PrintHotSpots(overview, out);
  PrintOverdue(overview, out);
}

absl::StatusOr<int> Overview(Session& session, const Arguments& arguments) {
  v1::GetOverviewRequest request;
  ASSIGN_OR_RETURN(*request.mutable_agency_code(), arguments.Required("agency"));
  ASSIGN_OR_RETURN(*request.mutable_from(), arguments.RequiredDay("from"));
  ASSIGN_OR_RETURN(*request.mutable_to(), arguments.RequiredDay("to"));
  request.set_own_only(arguments.Has("own-only"));
  ASSIGN_OR_RETURN(const auto months, arguments.Number("months", 12, 1, 24));
  request.set_months(static_cast<int>(months));
  ASSIGN_OR_RETURN(const auto overview,
                   client::InspectorateClient(session.connection).GetOverview(request));
  if (session.json) {
    PrintJson(OverviewJson(overview), session.out);
  } else {
    PrintOverview(overview, session.out);
  }
  return kOk;
}

}  // namespace

Command OverviewCommand() {
  return {"overview",
          "",
          "toàn cảnh: đơn, vụ việc, quá hạn, điểm nóng",
          {{"agency", "MÃ", "cơ quan; gồm cả cấp dưới"},
           {"from", "NGÀY", "ngày đầu kỳ"},
           {"to", "NGÀY", "ngày cuối kỳ"},
           {"own-only", "", "không gồm cấp dưới"},
           {"months", "SỐ", "số tháng của biểu đồ, 1 đến 24"}},
          0,
          0,
          Overview};
}

}  // namespace donthu::cli
