// A workbook is opened again and its cells are held against the report that it prints.
#include "services/inspectorate/workbook.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>
#include <re2/re2.h>

#include <cstdlib>
#include <fstream>
#include <map>

#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "services/inspectorate/form_book.h"
#include "services/inspectorate/zip_for_test.h"

namespace donthu::inspectorate {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr int kFirstRow = 9;  // Of the agencies, as the sheet numbers it.

const v1::Form& Form01() {
  static const auto* book = new FormBook(*FormBook::Load("services/inspectorate/forms"));
  return **book->Find("01/XLD", "TT 01/2024");
}

v1::Report SomeReport(int agencies) {
  v1::Report report;
  report.set_form("01/XLD");
  report.set_circular("TT 01/2024");
  report.set_agency_code("QB-UBND");
  google::protobuf::TextFormat::ParseFromString("year: 2023 month: 12 day: 15",
                                                report.mutable_from());
  google::protobuf::TextFormat::ParseFromString("year: 2024 month: 12 day: 14",
                                                report.mutable_to());
  report.set_ledger_cursor("12.34");
  Figures totals;
  for (int i = 0; i < agencies; ++i) {
    auto* row = report.add_rows();
    row->set_agency_code(absl::StrFormat("QB-%03d", i));
    if (i > 0) row->set_agency_name(absl::StrFormat("UBND xã Phú Thủy & Mỹ <%d>", i));
    Figures figures;
    for (const auto& column : Form01().columns()) {
      if (!column.has_sum()) figures[column.number()] = 1000 * i + column.number();
    }
    AddSums(Form01(), &figures);
    for (const auto& [column, value] : figures) {
      (*row->mutable_columns())[column] = value;
      totals[column] += value;
    }
  }
  for (const auto& [column, value] : totals) (*report.mutable_columns())[column] = value;
  return report;
}

struct Cell {
  std::string value;
  std::string formula;
};

// By name, e.g. "B9"; texts as they are shown.
std::map<std::string, Cell> CellsOf(const std::string& workbook) {
  auto parts = Unzipped(workbook);
  std::vector<std::string> texts;
  std::string text;
  re2::StringPiece strings(parts["xl/sharedStrings.xml"]);
  while (RE2::FindAndConsume(&strings, R"(<si><t[^>]*>([^<]*)</t></si>)", &text)) {
    texts.push_back(absl::StrReplaceAll(text, {{"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}}));
  }
  std::map<std::string, Cell> cells;
  std::string name, attributes, formula, value;
  re2::StringPiece sheet(parts["xl/worksheets/sheet1.xml"]);
  while (RE2::FindAndConsume(
      &sheet, R"re(<c r="([A-Z]+[0-9]+)"([^>]*)>(?:<f>([^<]*)</f>)?<v>([^<]*)</v></c>)re", &name,
      &attributes, &formula, &value)) {
    const bool shared = attributes.find("t=\"s\"") != std::string::npos;
    cells[name] = {shared ? texts.at(std::stoul(value)) : value, formula};
  }
  return cells;
}

// Sheet column of a form's column: A names the agencies.
std::string At(int column, int row) { return absl::StrFormat("%c%d", 'A' + column, row); }

TEST(Workbook, HoldsEveryFigureOfTheReport_SumsAndTotalsAsFormulasWithTheirValue) {
  const auto report = SomeReport(3);
  const auto cells = CellsOf(*WorkbookOf(Form01(), report, "Ủy ban nhân dân tỉnh Quảng Bình"));
  for (int i = 0; i < 3; ++i) {
    const auto& row = report.rows(i);
    EXPECT_EQ(cells.at(At(0, kFirstRow + i)).value, i == 0 ? row.agency_code() : row.agency_name());
    for (const auto& column : Form01().columns()) {
      const Cell& cell = cells.at(At(column.number(), kFirstRow + i));
      EXPECT_EQ(cell.value, std::to_string(row.columns().at(column.number())));
      EXPECT_EQ(cell.formula.empty(), !column.has_sum()) << column.number();
    }
  }
  EXPECT_EQ(cells.at("B9").formula, "C9+D9");
  EXPECT_EQ(cells.at("A12").value, "Tổng cộng");
  for (const auto& column : Form01().columns()) {
    const Cell& cell = cells.at(At(column.number(), 12));
    EXPECT_EQ(cell.value, std::to_string(report.columns().at(column.number())));
    EXPECT_EQ(cell.formula,
              absl::StrFormat("SUM(%s:%s)", At(column.number(), 9), At(column.number(), 11)));
  }
}

TEST(Workbook, HasTheHeadersAndNumbersOfTheForm) {
  const auto cells = CellsOf(*WorkbookOf(Form01(), SomeReport(1), "UBND tỉnh"));
  EXPECT_EQ(cells.at("A1").value, "UBND tỉnh");
  EXPECT_EQ(cells.at("A2").value, "Biểu số: 01/XLD (TT 01/2024)");
  EXPECT_EQ(cells.at("A3").value, "Tổng hợp kết quả xử lý đơn");
  EXPECT_EQ(cells.at("A4").value, "Số liệu từ ngày 15/12/2023 đến ngày 14/12/2024");
  EXPECT_EQ(cells.at("B5").value, "Tổng số đơn phải xử lý");
  EXPECT_EQ(cells.at("C6").value, "Kỳ trước chuyển sang");
  EXPECT_EQ(cells.at("L5").value, "Phân loại đơn theo tình trạng giải quyết");
  EXPECT_EQ(cells.at("L6").value, "Đã giải quyết");
  EXPECT_EQ(cells.at("M7").value, "Nhiều lần");
  EXPECT_EQ(cells.at("A8").value, "MS");
  EXPECT_EQ(cells.at("B8").value, "1=2+3");
  EXPECT_EQ(cells.at("W8").value, "22");
}

TEST(Workbook, HeadersCoverTheTableOnce) {
  int rows = 0;
  std::map<std::pair<int, int>, int> covered;
  for (const auto& cell : HeaderTree(Form01(), &rows)) {
    for (int row = cell.first_row; row <= cell.last_row; ++row) {
      for (int column = cell.first_column; column <= cell.last_column; ++column) {
        ++covered[{row, column}];
      }
    }
  }
  EXPECT_EQ(rows, 3);
  EXPECT_EQ(covered.size(), 3u * 22u);
  for (const auto& [place, times] : covered) {
    EXPECT_EQ(times, 1) << place.first << ", " << place.second;
  }
}

TEST(Workbook, PrintsOnA4Landscape_AsWideAsAPage_WithPagesNumberedAndHeadersRepeated) {
  auto parts = Unzipped(*WorkbookOf(Form01(), SomeReport(1), "UBND tỉnh"));
  const std::string& sheet = parts["xl/worksheets/sheet1.xml"];
  EXPECT_THAT(sheet, HasSubstr("paperSize=\"9\""));
  EXPECT_THAT(sheet, HasSubstr("orientation=\"landscape\""));
  EXPECT_THAT(sheet, HasSubstr("fitToHeight=\"0\""));
  EXPECT_THAT(sheet, HasSubstr("Trang &amp;P/&amp;N"));
  EXPECT_THAT(parts["xl/workbook.xml"], HasSubstr("$5:$8"));
  EXPECT_THAT(parts["xl/styles.xml"], HasSubstr("Times New Roman"));
}

TEST(Workbook, NamesTheSealInTheTableAndAtTheFoot) {
  auto report = SomeReport(1);
  EXPECT_EQ(SealLine(report), "Sổ cái chưa được niêm phong.");
  report.mutable_seal()->set_number(12);
  report.mutable_seal()->set_root("0123456789abcdef");
  report.mutable_seal()->set_signature("fedcba9876543210");
  const std::string line =
      "Dấu niêm sổ cái số 12, gốc 0123456789abcdef, chữ ký fedcba9876543210; số liệu đến vị trí "
      "12.34";
  EXPECT_EQ(SealLine(report), line + " (phần mới nhất chờ dấu niêm sau)");
  report.mutable_seal()->set_covers_report(true);
  EXPECT_EQ(SealLine(report), line);
  const std::string workbook = *WorkbookOf(Form01(), report, "UBND tỉnh");
  EXPECT_EQ(CellsOf(workbook).at("A12").value, line);
  EXPECT_THAT(Unzipped(workbook)["xl/worksheets/sheet1.xml"], HasSubstr("&amp;8" + line));
}

TEST(Workbook, OfAReportWithoutRows_HasTotalsAndNoFormulaThatAddsItself) {
  auto report = SomeReport(0);
  for (const auto& column : Form01().columns()) (*report.mutable_columns())[column.number()] = 0;
  const auto cells = CellsOf(*WorkbookOf(Form01(), report, "UBND tỉnh"));
  EXPECT_EQ(cells.at("A9").value, "Tổng cộng");
  EXPECT_EQ(cells.at("B9").value, "0");
  EXPECT_EQ(cells.at("B9").formula, "");
}

TEST(Workbook, OfTheSameReport_IsTheSameFile) {
  EXPECT_EQ(*WorkbookOf(Form01(), SomeReport(2), "UBND tỉnh"),
            *WorkbookOf(Form01(), SomeReport(2), "UBND tỉnh"));
}

TEST(Workbook, OfAProvince_StaysFarBelowWhatACallMayCarry) {
  const std::string workbook = *WorkbookOf(Form01(), SomeReport(700), "UBND tỉnh");
  EXPECT_LT(workbook.size(), 1'000'000u);
  // To look at: DONTHU_KEEP_WORKBOOK=FILE.
  if (const char* file = std::getenv("DONTHU_KEEP_WORKBOOK")) {
    std::ofstream(file, std::ios::binary) << *WorkbookOf(Form01(), SomeReport(60), "UBND tỉnh");
  }
}

TEST(Workbook, IsNamedAfterFormAgencyAndPeriod) {
  EXPECT_EQ(WorkbookName(SomeReport(0)), "01-XLD_QB-UBND_20231215-20241214.xlsx");
}

}  // namespace
}  // namespace donthu::inspectorate
