#include <algorithm>
#include <string>
#include <utility>

#include "services/base/text/mask_parts.h"

namespace donthu::text::mask {
namespace {

// Words after which the given name alone means a person.
const PhraseList& NameCues() {
  static const PhraseList cues({
      "tôi là",
      "tôi tên",
      "tôi tên là",
      "tên tôi là",
      "tên",
      "tên là",
      "em là",
      "cháu là",
      "mình là",
      "chúng tôi là",
      "ông",
      "bà",
      "anh",
      "chị",
      "cô",
      "chú",
      "bác",
      "cậu",
      "dì",
      "thím",
      "mợ",
      "em",
      "cụ",
      "mệ",
      "o",
      "người viết đơn",
      "người làm đơn",
      "người gửi đơn",
      "người đứng đơn",
      "người tố cáo",
      "người khiếu nại",
      "người phản ánh",
      "người báo tin",
      "người đại diện",
      "đại diện",
      "ký tên",
      "đã ký",
      "họ tên",
      "họ và tên",
      "thay mặt",
      "kính đơn",
      "chủ hộ",
      "hộ",
      "người tố giác",
      "công dân",
  });
  return cues;
}

const PhraseList& Connectors() {
  static const PhraseList connectors({"là", "là ông", "là bà", "tên", "tên là"});
  return connectors;
}

const PhraseList& BirthCues() {
  static const PhraseList cues({"sinh năm", "năm sinh", "sn", "sinh", "sinh ngày", "ngày sinh",
                                "ngày tháng năm sinh", "sinh tháng"});
  return cues;
}

// A given name that is also a family name may open the full name of somebody else.
const PhraseList& FamilyNames() {
  static const PhraseList names({"Nguyễn", "Trần", "Lê",    "Phạm",   "Hoàng", "Huỳnh", "Phan",
                                 "Vũ",     "Võ",   "Đặng",  "Bùi",    "Đỗ",    "Hồ",    "Ngô",
                                 "Dương",  "Lý",   "Đinh",  "Trương", "Lưu",   "Mai",   "Cao",
                                 "Thái",   "Từ",   "Đoàn",  "Hà",     "Lâm",   "Tạ",    "Châu",
                                 "Quách",  "La",   "Thạch", "Vương",  "Trịnh", "Đào",   "Lương"});
  return names;
}

class NameFinder {
 public:
  NameFinder(const Tokens& tokens, std::string_view full_name, int birth_year)
      : tokens_(tokens), name_(Tokenize(full_name)), birth_year_(birth_year) {
    for (const Token& word : name_) {
      glued_ += word.word;
      sorted_.push_back(word.word);
      is_plain_ = is_plain_ && word.marks.empty();
    }
    std::sort(sorted_.begin(), sorted_.end());
  }

  std::vector<Span> Find() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (!name_.empty()) FindNameAt(i);
      FindBirthAt(i);
    }
    return std::move(spans_);
  }

 private:
  void FindNameAt(std::size_t at) {
    for (const std::size_t length :
         {AnyOrderAt(at), GluedAt(at), ShortenedAt(at), AfterCueAt(at), AloneAt(at)}) {
      if (length > 0) AddName(at, length);
    }
  }

  // Whether a token is that word of the name. A name given without any diacritics may stand for
  // any; one given with some says that "Lan" is not "Lân".
  bool Is(const Token& token, const Token& word) const {
    return SameLetters(token, word) &&
           (is_plain_ || token.marks.empty() || token.marks == word.marks);
  }

  bool StandAt(std::size_t at, const Tokens& words) const {
    return tokens_.size() - at >= words.size() &&
           std::equal(words.begin(), words.end(), tokens_.begin() + static_cast<std::ptrdiff_t>(at),
                      [&](const Token& word, const Token& token) { return Is(token, word); });
  }

  // All words of the name, in any order.
  std::size_t AnyOrderAt(std::size_t at) const {
    const std::size_t size = name_.size();
    if (tokens_.size() - at < size) return 0;
    if (size == 1) {
      return tokens_[at].is_capital && Is(tokens_[at], name_[0]) ? 1 : 0;
    }
    if (!std::binary_search(sorted_.begin(), sorted_.end(), tokens_[at].word)) return 0;
    std::vector<std::string> words;
    for (std::size_t i = at; i < at + size; ++i) words.push_back(tokens_[i].word);
    std::sort(words.begin(), words.end());
    return words == sorted_ ? size : 0;
  }

  // The letters of the name, parted elsewhere than between its words: "ĐinhThị Kim Lan".
  std::size_t GluedAt(std::size_t at) const {
    std::string letters;
    for (std::size_t i = at; i < tokens_.size() && letters.size() < glued_.size(); ++i) {
      if (tokens_[i].is_masked) return 0;
      letters += tokens_[i].word;
      if (letters == glued_) return name_.size() > 1 ? i + 1 - at : 0;
      if (glued_.compare(0, letters.size(), letters) != 0) return 0;
    }
    return 0;
  }

