#include "services/identity/oidc_issuer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "services/base/status/status.h"
#include "services/identity/signing_issuer.h"

namespace donthu::identity {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr absl::Time kNow = absl::FromUnixSeconds(1764000000);

class OidcIssuerTest : public ::testing::Test {
 protected:
  OidcIssuerTest()
      : key_(*crypto::Key::Create(std::string(32, 'a'))), attempt_(BeginOidcAttempt(key_, kNow)) {
    settings_.issuer = there_.url;
    settings_.client_id = "donthu";
    settings_.redirect_uri = "https://donthu.test/dang-nhap/oidc";
    settings_.officer_claim = "preferred_username";
    settings_.scope = "openid profile";
    there_.redeem = [this](const HttpRequest&) { return Answer(Token("rsa-1")); };
  }

  std::string Token(const char* kid) {
    json claims = GoodClaims(there_, kNow);
    claims["nonce"] = attempt_.nonce;
    return there_.Token({{"alg", "RS256"}, {"kid", kid}}, claims);
  }
  static HttpAnswer Answer(const std::string& token) {
    return {200, json({{"access_token", "x"}, {"id_token", token}}).dump()};
  }
  std::unique_ptr<OidcIssuer> Issuer() {
    return std::make_unique<OidcIssuer>(settings_, there_.AsHttp());
  }
  ErrorReason ReasonOfRedeem() {
    return ReasonOf(Issuer()->Redeem(attempt_, "code", kNow).status());
  }

