#include "tests/tidy/text_rules.h"

#include <re2/re2.h>

#include <algorithm>

#include "absl/strings/str_format.h"
#include "tests/tidy/cpp_text.h"

namespace donthu::tidy {
namespace {

int CodePoints(const std::string& text) {
  return static_cast<int>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// Lines (from 1) that a literal touches.
std::vector<bool> LinesWithLiterals(const SourceFile& file, size_t lines) {
  std::vector<bool> touched(lines + 2);
  for (const auto& literal : ReadCpp(file.text).literals) {
    const int last = LineAt(file.text, literal.end - 1);
    for (int line = LineAt(file.text, literal.begin); line <= last; ++line) {
      touched[static_cast<size_t>(line)] = true;
    }
  }
  return touched;
}

template <typename Fn>
Findings ForEachLine(const SourceFile& file, Fn fn) {
  Findings findings;
  int number = 0;
  for (const auto& line : LinesOf(file.text)) {
    ++number;
    const std::string what = fn(number, line);
    if (!what.empty()) findings.push_back({file.path, number, what});
  }
  return findings;
}

}  // namespace

Findings CheckLineLength(const SourceFile& file) {
  if (!IsWritten(file) || RE2::PartialMatch(file.path, R"(\.(md|textproto|py|conf)$)")) return {};
  std::vector<bool> literals;
  if (IsCpp(file.path)) literals = LinesWithLiterals(file, LinesOf(file.text).size());
  return ForEachLine(file, [&](int number, const std::string& line) -> std::string {
    const bool code = IsCpp(file.path) && !literals[static_cast<size_t>(number)] &&
                      !RE2::PartialMatch(line, R"(^\s*#|https?://|\\$)");
    const int max = code ? kCodeLineMax : kLineMax;
    const int length = CodePoints(line);
    return length > max ? absl::StrFormat("%d characters, more than %d", length, max) : "";
  });
}

Findings CheckFileLength(const SourceFile& file) {
  if (!IsWritten(file) || EndsWith(file.path, ".textproto")) return {};
  const int lines = static_cast<int>(LinesOf(file.text).size());
  if (lines <= kFileLinesMax) return {};
  return {
      {file.path, 0, absl::StrFormat("%d lines, more than %d: split it", lines, kFileLinesMax)}};
}

Findings CheckFileSize(const SourceFile& file) {
  if (file.text.size() <= kFileBytesMax) return {};
  return {
      {file.path, 0, absl::StrFormat("%d bytes, more than %d", file.text.size(), kFileBytesMax)}};
}

Findings CheckBlanks(const SourceFile& file) {
  if (!IsWritten(file)) return {};
  Findings findings = ForEachLine(file, [](int, const std::string& line) -> std::string {
    if (line.find('\r') != std::string::npos) return "carriage return";
    if (line.find('\t') != std::string::npos) return "tab";
    return EndsWith(line, " ") ? "trailing blank" : "";
  });
  if (!file.text.empty() && !EndsWith(file.text, "\n")) {
    findings.push_back({file.path, 0, "no line break at the end"});
  }
  return findings;
}

Findings CheckMarks(const SourceFile& file) {
  // In two pieces, so that this file passes its own rule.
  static const RE2 unfinished(
      "\\b(FIX"
      "ME|X"
      "XX)\\b");
  static const RE2 later(
      "\\bTO"
      "DO\\b");
  static const RE2 numbered(
      "\\bTO"
      "DO\\(#[0-9]+\\)");
  if (!IsWritten(file)) return {};
  return ForEachLine(file, [](int, const std::string& line) -> std::string {
    if (RE2::PartialMatch(line, unfinished))
      return "mend it now, or write TO"
             "DO(#number)";
    const bool open = RE2::PartialMatch(line, later) && !RE2::PartialMatch(line, numbered);
    return open ? "a task left for later carries its number: TO"
                  "DO(#12)"
                : "";
  });
}

Findings CheckPaths(const SourceFile& file, const Tree& tree) {
  static const RE2 machine(R"((?:^|[\s"'`(=:])(/(?:home|root|work|Users|mnt)/\w+))");
  static const RE2 upwards(R"((?:^|[\s"'`(=])((?:\.\./)+[\w][\w./-]*\w))");
  // The samples of this rule's own tests lead nowhere on purpose.
  if (!IsWritten(file) || StartsWith(file.path, "tests/tidy/")) return {};
  const std::string folder = FolderOf(file.path);
  return ForEachLine(file, [&](int, const std::string& line) -> std::string {
    std::string path;
    if (RE2::PartialMatch(line, machine, &path)) return path + " is a path of one machine";
    if (RE2::PartialMatch(line, upwards, &path)) {
      const std::string target = Resolve(folder, path);
      const bool made = !IsSource(target);
      if (!made && !Exists(tree, target)) return path + " leads nowhere in this repository";
    }
    return "";
  });
}

}  // namespace donthu::tidy
