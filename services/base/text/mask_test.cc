#include "services/base/text/mask.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/base/text/fold.h"

namespace donthu::text {
namespace {

Identity Lan() {
  return {.full_name = "Đặng Thị Kim Lan",
          .address = "thôn Trung Hòa, xã Phú Lâm, huyện An Sơn, tỉnh Hải Bắc",
          .birth_year = 1961,
          .numbers = {"044161001234", "0912 345 678"}};
}

std::string MaskedText(std::string_view text, const Identity& who = Lan()) {
  return MaskIdentities(text, {who}).text;
}

TEST(MaskName, HidesItInAnyCaseOrderAndSpacing) {
  for (const char* name :
       {"Đặng Thị Kim Lan", "ĐẶNG THỊ KIM LAN", "dang thi kim lan", "Lan Đặng Thị Kim",
        "Đặng-Thị\n Kim…Lan", "ĐặngThịKimLan", "Đ ặ n g Thị Kim Lan", "Đặng ThịKim Lan",
        "Đặng Thị Kim L\u200Ban", "Đặng  Thị,Kim, Lan", "Đa\u0306\u0323ng Thi\u0323 Kim Lan"}) {
    EXPECT_EQ(MaskedText(std::string("Có ") + name + " báo."), "Có [đã che] báo.") << name;
  }
}

TEST(MaskName, LeavesNoPartWhereOccurrencesOverlap) {
  EXPECT_EQ(MaskedText("Kim Lan Đặng Thị Kim Lan Đặng"), "[đã che]");
}

TEST(MaskName, HidesTheGivenNameAfterATitleOrSelfIntroduction) {
  EXPECT_EQ(MaskedText("Tôi là Lan, gặp bà Kim Lan."), "Tôi là [đã che], gặp bà [đã che].");
  EXPECT_EQ(MaskedText("Tôi tên là: LAN"), "Tôi tên là: [đã che]");
  EXPECT_EQ(MaskedText("người tố cáo là Lan; nhà chị Lan"),
            "người tố cáo là [đã che]; nhà chị [đã che]");
  EXPECT_EQ(MaskedText("Ký tên\nKim Lan"), "Ký tên\n[đã che]");
  EXPECT_EQ(MaskedText("toi ten lan o xa Phu Lam"), "toi ten [đã che] o xa Phu Lam");
}

TEST(MaskName, HidesASignatureThatStandsAlone) {
  EXPECT_EQ(MaskedText("Xin cảm ơn!\nLan"), "Xin cảm ơn!\n[đã che]");
}

TEST(MaskName, HidesShortenedForms) {
  EXPECT_EQ(MaskedText("gặp Thị Kim Lan và Đặng Lan"), "gặp [đã che] và [đã che]");
}

TEST(MaskName, KeepsTheAccusedAndOrdinaryWords) {
  for (const char* text :
       {"Ông L.B.K, Chủ tịch UBND xã Phú Lâm, nhận tiền.", "Bà Trần Thị Lan Anh, kế toán.",
        "bán hoa lan ở chợ", "bà Làn và ông Lân", "kim loại, thị trường, họ Đặng",
        "Ông Đặng Văn Hùng ký biên bản."}) {
    EXPECT_EQ(MaskedText(text), text);
  }
}

TEST(MaskName, KeepsAPersonWhoseFamilyNameIsTheGivenName) {
  const Identity who{.full_name = "Trần Thị Mai"};
  EXPECT_EQ(MaskedText("Bà Mai Văn Tùng; bà Mai.", who), "Bà Mai Văn Tùng; bà [đã che].");
}

TEST(MaskName, KeepsInitialsThatLookLikeAOneLetterGivenName) {
  const Identity who{.full_name = "Nguyễn Như Ý"};
  EXPECT_EQ(MaskedText("ông Y.B.T nói với bà Ý.", who), "ông Y.B.T nói với bà [đã che].");
}

TEST(MaskName, OfOneWordIsHiddenWhereWrittenAsAName) {
  const Identity who{.full_name = "Siu"};
  EXPECT_EQ(MaskedText("Ở đó Siu thấy.", who), "Ở đó [đã che] thấy.");
}

TEST(MaskBirthYear, IsHiddenBesideTheWordForBirthOrTheName) {
  EXPECT_EQ(MaskedText("sinh năm 1961"), "sinh năm [đã che]");
  EXPECT_EQ(MaskedText("SN: 1961, năm sinh 61"), "SN: [đã che], năm sinh [đã che]");
  EXPECT_EQ(MaskedText("sinh ngày 12/5/1961 tại"), "sinh ngày [đã che] tại");
  EXPECT_EQ(MaskedText("sinh ngày 12 tháng 5 năm 1961"), "sinh ngày [đã che]");
  EXPECT_EQ(MaskedText("Đặng Thị Kim Lan (1961)"), "[đã che] ([đã che])");
  EXPECT_EQ(MaskedText("Đặng Thị Kim Lan, sinh năm 1960"), "[đã che], sinh năm [đã che]");
}

TEST(MaskBirthYear, KeepsOtherYears) {
  EXPECT_EQ(MaskedText("năm 1961 làm đường; ông H.V.T sinh năm 1975"),
            "năm 1961 làm đường; ông H.V.T sinh năm 1975");
}

TEST(MaskHousehold, HidesTheHamletAndKeepsTheCommune) {
  EXPECT_EQ(MaskedText("ở thôn Trung Hòa, xã Phú Lâm, huyện An Sơn"),
            "ở [đã che], xã Phú Lâm, huyện An Sơn");
  EXPECT_EQ(MaskedText("o thon trung hoa xa phu lam"), "o [đã che] xa phu lam");
  EXPECT_EQ(MaskedText("Xóm Trung Hoà; người Trung Hòa"), "[đã che]; người [đã che]");
}

TEST(MaskHousehold, KeepsACommuneThatBearsTheHamletsName) {
  const Identity who{.address = "thôn Phú Lâm, xã Phú Lâm, huyện An Sơn"};
  EXPECT_EQ(MaskedText("thôn Phú Lâm, xã Phú Lâm; dân Phú Lâm", who),
            "[đã che], xã Phú Lâm; dân Phú Lâm");
}

TEST(MaskHousehold, KnowsANumberedGroupUnderItsOtherNames) {
  const Identity who{.address = "TDP 3, phường Bắc Lý, thành phố Hải Bắc"};
  EXPECT_EQ(MaskedText("tổ dân phố 3, tổ dân phố số 03, TDP3, tổ 3, TDP 30, tờ 3, 3 tổ", who),
            "[đã che], [đã che], [đã che], [đã che], TDP 30, tờ 3, 3 tổ");
}

TEST(MaskHousehold, HidesHouseNumberAndStreet) {
  const Identity who{.address = "Số 12/3 đường Bà Triệu, tổ 4, phường Bắc Lý, thành phố Hải Bắc"};
  EXPECT_EQ(MaskedText("số nhà 12/3, 12/3 Bà Triệu, đường Bà Triệu, tổ 4, phường Bắc Lý", who),
            "[đã che], [đã che], [đã che], [đã che], phường Bắc Lý");
  EXPECT_EQ(MaskedText("Quyết định số 12/QĐ-UBND", who), "Quyết định số 12/QĐ-UBND");
}

TEST(MaskHousehold, ReadsAddressesWithoutCommasOrLevels) {
  const Identity no_commas{.address = "Bản Khe Sung xã Phú Lâm huyện An Sơn"};
  EXPECT_EQ(MaskedText("ở bản Khe Sung xã Phú Lâm", no_commas), "ở [đã che] xã Phú Lâm");
  const Identity no_levels{.address = "Trung Hòa, Phú Lâm, An Sơn"};
  EXPECT_EQ(MaskedText("thôn Trung Hòa, Phú Lâm", no_levels), "[đã che], Phú Lâm");
}

TEST(MaskNumbers, HidesTheKnownOnesInAnyFormatting) {
  for (const char* number : {"044161001234", "044.161.001.234", "044 161 001234", "0441-6100-1234",
                             "0912345678", "0912.345.678", "+84 912 345 678", "84912345678"}) {
    const std::string masked = MaskedText(std::string("Số ") + number + " của tôi");
    EXPECT_EQ(masked.find_first_of("0123456789"), std::string::npos) << masked;
  }
}

TEST(MaskNumbers, HidesWhatLooksPersonalWithoutKnowingIt) {
  const std::string text =
      "CMND 194 123 456, cccd: 044.099.000.111, ĐT 0232.3822.123 hoặc +84 905 111 222, "
      "hộ chiếu C1234567, thư binh.an_1@example.com.vn, stk 31410001234567";
  const std::string masked = MaskIdentities(text, {}).text;
  EXPECT_EQ(masked.find_first_of("0123456789@"), std::string::npos) << masked;
}

TEST(MaskNumbers, KeepsMoneyAreasDatesAndDecisions) {
  for (const char* text : {"bồi thường 915.000.000 đồng", "số tiền 915000000 đồng", "608 000 000",
                           "290 m2", "Quyết định số 3083/QĐ-UBND ngày 04/07/2024", "năm 2021-2023",
                           "thửa 758 tờ 7", "1.234.567.890 đ", "từ 22 giờ đến 3 giờ"}) {
    EXPECT_EQ(MaskIdentities(text, {}).text, text);
  }
}

TEST(MaskIdentities, CountsReplacementsAndHidesEveryMemberOfAGroup) {
  const Masked masked =
      MaskIdentities("Đặng Thị Kim Lan và Hồ Văn Bảy", {Lan(), {.full_name = "Hồ Văn Bảy"}});
  EXPECT_EQ(masked.text, "[đã che] và [đã che]");
  EXPECT_EQ(masked.replacements, 2);
}

TEST(MaskIdentities, OfNobodyChangesNothing) {
  const Masked masked = MaskIdentities("Ông A làm sai.", {Identity{}});
  EXPECT_EQ(masked.text, "Ông A làm sai.");
  EXPECT_EQ(masked.replacements, 0);
  EXPECT_EQ(MaskIdentities("", {Lan()}).text, "");
}

}  // namespace
}  // namespace donthu::text
