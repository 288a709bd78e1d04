// C++ text taken apart just far enough for the rules: what is code, what is a comment, what is a
// string.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace donthu::tidy {

// A string literal; `begin` and `end` are its place in the text, quotes and prefix included.
struct Literal {
  size_t begin;
  size_t end;
  std::string value;
  bool raw;
};

struct CppText {
  // As long as the text and with its line breaks. Comments are blanks, literals "" with blanks
  // between.
  std::string code;
  std::vector<Literal> literals;
};

CppText ReadCpp(std::string_view text);

// The line of a place, from 1.
int LineAt(std::string_view text, size_t place);

// What #include lines name, with their lines.
struct Include {
  std::string name;
  bool angled;
  int line;
};
std::vector<Include> IncludesOf(std::string_view text);

// Definitions of functions (macros like TEST too), by counting braces.
struct Function {
  std::string head;  // its last line before the body
  int first_line;
  int last_line;
};
std::vector<Function> FunctionsOf(const CppText& text);

}  // namespace donthu::tidy
