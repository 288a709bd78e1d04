#include "services/base/text/similarity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "services/base/text/fold.h"

namespace donthu::text {
namespace {

constexpr char kStory[] =
    "Gia đình tôi được giao thửa đất số 412 tờ bản đồ 18 tại thôn Hạ từ năm 1994. Ngày 14/03/2024 "
    "UBND huyện An Sơn ban hành Quyết định số 2217/QĐ-UBND thu hồi 1.350 m2 để làm đường tránh. "
    "Phương án bồi thường chỉ tính cây lâu năm, bỏ sót giếng khoan và chuồng trâu mới xây. Khi "
    "kiểm "
    "đếm, tổ công tác không mời gia đình ký biên bản và không niêm yết danh sách. Hàng xóm có cùng "
    "loại đất lại được áp giá cao hơn gần gấp đôi. Đề nghị kiểm đếm lại toàn bộ tài sản và áp đúng "
    "đơn giá của tỉnh.";

constexpr char kReworded[] =
    "Kính thưa quý cơ quan, tôi là Đặng Thị Kim Lan, sinh năm 1961, hiện ở thôn Hạ, xã Phú Lâm. "
    "Lúc kiểm đếm, tổ công tác ko mời gđ ký biên bản và không niêm yết danh sách. Thửa đất số 412 "
    "tờ bản đồ 18 tại thôn Hạ gia đình tôi đc giao từ năm 1994. Ngày 14/03/2024 ubnd huyện An Sơn "
    "ban hành QĐ số 2217/QĐ-UBND thu hồi 1.350 m2 để làm đường tránh. Phương án đền bù chỉ tính "
    "cây lâu năm, bỏ sót giếng khoan và chuồng trâu mới xây. Kính mong kiểm đếm lại toàn bộ tài "
    "sản. Xin chân thành cảm ơn.";

constexpr char kOtherMatter[] =
    "Trạm bơm của hợp tác xã hỏng từ tháng 6, ruộng đồng Cửa Chùa khô nứt nẻ. Ban quản trị thu "
    "thủy lợi phí 420.000 đồng mỗi sào nhưng không sửa máy. Xã viên họp hai lần, chủ nhiệm vắng "
    "mặt. Đề nghị thanh tra quỹ hợp tác xã và công khai sổ sách.";

Fingerprint Print(std::string_view body) { return FingerprintOf("Đơn khiếu nại", body); }

std::string Replaced(std::string text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what)) {
    text.replace(at, what.size(), with);
  }
  return text;
}

std::size_t SharedKeys(const Fingerprint& a, const Fingerprint& b) {
  std::vector<std::int64_t> x = BandKeys(a);
  std::vector<std::int64_t> y = BandKeys(b);
  std::sort(x.begin(), x.end());
  std::sort(y.begin(), y.end());
  std::vector<std::int64_t> shared;
  std::set_intersection(x.begin(), x.end(), y.begin(), y.end(), std::back_inserter(shared));
  return shared.size();
}

// Punctuation stays, as it does when somebody types without diacritics.
std::string WithoutDiacritics(const std::string& text) {
  std::string out;
  std::size_t from = 0;
  for (const FoldedWord& word : WordsInPlace(text)) {
    out += text.substr(from, word.begin - from) + word.word;
    from = word.end;
  }
  return out + text.substr(from);
}

TEST(Similarity, OfATextWithItselfIsOne) {
  EXPECT_DOUBLE_EQ(Similarity(Print(kStory), Print(kStory)), 1.0);
}

TEST(Similarity, StaysBelowOneWhereNoFactTellsMattersApart) {
  const Fingerprint print = Print("Con đường làng lầy lội, xe máy trượt ngã, trẻ nhỏ bỏ học.");
  EXPECT_TRUE(print.anchors.empty());
  EXPECT_NEAR(Similarity(print, print), 0.88, 1e-9);
}

TEST(Similarity, DoesNotNoticeMissingDiacriticsOrCase) {
  EXPECT_GT(Similarity(Print(kStory), Print(WithoutDiacritics(kStory))), 0.99);
}

TEST(Similarity, DoesNotNoticeAnotherAddresseeOpeningAndClosing) {
  const std::string sent_again =
      std::string(
          "Kính gửi: Chủ tịch Ủy ban nhân dân tỉnh. Tôi tên là Đặng Thị Kim Lan, sinh năm "
          "1961, thường trú tại thôn Hạ. ") +
      kStory + " Tôi xin cam đoan những điều trên là đúng sự thật. Xin trân trọng cảm ơn!";
  EXPECT_GT(Similarity(Print(kStory), Print(sent_again)), 0.95);
}

TEST(Similarity, StaysHighWhenReworded) {
  EXPECT_GT(Similarity(Print(kStory), Print(kReworded)), 0.6);
}

TEST(Similarity, FallsWhenTheSameWordsTellAnotherMatter) {
  std::string other = Replaced(kStory, "412", "977");
  other = Replaced(other, "2217/", "684/");
  other = Replaced(other, "14/03/2024", "02/11/2023");
  other = Replaced(other, "1.350", "260");
  other = Replaced(other, "thôn Hạ", "thôn Thượng");
  EXPECT_LT(Similarity(Print(kStory), Print(other)), 0.65);
}

