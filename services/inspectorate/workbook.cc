#include "services/inspectorate/workbook.h"

#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <memory>

#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/time/time.h"
#include "services/base/clock/clock.h"
#include "services/law/date.h"

namespace donthu::inspectorate {
namespace {

// Where the table begins; the first sheet column names the agencies.
constexpr int kTableRow = 4;
constexpr int kFirstColumn = 1;
constexpr double kAgencyWidth = 30;
constexpr double kFigureWidth = 9;
constexpr double kHeaderHeight = 42;
constexpr int kA4 = 9;

absl::CivilDay DayIn(const common::v1::Date& date) {
  return absl::CivilDay(date.year(), date.month(), date.day());
}

int64_t FigureOf(const google::protobuf::Map<int32_t, int64_t>& columns, int number) {
  const auto found = columns.find(number);
  return found == columns.end() ? 0 : found->second;
}

std::vector<std::string> PathOf(const v1::Column& column) {
  std::vector<std::string> path;
  if (!column.path_vi().empty()) path = absl::StrSplit(column.path_vi(), " > ");
  path.push_back(column.header_vi());
  return path;
}

// "B7".
std::string CellName(int row, int column) {
  char name[LXW_MAX_CELL_NAME_LENGTH];
  lxw_rowcol_to_cell(name, row, static_cast<lxw_col_t>(column));
  return name;
}

// The file in memory only: its name leads to it while it is open.
class MemoryFile {
 public:
  MemoryFile() : fd_(memfd_create("workbook", MFD_CLOEXEC)) {}
  ~MemoryFile() {
    if (fd_ >= 0) close(fd_);
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  bool ok() const { return fd_ >= 0; }
  std::string path() const { return absl::StrFormat("/proc/self/fd/%d", fd_); }
  std::string Bytes() const {
    std::string bytes(static_cast<size_t>(std::max<off_t>(0, lseek(fd_, 0, SEEK_END))), '\0');
    const ssize_t read = pread(fd_, bytes.data(), bytes.size(), 0);
    bytes.resize(static_cast<size_t>(std::max<ssize_t>(0, read)));
    return bytes;
  }

 private:
  const int fd_;
};

// Writes one report. All texts must outlive it: the library copies what it keeps.
class Sheet {
 public:
  Sheet(lxw_workbook* book, const v1::Form& form, const v1::Report& report)
      : book_(book), form_(form), report_(report) {
    const std::string name = absl::StrReplaceAll("Biểu " + form.code(), {{"/", "-"}});
    sheet_ = workbook_add_worksheet(book, name.c_str());
    title_ = Format(14, LXW_ALIGN_CENTER, true, false);
    plain_ = Format(11, LXW_ALIGN_CENTER, false, false);
    left_ = Format(11, LXW_ALIGN_LEFT, false, false);
    header_ = Format(10, LXW_ALIGN_CENTER, true, true);
    number_ = Format(9, LXW_ALIGN_CENTER, false, true);
    format_set_italic(number_);
    agency_ = Format(10, LXW_ALIGN_LEFT, false, true);
    figure_ = Format(10, LXW_ALIGN_RIGHT, false, true);
    total_ = Format(10, LXW_ALIGN_RIGHT, true, true);
    for (auto* format : {figure_, total_}) format_set_num_format(format, "#,##0");
  }

  void Write(const std::string& agency_name) {
    WriteHead(agency_name);
    WriteHeaders();
    WriteNumbers();
    for (const auto& row : report_.rows()) WriteRow(row);
    WriteTotals();
    Span(at_ + 1, SealLine(report_), left_);
    SetUpPrint();
  }

 private:
  lxw_format* Format(double size, int align, bool bold, bool border) {
    lxw_format* format = workbook_add_format(book_);
    format_set_font_name(format, "Times New Roman");
    format_set_font_size(format, size);
    format_set_align(format, static_cast<uint8_t>(align));
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    format_set_text_wrap(format);
    if (bold) format_set_bold(format);
    if (border) format_set_border(format, LXW_BORDER_THIN);
    return format;
  }

