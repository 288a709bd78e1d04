#include "services/base/text/unicode.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace donthu::text {
namespace {

using std::string_view_literals::operator""sv;

// "Đơn tố cáo" with every mark apart from its letter.
constexpr std::string_view kDecomposed = "Đo\u031Bn to\u0302\u0301 ca\u0301o";

TEST(IsValidUtf8, AcceptsVietnameseEmptyAndNul) {
  EXPECT_TRUE(IsValidUtf8(""));
  EXPECT_TRUE(IsValidUtf8("Đơn tố cáo 😀"));
  EXPECT_TRUE(IsValidUtf8("a\0b"sv));
}

TEST(IsValidUtf8, RefusesMalformedBytes) {
  EXPECT_FALSE(IsValidUtf8("\xC4"));              // truncated
  EXPECT_FALSE(IsValidUtf8("a\xC4 b"));           // continuation missing
  EXPECT_FALSE(IsValidUtf8("\x90"));              // continuation alone
  EXPECT_FALSE(IsValidUtf8("\xC0\xAF"));          // overlong
  EXPECT_FALSE(IsValidUtf8("\xED\xA0\x80"));      // surrogate
  EXPECT_FALSE(IsValidUtf8("\xF4\x90\x80\x80"));  // above U+10FFFF
}

TEST(HasForbiddenControl, AllowsLineEndsAndTabs) {
  EXPECT_FALSE(HasForbiddenControl("Kính gửi:\r\n\tông A\n"));
}

TEST(HasForbiddenControl, FindsNulEscapeDeleteAndC1) {
  EXPECT_TRUE(HasForbiddenControl("a\0b"sv));
  EXPECT_TRUE(HasForbiddenControl("a\x1B[31m"));
  EXPECT_TRUE(HasForbiddenControl("a\x7F"));
  EXPECT_TRUE(HasForbiddenControl("a\u0085"));
}

TEST(ToNfc, ComposesAndLeavesComposedTextAlone) {
  EXPECT_EQ(ToNfc(kDecomposed), "Đơn tố cáo");
  EXPECT_EQ(ToNfc("Đơn tố cáo"), "Đơn tố cáo");
  EXPECT_EQ(ToNfc("plain"), "plain");
}

TEST(ToNfc, ReturnsMalformedTextUnchanged) { EXPECT_EQ(ToNfc("a\u0301\xC4"), "a\u0301\xC4"); }

TEST(IsNfc, TellsComposedFromDecomposed) {
  EXPECT_TRUE(IsNfc("Đơn tố cáo – “5 %”"));
  EXPECT_TRUE(IsNfc(""));
  EXPECT_FALSE(IsNfc(kDecomposed));
  EXPECT_FALSE(IsNfc("\u212B"));  // the ångström sign has a composed form of its own
}

TEST(CodePoints, CountsNotBytes) {
  EXPECT_EQ(CodePoints(""), 0u);
  EXPECT_EQ(CodePoints("đơn"), 3u);
  EXPECT_EQ(CodePoints("😀a"), 2u);
}

}  // namespace
}  // namespace donthu::text
