#include "services/identity/oidc_settings.h"

#include <gtest/gtest.h>

namespace donthu::identity {
namespace {

using nlohmann::json;

config::v1::Oidc Config() {
  config::v1::Oidc config;
  config.set_issuer("https://sso.quangtri.gov.vn/realms/tinh");
  config.set_client_id("donthu");
  config.set_redirect_uri("https://donthu.quangtri.gov.vn/dang-nhap/oidc");
  config.set_label_vi("Đăng nhập qua cổng của tỉnh");
  return config;
}

TEST(OidcSettings, HaveDefaults) {
  const auto settings = OidcSettingsFrom(Config());
  ASSERT_TRUE(settings.ok()) << settings.status();
  EXPECT_EQ(settings->officer_claim, "preferred_username");
  EXPECT_EQ(settings->scope, "openid profile");
  EXPECT_EQ(settings->client_secret, "");
}

TEST(OidcSettings, ThatLackSomething_AreRefused) {
  for (const char* field : {"issuer", "client_id", "redirect_uri", "label_vi"}) {
    auto config = Config();
    const auto* descriptor = config.GetDescriptor()->FindFieldByName(field);
    config.GetReflection()->ClearField(&config, descriptor);
    EXPECT_FALSE(OidcSettingsFrom(config).ok()) << field;
  }
  auto config = Config();
  config.set_scope("profile");
  EXPECT_FALSE(OidcSettingsFrom(config).ok());
  config = Config();
  config.set_issuer("https://sso.quangtri.gov.vn/?realm=tinh");
  EXPECT_FALSE(OidcSettingsFrom(config).ok());
  config = Config();
  config.set_client_secret_file("/nowhere/secret");
  EXPECT_FALSE(OidcSettingsFrom(config).ok());
}

TEST(IsSafeUrl, TakesHttps_AndHttpOnThisMachineOnly) {
  for (const char* url : {"https://a.vn", "https://a.vn:8443/x?y=z", "http://127.0.0.1:8080/a",
                          "http://localhost:1", "http://localhost", "http://[::1]:9/b"}) {
    EXPECT_TRUE(IsSafeUrl(url)) << url;
  }
  for (const char* url :
       {"", "a.vn", "http://a.vn", "http://a.vn:80/", "javascript:alert(1)", "HTTPS://a.vn",
        "file:///etc/passwd", "https://", "https:///x", "https://a@b.vn", "http://127.0.0.1@b.vn/",
        "http://127.example.vn/", "http://localhost.b.vn/", "https://a.vn/#x", "https://a.vn/ b",
        "https://a.vn\\b", "https://a.vn\n", "http://127.0.0.1\\@b.vn"}) {
    EXPECT_FALSE(IsSafeUrl(url)) << url;
  }
}

TEST(OfficerIn, IsTheClaimAsItStands) {
  const auto settings = OidcSettingsFrom(Config());
  ASSERT_TRUE(settings.ok());
  const auto of = [&](const json& name) {
    return OfficerIn({{"sub", "7"}, {"preferred_username", name}}, *settings);
  };
  EXPECT_EQ(of("lan.dong-hoi"), "lan.dong-hoi");
  for (const json& name : {json("Lan"), json("lan "), json("lan@x.vn"), json(""), json(7), json(),
                           json("lân"), json("a/b"), json(std::string(61, 'a'))}) {
    EXPECT_FALSE(of(name)) << name;
  }
  EXPECT_FALSE(OfficerIn({{"sub", "lan"}}, *settings));
}

TEST(OfficerIn, LosesItsEnd_WhichMustBeThere) {
  auto config = Config();
  config.set_officer_suffix("@quangtri.gov.vn");
  const auto settings = OidcSettingsFrom(config);
  ASSERT_TRUE(settings.ok());
  const auto of = [&](const char* name) {
    return OfficerIn({{"preferred_username", name}}, *settings);
  };
  EXPECT_EQ(of("lan@quangtri.gov.vn"), "lan");
  for (const char* name : {"lan", "lan@hue.gov.vn", "@quangtri.gov.vn", "a@b@quangtri.gov.vn"}) {
    EXPECT_FALSE(of(name)) << name;
  }
}

TEST(OfficerIn, AnAddressMustBeVerified) {
  auto config = Config();
  config.set_officer_claim("email");
  config.set_officer_suffix("@quangtri.gov.vn");
  const auto settings = OidcSettingsFrom(config);
  ASSERT_TRUE(settings.ok());
  json claims = {{"email", "lan@quangtri.gov.vn"}};
  EXPECT_FALSE(OfficerIn(claims, *settings));
  for (const json& verified : {json(false), json("true"), json(1)}) {
    claims["email_verified"] = verified;
    EXPECT_FALSE(OfficerIn(claims, *settings)) << verified;
  }
  claims["email_verified"] = true;
  EXPECT_EQ(OfficerIn(claims, *settings), "lan");
}

}  // namespace
}  // namespace donthu::identity
