#include "services/intake/receipt_code.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace donthu::intake {
namespace {

using ::testing::Gt;
using ::testing::MatchesRegex;
using ::testing::SizeIs;

TEST(ReceiptCode, NamesAgencyAndDay_AndEndsInSixDigitsThatDoNotCount) {
  std::set<std::string> codes;
  for (int i = 0; i < 1000; ++i) {
    const std::string code = NewReceiptCode("H46", "QB-450-UBND", absl::CivilDay(2024, 3, 4));
    EXPECT_THAT(code, MatchesRegex("H46\\.QB-450-UBND-240304-[1-9][0-9]{5}"));
    codes.insert(code);
  }
  // Of 900,000: more than a handful taken twice would be no chance.
  EXPECT_THAT(codes, SizeIs(Gt(980)));
}

}  // namespace
}  // namespace donthu::intake
