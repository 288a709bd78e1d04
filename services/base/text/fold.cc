#include "services/base/text/fold.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <utility>

namespace donthu::text {
namespace {

// Longest compatibility decomposition in Unicode is 18 code points.
constexpr std::size_t kDecomposedMax = 32;
// Latin letters, the Vietnamese ones included, lie below this code point.
constexpr utf8proc_int32_t kTableSize = 0x1F00;
constexpr char kNoEntry = 0;
constexpr char kBreak = ' ';

bool IsMarkOrFormat(utf8proc_category_t category) {
  return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME ||
         category == UTF8PROC_CATEGORY_MC || category == UTF8PROC_CATEGORY_CF;
}

bool IsLetterOrDigit(utf8proc_category_t category) {
  return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
         (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
}

void AppendUtf8(utf8proc_int32_t code_point, std::string& out) {
  std::array<utf8proc_uint8_t, 4> bytes;
  const utf8proc_ssize_t size = utf8proc_encode_char(code_point, bytes.data());
  out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(size));
}

// What a code point becomes: letters and digits, and kBreak where it parts words.
std::string FoldCodePoint(utf8proc_int32_t code_point) {
  if (code_point == 0x110 || code_point == 0x111) return "d";  // Đ, đ: Unicode leaves them whole
  std::array<utf8proc_int32_t, kDecomposedMax> parts;
  int boundary = 0;
  const utf8proc_ssize_t count = utf8proc_decompose_char(
      code_point, parts.data(), static_cast<utf8proc_ssize_t>(parts.size()),
      static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD),
      &boundary);
  std::string out;
  for (utf8proc_ssize_t i = 0; i < std::min<utf8proc_ssize_t>(count, kDecomposedMax); ++i) {
    const utf8proc_int32_t part = parts[static_cast<std::size_t>(i)];
    const auto category = utf8proc_category(part);
    if (IsMarkOrFormat(category)) continue;
    if (IsLetterOrDigit(category)) {
      AppendUtf8(part, out);
    } else {
      out += kBreak;
    }
  }
  return out;
}

// The folded letter of each code point that folds to exactly one byte.
std::array<char, kTableSize> MakeTable() {
  std::array<char, kTableSize> table{};
  for (utf8proc_int32_t c = 0; c < kTableSize; ++c) {
    const std::string folded = FoldCodePoint(c);
    table[static_cast<std::size_t>(c)] = folded.size() == 1 ? folded[0] : kNoEntry;
  }
  return table;
}

// Cuts a text into folded words as its code points go by.
class WordCutter {
 public:
  explicit WordCutter(std::string_view text) : text_(text) {}

  std::vector<FoldedWord> Cut() {
    static const std::array<char, kTableSize> table = MakeTable();
    words_.reserve(text_.size() / 5 + 1);
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text_.data());
    for (std::size_t at = 0; at < text_.size();) {
      utf8proc_int32_t code_point = bytes[at];
      utf8proc_ssize_t length = 1;
      if (code_point >= 0x80) {
        length = utf8proc_iterate(bytes + at, static_cast<utf8proc_ssize_t>(text_.size() - at),
                                  &code_point);
      }
      const std::size_t next = at + static_cast<std::size_t>(std::max<utf8proc_ssize_t>(length, 1));
      if (length <= 0) {
        open_ = false;
      } else {
        const char letter =
            code_point < kTableSize ? table[static_cast<std::size_t>(code_point)] : kNoEntry;
        if (letter != kNoEntry) {
          Take(letter, at, next);
        } else {
          TakeAll(FoldCodePoint(code_point), at, next);
        }
      }
      at = next;
    }
    return std::move(words_);
  }

 private:
  void Take(char c, std::size_t begin, std::size_t end) {
    if (c == kBreak) {
      open_ = false;
      return;
    }
    if (!open_) words_.push_back({"", begin, end});
    open_ = true;
    words_.back().word += c;
    words_.back().end = end;
  }

  // Nothing at all is a combining mark or a zero-width character: part of the word it stands in.
  void TakeAll(const std::string& folded, std::size_t begin, std::size_t end) {
    if (folded.empty() && open_) words_.back().end = end;
    for (const char c : folded) Take(c, begin, end);
  }

  std::string_view text_;
  std::vector<FoldedWord> words_;
  bool open_ = false;
};

}  // namespace

std::vector<FoldedWord> WordsInPlace(std::string_view text) { return WordCutter(text).Cut(); }

std::string Fold(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  for (const FoldedWord& word : WordsInPlace(text)) {
    if (!folded.empty()) folded += ' ';
    folded += word.word;
  }
  return folded;
}

std::vector<std::string> Words(std::string_view text) {
  std::vector<std::string> words;
  for (FoldedWord& word : WordsInPlace(text)) words.push_back(std::move(word.word));
  return words;
}

}  // namespace donthu::text