TEST(Similarity, FallsLittleWhenOneOnlyLeavesFactsOut) {
  std::string vague = Replaced(kStory, "Ngày 14/03/2024 ", "");
  vague = Replaced(vague, "số 2217/QĐ-UBND ", "");
  EXPECT_GT(Similarity(Print(kStory), Print(vague)), 0.9);
}

TEST(Conflicts, CountsFactsThatEachStatesInsteadOfTheOthers) {
  const std::string other = Replaced(Replaced(kStory, "412", "977"), "2217/", "684/");
  EXPECT_EQ(Conflicts(Print(kStory), Print(other)), 2);
  EXPECT_EQ(Conflicts(Print(other), Print(kStory)), 2);
}

TEST(Conflicts, AreNoneWhereOneOnlyLeavesFactsOut) {
  EXPECT_EQ(Conflicts(Print(kStory), Print(Replaced(kStory, "thửa đất số 412 ", "đất "))), 0);
  EXPECT_EQ(Conflicts(Print(kStory), Fingerprint{}), 0);
}

TEST(Similarity, OfUnrelatedTextsIsNearlyNothing) {
  EXPECT_LT(Similarity(Print(kStory), Print(kOtherMatter)), 0.05);
}

TEST(Similarity, OfCourtesiesAloneIsNothing) {
  const std::string a = "Kính gửi: UBND xã. Tôi xin cam đoan đúng sự thật. Xin cảm ơn. ";
  EXPECT_LT(Similarity(Print(a + kStory), Print(a + kOtherMatter)), 0.05);
}

TEST(Similarity, IsSymmetricAndEmptyResemblesNothing) {
  const Fingerprint a = Print(kStory);
  const Fingerprint b = Print(kReworded);
  EXPECT_DOUBLE_EQ(Similarity(a, b), Similarity(b, a));
  EXPECT_DOUBLE_EQ(Similarity(Fingerprint{}, a), 0);
  EXPECT_DOUBLE_EQ(Similarity(Fingerprint{}, Fingerprint{}), 0);
}

TEST(Similarity, HoldsForTextsLongerThanTheSample) {
  std::string a;
  std::string b;
  for (int i = 0; i < 900; ++i) {
    const std::string sentence = "chuyện" + std::string(1, static_cast<char>('a' + i % 26)) +
                                 std::to_string(i) + " việc" + std::to_string(i * 7) + ". ";
    a += sentence;
    if (i % 10 != 0) b += sentence;
  }
  const Fingerprint x = Print(a);
  EXPECT_EQ(x.shingles.size(), kShinglesMax);
  EXPECT_GT(Similarity(x, Print(b)), 0.75);
}

TEST(FingerprintOf, LeavesTheWriterOut) {
  const auto petition = [](const std::string& who) {
    return Print("Tôi là " + who + ", sinh năm 1961, thường trú tại thôn Hạ, xã Phú Lâm. " +
                 kStory);
  };
  EXPECT_EQ(petition("Đặng Thị Kim Lan").shingles, petition("Phùng Văn Đạo").shingles);
  EXPECT_EQ(petition("[đã che]").anchors, petition("Phùng Văn Đạo").anchors);
}

TEST(FingerprintOf, SurvivesTextWithoutAnyWords) {
  EXPECT_TRUE(FingerprintOf("", "").shingles.empty());
  EXPECT_TRUE(FingerprintOf("", "… — !").shingles.empty());
  EXPECT_TRUE(FingerprintOf("", "[đã che]").shingles.empty());
  EXPECT_NO_THROW(FingerprintOf("\xC4", "12/ 3. / tháng 5 năm [đã"));
}

TEST(BandKeys, MeetForTheSameMatterAndNotForOthers) {
  EXPECT_GT(SharedKeys(Print(kStory), Print(kReworded)), 0u);
  EXPECT_EQ(SharedKeys(Print(kStory), Print(kOtherMatter)), 0u);
}

TEST(BandKeys, AreFewAndNoneForNothing) {
  EXPECT_LE(BandKeys(Print(kStory)).size(), 24u);
  EXPECT_TRUE(BandKeys(Fingerprint{}).empty());
}

TEST(Encode, IsReadBackAndSmall) {
  const Fingerprint print = Print(kStory);
  const auto decoded = Decode(Encode(print));
  ASSERT_TRUE(decoded.has_value());
  EXPECT_EQ(decoded->shingles, print.shingles);
  EXPECT_EQ(decoded->anchors, print.anchors);
  EXPECT_TRUE(Decode(Encode(Fingerprint{})).has_value());
}

TEST(Decode, RefusesWhatEncodeDidNotWrite) {
  const std::string bytes = Encode(Print(kStory));
  EXPECT_FALSE(Decode(""));
  EXPECT_FALSE(Decode(std::string(1, '\x02') + bytes.substr(1)));
  EXPECT_FALSE(Decode(bytes + "x"));
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_FALSE(Decode(bytes.substr(0, size)));
  EXPECT_FALSE(Decode(std::string("\x01\xFF\xFF", 3) + std::string(300000, 'a')));
}

}  // namespace
}  // namespace donthu::text
