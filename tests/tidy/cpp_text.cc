#include "tests/tidy/cpp_text.h"

#include <re2/re2.h>

#include <algorithm>
#include <cctype>

#include "tests/tidy/source_tree.h"

namespace donthu::tidy {
namespace {

char Unescaped(char c) {
  switch (c) {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case 'r':
      return '\r';
    case '0':
      return '\0';
    default:
      return c;
  }
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) { out_.code = std::string(text); }

  CppText Read() {
    while (at_ < text_.size()) {
      if (Looking("//")) {
        Blank(text_.find('\n', at_));
      } else if (Looking("/*")) {
        const size_t end = text_.find("*/", at_ + 2);
        Blank(end == std::string_view::npos ? end : end + 2);
      } else if (Looking("R\"")) {
        ReadRaw();
      } else if (text_[at_] == '"') {
        ReadQuoted();
      } else if (text_[at_] == '\'') {
        ReadCharacter();
      } else {
        ++at_;
      }
    }
    return std::move(out_);
  }

 private:
  bool Looking(std::string_view what) const { return text_.substr(at_, what.size()) == what; }

  // Blanks the code up to `end` and goes there.
  void Blank(size_t end) {
    end = std::min(end, text_.size());
    for (; at_ < end; ++at_) {
      if (text_[at_] != '\n') out_.code[at_] = ' ';
    }
  }

  void Add(size_t begin, size_t end, std::string value, bool raw) {
    at_ = begin;
    Blank(end);
    out_.code[begin] = '"';
    out_.code[std::min(end, text_.size()) - 1] = '"';
    out_.literals.push_back({begin, end, std::move(value), raw});
  }

  void ReadRaw() {
    const size_t open = text_.find('(', at_);
    const std::string close = ")" + std::string(text_.substr(at_ + 2, open - at_ - 2)) + "\"";
    const size_t end = text_.find(close, open);
    if (open == std::string_view::npos || end == std::string_view::npos) return Blank(text_.size());
    Add(at_, end + close.size(), std::string(text_.substr(open + 1, end - open - 1)), true);
  }

  void ReadQuoted() {
    std::string value;
    size_t end = at_ + 1;
    for (; end < text_.size() && text_[end] != '"' && text_[end] != '\n'; ++end) {
      const bool escape = text_[end] == '\\' && end + 1 < text_.size();
      value += escape ? Unescaped(text_[++end]) : text_[end];
    }
    Add(at_, std::min(end + 1, text_.size()), std::move(value), false);
  }

  void ReadCharacter() {
    // 1'000 is a number.
    if (at_ > 0 && std::isdigit(static_cast<unsigned char>(text_[at_ - 1])) != 0) {
      ++at_;
      return;
    }
    size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != '\'') end += text_[end] == '\\' ? 2 : 1;
    Blank(end + 1);
  }

  std::string_view text_;
  size_t at_ = 0;
  CppText out_;
};

// Blanks preprocessor lines: a brace in a macro belongs to no function.
std::string WithoutDirectives(std::string code) {
  bool directive = false;
  size_t begin = 0;
  while (begin < code.size()) {
    const size_t end = std::min(code.find('\n', begin), code.size());
    const size_t first = code.find_first_not_of(" \t", begin);
    directive = directive || (first < end && code[first] == '#');
    const bool goes_on = end > begin && code[end - 1] == '\\';
    if (directive) std::fill(&code[begin], &code[begin] + (end - begin), ' ');
    directive = directive && goes_on;
    begin = end + 1;
  }
  return code;
}

enum class Scope { kContainer, kFunction, kOther };

// What a brace opens, by the text before it.
Scope ScopeOf(const std::string& head, const std::vector<Scope>& open) {
  static const RE2 container(
      R"((?s)\s*(template\s*<[^{}]*>\s*)?(inline\s+)?(namespace|class|struct|enum|union|extern)\b.*)");
  for (const Scope scope : open) {
    if (scope != Scope::kContainer) return Scope::kOther;
  }
  const bool called = head.find('(') != std::string::npos;
  if (RE2::FullMatch(head, container) && !called) return Scope::kContainer;
  // A table like `constexpr Row kRows[] = {` is data.
  static const RE2 data(R"((?s).*=\s*)");
  return called && !RE2::FullMatch(head, data) ? Scope::kFunction : Scope::kOther;
}

}  // namespace

CppText ReadCpp(std::string_view text) { return Reader(text).Read(); }

int LineAt(std::string_view text, size_t place) {
  return 1 + static_cast<int>(
                 std::count(text.begin(), text.begin() + std::min(place, text.size()), '\n'));
}

std::vector<Include> IncludesOf(std::string_view text) {
  static const RE2 pattern(R"re(\s*#\s*include\s+([<"])([^>"]+)[>"].*)re");
  std::vector<Include> includes;
  int number = 0;
  for (const auto& line : LinesOf(text)) {
    ++number;
    std::string quote, name;
    if (RE2::FullMatch(line, pattern, &quote, &name)) {
      includes.push_back({name, quote == "<", number});
    }
  }
  return includes;
}

std::vector<Function> FunctionsOf(const CppText& text) {
  const std::string code = WithoutDirectives(text.code);
  std::vector<Function> functions;
  std::vector<Scope> open;
  size_t head = 0;  // where the text before the next brace begins
  size_t function = 0;
  for (size_t i = 0; i < code.size(); ++i) {
    if (code[i] == ';') head = i + 1;
    if (code[i] == '{') {
      open.push_back(ScopeOf(code.substr(head, i - head), open));
      if (open.back() == Scope::kFunction) {
        function = code.find_first_not_of(" \n", head);
        functions.push_back({code.substr(function, i - function), LineAt(code, function), 0});
      }
      head = i + 1;
    }
    if (code[i] == '}' && !open.empty()) {
      if (open.back() == Scope::kFunction) functions.back().last_line = LineAt(code, i);
      open.pop_back();
      head = i + 1;
    }
  }
  return functions;
}

}  // namespace donthu::tidy