  // The last three words or more; or family and given name, written as a name is.
  std::size_t ShortenedAt(std::size_t at) const {
    for (std::size_t from = 1; from + 3 <= name_.size(); ++from) {
      const Tokens tail(name_.begin() + static_cast<std::ptrdiff_t>(from), name_.end());
      if (StandAt(at, tail)) return tail.size();
    }
    if (name_.size() >= 3 && StandAt(at, {name_.front(), name_.back()}) && tokens_[at].is_capital &&
        tokens_[at + 1].is_capital) {
      return 2;
    }
    return 0;
  }

  std::size_t AfterCueAt(std::size_t at) const {
    const std::size_t length = NameWordsAt(at);
    return length > 0 && IsAfterCue(at) && !IsSomebodyElse(at, length) ? length : 0;
  }

  bool IsAfterCue(std::size_t at) const {
    if (NameCues().LongestBefore(tokens_, at) > 0) return true;
    const std::size_t connector = Connectors().LongestBefore(tokens_, at);
    return connector > 0 && NameCues().LongestBefore(tokens_, at - connector) > 0;
  }

  // A sentence or line that holds nothing but words of the name: a signature.
  std::size_t AloneAt(std::size_t at) const {
    if (!tokens_[at].starts_sentence) return 0;
    const std::size_t length = NameWordsAt(at);
    const bool ends = at + length == tokens_.size() || tokens_[at + length].starts_sentence;
    return length > 0 && ends && glued_.size() > 1 && tokens_[at].word.size() > 1 ? length : 0;
  }

  // The run of words of the name from `at` on, if the given name is among them.
  std::size_t NameWordsAt(std::size_t at) const {
    std::size_t length = 0;
    bool has_given = false;
    while (at + length < tokens_.size() && length < name_.size()) {
      const Token& token = tokens_[at + length];
      const bool is_name_word =
          std::any_of(name_.begin(), name_.end(), [&](const Token& w) { return Is(token, w); });
      if (!is_name_word || (length > 0 && token.starts_sentence)) break;
      has_given = has_given || Is(token, name_.back());
      ++length;
    }
    return has_given ? length : 0;
  }

  // Initials ("ông Y.B."), or a family name that opens another full name ("bà Mai Thị Hoa").
  bool IsSomebodyElse(std::size_t at, std::size_t length) const {
    if (at + length >= tokens_.size()) return false;
    const Token& last = tokens_[at + length - 1];
    const Token& next = tokens_[at + length];
    if (last.word.size() == 1 && next.word.size() == 1) return true;
    return length == 1 && next.is_capital && !next.starts_sentence &&
           FamilyNames().LongestAt(tokens_, at) > 0;
  }

  void AddName(std::size_t at, std::size_t length) {
    spans_.push_back({tokens_[at].begin, tokens_[at + length - 1].end});
    const std::size_t next = at + length;
    const std::size_t cue = BirthCues().LongestAt(tokens_, next);
    if (cue > 0) {
      AddDate(next + cue, /*any_year=*/true);
    } else if (next < tokens_.size() && IsBirthYear(tokens_[next])) {
      spans_.push_back({tokens_[next].begin, tokens_[next].end});
    }
  }

  void FindBirthAt(std::size_t at) {
    const std::size_t cue = BirthCues().LongestAt(tokens_, at);
    if (cue > 0 && birth_year_ > 0) AddDate(at + cue, /*any_year=*/false);
  }

  bool IsBirthYear(const Token& token) const {
    return birth_year_ > 0 && token.word == std::to_string(birth_year_);
  }

  // The numbers that follow, "12/5/1951" or "ngày 12 tháng 5 năm 1951", through the last of them.
  // Unless `any_year`, only when the year of birth is among them, perhaps as two digits.
  void AddDate(std::size_t from, bool any_year) {
    static const PhraseList fillers({"ngày", "tháng", "năm", "là"});
    constexpr std::size_t kDateTokensMax = 7;
    std::size_t first = tokens_.size();
    std::size_t last = 0;
    bool has_year = any_year;
    const std::size_t stop = std::min(tokens_.size(), from + kDateTokensMax);
    for (std::size_t i = from; i < stop; ++i) {
      const Token& token = tokens_[i];
      if (!token.is_number && fillers.LongestAt(tokens_, i) == 0) break;
      if (!token.is_number) continue;
      first = std::min(first, i);
      last = i;
      const std::string short_year = std::to_string(birth_year_ % 100 + 100).substr(1);
      has_year = has_year || IsBirthYear(token) || token.word == short_year;
      if (token.word.size() == 4) break;
    }
    if (first < tokens_.size() && has_year) {
      spans_.push_back({tokens_[first].begin, tokens_[last].end});
    }
  }

  const Tokens& tokens_;
  const Tokens name_;
  const int birth_year_;
  bool is_plain_ = true;
  std::string glued_;
  std::vector<std::string> sorted_;
  std::vector<Span> spans_;
};

}  // namespace

std::vector<Span> FindName(const Tokens& tokens, std::string_view full_name, int birth_year) {
  return NameFinder(tokens, full_name, birth_year).Find();
}

}  // namespace donthu::text::mask
