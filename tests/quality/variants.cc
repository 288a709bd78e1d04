#include "tests/quality/variants.h"

#include <algorithm>
#include <array>

#include "absl/strings/match.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/time/civil_time.h"
#include "services/base/text/fold.h"
#include "tests/quality/fact_change.h"

namespace donthu::quality {
namespace {

using Json = nlohmann::json;

bool Chance(Random& random, double share) { return std::bernoulli_distribution(share)(random); }

size_t Below(Random& random, size_t bound) {
  return std::uniform_int_distribution<size_t>(0, bound - 1)(random);
}

template <typename List>
const auto& OneOf(const List& list, Random& random) {
  return list[Below(random, std::size(list))];
}

std::string TextOf(const Json& petition, const char* field) {
  return petition.at(field).get<std::string>();
}

// Received up to ten weeks later, but before the mergers of communes on 2024-12-01, after which the
// directory no longer holds some codes.
Json Later(const Json& petition, Random& random) {
  Json later = petition;
  absl::CivilDay day;
  if (!absl::ParseCivilTime(TextOf(petition, "received_date"), &day)) return later;
  const absl::CivilDay moved = day + 3 + static_cast<int>(Below(random, 67));
  day = std::max(day, std::min(moved, absl::CivilDay(2024, 11, 30)));
  later["received_date"] = absl::FormatCivilTime(day);
  return later;
}

// In lower case too; punctuation stays.
std::string WithoutDiacritics(const std::string& text) {
  std::string bare;
  size_t from = 0;
  for (const auto& word : text::WordsInPlace(text)) {
    bare += text.substr(from, word.begin - from) + word.word;
    from = word.end;
  }
  return bare + text.substr(from);
}

std::vector<std::string> Sentences(const std::string& body) {
  return absl::StrSplit(body, ". ", absl::SkipEmpty());
}

std::string Joined(const std::vector<std::string>& sentences) {
  return absl::StrJoin(sentences, ". ");
}

bool BeginsWithAny(const std::string& sentence, const std::vector<std::string>& beginnings) {
  const std::string folded = text::Fold(sentence);
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](const std::string& begin) { return absl::StartsWith(folded, begin); });
}

// Addressee and introduction.
bool IsOpening(const std::string& sentence) {
  static const std::vector<std::string> openings = {
      "kinh gui", "kinh thua", "toi la ", "toi ten", "nguoi viet don", "noi o", "nay toi lam don"};
  return BeginsWithAny(sentence, openings);
}

bool IsClosing(const std::string& sentence) {
  static const std::vector<std::string> closings = {"xin ", "toi xin cam doan", "kem theo don",
                                                    "rat mong duoc", "kinh mong quy co quan som"};
  return BeginsWithAny(sentence, closings);
}

Json Bare(const Json& petition, Random& random) {
  Json bare = Later(petition, random);
  for (const char* field : {"title", "body", "petitioner_name", "petitioner_address"}) {
    bare[field] = WithoutDiacritics(TextOf(petition, field));
  }
  return bare;
}

// "Đinh Thị Kim Lan" as "Lan Đinh Thị Kim", "Đ.T.K. Lan" or "Đinh T. K. Lan".
std::string Rewritten(const std::string& name, Random& random) {
  std::vector<std::string> words = absl::StrSplit(name, ' ', absl::SkipEmpty());
  if (words.size() < 2) return name;
  const auto initial = [](const std::string& word) {
    const bool is_wide = static_cast<unsigned char>(word[0]) >= 0x80;
    const size_t bytes = !is_wide ? 1 : static_cast<unsigned char>(word[0]) >= 0xE0 ? 3 : 2;
    return word.substr(0, bytes) + ".";
  };
  const size_t way = Below(random, 3);
  if (way == 0) {
    std::rotate(words.begin(), words.end() - 1, words.end());
  } else {
    for (size_t i = way - 1; i + 1 < words.size(); ++i) words[i] = initial(words[i]);
  }
  return absl::StrJoin(words, " ");
}

Json OtherName(const Json& petition, Random& random) {
  const std::string name = TextOf(petition, "petitioner_name");
  if (name.empty()) return nullptr;
  Json other = Later(petition, random);
  const std::string rewritten = Rewritten(name, random);
  other["petitioner_name"] = rewritten;
  other["body"] = absl::StrReplaceAll(TextOf(petition, "body"), {{name, rewritten}});
  // Years of birth are left out or wrong by one.
  const int year = petition.at("petitioner_birth_year").is_number()
                       ? petition.at("petitioner_birth_year").get<int>()
                       : 0;
  if (year > 0) other["petitioner_birth_year"] = Chance(random, 0.5) ? 0 : year + 1;
  return other;
}

