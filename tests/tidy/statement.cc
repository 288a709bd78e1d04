#include "tests/tidy/statement.h"

#include <re2/re2.h>

#include <cctype>
#include <map>

#include "tests/tidy/cpp_text.h"

namespace donthu::tidy {
namespace {

bool IsWordCharacter(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

class Statements {
 public:
  explicit Statements(std::string_view text, std::map<std::string, std::string> macros = {})
      : text_(text), cpp_(ReadCpp(text)), macros_(std::move(macros)) {
    ReadMacros();
  }

  const std::map<std::string, std::string>& macros() const { return macros_; }

  std::vector<SqlStatement> All() {
    static const RE2 start(R"(\bStatement\s+\w+\s*=?\s*\{)");
    std::vector<SqlStatement> statements;
    re2::StringPiece rest(cpp_.code);
    while (RE2::FindAndConsume(&rest, start)) {
      const size_t begin = cpp_.code.size() - rest.size();
      const auto parts = Parts(begin);
      if (parts.size() < 2) continue;
      statements.push_back({parts[0], parts[1], LineAt(text_, begin)});
    }
    return statements;
  }

 private:
  void ReadMacros() {
    static const RE2 start(R"((?m)^#define (\w+) )");
    re2::StringPiece rest(cpp_.code);
    std::string name;
    while (RE2::FindAndConsume(&rest, start, &name)) {
      const size_t begin = cpp_.code.size() - rest.size();
      size_t end = cpp_.code.find('\n', begin);
      while (end != std::string::npos && cpp_.code[end - 1] == '\\') {
        end = cpp_.code.find('\n', end + 1);
      }
      macros_[name] = Text(begin, std::min(end, cpp_.code.size()));
    }
  }

  // The texts between commas from `begin` to the brace that closes it.
  std::vector<std::string> Parts(size_t begin) const {
    std::vector<std::string> parts;
    size_t end = begin;
    for (size_t i = begin; i < cpp_.code.size(); ++i) {
      const char c = cpp_.code[i];
      if (c != ',' && c != '}') continue;
      parts.push_back(Text(end, i));
      end = i + 1;
      if (c == '}') break;
    }
    return parts;
  }

  // Literals and macros of a stretch of code, one after the other.
  std::string Text(size_t begin, size_t end) const {
    std::string out;
    for (size_t i = begin; i < end;) {
      if (const Literal* literal = LiteralAt(i)) {
        out += literal->value;
        i = literal->end;
      } else if (IsWordCharacter(cpp_.code[i])) {
        size_t word = i;
        while (i < end && IsWordCharacter(cpp_.code[i])) ++i;
        const auto macro = macros_.find(cpp_.code.substr(word, i - word));
        if (macro != macros_.end()) out += macro->second;
      } else {
        ++i;
      }
    }
    return out;
  }

  const Literal* LiteralAt(size_t place) const {
    for (const auto& literal : cpp_.literals) {
      if (literal.begin == place) return &literal;
    }
    return nullptr;
  }

  std::string_view text_;
  CppText cpp_;
  std::map<std::string, std::string> macros_;
};

}  // namespace

std::vector<SqlStatement> StatementsOf(std::string_view text, std::string_view header) {
  return Statements(text, Statements(header).macros()).All();
}

}  // namespace donthu::tidy
