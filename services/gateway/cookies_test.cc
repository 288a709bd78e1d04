#include "services/gateway/cookies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace donthu::gateway {
namespace {

using ::testing::HasSubstr;

const std::string kToken = std::string(63, 'a') + "7";
const std::string kOther(64, 'b');

TEST(SessionIn, FindsTheTokenAmongOtherCookies) {
  EXPECT_EQ(SessionIn("__Host-donthu=" + kToken), kToken);
  EXPECT_EQ(SessionIn("a=1; __Host-donthu=" + kToken + " ; b=2"), kToken);
  EXPECT_EQ(SessionIn("a=1;__Host-donthu=" + kToken + ";"), kToken);
  EXPECT_EQ(SessionIn("__Host-donthu=" + kToken + "; __Host-donthu=" + kToken), kToken);
}

TEST(SessionIn, AnythingElse_IsNoSession) {
  for (const std::string& header : {
           std::string(""),
           std::string(";;;==;"),
           std::string("__Host-donthu"),
           std::string("__Host-donthu="),
           "__Host-donthu=" + kToken.substr(1),
           "__Host-donthu=" + kToken + "0",
           "__Host-donthu=" + std::string(64, 'A'),
           "__Host-donthu=" + std::string(63, 'a') + "\n",
           "__Host-donthu=\"" + kToken + "\"",
           "__host-donthu=" + kToken,
           "x__Host-donthu=" + kToken,
           "donthu=" + kToken,
           "a=__Host-donthu=" + kToken,
       }) {
    EXPECT_EQ(SessionIn(header), std::nullopt) << header;
  }
}

TEST(SessionIn, TwoDifferentTokens_AreNoSession) {
  EXPECT_EQ(SessionIn("__Host-donthu=" + kToken + "; __Host-donthu=" + kOther), std::nullopt);
  EXPECT_EQ(SessionIn("__Host-donthu=" + kToken + "; __Host-donthu=x"), std::nullopt);
}

TEST(SetCookie, IsOutOfReachOfScriptsAndOtherSites) {
  for (const std::string& cookie : {KeepSession(kToken), ForgetSession()}) {
    for (const char* attribute : {"; Path=/", "; Secure", "; HttpOnly", "; SameSite=Strict"}) {
      EXPECT_THAT(cookie, HasSubstr(attribute));
    }
    EXPECT_THAT(cookie, Not(HasSubstr("Domain")));
  }
  EXPECT_THAT(KeepSession(kToken), HasSubstr("__Host-donthu=" + kToken + ";"));
  EXPECT_THAT(ForgetSession(), HasSubstr("__Host-donthu=; Max-Age=0;"));
}

}  // namespace
}  // namespace donthu::gateway
