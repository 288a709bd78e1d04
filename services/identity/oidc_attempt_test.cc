#include "services/identity/oidc_attempt.h"

#include <gtest/gtest.h>
#include <re2/re2.h>

namespace donthu::identity {
namespace {

constexpr absl::Time kNow = absl::FromUnixSeconds(1764000000);

crypto::Key KeyOf(char byte) { return *crypto::Key::Create(std::string(32, byte)); }

TEST(OidcAttempt, IsTheSameWhenItComesBack) {
  const auto key = KeyOf('a');
  const auto begun = BeginOidcAttempt(key, kNow);
  const auto back =
      ResumeOidcAttempt(key, begun.state, begun.browser_secret, kNow + absl::Seconds(599));
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ(back->nonce, begun.nonce);
  EXPECT_EQ(back->code_verifier, begun.code_verifier);
  EXPECT_EQ(back->expires_at, begun.expires_at);
  // RFC 7636, 4.1.
  EXPECT_TRUE(RE2::FullMatch(begun.code_verifier, "[A-Za-z0-9._~-]{43,128}"));
}

TEST(OidcAttempt, TellsNobodyWhatTheOthersAre) {
  const auto attempt = BeginOidcAttempt(KeyOf('a'), kNow);
  EXPECT_NE(attempt.nonce, attempt.code_verifier);
  EXPECT_EQ(attempt.state.find(attempt.browser_secret), std::string::npos);
  EXPECT_EQ(attempt.state.find(attempt.nonce), std::string::npos);
  EXPECT_NE(BeginOidcAttempt(KeyOf('a'), kNow).state, attempt.state);
}

TEST(OidcAttempt, IsOverAfterTenMinutes) {
  const auto key = KeyOf('a');
  const auto begun = BeginOidcAttempt(key, kNow);
  EXPECT_FALSE(ResumeOidcAttempt(key, begun.state, begun.browser_secret, kNow + absl::Minutes(10)));
  // Whoever writes a later time into it only breaks it.
  const std::string later = begun.state.substr(0, 65) + "9999999999";
  EXPECT_FALSE(ResumeOidcAttempt(key, later, begun.browser_secret, kNow));
}

TEST(OidcAttempt, OfAnotherBrowserOrInstallation_IsNone) {
  const auto key = KeyOf('a');
  const auto begun = BeginOidcAttempt(key, kNow);
  const auto other = BeginOidcAttempt(key, kNow);
  EXPECT_FALSE(ResumeOidcAttempt(key, begun.state, other.browser_secret, kNow));
  EXPECT_FALSE(ResumeOidcAttempt(KeyOf('b'), begun.state, begun.browser_secret, kNow));
  for (const std::string& state :
       {std::string(), std::string("."), begun.state.substr(0, 64), begun.state + "0",
        begun.state + ".", begun.state.substr(0, 65) + "99999999999999999999", "0" + begun.state}) {
    EXPECT_FALSE(ResumeOidcAttempt(key, state, begun.browser_secret, kNow)) << state;
  }
}

// RFC 7636, appendix B.
TEST(OidcAttempt, ChallengeIsThatOfTheStandard) {
  EXPECT_EQ(CodeChallengeOf("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

}  // namespace
}  // namespace donthu::identity