// The identity paper of the first letter is not given, or is the older one with nine digits.
Json OtherPaper(const Json& petition, Random& random) {
  if (!petition.contains("petitioner_id_number")) return nullptr;
  Json other = Later(petition, random);
  if (Chance(random, 0.5)) {
    other.erase("petitioner_id_number");
  } else {
    other["petitioner_id_number"] = absl::StrFormat("19%07d", Below(random, 10'000'000));
  }
  return other;
}

struct Addressee {
  const char* code;
  const char* name;
};
constexpr std::array kAddressees = {
    Addressee{"QB-UBND", "Chủ tịch Ủy ban nhân dân tỉnh Quảng Bình"},
    Addressee{"QB-TTT", "Thanh tra tỉnh Quảng Bình"},
    Addressee{"QB-BTCD", "Ban Tiếp công dân tỉnh Quảng Bình"},
    Addressee{"QB-HDND", "Hội đồng nhân dân tỉnh Quảng Bình"},
    Addressee{"QB-STNMT", "Giám đốc Sở Tài nguyên và Môi trường tỉnh Quảng Bình"}};

Json Copy(const Json& petition, Random& random) {
  Json copy = Later(petition, random);
  const Addressee& to = OneOf(kAddressees, random);
  copy["addressed_to_code"] = to.code;
  copy["addressed_to"] = to.name;
  copy["addressed_level"] = "province";
  std::vector<std::string> sentences = Sentences(TextOf(petition, "body"));
  std::erase_if(sentences, [](const std::string& s) { return BeginsWithAny(s, {"kinh gui"}); });
  std::string header = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM. Độc lập - Tự do - Hạnh phúc. ";
  header += absl::StrFormat("Kính gửi: %s; đồng kính gửi: %s. ", to.name,
                            TextOf(petition, "addressed_to"));
  copy["body"] =
      header + Joined(sentences) + " Đơn này tôi đã gửi nhiều nơi nhưng chưa ai trả lời.";
  return copy;
}

// What a scanner or a hurried typist makes of one letter.
std::string Misread(const std::string& letter, Random& random) {
  static const std::vector<std::pair<std::string, std::string>> likes = {
      {"l", "1"},  {"1", "l"}, {"o", "0"}, {"0", "o"}, {"i", "l"},
      {"m", "rn"}, {"n", "u"}, {"c", "e"}, {"h", "b"}, {".", ","}};
  for (const auto& [from, to] : likes) {
    if (letter == from && Chance(random, 0.6)) return to;
  }
  if (letter.size() > 1 && Chance(random, 0.7)) return WithoutDiacritics(letter);
  return Chance(random, 0.5) ? "" : letter + letter;
}

std::string Scanned(const std::string& text, double share, Random& random) {
  std::string scanned;
  for (size_t at = 0; at < text.size();) {
    size_t end = at + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    const std::string letter = text.substr(at, end - at);
    scanned += letter != " " && Chance(random, share) ? Misread(letter, random) : letter;
    at = end;
  }
  return scanned;
}

Json WithNoise(const Json& petition, double share, Random& random) {
  Json noisy = Later(petition, random);
  for (const char* field : {"title", "body", "petitioner_name"}) {
    const std::string text = TextOf(petition, field);
    const std::string scanned = Scanned(text, share, random);
    // A name that the scanner erased would be another refusal, not another text.
    if (!scanned.empty()) noisy[field] = scanned;
  }
  return noisy;
}

Json Noisy(const Json& petition, Random& random) { return WithNoise(petition, 0.02, random); }

Json Reordered(const Json& petition, Random& random) {
  Json other = Later(petition, random);
  std::vector<std::string> sentences = Sentences(TextOf(petition, "body"));
  const auto told = std::find_if_not(sentences.begin(), sentences.end(), IsOpening);
  std::shuffle(told, sentences.end(), random);
  other["body"] = Joined(sentences);
  return other;
}

constexpr std::array kOpenings = {
    "Tôi viết lá đơn này mong quý cấp xét cho một việc như sau",
    "Qua thời gian dài chờ đợi mà không thấy hồi âm, tôi buộc phải viết đơn lần nữa",
    "Trước hết tôi xin gửi lời chào trân trọng, sau đây là nguyện vọng của tôi"};
