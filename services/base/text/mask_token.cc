#include "services/base/text/mask_token.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>

#include "services/base/text/fold.h"
#include "services/base/text/mask.h"

namespace donthu::text::mask {
namespace {

constexpr std::size_t kDecomposedMax = 32;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

const utf8proc_uint8_t* Bytes(std::string_view text) {
  return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

// Combining marks, and đ's stroke, which Unicode does not part from its letter.
std::u32string MarksOf(std::string_view text) {
  std::u32string marks;
  std::array<utf8proc_int32_t, kDecomposedMax> parts;
  for (std::size_t at = 0; at < text.size();) {
    utf8proc_int32_t c = 0;
    const utf8proc_ssize_t length =
        utf8proc_iterate(Bytes(text) + at, static_cast<utf8proc_ssize_t>(text.size() - at), &c);
    if (length <= 0) break;
    at += static_cast<std::size_t>(length);
    if (c < 0x80) continue;
    int boundary = 0;
    const utf8proc_ssize_t count = utf8proc_decompose_char(
        c, parts.data(), static_cast<utf8proc_ssize_t>(parts.size()),
        static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD), &boundary);
    for (std::size_t i = 0; static_cast<utf8proc_ssize_t>(i) < count && i < parts.size(); ++i) {
      const bool is_mark = utf8proc_category(parts[i]) == UTF8PROC_CATEGORY_MN;
      if (is_mark || parts[i] == 0x111) marks.push_back(static_cast<char32_t>(parts[i]));
    }
  }
  std::sort(marks.begin(), marks.end());
  return marks;
}

bool BeginsWithCapital(std::string_view text) {
  utf8proc_int32_t c = 0;
  const auto size = static_cast<utf8proc_ssize_t>(text.size());
  return utf8proc_iterate(Bytes(text), size, &c) > 0 && utf8proc_tolower(c) != c;
}

bool EndsSentence(std::string_view gap) {
  return gap.find_first_of(".!?;:\n\r") != std::string_view::npos ||
         gap.find("…") != std::string_view::npos;
}

void AddToken(std::string_view text, std::size_t begin, std::size_t end, Tokens& tokens) {
  const std::string_view piece = text.substr(begin, end - begin);
  Token token;
  token.word = Fold(piece);
  if (token.word.empty()) return;
  token.marks = MarksOf(piece);
  token.begin = begin;
  token.end = end;
  token.is_number = std::all_of(token.word.begin(), token.word.end(), IsDigit);
  token.is_capital = BeginsWithCapital(piece);
  tokens.push_back(std::move(token));
}

// Tokens of text that holds no mask; "TDP7" gives two.
void AddWords(std::string_view text, std::size_t from, std::size_t to, Tokens& tokens) {
  for (const FoldedWord& word : WordsInPlace(text.substr(from, to - from))) {
    std::size_t begin = from + word.begin;
    const std::size_t end = from + word.end;
    for (std::size_t at = begin + 1; at < end; ++at) {
      if (IsDigit(text[at]) == IsDigit(text[at - 1])) continue;
      AddToken(text, begin, at, tokens);
      begin = at;
    }
    AddToken(text, begin, end, tokens);
  }
}

}  // namespace

Tokens Tokenize(std::string_view text) {
  Tokens tokens;
  std::size_t from = 0;
  while (from < text.size()) {
    const std::size_t mask = std::min(text.find(kMask, from), text.size());
    AddWords(text, from, mask, tokens);
    from = mask;
    if (mask == text.size()) break;
    from += kMask.size();
    tokens.push_back({.word = "", .begin = mask, .end = from, .is_masked = true});
  }
  std::size_t last_end = 0;
  for (Token& token : tokens) {
    token.starts_sentence =
        last_end == 0 || EndsSentence(text.substr(last_end, token.begin - last_end));
    last_end = token.end;
  }
  return tokens;
}

bool SameWord(const Token& a, const Token& b) {
  return SameLetters(a, b) && (a.marks.empty() || b.marks.empty() || a.marks == b.marks);
}

bool SameLetters(const Token& a, const Token& b) {
  if (a.is_masked || b.is_masked || a.is_number != b.is_number) return false;
  if (!a.is_number) return a.word == b.word;
  const auto significant = [](const std::string& digits) {
    return std::string_view(digits).substr(std::min(digits.find_first_not_of('0'), digits.size()));
  };
  return significant(a.word) == significant(b.word);
}

bool StandsAt(const Tokens& tokens, std::size_t at, const Tokens& phrase) {
  if (phrase.empty() || at > tokens.size() || tokens.size() - at < phrase.size()) return false;
  for (std::size_t i = 0; i < phrase.size(); ++i) {
    if (!SameWord(tokens[at + i], phrase[i])) return false;
  }
  return true;
}

bool LettersStandAt(const Tokens& tokens, std::size_t at, const Tokens& phrase) {
  if (phrase.empty() || at > tokens.size() || tokens.size() - at < phrase.size()) return false;
  for (std::size_t i = 0; i < phrase.size(); ++i) {
    if (!SameLetters(tokens[at + i], phrase[i])) return false;
  }
  return true;
}

PhraseList::PhraseList(const std::vector<std::string_view>& phrases) {
  for (const std::string_view phrase : phrases) phrases_.push_back(Tokenize(phrase));
  std::stable_sort(phrases_.begin(), phrases_.end(),
                   [](const Tokens& a, const Tokens& b) { return a.size() > b.size(); });
}

std::size_t PhraseList::LongestAt(const Tokens& tokens, std::size_t at) const {
  for (const Tokens& phrase : phrases_) {
    if (StandsAt(tokens, at, phrase)) return phrase.size();
  }
  return 0;
}

std::size_t PhraseList::LongestBefore(const Tokens& tokens, std::size_t at) const {
  for (const Tokens& phrase : phrases_) {
    if (phrase.size() <= at && StandsAt(tokens, at - phrase.size(), phrase)) return phrase.size();
  }
  return 0;
}

}  // namespace donthu::text::mask