  SigningIssuer there_;
  const crypto::Key key_;
  const OidcAttempt attempt_;
  OidcSettings settings_;
};

TEST_F(OidcIssuerTest, SendsTheBrowserToItsPage) {
  const auto url = Issuer()->AuthorizationUrl(attempt_, kNow);
  ASSERT_TRUE(url.ok()) << url.status();
  EXPECT_THAT(*url, ::testing::StartsWith("https://issuer.test/auth?response_type=code&"));
  EXPECT_THAT(*url, HasSubstr("&redirect_uri=https%3A%2F%2Fdonthu.test%2Fdang-nhap%2Foidc&"));
  EXPECT_THAT(*url, HasSubstr("&scope=openid%20profile&state=" + attempt_.state + "&"));
  EXPECT_THAT(*url, HasSubstr("&code_challenge=" + CodeChallengeOf(attempt_.code_verifier)));
  EXPECT_THAT(*url, HasSubstr("&code_challenge_method=S256"));
  EXPECT_THAT(*url, Not(HasSubstr(attempt_.code_verifier)));
  EXPECT_THAT(*url, Not(HasSubstr("acr_values")));
}

TEST_F(OidcIssuerTest, AddsToAnAddressThatHasAQuery) {
  there_.more_metadata = {{"authorization_endpoint", "https://issuer.test/auth?realm=tinh"}};
  settings_.acr = "hai yeu to";
  const auto url = Issuer()->AuthorizationUrl(attempt_, kNow);
  ASSERT_TRUE(url.ok()) << url.status();
  EXPECT_THAT(*url, HasSubstr("?realm=tinh&response_type=code&"));
  EXPECT_THAT(*url, HasSubstr("&acr_values=hai%20yeu%20to"));
}

TEST_F(OidcIssuerTest, GivesTheClaimsForACode) {
  const auto claims = Issuer()->Redeem(attempt_, "a+b/c=", kNow);
  ASSERT_TRUE(claims.ok()) << claims.status();
  EXPECT_EQ((*claims)["preferred_username"], "lan");
  const HttpRequest& last = there_.asked.back();
  EXPECT_EQ(last.basic, "");
  EXPECT_THAT(last.form, HasSubstr("code=a%2Bb%2Fc%3D&"));
  EXPECT_THAT(last.form, HasSubstr("&code_verifier=" + attempt_.code_verifier));
  EXPECT_THAT(last.form, HasSubstr("&client_id=donthu"));
}

TEST_F(OidcIssuerTest, ShowsItsSecretWhereTheIssuerWantsIt) {
  settings_.client_secret = "bí mật:1";
  ASSERT_TRUE(Issuer()->Redeem(attempt_, "code", kNow).ok());
  EXPECT_EQ(there_.asked.back().basic, "donthu:b%C3%AD%20m%E1%BA%ADt%3A1");
  EXPECT_THAT(there_.asked.back().form, Not(HasSubstr("client_secret")));
  there_.more_metadata = {{"token_endpoint_auth_methods_supported", {"client_secret_post"}}};
  ASSERT_TRUE(Issuer()->Redeem(attempt_, "code", kNow).ok());
  EXPECT_EQ(there_.asked.back().basic, "");
  EXPECT_THAT(there_.asked.back().form, HasSubstr("&client_secret=b%C3%AD"));
}

TEST_F(OidcIssuerTest, IsAskedOnceAnHour) {
  const auto issuer = Issuer();
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(issuer->AuthorizationUrl(attempt_, kNow).ok());
  EXPECT_EQ(there_.asked.size(), 2);
  ASSERT_TRUE(issuer->AuthorizationUrl(attempt_, kNow + absl::Minutes(60)).ok());
  EXPECT_EQ(there_.asked.size(), 4);
}

TEST_F(OidcIssuerTest, NewKeysAreFetched_OnceForEachToken) {
  json keys = there_.Jwks();
  there_.published_keys = {{"keys", json::array({keys["keys"][1]})}};
  const auto issuer = Issuer();
  ASSERT_TRUE(issuer->AuthorizationUrl(attempt_, kNow).ok());
  there_.published_keys = keys;
  EXPECT_TRUE(issuer->Redeem(attempt_, "code", kNow).ok());
  EXPECT_EQ(there_.asked.size(), 2 + 1 + 2);
  there_.redeem = [this](const HttpRequest&) { return Answer(Token("rsa-9")); };
  EXPECT_EQ(ReasonOf(issuer->Redeem(attempt_, "code", kNow).status()), common::v1::SIGN_ON_REFUSED);
  EXPECT_EQ(there_.asked.size(), 5 + 1 + 2);
}

TEST_F(OidcIssuerTest, WhenDown_IsLeftAloneForAWhile_ThenFound) {
  there_.down = true;
  const auto issuer = Issuer();
  for (int i = 0; i < 3; ++i) {
    const auto refused = issuer->AuthorizationUrl(attempt_, kNow + absl::Seconds(i));
    EXPECT_TRUE(absl::IsUnavailable(refused.status()));
    EXPECT_EQ(ReasonOf(refused.status()), common::v1::SIGN_ON_UNAVAILABLE);
  }
  EXPECT_EQ(there_.asked.size(), 1);
  there_.down = false;
  EXPECT_TRUE(issuer->AuthorizationUrl(attempt_, kNow + absl::Seconds(5)).ok());
}

TEST_F(OidcIssuerTest, WhatItPublishesMustBeUsable) {
  const auto unusable = [&](const json& metadata) {
    there_.more_metadata = metadata;
    return ReasonOf(Issuer()->AuthorizationUrl(attempt_, kNow).status()) ==
           common::v1::SIGN_ON_UNAVAILABLE;
  };
  EXPECT_TRUE(unusable({{"issuer", "https://stranger.test"}}));
  EXPECT_TRUE(unusable({{"issuer", there_.url + "/"}}));
  EXPECT_TRUE(unusable({{"authorization_endpoint", "javascript:alert(1)"}}));
  EXPECT_TRUE(unusable({{"authorization_endpoint", nullptr}}));
  EXPECT_TRUE(unusable({{"token_endpoint", "http://issuer.test/token"}}));
  EXPECT_TRUE(unusable({{"jwks_uri", "https://issuer.test/none"}}));
  there_.published_keys = {{"keys", json::array()}};
  EXPECT_TRUE(unusable(json::object()));
}

TEST_F(OidcIssuerTest, RefusesWhatTheTokenEndpointGives_ButAToken) {
  const auto answers = [&](HttpAnswer answer) {
    there_.redeem = [answer](const HttpRequest&) { return answer; };
    return ReasonOfRedeem();
  };
  EXPECT_EQ(answers({400, R"({"error":"invalid_grant"})"}), common::v1::SIGN_ON_REFUSED);
  EXPECT_EQ(answers({400, R"({"error":"invalid_request"})"}), common::v1::SIGN_ON_UNAVAILABLE);
  EXPECT_EQ(answers({401, R"({"error":"invalid_client"})"}), common::v1::SIGN_ON_UNAVAILABLE);
  EXPECT_EQ(answers({500, ""}), common::v1::SIGN_ON_UNAVAILABLE);
  EXPECT_EQ(answers({302, ""}), common::v1::SIGN_ON_UNAVAILABLE);
  EXPECT_EQ(answers({200, ""}), common::v1::SIGN_ON_UNAVAILABLE);
  EXPECT_EQ(answers({200, "{}"}), common::v1::SIGN_ON_UNAVAILABLE);
  EXPECT_EQ(answers({200, R"({"id_token":7})"}), common::v1::SIGN_ON_UNAVAILABLE);
  EXPECT_EQ(answers(Answer("a.b.c")), common::v1::SIGN_ON_REFUSED);
  EXPECT_EQ(answers(Answer(there_.Token({{"alg", "none"}}, GoodClaims(there_, kNow)))),
            common::v1::SIGN_ON_REFUSED);
}

TEST_F(OidcIssuerTest, ThoseBeyondThree_AreToldToComeBack) {
  const auto issuer = Issuer();
  std::vector<ErrorReason> refused;
  int inside = 0;
  // Each call makes another while the issuer keeps it waiting.
  there_.redeem = [&](const HttpRequest&) {
    if (++inside < 5) {
      refused.push_back(ReasonOf(issuer->Redeem(attempt_, "code", kNow).status()));
    }
    return Answer("");
  };
  (void)issuer->Redeem(attempt_, "code", kNow);
  EXPECT_EQ(inside, 3);
  EXPECT_EQ(refused.front(), common::v1::OVERLOADED);
  EXPECT_EQ(ReasonOf(issuer->Redeem(attempt_, "code", kNow).status()), common::v1::SIGN_ON_REFUSED);
}

}  // namespace
}  // namespace donthu::identity
