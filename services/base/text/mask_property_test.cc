// Random identities put into random texts: nothing of them may be left.
#include <gtest/gtest.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "services/base/text/fold.h"
#include "services/base/text/mask.h"

namespace donthu::text {
namespace {

constexpr int kRounds = 300;

class Writer {
 public:
  explicit Writer(std::uint32_t seed) : random_(seed) {}

  int Below(int bound) { return static_cast<int>(random_() % static_cast<std::uint32_t>(bound)); }

  const std::string& OneOf(const std::vector<std::string>& list) {
    return list[static_cast<std::size_t>(Below(static_cast<int>(list.size())))];
  }

  Identity Person() {
    static const std::vector<std::string> families{"Nguyễn", "Trần", "Đỗ", "Hồ", "Lê", "Phùng"};
    static const std::vector<std::string> middles{"Thị", "Văn", "Đức", "Thị Kim", "Xuân", "Hữu"};
    static const std::vector<std::string> givens{"Lan", "Hòa", "Bình", "Ước", "Đạo", "Mỹ", "Thủy"};
    static const std::vector<std::string> hamlets{
        "thôn Trung", "TDP 7", "bản Khe An", "xóm 12", "tổ dân phố Bắc Hồng", "làng Đồng Ấp"};
    hamlet_ = OneOf(hamlets);
    number_ = "0" + Digits(9);
    return {.full_name = OneOf(families) + " " + OneOf(middles) + " " + OneOf(givens),
            .address = hamlet_ + ", xã Phú Lâm, huyện An Sơn",
            .birth_year = 1940 + Below(60),
            .numbers = {number_}};
  }

  std::string Petition(const Identity& who) {
    static const std::vector<std::string> openings{
        "Tôi là ", "tôi tên ", "Người viết đơn: ", "có ông ", "", "Theo lời "};
    std::string text;
    for (int i = 0; i < 6; ++i) {
      text += Filler();
      switch (Below(4)) {
        case 0:
          text += OneOf(openings) + Name(who.full_name);
          if (Below(2) == 0) text += ", sinh năm " + std::to_string(who.birth_year);
          break;
        case 1:
          text += " ở " + hamlet_ + ", xã Phú Lâm";
          break;
        case 2:
          text += " gọi số " + Formatted(number_);
          break;
        default:
          text += Name(who.full_name) + Filler() + Name(who.full_name);
      }
    }
    return Restyled(text + Filler());
  }

  const std::string& hamlet() const { return hamlet_; }
  const std::string& number() const { return number_; }

 private:
  std::string Digits(int count) {
    std::string digits;
    for (int i = 0; i < count; ++i) digits += static_cast<char>('0' + Below(10));
    return digits;
  }

  std::string Filler() {
    static const std::vector<std::string> fillers{
        ". Ông L.B.K, Chủ tịch UBND xã Phú Lâm, thu 915.000.000 đồng. ",
        ", ",
        " và ",
        ". Ngày 04/07/2024 họ làm sai; ",
        "\n",
        ". Kính mong cơ quan xem xét. ",
        " - "};
    return OneOf(fillers);
  }

  std::string Name(const std::string& full_name) {
    static const std::vector<std::string> gaps{" ", "  ", "-", ", ", "\n", "_", " \u00A0"};
    std::vector<std::string> words;
    for (std::size_t at = 0; at < full_name.size();) {
      const std::size_t space = std::min(full_name.find(' ', at), full_name.size());
      words.push_back(full_name.substr(at, space - at));
      at = space + 1;
    }
    if (Below(3) == 0) std::shuffle(words.begin(), words.end(), random_);
    std::string name;
    for (const std::string& word : words) name += (name.empty() ? "" : OneOf(gaps)) + word;
    return name;
  }

  std::string Formatted(const std::string& number) {
    static const std::vector<std::string> gaps{"", "", " ", ".", "-"};
    std::string out;
    for (const char digit : number) out += (out.empty() ? "" : OneOf(gaps)) + std::string(1, digit);
    return out;
  }

  std::string Restyled(const std::string& text) {
    switch (Below(4)) {
      case 0:
        return Mapped(text, UTF8PROC_DECOMPOSE);
      case 1:
        return Mapped(text, UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
      case 2:
        return Mapped(text, UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK);
      default:
        return text;
    }
  }

  static std::string Mapped(const std::string& text, int options) {
    utf8proc_uint8_t* mapped = nullptr;
    utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                 static_cast<utf8proc_ssize_t>(text.size()), &mapped,
                 static_cast<utf8proc_option_t>(options | UTF8PROC_NULLTERM));
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
    return reinterpret_cast<const char*>(mapped);
  }

  std::mt19937 random_;
  std::string hamlet_;
  std::string number_;
};

bool Holds(const std::string& text, const std::string& phrase) {
  return (" " + text + " ").find(" " + phrase + " ") != std::string::npos;
}

std::string DigitsOf(const std::string& text) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return digits;
}

TEST(MaskIdentities, LeavesNothingOfAPersonInAnyText) {
  // Replay: DONTHU_TEST_SEED=<seed>.
  const char* const given = std::getenv("DONTHU_TEST_SEED");
  const auto seed = given ? static_cast<std::uint32_t>(std::stoul(given)) : std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  Writer writer(seed);
  for (int round = 0; round < kRounds; ++round) {
    const Identity who = writer.Person();
    const std::string text = writer.Petition(who);
    const Masked masked = MaskIdentities(text, {who});
    const std::string folded = Fold(masked.text);
    ASSERT_FALSE(Holds(folded, Fold(who.full_name))) << text << "\n=> " << masked.text;
    ASSERT_FALSE(Holds(folded, Fold(writer.hamlet()))) << text << "\n=> " << masked.text;
    ASSERT_FALSE(Holds(folded, "sinh nam " + std::to_string(who.birth_year)))
        << text << "\n=> " << masked.text;
    ASSERT_EQ(DigitsOf(masked.text).find(writer.number()), std::string::npos)
        << text << "\n=> " << masked.text;
    ASSERT_EQ(MaskIdentities(masked.text, {who}).replacements, 0) << masked.text;
    const bool had_accused = Holds(Fold(text), "l b k");
    ASSERT_EQ(Holds(folded, "l b k"), had_accused) << masked.text;
  }
}

}  // namespace
}  // namespace donthu::text
