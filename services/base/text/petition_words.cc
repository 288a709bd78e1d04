#include "services/base/text/petition_words.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "services/base/text/fold.h"

namespace donthu::text {
namespace {

constexpr std::size_t kCourtesyWordsMax = 28;  // a longer sentence says something besides

// Each line: what others are read as, then the others.
constexpr std::string_view kSynonyms[][8] = {
    {"khong", "ko", "khg", "hong", "hok", "kg", "chang", "chua"},
    {"gia dinh", "gd", "gdinh", "ho gia dinh"},
    {"quyet dinh", "qd", "qdinh"},
    {"uy ban nhan dan", "ubnd", "uy ban", "uy ban nd"},
    {"hoi dong nhan dan", "hdnd"},
    {"giay chung nhan quyen su dung dat", "gcnqsdd", "so do", "bia do", "giay chung nhan"},
    {"boi thuong", "den bu", "btht", "bt"},
    {"tai dinh cu", "tdc"},
    {"xu ly", "giai quyet", "gq", "xl"},
    {"kiem tra", "xac minh", "tham tra", "thanh tra", "ra soat", "xem xet", "kt"},
    {"de nghi", "kien nghi", "yeu cau", "kinh mong", "mong", "xin", "kinh de nghi", "mong muon"},
    {"tra loi", "phuc dap", "hoi am", "thong bao", "tl"},
    {"can bo", "cong chuc", "nhan vien", "cb", "vien chuc"},
    {"vi pham", "sai pham", "lam sai", "sai trai"},
    {"chinh quyen", "co quan chuc nang", "co quan", "cac cap", "lanh dao", "cq"},
    {"nguoi dan", "ba con", "nhan dan", "nguoi dan dia phuong", "dan"},
    {"gay", "lam cho", "dan den", "khien"},
    {"anh huong", "thiet hai", "ton that", "hu hong"},
    {"thu tien", "thu phi", "dong tien", "nop tien"},
    {"chiem", "lan chiem", "lan", "chiem dung", "lan dat"},
    {"xay dung", "xay", "xd", "thi cong"},
    {"nghiem trong", "nang ne", "rat lon", "lon"},
    {"nhieu lan", "may lan", "lien tuc", "thuong xuyen"},
    {"khi", "luc", "hoi", "vao luc"},
    {"hien nay", "hien tai", "den nay", "bay gio", "nay"},
    {"khieu nai", "kn"},
    {"to cao", "tc", "to giac"},
    {"giay to", "tai lieu", "ho so", "hs"},
    {"noi", "bao", "cho biet", "cho rang"},
    {"nop", "gui", "dua"},
    {"nham", "de", "nham de"},
    {"o", "tai"},
    {"chu tich", "ct"},
    {"thua dat", "lo dat", "manh dat", "khu dat", "dat"},
    {"mo ruong", "nghia trang", "nghia dia"},
    {"o nhiem", "ban", "hoi thoi"},
    {"cham", "cham tre", "keo dai", "lau"},
    {"dung quy dinh", "theo quy dinh", "dung phap luat", "theo phap luat", "dung luat"},
    {"ngay", "hom"},
    {"truong thon", "thon truong"},
    {"so tien", "tien"},
    {"hoc sinh", "chau", "con em"},
    {"nuoi trong", "canh tac", "trong trot", "san xuat"},
    {"nha", "nha o", "ngoi nha", "nha cua"},
    {"chuc vu", "quyen han"},
    {"huong", "nhan"},
};

// Function words of the language, and what every petition says.
constexpr std::string_view kStopWords =
    "va la cua thi ma co da cho cac nhung duoc dc dk o tai voi vs nay do khi luc nhu cung con vi "
    "de "
    "tu den trong ngoai tren duoi theo ve bi se dang rat qua lai ra vao len xuong mot hai moi hon "
    "noi bang boi neu hay hoac nen rang toi chung minh ho ong ba anh chi nguoi ai gi sao the nao "
    "day kia viec su cai con chiec ca tat deu chi van nua them roi xong phai xin ro them cu the "
    "thuc te dong thoi ngoai vua moi sau truoc giua hien tung don trinh bay thua kinh quy";

class Vocabulary {
 public:
  Vocabulary() {
    for (const std::string& word : Words(kStopWords)) stop_.insert(HashOf(word));
    for (const auto& line : kSynonyms) {
      for (const std::string_view phrase : line) {
        if (!phrase.empty()) AddSynonym(phrase, HashOf(line[0]));
      }
    }
  }

  bool IsStop(std::uint64_t word) const { return stop_.count(word) > 0; }

  // The hash to use for the longest phrase at `at`, and its number of words; 0 words for none.
  std::pair<std::uint64_t, std::size_t> SynonymAt(const std::vector<std::uint64_t>& words,
                                                  std::size_t at) const {
    const auto longest = longest_.find(words[at]);
    if (longest == longest_.end()) return {0, 0};
    for (std::size_t size = std::min(longest->second, words.size() - at); size > 0; --size) {
      const auto found = synonyms_.find(PhraseHash(words, at, size));
      if (found != synonyms_.end()) return {found->second, size};
    }
    return {0, 0};
  }

