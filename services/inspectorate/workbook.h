// A form filled in as a workbook (.xlsx) to print: the table as the form has it, on A4.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "donthu/inspectorate/v1/form.pb.h"
#include "donthu/inspectorate/v1/inspectorate_service.pb.h"

namespace donthu::inspectorate {

inline constexpr char kWorkbookType[] =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

// "01-XLD_QB-UBND_20231215-20241214.xlsx".
std::string WorkbookName(const v1::Report& report);

// The bytes of the file. One row for each agency under the tree of headers and the row of column
// numbers; sums and totals are formulas that carry their value. The seal stands below the table
// and at the foot of each page. `report` is that form filled in; the same report gives the same
// bytes.
absl::StatusOr<std::string> WorkbookOf(const v1::Form& form, const v1::Report& report,
                                       const std::string& agency_name);

// "Dấu niêm sổ cái số 12, gốc 0123…, chữ ký 4567…, vị trí 12.34", or that there is none.
std::string SealLine(const v1::Report& report);

// The headers of a form as they lie on its sheet, from 0; columns and rows of the table only.
struct HeaderCell {
  int first_row;
  int last_row;
  int first_column;
  int last_column;
  std::string text;
};

// Columns that share what stands above them share its cells. A column with fewer headers above it
// reaches down to the last row. `rows`: how many rows that makes.
std::vector<HeaderCell> HeaderTree(const v1::Form& form, int* rows);

}  // namespace donthu::inspectorate