  int LastColumn() const { return form_.columns_size(); }

  void Merge(int row, int column, int last_row, int last_column, const std::string& text,
             lxw_format* format) {
    if (row == last_row && column == last_column) {
      worksheet_write_string(sheet_, row, column, text.c_str(), format);
    } else {
      worksheet_merge_range(sheet_, row, column, last_row, last_column, text.c_str(), format);
    }
  }

  void Span(int row, const std::string& text, lxw_format* format) {
    Merge(row, 0, row, LastColumn(), text, format);
  }

  void WriteHead(const std::string& agency_name) {
    Span(0, agency_name, left_);
    Span(1, absl::StrFormat("Biểu số: %s (%s)", form_.code(), form_.circular()), left_);
    Span(2, form_.title_vi(), title_);
    Span(3,
         absl::StrFormat("Số liệu từ ngày %s đến ngày %s", law::FormatDayVi(DayIn(report_.from())),
                         law::FormatDayVi(DayIn(report_.to()))),
         plain_);
  }

  void WriteHeaders() {
    int rows = 0;
    for (const auto& cell : HeaderTree(form_, &rows)) {
      Merge(kTableRow + cell.first_row, kFirstColumn + cell.first_column, kTableRow + cell.last_row,
            kFirstColumn + cell.last_column, cell.text, header_);
    }
    Merge(kTableRow, 0, kTableRow + rows - 1, 0, "Đơn vị", header_);
    at_ = kTableRow + rows;
    // Merged cells don't make their rows as high as their text needs.
    for (int row = kTableRow; row < at_; ++row) {
      worksheet_set_row(sheet_, row, kHeaderHeight, nullptr);
    }
  }

  void WriteNumbers() {
    worksheet_write_string(sheet_, at_, 0, "MS", number_);
    for (const auto& column : form_.columns()) {
      std::string text = std::to_string(column.number());
      if (column.has_sum()) text += "=" + absl::StrJoin(column.sum().columns(), "+");
      worksheet_write_string(sheet_, at_, column.number(), text.c_str(), number_);
    }
    first_row_ = ++at_;
  }

  void WriteRow(const v1::ReportRow& row) {
    const std::string& name = row.agency_name().empty() ? row.agency_code() : row.agency_name();
    worksheet_write_string(sheet_, at_, 0, name.c_str(), agency_);
    for (const auto& column : form_.columns()) {
      const auto figure = static_cast<double>(FigureOf(row.columns(), column.number()));
      if (!column.has_sum()) {
        worksheet_write_number(sheet_, at_, column.number(), figure, figure_);
        continue;
      }
      std::vector<std::string> parts;
      for (int part : column.sum().columns()) parts.push_back(CellName(at_, part));
      worksheet_write_formula_num(sheet_, at_, column.number(),
                                  ("=" + absl::StrJoin(parts, "+")).c_str(), figure_, figure);
    }
    ++at_;
  }

  void WriteTotals() {
    worksheet_write_string(sheet_, at_, 0, "Tổng cộng", header_);
    for (const auto& column : form_.columns()) {
      const auto total = static_cast<double>(FigureOf(report_.columns(), column.number()));
      if (at_ == first_row_) {
        worksheet_write_number(sheet_, at_, column.number(), total, total_);
        continue;
      }
      const std::string sum = absl::StrFormat("=SUM(%s:%s)", CellName(first_row_, column.number()),
                                              CellName(at_ - 1, column.number()));
      worksheet_write_formula_num(sheet_, at_, column.number(), sum.c_str(), total_, total);
    }
    ++at_;
  }

  void SetUpPrint() {
    worksheet_set_column(sheet_, 0, 0, kAgencyWidth, nullptr);
    worksheet_set_column(sheet_, 1, static_cast<lxw_col_t>(LastColumn()), kFigureWidth, nullptr);
    worksheet_set_landscape(sheet_);
    worksheet_set_paper(sheet_, kA4);
    worksheet_fit_to_pages(sheet_, 1, 0);
    worksheet_set_margins(sheet_, 0.5, 0.4, 0.6, 0.6);
    worksheet_repeat_rows(sheet_, kTableRow, first_row_ - 1);
    worksheet_freeze_panes(sheet_, first_row_, kFirstColumn);
    const std::string foot =
        absl::StrFormat("&L&\"Times New Roman,Regular\"&8%s&R&8Trang &P/&N", SealLine(report_));
    worksheet_set_footer(sheet_, foot.c_str());
  }

