#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_format.h"
#include "services/base/text/similarity.h"

namespace donthu::text {
namespace {

using ::testing::HasSubstr;

constexpr char kBody[] =
    "Mương thoát nước trước nhà văn hóa bị lấp khi làm vỉa hè, mưa xuống nước tràn vào bếp của bảy "
    "hộ. Đơn vị thi công hứa nạo vét trước ngày 20/08/2024 nhưng bỏ dở. Đề nghị buộc khơi thông.";
constexpr char kOtherBody[] =
    "Con tôi trúng tuyển lớp 10 nhưng trường không cho nhập học vì thiếu học bạ gốc. Đề nghị Sở "
    "Giáo dục xem xét cho cháu học tạm trong lúc chờ cấp lại.";

DuplicateFacts Facts() {
  return {.fingerprint = FingerprintOf("Phản ánh", kBody),
          .name = "Đặng Thị Kim Lan",
          .birth_year = 1961,
          .subject_code = "MT01",
          .commune_key = "18900"};
}

TEST(NameSimilarity, IgnoresCaseDiacriticsAndOrder) {
  EXPECT_DOUBLE_EQ(NameSimilarity("Đặng Thị Kim Lan", "dang thi kim lan"), 1.0);
  EXPECT_DOUBLE_EQ(NameSimilarity("Lan, Đặng Thị Kim", "ĐẶNG THỊ KIM LAN"), 1.0);
}

TEST(NameSimilarity, ForgivesOneSlipAndTellsNamesApart) {
  EXPECT_GE(NameSimilarity("Đặng Thị Kim Lan", "Đặng Thị Kim Lam"), 0.9);
  EXPECT_GE(NameSimilarity("Đặng Thị Kim Lan", "Đặng Thị Kmi Lan"), 0.9);
  EXPECT_LT(NameSimilarity("Đặng Thị Kim Lan", "Đặng Thị Kim Hoa"), 0.9);
  EXPECT_LT(NameSimilarity("Đặng Thị Kim Lan", "Trần Văn Hùng"), 0.6);
}

TEST(NameSimilarity, OfNobodyIsZero) {
  EXPECT_DOUBLE_EQ(NameSimilarity("", ""), 0);
  EXPECT_DOUBLE_EQ(NameSimilarity("Lan", "-"), 0);
}

TEST(JudgeDuplicate, SaysWhoAndHowMuch) {
  const auto hint = JudgeDuplicate(Facts(), Facts());
  ASSERT_TRUE(hint.has_value());
  EXPECT_EQ(hint->score, 100);
  EXPECT_EQ(hint->reason_vi, "Cùng người gửi, nội dung gần như trùng (100 %)");
}

TEST(JudgeDuplicate, ReliesOnTheTextWhereNamesAreUnknown) {
  DuplicateFacts unknown = Facts();
  unknown.name.clear();
  unknown.birth_year = 0;
  const auto hint = JudgeDuplicate(unknown, Facts());
  ASSERT_TRUE(hint.has_value());
  EXPECT_GE(hint->score, kJoinScore);
  EXPECT_THAT(hint->reason_vi, HasSubstr("Chưa rõ người gửi"));
}

TEST(JudgeDuplicate, NeedsMoreThanTheSamePerson) {
  DuplicateFacts other = Facts();
  other.fingerprint = FingerprintOf("Kiến nghị", kOtherBody);
  EXPECT_FALSE(JudgeDuplicate(Facts(), other).has_value());
}

TEST(JudgeDuplicate, DoesNotJoinACircularAboutAnotherCommune) {
  DuplicateFacts other = Facts();
  other.name = "Trần Văn Hùng";
  other.commune_key = "18999";
  const auto hint = JudgeDuplicate(Facts(), other);
  EXPECT_TRUE(!hint || hint->score < kJoinScore);
}

TEST(JudgeDuplicate, DoesNotJoinASecondMatterToldInTheSameWordsByTheSamePerson) {
  constexpr char kForm[] =
      "Hộ tôi không nhất trí với Quyết định số %s/QĐ-UBND vì đơn giá thấp hơn hộ liền kề, thửa đất "
      "số %s có nhà ở từ lâu mà chỉ tính đất vườn. Đề nghị xem xét áp lại giá cho hộ tôi.";
  DuplicateFacts one = Facts();
  DuplicateFacts other = Facts();
  one.fingerprint = FingerprintOf("Khiếu nại", absl::StrFormat(kForm, "2217", "412"));
  other.fingerprint = FingerprintOf("Khiếu nại", absl::StrFormat(kForm, "684", "977"));
  const auto hint = JudgeDuplicate(one, other);
  EXPECT_TRUE(!hint || hint->score < kJoinScore);
  other.fingerprint = FingerprintOf("Khiếu nại", absl::StrFormat(kForm, "2217", "412"));
  ASSERT_TRUE(JudgeDuplicate(one, other).has_value());
  EXPECT_GE(JudgeDuplicate(one, other)->score, kJoinScore);
}

TEST(JudgeDuplicate, ScoresAnotherPersonLower) {
  DuplicateFacts other = Facts();
  other.id_number_hash = "b";
  DuplicateFacts mine = Facts();
  mine.id_number_hash = "a";
  mine.decision_on = absl::CivilDay(2024, 1, 1);
  other.decision_on = absl::CivilDay(2024, 6, 1);
  const auto hint = JudgeDuplicate(mine, other);
  ASSERT_TRUE(hint.has_value());
  EXPECT_LT(hint->score, JudgeDuplicate(Facts(), Facts())->score);
  EXPECT_THAT(hint->reason_vi, HasSubstr("Khác người gửi"));
}

TEST(JudgeDuplicate, IsSymmetric) {
  DuplicateFacts later = Facts();
  later.received_on = absl::CivilDay(2024, 9, 1);
  later.commune_key = "18999";
  DuplicateFacts earlier = Facts();
  earlier.received_on = absl::CivilDay(2022, 1, 1);
  const auto forth = JudgeDuplicate(later, earlier);
  const auto back = JudgeDuplicate(earlier, later);
  ASSERT_TRUE(forth && back);
  EXPECT_EQ(forth->score, back->score);
}

TEST(JudgeDuplicate, SaysNothingOfEmptyFacts) {
  EXPECT_FALSE(JudgeDuplicate(DuplicateFacts{}, DuplicateFacts{}).has_value());
}

}  // namespace
}  // namespace donthu::text
