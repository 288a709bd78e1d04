#include "services/base/page/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "donthu/intake/v1/intake_service.pb.h"
#include "donthu/routing/v1/routing_service.pb.h"
#include "services/base/status/status.h"

namespace donthu::page {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using intake::v1::ListPetitionsRequest;

ListPetitionsRequest Query(const std::string& agency = "QB-450-UBND") {
  ListPetitionsRequest query;
  query.set_agency_code(agency);
  return query;
}

const std::vector<std::string> kKey = {"2024-03-04", "17"};

bool IsBadToken(const absl::Status& status) {
  return status.code() == absl::StatusCode::kInvalidArgument &&
         ReasonOf(status) == common::v1::BAD_PAGE_TOKEN &&
         DetailOf(status).field_violations(0).field() == "page_token";
}

TEST(Size, ZeroIsTheDefaultAndTooMuchIsTheMaximum) {
  EXPECT_EQ(Size(0), kSizeDefault);
  EXPECT_EQ(Size(1), 1);
  EXPECT_EQ(Size(kSizeMax), kSizeMax);
  EXPECT_EQ(Size(kSizeMax + 1), kSizeMax);
  EXPECT_EQ(Size(std::numeric_limits<int32_t>::max()), kSizeMax);
}

TEST(Key, NoToken_IsTheFirstPage) {
  const auto key = Key(Query(), "", "di");
  ASSERT_TRUE(key.ok());
  EXPECT_THAT(*key, IsEmpty());
}

TEST(Key, ComesBackAsItWentIn) {
  const auto key = Key(Query(), Token(Query(), kKey), "di");
  ASSERT_TRUE(key.ok()) << key.status();
  EXPECT_THAT(*key, ElementsAre("2024-03-04", "17"));
}

TEST(Key, NumbersFromZero_AreKept) {
  for (const char* number : {"0", "17", "9223372036854775806"}) {
    EXPECT_TRUE(Key(Query(), Token(Query(), {number}), "n").ok()) << number;
  }
}

TEST(Key, SizeAndTokenOfTheQuery_DoNotCount) {
  const std::string token = Token(Query(), kKey);
  auto next = Query();
  next.set_page_size(7);
  next.set_page_token(token);
  EXPECT_TRUE(Key(next, token, "di").ok());
}

TEST(Key, TokenOfAnotherQuery_IsRefused) {
  const std::string token = Token(Query(), kKey);
  EXPECT_TRUE(IsBadToken(Key(Query("QB-451-UBND"), token, "di").status()));
  auto wider = Query();
  wider.set_with_subordinates(true);
  EXPECT_TRUE(IsBadToken(Key(wider, token, "di").status()));
}

TEST(Key, TokenOfAnotherMethod_IsRefused) {
  routing::v1::ListReferralsRequest other;
  EXPECT_TRUE(IsBadToken(Key(ListPetitionsRequest(), Token(other, kKey), "di").status()));
}

TEST(Key, DamagedToken_IsRefused) {
  const std::string token = Token(Query(), kKey);
  for (const std::string& bad :
       {std::string("!"), std::string("%%%"), token.substr(1), token.substr(0, token.size() - 4),
        token + token, std::string(300, 'A')}) {
    EXPECT_TRUE(IsBadToken(Key(Query(), bad, "di").status())) << bad;
  }
}

TEST(Key, EveryChangedLetter_IsRefusedOrKeepsTheShape) {
  const std::string token = Token(Query(), kKey);
  for (size_t i = 0; i < token.size(); ++i) {
    std::string bad = token;
    bad[i] = bad[i] == 'A' ? 'B' : 'A';
    const auto key = Key(Query(), bad, "di");
    if (key.ok()) {
      EXPECT_EQ(key->size(), 2u);
    } else {
      EXPECT_TRUE(IsBadToken(key.status())) << i;
    }
  }
}

TEST(Key, PartsOfAnotherShape_AreRefused) {
  struct {
    std::vector<std::string> key;
    const char* shape;
  } const cases[] = {{{"17"}, "di"},
                     {{"2024-03-04", "17", "1"}, "di"},
                     {{"2024-02-30", "17"}, "di"},
                     {{"'; --", "17"}, "di"},
                     {{"2024-03-04", "x"}, "di"},
                     {{"2024-03-04", ""}, "di"},
                     {{"2024-03-04", "99999999999999999999"}, "di"},
                     {{"20240-03-04", "17"}, "di"},
                     {{"-2024-03-04", "17"}, "di"},
                     {{"2024-3-4", "17"}, "di"},
                     {{"202-03-04", "17"}, "di"},
                     {{"2024-03-04", " 17"}, "di"},
                     {{"2024-03-04", "+17"}, "di"},
                     {{"2024-03-04", "-0"}, "di"},
                     {{"-5"}, "n"},
                     {{"9223372036854775807"}, "n"},
                     {{"17", "\xff"}, "it"},
                     {{"17", std::string("a\0b", 3)}, "it"}};
  for (const auto& one : cases) {
    EXPECT_TRUE(IsBadToken(Key(Query(), Token(Query(), one.key), one.shape).status()));
  }
}

TEST(Key, TextPart_MayHoldAnythingButALineBreak) {
  const std::vector<std::string> key = {"đ'\"\\", "0"};
  const auto back = Key(Query(), Token(Query(), key), "ti");
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(*back, key);
}

}  // namespace
}  // namespace donthu::page
