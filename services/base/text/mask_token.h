// How mask.cc and its parts see a text: words with the place and the diacritics they have there.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace donthu::text::mask {

struct Token {
  std::string word;      // folded; letters and digits never mixed in one token
  std::u32string marks;  // its diacritics, sorted, so that "hòa" and "hoà" agree
  std::size_t begin = 0;
  std::size_t end = 0;
  bool is_number = false;
  bool is_capital = false;       // begins with a capital letter
  bool starts_sentence = false;  // first of the text, or after . ! ? ; : or a line end
  bool is_masked = false;        // stands for one "[đã che]"; its word is empty
};

using Tokens = std::vector<Token>;

// A place in the text to be replaced, in bytes.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

Tokens Tokenize(std::string_view text);

// The same letters, and the same diacritics unless one of the two was written without any.
bool SameWord(const Token& a, const Token& b);
// The same letters, or the same number whatever zeros lead it.
bool SameLetters(const Token& a, const Token& b);

// Whether `phrase` stands in `tokens` from `at` on, by SameWord or by SameLetters.
bool StandsAt(const Tokens& tokens, std::size_t at, const Tokens& phrase);
bool LettersStandAt(const Tokens& tokens, std::size_t at, const Tokens& phrase);

// Phrases of a language, written with diacritics, tried at a place of a text.
class PhraseList {
 public:
  explicit PhraseList(const std::vector<std::string_view>& phrases);
  // The number of tokens of the longest phrase that stands at `at`; 0 for none.
  std::size_t LongestAt(const Tokens& tokens, std::size_t at) const;
  // The number of tokens of the longest phrase whose last token stands before `at`; 0 for none.
  std::size_t LongestBefore(const Tokens& tokens, std::size_t at) const;

 private:
  std::vector<Tokens> phrases_;  // longest first
};

}  // namespace donthu::text::mask