  lxw_workbook* const book_;
  const v1::Form& form_;
  const v1::Report& report_;
  lxw_worksheet* sheet_;
  lxw_format *title_, *plain_, *left_, *header_, *number_, *agency_, *figure_, *total_;
  // The next row, and the first below the headers.
  int at_ = 0;
  int first_row_ = 0;
};

// The library else takes the time of day.
void SetMade(lxw_workbook* book, const v1::Form& form, const v1::Report& report) {
  std::string title = absl::StrFormat("Biểu %s: %s", form.code(), form.title_vi());
  lxw_doc_properties properties = {};
  properties.title = title.data();
  properties.created = static_cast<time_t>(
      report.has_seal() ? report.seal().sealed_at().seconds()
                        : absl::ToUnixSeconds(absl::FromCivil(DayIn(report.to()), VietnamTime())));
  workbook_set_properties(book, &properties);
}

}  // namespace

std::string WorkbookName(const v1::Report& report) {
  const auto day = [](const common::v1::Date& date) {
    return absl::StrFormat("%04d%02d%02d", date.year(), date.month(), date.day());
  };
  return absl::StrFormat("%s_%s_%s-%s.xlsx", absl::StrReplaceAll(report.form(), {{"/", "-"}}),
                         report.agency_code(), day(report.from()), day(report.to()));
}

std::string SealLine(const v1::Report& report) {
  if (!report.has_seal()) return "Sổ cái chưa được niêm phong.";
  const auto& seal = report.seal();
  return absl::StrFormat("Dấu niêm sổ cái số %d, gốc %s, chữ ký %s; số liệu đến vị trí %s%s",
                         seal.number(), seal.root(), seal.signature(), report.ledger_cursor(),
                         seal.covers_report() ? "" : " (phần mới nhất chờ dấu niêm sau)");
}

std::vector<HeaderCell> HeaderTree(const v1::Form& form, int* rows) {
  std::vector<std::vector<std::string>> paths;
  size_t depth = 1;
  for (const auto& column : form.columns()) {
    paths.push_back(PathOf(column));
    depth = std::max(depth, paths.back().size());
  }
  *rows = static_cast<int>(depth);
  std::vector<HeaderCell> cells;
  for (size_t c = 0; c < paths.size(); ++c) {
    for (size_t level = 0; level < paths[c].size(); ++level) {
      const bool last = level + 1 == paths[c].size();
      // One that the column to the left has begun is there already.
      const auto shares = [&](size_t other) {
        return !last && paths[other].size() > level + 1 &&
               std::equal(paths[c].begin(), paths[c].begin() + level + 1, paths[other].begin());
      };
      if (c > 0 && shares(c - 1)) continue;
      size_t end = c;
      while (end + 1 < paths.size() && shares(end + 1)) ++end;
      cells.push_back({static_cast<int>(level), last ? *rows - 1 : static_cast<int>(level),
                       static_cast<int>(c), static_cast<int>(end), paths[c][level]});
    }
  }
  return cells;
}

absl::StatusOr<std::string> WorkbookOf(const v1::Form& form, const v1::Report& report,
                                       const std::string& agency_name) {
  const MemoryFile file;
  if (!file.ok()) return absl::InternalError("no memory file for a workbook");
  const std::string path = file.path();
  lxw_workbook* book = workbook_new(path.c_str());
  if (book == nullptr) return absl::InternalError("no workbook");
  Sheet(book, form, report).Write(agency_name);
  SetMade(book, form, report);
  // Frees the workbook too.
  if (workbook_close(book) != LXW_NO_ERROR) return absl::InternalError("workbook not written");
  return file.Bytes();
}

}  // namespace donthu::inspectorate
