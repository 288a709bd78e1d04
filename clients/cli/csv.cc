#include "clients/cli/csv.h"

#include "absl/strings/str_format.h"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {
    if (text_.substr(0, 3) == "\xef\xbb\xbf") at_ = 3;
  }

  absl::StatusOr<std::vector<CsvRow>> Rows() {
    std::vector<CsvRow> rows;
    while (!AtEnd()) {
      CsvRow row;
      row.line = line_;
      do {
        std::string cell;
        RETURN_IF_ERROR(Peek() == '"' ? Quoted(&cell) : Plain(&cell));
        row.cells.push_back(std::move(cell));
      } while (Take(','));
      RETURN_IF_ERROR(EndLine());
      if (row.cells.size() > 1 || !row.cells[0].empty()) rows.push_back(std::move(row));
    }
    return rows;
  }

 private:
  bool AtEnd() const { return at_ == text_.size(); }
  char Peek() const { return AtEnd() ? '\0' : text_[at_]; }
  bool Take(char c) {
    if (AtEnd() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  absl::Status Wrong(int line, const char* what) const {
    return absl::InvalidArgumentError(absl::StrFormat("line %d: %s", line, what));
  }

  absl::Status Plain(std::string* cell) {
    while (!AtEnd() && Peek() != ',' && Peek() != '\n' && Peek() != '\r') {
      if (Peek() == '"') return Wrong(line_, "a quote inside a value that is not quoted");
      *cell += text_[at_++];
    }
    return absl::OkStatus();
  }

  absl::Status Quoted(std::string* cell) {
    const int began = line_;
    Take('"');
    while (true) {
      if (AtEnd()) return Wrong(began, "a quote that is never closed");
      const char c = text_[at_++];
      if (c == '\n') ++line_;
      if (c != '"') {
        *cell += c;
      } else if (!Take('"')) {
        break;
      } else {
        *cell += '"';
      }
    }
    if (!AtEnd() && Peek() != ',' && Peek() != '\n' && Peek() != '\r') {
      return Wrong(line_, "text after a closing quote");
    }
    return absl::OkStatus();
  }

  absl::Status EndLine() {
    Take('\r');
    if (!Take('\n') && !AtEnd()) return Wrong(line_, "a carriage return inside a line");
    ++line_;
    return absl::OkStatus();
  }

  const std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
};

}  // namespace

absl::StatusOr<std::vector<CsvRow>> ParseCsv(std::string_view text) { return Reader(text).Rows(); }

}  // namespace donthu::cli
