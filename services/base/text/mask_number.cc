#include <algorithm>
#include <cctype>
#include <string>
#include <utility>

#include "services/base/text/mask_parts.h"

namespace donthu::text::mask {
namespace {

constexpr std::size_t kPersonalDigitsMin = 9;   // the old identity card
constexpr std::size_t kPersonalDigitsMax = 19;  // bank accounts
constexpr std::size_t kKnownNumberMin = 6;      // shorter ones are found everywhere

// Units after which a number is not a person's.
const PhraseList& Units() {
  static const PhraseList units({"đồng", "đ", "vnđ", "vnd", "triệu", "tỷ", "tỉ", "nghìn", "ngàn",
                                 "usd", "m", "m2", "ha", "kg", "tấn", "mét"});
  return units;
}

const PhraseList& IdentityCues() {
  static const PhraseList cues({"cmnd",
                                "cccd",
                                "căn cước",
                                "căn cước công dân",
                                "cmtnd",
                                "chứng minh",
                                "chứng minh nhân dân",
                                "định danh",
                                "hộ chiếu",
                                "sđt",
                                "sdt",
                                "đt",
                                "dt",
                                "đtdđ",
                                "điện thoại",
                                "di động",
                                "zalo",
                                "tài khoản",
                                "stk",
                                "số máy",
                                "liên hệ",
                                "cmt"});
  return cues;
}

// Numbers of one person written with spaces, dots, dashes or brackets between.
bool Continues(std::string_view gap) {
  if (gap.size() > 4) return false;
  return gap.find_first_not_of(" .-()\xC2\xA0") == std::string_view::npos;
}

bool IsEmailChar(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '_' || c == '%' ||
         c == '+' || c == '-' || static_cast<unsigned char>(c) >= 0x80;
}

void FindEmails(std::string_view text, std::vector<Span>& spans) {
  for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    std::size_t begin = at;
    while (begin > 0 && IsEmailChar(text[begin - 1])) --begin;
    std::size_t end = at + 1;
    while (end < text.size() && IsEmailChar(text[end])) ++end;
    while (end > at + 1 && (text[end - 1] == '.' || text[end - 1] == '-')) --end;
    const bool has_dot = text.substr(at, end - at).find('.') != std::string_view::npos;
    if (begin < at && has_dot) spans.push_back({begin, end});
  }
}

class NumberScan {
 public:
  NumberScan(std::string_view text, const Tokens& tokens) : text_(text), tokens_(tokens) {}

  std::vector<Span> Find() {
    for (std::size_t i = 0; i < tokens_.size();) {
      const std::size_t length = tokens_[i].is_number ? PersonalAt(i) : 0;
      if (length > 0) {
        const std::size_t begin = IsPassport(i) ? tokens_[i - 1].begin : tokens_[i].begin;
        spans_.push_back({begin, tokens_[i + length - 1].end});
      }
      i += std::max<std::size_t>(length, 1);
    }
    return std::move(spans_);
  }

 private:
  // How many tokens from `at` on make up the longest personal number; 0 for none.
  std::size_t PersonalAt(std::size_t at) const {
    std::size_t longest = IsPassport(at) ? 1 : 0;
    std::string digits;
    for (std::size_t end = at; end < tokens_.size() && tokens_[end].is_number; ++end) {
      if (end > at && !Continues(Gap(end))) break;
      digits += tokens_[end].word;
      if (digits.size() > kPersonalDigitsMax) break;
      if (IsPersonal(digits, at, end + 1)) longest = end + 1 - at;
    }
    return longest;
  }

  std::string_view Gap(std::size_t at) const {
    return text_.substr(tokens_[at - 1].end, tokens_[at].begin - tokens_[at - 1].end);
  }

  bool IsPersonal(const std::string& digits, std::size_t at, std::size_t end) const {
    const std::size_t size = digits.size();
    if (size < kPersonalDigitsMin - 1) return false;
    const bool is_one = end - at == 1;
    const bool has_unit = end < tokens_.size() && Units().LongestAt(tokens_, end) > 0;
    const bool is_phone = IsPhone(digits, at);
    if (is_phone || (size == 12 && digits[0] == '0')) return true;
    if (has_unit) return false;
    if (HasIdentityCue(at)) return true;
    if (is_one) return size >= kPersonalDigitsMin;
    return (size == 9 || size == 12) && !IsGroupedAmount(at, end);
  }

  bool IsPhone(const std::string& digits, std::size_t at) const {
    if (digits[0] == '0') return digits.size() == 10 || digits.size() == 11;
    const bool has_plus = tokens_[at].begin > 0 && text_[tokens_[at].begin - 1] == '+';
    return digits.compare(0, 2, "84") == 0 && has_plus && digits.size() >= 11 &&
           digits.size() <= 13;
  }

  bool HasIdentityCue(std::size_t at) const {
    constexpr std::size_t kReach = 4;  // "căn cước công dân số: 044 ..."
    for (std::size_t i = at; i > 0 && at - i < kReach; --i) {
      if (IdentityCues().LongestBefore(tokens_, i) > 0) return true;
    }
    return false;
  }

  // "608.000.000", "608 000 000": groups of three with dots, or ending in thousands.
  bool IsGroupedAmount(std::size_t at, std::size_t end) const {
    for (std::size_t i = at + 1; i < end; ++i) {
      if (tokens_[i].word.size() != 3) return false;
    }
    return tokens_[at].word.size() <= 3 && (Gap(at + 1) == "." || tokens_[end - 1].word == "000");
  }

  // A letter and seven or eight digits, written together.
  bool IsPassport(std::size_t at) const {
    const std::size_t digits = tokens_[at].word.size();
    return at > 0 && (digits == 7 || digits == 8) && tokens_[at - 1].word.size() == 1 &&
           !tokens_[at - 1].is_number && Gap(at).empty();
  }

  std::string_view text_;
  const Tokens& tokens_;
  std::vector<Span> spans_;
};

void FindJoined(const Tokens& tokens, const std::string& wanted, std::vector<Span>& spans) {
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    std::string joined;
    for (std::size_t i = at; i < tokens.size() && joined.size() < wanted.size(); ++i) {
      if (tokens[i].is_masked) break;
      joined += tokens[i].word;
      if (wanted.compare(0, joined.size(), joined) != 0) break;
      if (joined.size() == wanted.size()) spans.push_back({tokens[at].begin, tokens[i].end});
    }
  }
}

}  // namespace

std::vector<Span> FindNumber(const Tokens& tokens, std::string_view number) {
  std::string wanted;
  for (const Token& token : Tokenize(number)) wanted += token.word;
  std::vector<Span> spans;
  if (wanted.size() < kKnownNumberMin) return spans;
  FindJoined(tokens, wanted, spans);
  const bool is_international = wanted.size() >= 11 && wanted.compare(0, 2, "84") == 0;
  if (is_international) FindJoined(tokens, "0" + wanted.substr(2), spans);
  if (wanted.size() >= 10 && wanted[0] == '0') FindJoined(tokens, "84" + wanted.substr(1), spans);
  return spans;
}

std::vector<Span> FindContacts(std::string_view text, const Tokens& tokens) {
  std::vector<Span> spans = NumberScan(text, tokens).Find();
  FindEmails(text, spans);
  return spans;
}

}  // namespace donthu::text::mask