 private:
  static std::uint64_t PhraseHash(const std::vector<std::uint64_t>& words, std::size_t at,
                                  std::size_t size) {
    std::uint64_t hash = size;
    for (std::size_t i = at; i < at + size; ++i) hash = Mix(hash ^ words[i]);
    return hash;
  }

  void AddSynonym(std::string_view phrase, std::uint64_t canonical) {
    std::vector<std::uint64_t> words;
    for (const std::string& word : Words(phrase)) words.push_back(HashOf(word));
    synonyms_.emplace(PhraseHash(words, 0, words.size()), canonical);
    std::size_t& longest = longest_[words[0]];
    longest = std::max(longest, words.size());
  }

  std::unordered_set<std::uint64_t> stop_;
  std::unordered_map<std::uint64_t, std::uint64_t> synonyms_;
  std::unordered_map<std::uint64_t, std::size_t> longest_;
};

const Vocabulary& TheVocabulary() {
  static const Vocabulary vocabulary;
  return vocabulary;
}

bool HoldsAt(const Sentence& sentence, std::size_t at, const Sentence& phrase) {
  return sentence.size() - at >= phrase.size() &&
         std::equal(phrase.begin(), phrase.end(),
                    sentence.begin() + static_cast<std::ptrdiff_t>(at));
}

class Phrases {
 public:
  explicit Phrases(const std::vector<std::string_view>& phrases) {
    for (const std::string_view phrase : phrases) phrases_.push_back(Words(phrase));
  }
  bool BeginIn(const Sentence& sentence) const { return AnyAt(sentence, 0); }
  bool OccurIn(const Sentence& sentence) const {
    for (std::size_t at = 0; at < sentence.size(); ++at) {
      if (AnyAt(sentence, at)) return true;
    }
    return false;
  }

 private:
  bool AnyAt(const Sentence& sentence, std::size_t at) const {
    return std::any_of(phrases_.begin(), phrases_.end(),
                       [&](const Sentence& phrase) { return HoldsAt(sentence, at, phrase); });
  }

  std::vector<Sentence> phrases_;
};

}  // namespace

Role RoleOf(const Sentence& sentence) {
  static const Phrases introductions({"nguoi viet don", "nguoi lam don", "nguoi gui don",
                                      "nguoi dung don", "ho ten", "ho va ten", "toi ten", "ten toi",
                                      "noi o", "dia chi", "thuong tru", "sinh nam", "nghe nghiep"});
  static const Phrases selves({"toi la", "em la", "chung toi la", "chau la"});
  static const Phrases self({"toi"});
  static const Phrases birth({"sinh nam", "thuong tru"});
  static const Phrases particulars({"sinh nam", "thuong tru", "dia chi", "hien o", "noi o",
                                    "tru tai", "cu tru", "nghe nghiep", "cmnd", "cccd", "sn"});
  static const Phrases openings({"kinh gui", "cong hoa xa hoi", "doc lap tu do", "ngay", "don"});
  static const Phrases courtesies({"cam on", "cam doan", "kem theo don", "truoc phap luat",
                                   "quan tam giai quyet", "xem xet tra loi", "trinh bay su viec",
                                   "su viec nhu sau", "nhu sau", "nhieu noi", "da gui mot lan",
                                   "kinh gui", "cong hoa xa hoi", "doc lap tu do"});
  if (introductions.BeginIn(sentence)) return Role::kIntroduction;
  if (selves.OccurIn(sentence) && particulars.OccurIn(sentence)) return Role::kIntroduction;
  if (self.BeginIn(sentence) && birth.OccurIn(sentence)) return Role::kIntroduction;
  if (openings.BeginIn(sentence) && sentence.size() < 4) return Role::kCourtesy;
  if (sentence.size() <= kCourtesyWordsMax && courtesies.OccurIn(sentence)) return Role::kCourtesy;
  return Role::kContent;
}

std::vector<std::uint64_t> ContentOf(const Sentence& sentence) {
  const Vocabulary& vocabulary = TheVocabulary();
  std::vector<std::uint64_t> words;
  words.reserve(sentence.size());
  for (const std::string& word : sentence) words.push_back(HashOf(word));
  std::vector<std::uint64_t> content;
  content.reserve(words.size());
  for (std::size_t at = 0; at < words.size();) {
    const auto [canonical, size] = vocabulary.SynonymAt(words, at);
    const bool is_phrase = size > 1;
    const std::uint64_t hash = size > 0 ? canonical : words[at];
    if (is_phrase || !vocabulary.IsStop(words[at])) content.push_back(hash);
    at += std::max<std::size_t>(size, 1);
  }
  return content;
}

std::uint64_t HashOf(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  }
  return hash;
}

// The finaliser of SplitMix64.
std::uint64_t Mix(std::uint64_t value) {
  value += 0x9E3779B97F4A7C15;
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
  return value ^ (value >> 31);
}

}  // namespace donthu::text
