#include "tests/quality/fact_change.h"

#include <cctype>
#include <cstdio>

#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"

namespace donthu::quality {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsCapital(char c) { return c >= 'A' && c <= 'Z'; }

}  // namespace

FactChange::FactChange(std::mt19937_64& random)
    : random_(random), days_back_(std::uniform_int_distribution(11, 60)(random)) {}

char FactChange::Random(const std::string& letters) {
  return letters[std::uniform_int_distribution<size_t>(0, letters.size() - 1)(random_)];
}

std::string FactChange::Of(const std::string& text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    if (TakeDay(text, at, out) || TakeNumber(text, at, out) || TakeInitials(text, at, out)) {
      continue;
    }
    out += text[at++];
  }
  return out;
}

std::string FactChange::OfDay(const std::string& day) const {
  absl::CivilDay parsed;
  if (!absl::ParseCivilTime(day, &parsed)) return day;
  return absl::FormatCivilTime(parsed - days_back_);
}

bool FactChange::TakeDay(const std::string& text, size_t& at, std::string& out) {
  int day = 0, month = 0, year = 0, length = 0;
  if (std::sscanf(text.c_str() + at, "%2d/%2d/%4d%n", &day, &month, &year, &length) != 3 ||
      !IsDigit(text[at]) || year < 1900) {
    return false;
  }
  const absl::CivilDay moved = absl::CivilDay(year, month, day) - days_back_;
  out += absl::StrFormat("%02d/%02d/%d", moved.day(), moved.month(), moved.year());
  at += length;
  ++facts_;
  return true;
}

bool FactChange::TakeNumber(const std::string& text, size_t& at, std::string& out) {
  size_t end = at;
  while (end < text.size() && IsDigit(text[end])) ++end;
  const std::string number = text.substr(at, end - at);
  if (number.empty()) return false;
  at = end;
  const bool is_year = number.size() == 4 && (number.starts_with("19") || number.starts_with("20"));
  const bool is_round = number.find_first_not_of('0') == std::string::npos;
  if (number.size() < 2 || is_year || is_round) {
    out += number;
    return true;
  }
  std::string other = number;
  while (other == number) {
    for (char& digit : other) digit = Random("0123456789");
    other[0] = Random("123456789");
  }
  out += other;
  ++facts_;
  return true;
}

// "P.H.S"
bool FactChange::TakeInitials(const std::string& text, size_t& at, std::string& out) {
  size_t end = at;
  while (end + 1 < text.size() && IsCapital(text[end]) && text[end + 1] == '.') end += 2;
  if (end - at < 4 || end >= text.size() || !IsCapital(text[end])) return false;
  for (; at <= end; ++at) out += text[at] == '.' ? '.' : Random("BCDGHKLMNPQTV");
  ++facts_;
  return true;
}

}  // namespace donthu::quality
