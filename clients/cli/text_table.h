// Tables of text in columns that line up on a terminal.
#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace donthu::cli {

// Columns that `text` (UTF-8, NFC or NFD) takes: one per letter of Vietnamese.
int DisplayWidth(std::string_view text);

// At most `width` columns of `text`, with "…" for what was cut; line ends become spaces.
std::string Shorten(std::string_view text, int width);

class TextTable {
 public:
  enum class Align { kLeft, kRight };

  // Without headers no header line is printed.
  explicit TextTable(std::vector<std::string> headers) : headers_(std::move(headers)) {}

  // Columns are aligned left unless named here.
  TextTable& Right(std::vector<std::size_t> columns);
  void AddRow(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  bool empty() const { return rows_.empty(); }

  // Two spaces between columns, none at the end of a line.
  void Print(std::ostream& out) const;

 private:
  void PrintRow(const std::vector<std::string>& cells, const std::vector<int>& widths,
                std::ostream& out) const;

  std::vector<std::string> headers_;
  std::vector<std::vector<std::string>> rows_;
  std::vector<std::size_t> right_;
};

}  // namespace donthu::cli
