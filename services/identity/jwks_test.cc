#include "services/identity/jwks.h"

#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "services/identity/signing_issuer.h"

namespace donthu::identity {
namespace {

using nlohmann::json;

const SigningIssuer& Issuer() {
  static const auto* issuer = new SigningIssuer();
  return *issuer;
}

// How many keys are taken of a set with this one.
size_t Usable(const json& key) {
  const auto keys = ParseJwks({{"keys", json::array({key})}});
  EXPECT_TRUE(keys.ok());
  return keys.ok() ? keys->size() : 0;
}
json Rsa() { return Issuer().Jwks()["keys"][0]; }
json Ec() { return Issuer().Jwks()["keys"][1]; }
json Changed(json key, const json& changes) {
  key.merge_patch(changes);
  return key;
}

TEST(Jwks, OfRsaAndP256_AreTaken) {
  const auto keys = ParseJwks(Issuer().Jwks());
  ASSERT_TRUE(keys.ok());
  ASSERT_EQ(keys->size(), 2);
  EXPECT_EQ((*keys)[0].kid, "rsa-1");
  EXPECT_EQ((*keys)[0].algorithm, Algorithm::kRs256);
  EXPECT_EQ((*keys)[1].algorithm, Algorithm::kEs256);
  EXPECT_EQ(Usable(Changed(Rsa(), {{"alg", nullptr}, {"use", nullptr}, {"kid", nullptr}})), 1);
}

TEST(Jwks, ForAnotherUseOrAlgorithm_AreLeftOut) {
  EXPECT_EQ(Usable(Changed(Rsa(), {{"use", "enc"}})), 0);
  EXPECT_EQ(Usable(Changed(Rsa(), {{"alg", "RS512"}})), 0);
  EXPECT_EQ(Usable(Changed(Rsa(), {{"alg", "PS256"}})), 0);
  EXPECT_EQ(Usable(Changed(Rsa(), {{"alg", 256}})), 0);
  EXPECT_EQ(Usable(Changed(Ec(), {{"alg", "RS256"}})), 0);
  EXPECT_EQ(Usable({{"kty", "oct"}, {"k", "c2VjcmV0"}, {"kid", "rsa-1"}}), 0);
  EXPECT_EQ(Usable({{"kty", "OKP"}, {"crv", "Ed25519"}, {"x", "AA"}}), 0);
  EXPECT_EQ(Usable(7), 0);
  EXPECT_EQ(Usable(json::object()), 0);
}

TEST(Jwks, WeakOrMonstrousKeys_AreLeftOut) {
  const auto number = [](size_t bytes) {
    return absl::WebSafeBase64Escape(std::string(bytes, '\xff'));
  };
  EXPECT_EQ(Usable(Changed(Rsa(), {{"n", number(128)}})), 0);
  EXPECT_EQ(Usable(Changed(Rsa(), {{"n", number(255)}})), 0);
  EXPECT_EQ(Usable(Changed(Rsa(), {{"n", number(1025)}})), 0);
  EXPECT_EQ(Usable(Changed(Rsa(), {{"n", ""}})), 0);
  EXPECT_EQ(Usable(Changed(Rsa(), {{"n", nullptr}})), 0);
  EXPECT_EQ(Usable(Changed(Rsa(), {{"e", "AQ"}})), 0) << "1";
  EXPECT_EQ(Usable(Changed(Rsa(), {{"e", "Ag"}})), 0) << "2";
  EXPECT_EQ(Usable(Changed(Rsa(), {{"e", ""}})), 0) << "0";
  EXPECT_EQ(Usable(Changed(Rsa(), {{"e", number(64)}})), 0);
}

TEST(Jwks, PointsThatAreNotOnTheCurve_AreLeftOut) {
  EXPECT_EQ(Usable(Changed(Ec(), {{"crv", "P-384"}})), 0);
  EXPECT_EQ(Usable(Changed(Ec(), {{"x", absl::WebSafeBase64Escape(std::string(32, '\x01'))}})), 0);
  EXPECT_EQ(Usable(Changed(Ec(), {{"y", absl::WebSafeBase64Escape(std::string(31, '\x01'))}})), 0);
  EXPECT_EQ(Usable(Changed(Ec(), {{"y", nullptr}})), 0);
}

TEST(Jwks, ThatIsNone_IsRefused) {
  for (const json& set : {json::object(), json{{"keys", 7}}, json{{"keys", json::object()}}}) {
    EXPECT_FALSE(ParseJwks(set).ok()) << set;
  }
  EXPECT_FALSE(ParseJwks({{"keys", std::vector<json>(101, Ec())}}).ok());
}

}  // namespace
}  // namespace donthu::identity
