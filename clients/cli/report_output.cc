#include "clients/cli/report_output.h"

#include <algorithm>
#include <map>

#include "clients/cli/labels.h"
#include "clients/cli/text_table.h"

namespace donthu::cli {
namespace {

using Columns = google::protobuf::Map<google::protobuf::int32, google::protobuf::int64>;

Json ColumnsJson(const Columns& columns) {
  Json json = Json::object();
  for (const auto& [number, figure] : std::map<int, std::int64_t>(columns.begin(), columns.end())) {
    json[std::to_string(number)] = figure;
  }
  return json;
}

std::string FigureOf(const Columns& columns, int number) {
  const auto found = columns.find(number);
  return found == columns.end() ? "0" : std::to_string(found->second);
}

Json SealJson(const inspectorate::v1::ReportSeal& seal) {
  return {{"number", seal.number()},
          {"events", seal.events()},
          {"root", seal.root()},
          {"signature", seal.signature()},
          {"covers_report", seal.covers_report()}};
}

void PrintSeal(const inspectorate::v1::Report& report, std::ostream& out) {
  if (!report.has_seal()) {
    out << "Sổ cái chưa được niêm phong.\n";
    return;
  }
  const auto& seal = report.seal();
  out << "Dấu niêm sổ cái số " << seal.number() << ", gốc " << seal.root() << ", chữ ký "
      << seal.signature() << "; số liệu đến vị trí " << report.ledger_cursor()
      << (seal.covers_report() ? ".\n" : " (phần mới nhất chờ dấu niêm sau).\n");
}

void PrintRows(const inspectorate::v1::Report& report, std::ostream& out) {
  std::vector<std::string> headers = {"Mã", "Cơ quan"};
  std::vector<std::size_t> right;
  for (const auto& header : report.headers()) {
    right.push_back(headers.size());
    headers.push_back(std::to_string(header.number()));
  }
  TextTable table(headers);
  table.Right(right);
  for (const auto& row : report.rows()) {
    std::vector<std::string> cells = {row.agency_code(), Shorten(row.agency_name(), 40)};
    for (const auto& header : report.headers()) {
      cells.push_back(FigureOf(row.columns(), header.number()));
    }
    table.AddRow(std::move(cells));
  }
  out << "\n";
  table.Print(out);
}

}  // namespace

Json ReportJson(const inspectorate::v1::Report& report) {
  Json checks = Json::array();
  for (const auto& check : report.checks()) {
    checks.push_back({{"identity", check.identity()}, {"ok", check.ok()}});
  }
  Json rows = Json::array();
  for (const auto& row : report.rows()) {
    rows.push_back({{"agency", row.agency_code()},
                    {"name", row.agency_name()},
                    {"columns", ColumnsJson(row.columns())}});
  }
  return {{"form", report.form()},
          {"agency", report.agency_code()},
          {"from", IsoDay(report.from())},
          {"to", IsoDay(report.to())},
          {"columns", ColumnsJson(report.columns())},
          {"checks", checks},
          {"rows", rows},
          {"ledger_cursor", report.ledger_cursor()},
          {"seal", report.has_seal() ? SealJson(report.seal()) : Json()}};
}

void PrintReport(const inspectorate::v1::Report& report, bool rows, std::ostream& out) {
  out << "Biểu " << report.form() << " (" << report.circular() << "): " << report.title_vi() << "\n"
      << report.agency_code() << ", từ " << DayVi(report.from()) << " đến " << DayVi(report.to())
      << "\n\n";
  TextTable table({"MS", "Số liệu", "Chỉ tiêu"});
  table.Right({0, 1});
  for (const auto& header : report.headers()) {
    table.AddRow({std::to_string(header.number()), FigureOf(report.columns(), header.number()),
                  header.path_vi().empty() ? header.header_vi()
                                           : header.path_vi() + " > " + header.header_vi()});
  }
  table.Print(out);
  if (rows) PrintRows(report, out);
  out << "\nKiểm tra: ";
  for (const auto& check : report.checks()) {
    out << check.identity() << (check.ok() ? " đúng; " : " SAI; ");
  }
  out << (AllHold(report) ? "tất cả khớp.\n" : "CÓ CHỖ KHÔNG KHỚP.\n");
  PrintSeal(report, out);
}

bool AllHold(const inspectorate::v1::Report& report) {
  return std::all_of(report.checks().begin(), report.checks().end(),
                     [](const auto& check) { return check.ok(); });
}

}  // namespace donthu::cli
