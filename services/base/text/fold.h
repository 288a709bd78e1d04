// Text as people search it: lower case, without Vietnamese diacritics, words parted by one space.
// On Vietnamese text the words are those of PostgreSQL's lower(unaccent(normalize(text, NFC))).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace donthu::text {

// One word of a folded text and the bytes [begin, end) of the original that it came from,
// combining marks included.
struct FoldedWord {
  std::string word;
  std::size_t begin = 0;
  std::size_t end = 0;
};

// "  Đơn TỐ CÁO: số 12/QĐ " gives "don to cao so 12 qd". NFD input gives the same as NFC input.
// A byte that is not UTF-8 parts words, as punctuation does. Folding twice changes nothing.
std::string Fold(std::string_view text);

// The words of Fold(text), in order.
std::vector<std::string> Words(std::string_view text);

// The same words with the place each has in `text`.
std::vector<FoldedWord> WordsInPlace(std::string_view text);

}  // namespace donthu::text