constexpr std::array kClosings = {"Rất mong cấp trên soi xét cho dân được nhờ.",
                                  "Tôi xin chịu trách nhiệm về những lời đã viết.",
                                  "Gia đình tôi vô cùng biết ơn."};

// Another opening and closing, one sentence of the story left out.
Json Reopened(const Json& petition, Random& random) {
  Json other = Later(petition, random);
  std::vector<std::string> sentences = Sentences(TextOf(petition, "body"));
  std::erase_if(sentences, [](const auto& s) { return IsOpening(s) || IsClosing(s); });
  if (sentences.size() > 3) {
    sentences.erase(sentences.begin() + static_cast<int>(Below(random, sentences.size())));
  }
  sentences.insert(sentences.begin(), OneOf(kOpenings, random));
  other["body"] = Joined(sentences) + " " + OneOf(kClosings, random);
  other["title"] = "Đơn đề nghị xem xét";
  return other;
}

// As people type on telephones.
Json Typed(const Json& petition, Random& random) {
  Json other = Later(petition, random);
  other["body"] = absl::StrReplaceAll(TextOf(petition, "body"), {{"Ủy ban nhân dân", "UBND"},
                                                                 {"Quyết định", "QĐ"},
                                                                 {" không ", " k "},
                                                                 {" được ", " đc "},
                                                                 {" gia đình ", " gđ "},
                                                                 {" người ", " ng "},
                                                                 {" những ", " nhg "},
                                                                 {" với ", " vs "},
                                                                 {" trước ", " trc "},
                                                                 {" nhiều ", " nhìu "},
                                                                 {" thửa đất số ", " thửa số "},
                                                                 {"triệu đồng", "tr"},
                                                                 {" bồi thường ", " đền bù "}});
  return other;
}

Json Everything(const Json& petition, Random& random) {
  return WithNoise(Reordered(Bare(Copy(petition, random), random), random), 0.01, random);
}

constexpr std::array kFamilies = {"Nguyễn", "Trần", "Lê", "Phan", "Hoàng", "Cao", "Đoàn", "Mai"};
constexpr std::array kMiddle = {"Văn", "Đức", "Hữu", "Thị Thu", "Thị Bích", "Quốc"};
constexpr std::array kGiven = {"Toại", "Khương", "Nhạn", "Sửu", "Ngoan", "Chính", "Quyền", "Vượng"};

Json OtherFacts(const Json& petition, Random& random) {
  constexpr int kFactsMin = 2;
  FactChange change(random);
  Json other = Later(petition, random);
  for (const char* field : {"title", "body"}) other[field] = change.Of(TextOf(petition, field));
  if (change.facts() < kFactsMin) return nullptr;
  other["decision_date"] = change.OfDay(TextOf(petition, "decision_date"));
  return other;
}

Json OtherPerson(const Json& petition, Random& random) {
  Json other = OtherFacts(petition, random);
  const std::string name = TextOf(petition, "petitioner_name");
  if (other.is_null() || name.empty()) return other;
  const std::string stranger = absl::StrFormat("%s %s %s", OneOf(kFamilies, random),
                                               OneOf(kMiddle, random), OneOf(kGiven, random));
  other["petitioner_name"] = stranger;
  other["petitioner_birth_year"] = 1945 + static_cast<int>(Below(random, 55));
  if (other.contains("petitioner_id_number")) {
    other["petitioner_id_number"] = absl::StrFormat("044%09d", Below(random, 1'000'000'000));
  }
  other["body"] = absl::StrReplaceAll(TextOf(other, "body"), {{name, stranger}});
  return other;
}

}  // namespace

const std::vector<VariantKind>& SameMatter() {
  static const std::vector<VariantKind> kinds = {
      {"bare", Bare},         {"name", OtherName}, {"paper", OtherPaper},
      {"copy", Copy},         {"noise", Noisy},    {"reordered", Reordered},
      {"reopened", Reopened}, {"typed", Typed},    {"everything", Everything}};
  return kinds;
}

const std::vector<VariantKind>& OtherMatter() {
  static const std::vector<VariantKind> kinds = {{"other-person", OtherPerson},
                                                 {"same-person", OtherFacts}};
  return kinds;
}

}  // namespace donthu::quality
