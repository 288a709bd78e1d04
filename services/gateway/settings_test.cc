#include "services/gateway/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_replace.h"
#include "services/base/config/config.h"

namespace donthu::gateway {
namespace {

using ::testing::HasSubstr;

absl::StatusOr<Settings> Read(const std::string& text) {
  config::v1::GatewayConfig config;
  const absl::Status status = config::ParseText(text, "gateway", &config);
  EXPECT_TRUE(status.ok()) << status;
  return SettingsOf(config, "gateway.textproto");
}

const std::string kUpstream = " upstream { endpoint: \"127.0.0.1:8460\" }";

TEST(SettingsOf, FillsInDefaults) {
  const auto settings = Read("listen: \"localhost:8480\"" + kUpstream);
  ASSERT_TRUE(settings.ok()) << settings.status();
  EXPECT_EQ(settings->host, "127.0.0.1");
  EXPECT_EQ(settings->port, 8480);
  EXPECT_EQ(settings->threads, 2);
  EXPECT_EQ(settings->limits.body_bytes, size_t{4} << 20);
  EXPECT_EQ(settings->limits.stream, absl::Hours(1));
  EXPECT_EQ(settings->limits.session.burst, 200);
  EXPECT_FALSE(settings->accept_authorization);
}

TEST(SettingsOf, TheTemplateAsDelivered_IsGood) {
  auto text = config::ReadFile("deploy/config/gateway.textproto");
  ASSERT_TRUE(text.ok()) << text.status();
  *text = absl::StrReplaceAll(*text, {{"@PORT@", "8480"},
                                      {"@METRICS_PORT@", "9480"},
                                      {"@TLS@", "tls"},
                                      {"@WEB@", "web"},
                                      {"@ENDPOINTS@", "endpoint: \"127.0.0.1:8460\""}});
  const auto settings = Read(*text);
  EXPECT_TRUE(settings.ok()) << settings.status();
}

TEST(SettingsOf, BeyondLoopback_NeedsAProxyThatSpeaksTls) {
  EXPECT_THAT(std::string(Read("listen: \"0.0.0.0:80\"" + kUpstream).status().message()),
              HasSubstr("passwords would travel in the clear"));
  EXPECT_TRUE(Read("listen: \"10.0.0.2:80\" trusted_proxy: \"10.0.0.1\"" + kUpstream).ok());
  EXPECT_TRUE(Read("listen: \"[::1]:80\"" + kUpstream).ok());
}

TEST(SettingsOf, WhatDoesNotFit_IsRefused) {
  for (const std::string& text : {
           std::string("listen: \"127.0.0.1:1\""),
           "listen: \"\"" + kUpstream,
           "listen: \"127.0.0.1\"" + kUpstream,
           "listen: \"127.0.0.1:65536\"" + kUpstream,
           "listen: \"example.com:80\"" + kUpstream,
           std::string("listen: \"127.0.0.1:1\" upstream { endpoint: \"10.0.0.1:8460\" }"),
           std::string("listen: \"127.0.0.1:1\" upstream { endpoint: \"127.0.0.1:1\" token_file: "
                       "\"x\" }"),
           "listen: \"127.0.0.1:1\" trusted_proxy: \"nginx\"" + kUpstream,
           "listen: \"127.0.0.1:1\" threads: -1" + kUpstream,
           "listen: \"127.0.0.1:1\" limits { body_bytes_max: 16777217 }" + kUpstream,
           "listen: \"127.0.0.1:1\" limits { idle_seconds: -1 }" + kUpstream,
       }) {
    EXPECT_EQ(Read(text).status().code(), absl::StatusCode::kInvalidArgument) << text;
  }
}

}  // namespace
}  // namespace donthu::gateway
