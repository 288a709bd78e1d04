#include "clients/cli/text_table.h"

#include <algorithm>

#include "services/base/text/unicode.h"

namespace donthu::cli {

int DisplayWidth(std::string_view text) {
  return static_cast<int>(text::CodePoints(text::ToNfc(text)));
}

std::string Shorten(std::string_view text, int width) {
  std::string line = text::ToNfc(text);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  if (DisplayWidth(line) <= width) return line;
  std::size_t end = 0;
  for (int taken = 0; end < line.size(); ++end) {
    // Bytes 10xxxxxx continue a letter; any other begins one.
    const bool begins = (static_cast<unsigned char>(line[end]) & 0xc0) != 0x80;
    if (begins && ++taken == width) break;
  }
  return line.substr(0, end) + "…";
}

TextTable& TextTable::Right(std::vector<std::size_t> columns) {
  right_ = std::move(columns);
  return *this;
}

void TextTable::Print(std::ostream& out) const {
  std::vector<int> widths;
  const auto measure = [&widths](const std::vector<std::string>& cells) {
    if (widths.size() < cells.size()) widths.resize(cells.size(), 0);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      widths[i] = std::max(widths[i], DisplayWidth(cells[i]));
    }
  };
  measure(headers_);
  for (const auto& row : rows_) measure(row);
  if (!headers_.empty()) PrintRow(headers_, widths, out);
  for (const auto& row : rows_) PrintRow(row, widths, out);
}

void TextTable::PrintRow(const std::vector<std::string>& cells, const std::vector<int>& widths,
                         std::ostream& out) const {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string padding(static_cast<std::size_t>(widths[i] - DisplayWidth(cells[i])), ' ');
    const bool right = std::find(right_.begin(), right_.end(), i) != right_.end();
    if (i > 0) line += "  ";
    line += right ? padding + cells[i] : cells[i] + padding;
  }
  line.erase(line.find_last_not_of(' ') + 1);
  out << line << "\n";
}

}  // namespace donthu::cli
