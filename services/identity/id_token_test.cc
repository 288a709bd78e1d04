#include "services/identity/id_token.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "services/identity/signing_issuer.h"
#include "services/identity/strict_json.h"

namespace donthu::identity {
namespace {

using nlohmann::json;

constexpr absl::Time kNow = absl::FromUnixSeconds(1764000000);

const SigningIssuer& Issuer() {
  static const auto* issuer = new SigningIssuer();
  return *issuer;
}

Expected Ours() { return {Issuer().url, "donthu", "n-1", ""}; }
json Rs256() { return {{"alg", "RS256"}, {"kid", "rsa-1"}, {"typ", "JWT"}}; }
json Es256() { return {{"alg", "ES256"}, {"kid", "ec-1"}}; }

absl::Status Check(const std::string& token, const Expected& expected = Ours(),
                   absl::Time now = kNow) {
  const auto keys = ParseJwks(Issuer().Jwks());
  EXPECT_TRUE(keys.ok() && keys->size() == 2);
  return CheckIdToken(token, *keys, expected, now).status();
}

// Good but for these claims; null takes one away.
absl::Status With(const json& claims) {
  json all = GoodClaims(Issuer(), kNow);
  all.merge_patch(claims);
  return Check(Issuer().Token(Rs256(), all));
}

json SecondsFromNow(int64_t seconds) { return absl::ToUnixSeconds(kNow) + seconds; }

MATCHER_P(IsRefusedFor, why, "") {
  *result_listener << arg.ToString();
  return absl::IsUnauthenticated(arg) && absl::StrContains(std::string(arg.message()), why);
}

TEST(IdToken, ThatHolds_GivesItsClaims) {
  const auto keys = ParseJwks(Issuer().Jwks());
  ASSERT_TRUE(keys.ok());
  for (const auto& header : {Rs256(), Es256()}) {
    const std::string token = Issuer().Token(header, GoodClaims(Issuer(), kNow));
    const auto claims = CheckIdToken(token, *keys, Ours(), kNow);
    ASSERT_TRUE(claims.ok()) << claims.status();
    EXPECT_EQ(TextIn(*claims, "preferred_username"), "lan");
  }
}

TEST(IdToken, OfAnotherAlgorithm_IsRefused) {
  const json claims = GoodClaims(Issuer(), kNow);
  for (const char* algorithm : {"none", "None", "NONE", "", "HS256", "HS512", "RS512", "PS256",
                                "ES384", "EdDSA", "rs256", "dir"}) {
    json header = Rs256();
    header["alg"] = algorithm;
    EXPECT_THAT(Check(Issuer().Token(header, claims)), IsRefusedFor("algorithm")) << algorithm;
  }
  for (const json& algorithm : {json(), json(256), json::array({"RS256"})}) {
    json header = Rs256();
    header["alg"] = algorithm;
    EXPECT_THAT(Check(Issuer().Token(header, claims)), IsRefusedFor("algorithm")) << algorithm;
  }
  EXPECT_THAT(Check(Issuer().Token({{"kid", "rsa-1"}}, claims)), IsRefusedFor("algorithm"));
}

TEST(IdToken, SignedWithThePublicKeyAsSecret_IsRefused) {
  json header = Rs256();
  header["alg"] = "HS256";
  EXPECT_THAT(Check(Issuer().Token(header, GoodClaims(Issuer(), kNow))), IsRefusedFor("algorithm"));
  // The same signature under a header that says RS256.
  const std::string claims = GoodClaims(Issuer(), kNow).dump();
  EXPECT_THAT(Check(Issuer().TokenOf(Rs256().dump(), claims, "HS256")), IsRefusedFor("signature"));
}

TEST(IdToken, OfAnotherKeyThanItNames_IsRefused) {
  const std::string claims = GoodClaims(Issuer(), kNow).dump();
  const SigningIssuer stranger;
  EXPECT_THAT(Check(stranger.TokenOf(Rs256().dump(), claims, "RS256")), IsRefusedFor("signature"));
  EXPECT_THAT(Check(stranger.TokenOf(Es256().dump(), claims, "ES256")), IsRefusedFor("signature"));
  // An ES256 signature under an RS256 header, and the other way round.
  EXPECT_THAT(Check(Issuer().TokenOf(Rs256().dump(), claims, "ES256")), IsRefusedFor("signature"));
  EXPECT_THAT(Check(Issuer().TokenOf(Es256().dump(), claims, "RS256")), IsRefusedFor("signature"));
}

TEST(IdToken, WhoseKeyIsNotKnown_MayBeTriedWithNewerKeys) {
  const json claims = GoodClaims(Issuer(), kNow);
  json header = Rs256();
  header["kid"] = "rsa-2";
  EXPECT_TRUE(absl::IsNotFound(Check(Issuer().Token(header, claims))));
  // Named, but for the other algorithm: a key is good for one.
  header = {{"alg", "RS256"}, {"kid", "ec-1"}};
  EXPECT_TRUE(absl::IsNotFound(Check(Issuer().Token(header, claims))));
  header["kid"] = 7;
  EXPECT_THAT(Check(Issuer().Token(header, claims)), IsRefusedFor("name"));
}

TEST(IdToken, WithoutKeyName_HoldsByTheOnlyKeyOfItsKind) {
  const std::string token = Issuer().Token({{"alg", "RS256"}}, GoodClaims(Issuer(), kNow));
  EXPECT_TRUE(Check(token).ok());
  json set = Issuer().Jwks();
  set["keys"].push_back(set["keys"][0]);
  const auto keys = ParseJwks(set);
  ASSERT_TRUE(keys.ok());
  EXPECT_THAT(CheckIdToken(token, *keys, Ours(), kNow).status(), IsRefusedFor("which key"));
}

TEST(IdToken, ChangedAnywhere_IsRefused) {
  const std::string good = Issuer().Token(Es256(), GoodClaims(Issuer(), kNow));
  ASSERT_TRUE(Check(good).ok());
  for (size_t i = 0; i < good.size(); ++i) {
    std::string changed = good;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(Check(changed).ok()) << i;
  }
}

TEST(IdToken, CutAnywhere_IsRefused) {
  const std::string good = Issuer().Token(Rs256(), GoodClaims(Issuer(), kNow));
  for (size_t size = 0; size < good.size(); ++size) {
    EXPECT_FALSE(Check(good.substr(0, size)).ok()) << size;
  }
}

TEST(IdToken, OfAnotherShape_IsRefused) {
  const std::string good = Issuer().Token(Rs256(), GoodClaims(Issuer(), kNow));
  for (const std::string& token :
       {std::string(), std::string("."), std::string(".."), std::string("..."), good + ".",
        good + ".a.b", "." + good, good + "=", good + " ", " " + good, good + "\n"}) {
    EXPECT_THAT(Check(token), IsRefusedFor("")) << token;
  }
  EXPECT_THAT(Check(std::string(16 << 10, 'a') + "." + good), IsRefusedFor("too long"));
  EXPECT_THAT(Check(std::string(1 << 20, '.')), IsRefusedFor("too long"));
}

TEST(IdToken, InAnotherAlphabetOrPadded_IsRefused) {
  // Claims whose base64 has both signs that differ between the alphabets, and a padding.
  const std::string header = absl::WebSafeBase64Escape(Rs256().dump());
  for (const char* part : {"e30=", "e30==", "e+/0", "e3 0", "e30\n", "e31", "e"}) {
    EXPECT_THAT(Check(header + "." + part + ".AAAA"), IsRefusedFor("base64url")) << part;
  }
}

TEST(IdToken, SayingSomethingTwice_IsRefused) {
  std::string claims = GoodClaims(Issuer(), kNow).dump();
  claims.insert(1, "\"sub\":\"another\",");
  EXPECT_THAT(Check(Issuer().TokenOf(Rs256().dump(), claims, "RS256")), IsRefusedFor("JSON"));
  const std::string header = R"({"alg":"none","alg":"RS256","kid":"rsa-1"})";
  EXPECT_THAT(Check(Issuer().TokenOf(header, GoodClaims(Issuer(), kNow).dump(), "RS256")),
              IsRefusedFor("JSON"));
}

TEST(IdToken, ThatIsNoJsonObject_IsRefused) {
  for (const char* claims : {"", "null", "[]", "\"a\"", "7", "{", "{}{}", "{\"a\":}", "{'a':1}",
                             "{\"a\":\"\xff\"}", "{\"a\":1,}"}) {
    EXPECT_THAT(Check(Issuer().TokenOf(Rs256().dump(), claims, "RS256")), IsRefusedFor("JSON"))
        << claims;
    EXPECT_THAT(Check(Issuer().TokenOf(claims, "{}", "RS256")), IsRefusedFor("JSON")) << claims;
  }
  const std::string deep = "{\"a\":" + std::string(5000, '[') + std::string(5000, ']') + "}";
  EXPECT_THAT(Check(Issuer().TokenOf(Rs256().dump(), deep, "RS256")), IsRefusedFor("JSON"));
}

TEST(IdToken, WithAHeaderThatWantsMore_IsRefused) {
  const json claims = GoodClaims(Issuer(), kNow);
  json header = Rs256();
  header["crit"] = json::array({"exp"});
  EXPECT_THAT(Check(Issuer().Token(header, claims)), IsRefusedFor("extensions"));
  header = Rs256();
  header["typ"] = "at+jwt";
  EXPECT_THAT(Check(Issuer().Token(header, claims)), IsRefusedFor("kind"));
  header["typ"] = 1;
  EXPECT_THAT(Check(Issuer().Token(header, claims)), IsRefusedFor("kind"));
}

TEST(IdToken, KeysInTheHeader_AreNotUsed) {
  const SigningIssuer stranger;
  json header = Rs256();
  header["jwk"] = stranger.Jwks()["keys"][0];
  header["jku"] = "https://stranger.test/jwks";
  const std::string claims = GoodClaims(Issuer(), kNow).dump();
  EXPECT_THAT(Check(stranger.TokenOf(header.dump(), claims, "RS256")), IsRefusedFor("signature"));
}

TEST(IdToken, OfAnotherIssuer_IsRefused) {
  for (const json& issuer : {json("https://issuer.test/"), json("https://stranger.test"), json(""),
                             json(), json(7), json::array({Issuer().url})}) {
    EXPECT_THAT(With({{"iss", issuer}}), IsRefusedFor("another issuer")) << issuer;
  }
}

TEST(IdToken, ForSomebodyElse_IsRefused) {
  for (const json& audience :
       {json("other"), json("Donthu"), json(""), json(), json(7), json::array(),
        json::array({"other"}), json({{"donthu", true}}), json::array({json::array({"donthu"})})}) {
    EXPECT_THAT(With({{"aud", audience}}), IsRefusedFor("somebody else")) << audience;
  }
  EXPECT_TRUE(With({{"aud", json::array({"donthu"})}}).ok());
}

TEST(IdToken, ForSeveral_MustBeMadeForUs) {
  const json both = json::array({"donthu", "other"});
  EXPECT_THAT(With({{"aud", both}}), IsRefusedFor("somebody else"));
  EXPECT_THAT(With({{"aud", both}, {"azp", "other"}}), IsRefusedFor("somebody else"));
  EXPECT_TRUE(With({{"aud", both}, {"azp", "donthu"}}).ok());
  EXPECT_TRUE(With({{"azp", "donthu"}}).ok());
  EXPECT_THAT(With({{"azp", "other"}}), IsRefusedFor("somebody else"));
  EXPECT_THAT(With({{"azp", 7}}), IsRefusedFor("somebody else"));
}

TEST(IdToken, OutsideItsTime_IsRefused) {
  EXPECT_TRUE(With({{"exp", SecondsFromNow(-59)}}).ok());
  EXPECT_THAT(With({{"exp", SecondsFromNow(-60)}}), IsRefusedFor("expired"));
  EXPECT_TRUE(With({{"iat", SecondsFromNow(60)}}).ok());
  EXPECT_THAT(With({{"iat", SecondsFromNow(61)}}), IsRefusedFor("future"));
  EXPECT_TRUE(With({{"iat", SecondsFromNow(-660)}}).ok());
  EXPECT_THAT(With({{"iat", SecondsFromNow(-661)}}), IsRefusedFor("long ago"));
  EXPECT_TRUE(With({{"nbf", SecondsFromNow(60)}}).ok());
  EXPECT_THAT(With({{"nbf", SecondsFromNow(61)}}), IsRefusedFor("not hold yet"));
}

TEST(IdToken, WithoutRightTimes_IsRefused) {
  for (const char* name : {"exp", "iat"}) {
    for (const json& time : {json(), json("1764000000"), json(-1), json(1e300), json(true)}) {
      EXPECT_THAT(With({{name, time}}), IsRefusedFor("from when to when")) << name << time;
    }
  }
  EXPECT_THAT(With({{"nbf", "soon"}}), IsRefusedFor("not hold yet"));
  // Seconds with a fraction are numbers too (RFC 7519, 2).
  EXPECT_TRUE(With({{"exp", 1764000100.5}}).ok());
}

TEST(IdToken, OfAnotherAttempt_IsRefused) {
  for (const json& nonce : {json("n-2"), json("N-1"), json(""), json(), json(1)}) {
    EXPECT_THAT(With({{"nonce", nonce}}), IsRefusedFor("another attempt")) << nonce;
  }
}

TEST(IdToken, NamingNobody_IsRefused) {
  for (const json& subject : {json(), json(""), json(1), json(std::string(256, 'a'))}) {
    EXPECT_THAT(With({{"sub", subject}}), IsRefusedFor("nobody")) << subject;
  }
}

TEST(IdToken, WeakerThanAskedFor_IsRefused) {
  Expected strong = Ours();
  strong.acr = "hai-yeu-to";
  json claims = GoodClaims(Issuer(), kNow);
  EXPECT_THAT(Check(Issuer().Token(Rs256(), claims), strong), IsRefusedFor("strong"));
  claims.erase("acr");
  EXPECT_THAT(Check(Issuer().Token(Rs256(), claims), strong), IsRefusedFor("strong"));
  claims["acr"] = "hai-yeu-to";
  EXPECT_TRUE(Check(Issuer().Token(Rs256(), claims), strong).ok());
}

TEST(IdToken, Errors_TellNothingOfTheToken) {
  json claims = GoodClaims(Issuer(), kNow);
  claims["nonce"] = "somebody-else";
  const auto refused = Check(Issuer().Token(Rs256(), claims));
  for (const char* secret : {"somebody-else", "lan", "7f1b", "n-1", "eyJ"}) {
    EXPECT_FALSE(absl::StrContains(refused.ToString(), secret)) << secret;
  }
}

}  // namespace
}  // namespace donthu::identity
