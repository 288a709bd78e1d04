#include "services/base/text/anchor.h"

#include <algorithm>
#include <string>

#include "services/base/text/petition_words.h"

namespace donthu::text {
namespace {

constexpr std::uint32_t kStrongBit = 1;

enum class Weight { kPlain, kStrong };

void Add(const std::string& fact, Weight weight, std::vector<std::uint32_t>* anchors) {
  const auto hash = static_cast<std::uint32_t>(Mix(HashOf(fact)) >> 32);
  anchors->push_back(weight == Weight::kStrong ? hash | kStrongBit : hash & ~kStrongBit);
}

bool IsNumber(const std::string& word) {
  return !word.empty() &&
         std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string Significant(const std::string& number) {
  return number.substr(std::min(number.find_first_not_of('0'), number.size() - 1));
}

class FactReader {
 public:
  FactReader(std::string_view text, const std::vector<FoldedWord>& words,
             std::vector<std::uint32_t>* anchors)
      : text_(text), words_(words), anchors_(anchors) {}

  void Read() {
    for (std::size_t at = 0; at < words_.size();) {
      at += IsNumber(words_[at].word) ? ReadNumber(at) : ReadWord(at);
    }
  }

 private:
  const std::string& Word(std::size_t at) const {
    static const std::string none;
    return at < words_.size() ? words_[at].word : none;
  }

  // What stands between the word at `at` and the next one.
  std::string_view GapAfter(std::size_t at) const {
    if (at + 1 >= words_.size()) return {};
    return text_.substr(words_[at].end, words_[at + 1].begin - words_[at].end);
  }

  std::size_t ReadNumber(std::size_t at) {
    if (const std::size_t read = ReadDate(at); read > 0) return read;
    if (GapAfter(at) == "/" && !IsNumber(Word(at + 1))) {
      Add("d" + Significant(Word(at)) + "/" + Word(at + 1), Weight::kStrong, anchors_);
      return 2;
    }
    std::string digits = Word(at);
    std::size_t read = 1;
    while (GapAfter(at + read - 1) == "." && Word(at + read).size() == 3 &&
           IsNumber(Word(at + read))) {
      digits += Word(at + read);
      ++read;
    }
    AddPlainNumber(Significant(digits));
    return read;
  }

  void AddPlainNumber(const std::string& digits) {
    constexpr std::size_t kSumDigitsMin = 6;
    const bool is_year = digits.size() == 4 && (digits[0] == '1' || digits[0] == '2') &&
                         (digits[1] == '9' || digits[1] == '0');
    if (digits.size() < 2 || is_year) return;
    Add("n" + digits, digits.size() >= kSumDigitsMin ? Weight::kStrong : Weight::kPlain, anchors_);
  }

  // "09/03/2024", "9-3-2024" or "9 tháng 3 năm 2024".
  std::size_t ReadDate(std::size_t at) {
    const bool is_short = IsDateGap(GapAfter(at)) && IsNumber(Word(at + 1)) &&
                          IsDateGap(GapAfter(at + 1)) && Word(at + 2).size() == 4;
    const bool is_long = Word(at + 1) == "thang" && IsNumber(Word(at + 2)) &&
                         Word(at + 3) == "nam" && Word(at + 4).size() == 4;
    if (!is_short && !is_long) return 0;
    const std::size_t step = is_long ? 2 : 1;
    if (!IsNumber(Word(at + 2 * step))) return 0;
    Add("t" + Significant(Word(at)) + "/" + Significant(Word(at + step)) + "/" +
            Word(at + 2 * step),
        Weight::kStrong, anchors_);
    return 2 * step + 1;
  }

  static bool IsDateGap(std::string_view gap) { return gap == "/" || gap == "-" || gap == "."; }

  std::size_t ReadWord(std::size_t at) {
    if (const std::size_t read = ReadInitials(at); read > 0) return read;
    static const Sentence hamlets({"thon", "xom", "tdp", "pho"});
    const bool is_hamlet = std::find(hamlets.begin(), hamlets.end(), Word(at)) != hamlets.end();
    if (is_hamlet && !Word(at + 1).empty()) Add("h" + Word(at + 1), Weight::kPlain, anchors_);
    return 1;
  }

  // "P.H.S": two letters or more, each alone.
  std::size_t ReadInitials(std::size_t at) {
    std::string letters;
    while (Word(at + letters.size()).size() == 1 && !IsNumber(Word(at + letters.size()))) {
      letters += Word(at + letters.size());
      if (GapAfter(at + letters.size() - 1) != ".") break;
    }
    if (letters.size() < 2) return 0;
    Add("i" + letters, Weight::kStrong, anchors_);
    return letters.size();
  }

  std::string_view text_;
  const std::vector<FoldedWord>& words_;
  std::vector<std::uint32_t>* anchors_;
};

}  // namespace

bool IsStrongAnchor(std::uint32_t anchor) { return (anchor & kStrongBit) != 0; }

void AddFacts(std::string_view text, const std::vector<FoldedWord>& words,
              std::vector<std::uint32_t>* anchors) {
  FactReader(text, words, anchors).Read();
  AddCommunes(words, anchors);
}

void AddCommunes(const std::vector<FoldedWord>& words, std::vector<std::uint32_t>* anchors) {
  for (std::size_t i = 0; i + 2 < words.size(); ++i) {
    const bool is_town = words[i].word == "tran" && i > 0 && words[i - 1].word == "thi";
    const bool is_commune = words[i].word == "phuong" ||
                            (words[i].word == "xa" && (i == 0 || words[i - 1].word != "thi"));
    if (!is_town && !is_commune) continue;
    Add("x" + words[i + 1].word + " " + words[i + 2].word, Weight::kPlain, anchors);
  }
}

}  // namespace donthu::text
