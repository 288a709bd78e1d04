// What the gateway refuses, over real sockets. Behind it is nothing: none of this may reach a
// service.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/integration/gateway_browser.h"
#include "tests/integration/gateway_fake_service.h"
#include "tests/integration/gateway_start.h"

namespace donthu::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kJson[] = "application/json";

class GatewayRefusalTest : public ::testing::Test {
 protected:
  GatewayRefusalTest() {
    std::string name = ::testing::TempDir() + "web_XXXXXX";
    web_ = mkdtemp(name.data());
    std::filesystem::create_directory(web_ / "assets");
    std::ofstream(web_ / "index.html") << "trang";
    std::ofstream(web_ / "assets/app-1.js") << "plain";
    std::ofstream(web_ / "assets/app-1.js.gz") << "gzip";
    Start("");
  }
  ~GatewayRefusalTest() override { std::filesystem::remove_all(web_); }

  void Start(const std::string& more) {
    server_ = StartGateway(
        service_.port(), absl::StrFormat("web_directory: \"%s\" %s", web_.string(), more), clock_);
  }
  Browser Connect() { return Browser(server_->port()); }
  int PostStatus(const Headers& more, const std::string& body = "{}") {
    return Connect().Post(kWhoAmI, body, kJson, more).status;
  }

  const SystemClock clock_;
  FakeService service_;
  std::filesystem::path web_;
  std::unique_ptr<gateway::Server> server_;
};

TEST_F(GatewayRefusalTest, OnlyOurOwnPageMayCall) {
  EXPECT_EQ(PostStatus({}), 200);
  EXPECT_EQ(PostStatus({{"sec-fetch-site", "cross-site"}}), 403);
  EXPECT_EQ(PostStatus({{"sec-fetch-site", "same-site"}}), 403);
  EXPECT_EQ(PostStatus({{"sec-fetch-site", ""}, {"cookie", "a=b"}}), 403);
  EXPECT_EQ(PostStatus({{"sec-fetch-site", ""}, {"origin", "https://evil.example"}}), 403);
  EXPECT_EQ(PostStatus({{"sec-fetch-site", ""}, {"origin", "http://localhost"}}), 200);
  EXPECT_EQ(PostStatus({{"connect-protocol-version", ""}}), 400);
  EXPECT_EQ(PostStatus({{"authorization", "Bearer x"}}), 403);
}

TEST_F(GatewayRefusalTest, WithoutASession_OnlyPublicMethodsReachAService) {
  const HttpAnswer answer = Connect().Post(kWhoAmI, "{}", kJson, {{"cookie", ""}});
  EXPECT_EQ(answer.status, 401);
  EXPECT_THAT(answer.body, HasSubstr("NOT_SIGNED_IN"));
  Browser stream = Connect();
  stream.OpenStream(kWatch, "{}", "application/connect+json", {{"cookie", "__Host-donthu=x"}});
  EXPECT_THAT(stream.NextEnvelope()->second, HasSubstr("NOT_SIGNED_IN"));
  EXPECT_TRUE(service_.metadata().empty()) << "nothing arrived";
  EXPECT_EQ(Connect().Post(kSignIn, "{}", kJson, {{"cookie", ""}}).status, 500)
      << "it arrived, and what the fake answers holds no token";
}

TEST_F(GatewayRefusalTest, WhatAFormCanSend_IsRefused) {
  for (const char* type : {"", "text/plain", "application/x-www-form-urlencoded",
                           "multipart/form-data; boundary=x", "application/grpc-web+proto"}) {
    EXPECT_EQ(PostStatus({{"content-type", type}}), 415) << type;
  }
}

TEST_F(GatewayRefusalTest, MethodsOfHttp) {
  const auto status = [this](const std::string& verb, const std::string& target) {
    return Connect().Raw(verb + " " + target + " HTTP/1.1\r\nhost: x\r\n\r\n").status;
  };
  for (const char* verb : {"OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"}) {
    EXPECT_EQ(status(verb, kWhoAmI), 405) << verb;
    EXPECT_EQ(status(verb, "/"), 405) << verb;
  }
  EXPECT_EQ(status("GET", kWhoAmI), 405);
  Browser browser = Connect();
  const HttpAnswer options = browser.Raw(
      "OPTIONS / HTTP/1.1\r\nhost: x\r\norigin: https://evil.example\r\n"
      "access-control-request-method: POST\r\n\r\n");
  EXPECT_EQ(options.Header("access-control-allow-origin"), "");
  EXPECT_EQ(options.Header("allow"), "GET, HEAD, POST");
}

TEST_F(GatewayRefusalTest, UnknownMethod_SaysUnimplemented) {
  const HttpAnswer answer = Connect().Post("/donthu.x.v1.X/Y", "{}");
  EXPECT_EQ(answer.status, 404);
  EXPECT_THAT(answer.body, HasSubstr("\"code\":\"unimplemented\""));
  EXPECT_EQ(Connect().Post("/grpc.health.v1.Health/Check", "{}").status, 404);
}

TEST_F(GatewayRefusalTest, Json_ThatIsNotTheRequest_IsNotRepeated) {
  for (const char* body : {"", "BiMat79", "{\"BiMat79\":1}", "{\"x\":\"BiMat79\"}", "[1]"}) {
    const HttpAnswer answer = Connect().Post(kWhoAmI, body);
    EXPECT_EQ(answer.status, 400) << body;
    EXPECT_THAT(answer.body, Not(HasSubstr("BiMat79")));
    EXPECT_THAT(answer.body, HasSubstr("messageVi"));
  }
  EXPECT_EQ(service_.open, 0);
}

TEST_F(GatewayRefusalTest, MalformedHttp_400) {
  for (const std::string& bytes : {
           std::string("GARBAGE\r\n\r\n"),
           std::string("GET / HTTP/1.1\r\n\r\n"),
           std::string("GET / HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n"),
           std::string("GET / HTTP/2.0\r\nhost: a\r\n\r\n"),
           std::string("GET / HTTP/1.1\r\nhost: a\r\n broken: x\r\nbad header\r\n\r\n"),
           std::string("GET /\0 HTTP/1.1\r\nhost: a\r\n\r\n", 32),
           std::string("GET /../etc/passwd HTTP/1.1\r\nhost: a\r\n\r\n"),
           std::string("GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nhost: a\r\n\r\n"),
           std::string("GET http://other/ HTTP/1.1\r\nhost: a\r\n\r\n"),
           "POST " + std::string(kWhoAmI) + " HTTP/1.1\r\nhost: a\r\ncontent-length: -1\r\n\r\n",
           "POST " + std::string(kWhoAmI) +
               " HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}",
           "POST " + std::string(kWhoAmI) +
               " HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n",
       }) {
    EXPECT_EQ(Connect().Raw(bytes).status, 400) << bytes;
  }
}

TEST_F(GatewayRefusalTest, TooLarge) {
  Start("limits { body_bytes_max: 1000 header_bytes_max: 2000 }");
  EXPECT_EQ(PostStatus({}, std::string(1001, ' ')), 413);
  EXPECT_EQ(PostStatus({}, "{}" + std::string(998, ' ')), 200) << "as large as it may be";
  const std::string chunked = absl::StrFormat(
      "POST %s HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n"
      "connect-protocol-version: 1\r\nsec-fetch-site: same-origin\r\ncookie: %s\r\n"
      "transfer-encoding: chunked\r\n\r\n",
      kWhoAmI, SomeSession());
  EXPECT_EQ(Connect().Raw(chunked + "3ea\r\n" + std::string(1002, ' ') + "\r\n0\r\n\r\n").status,
            413);
  EXPECT_EQ(Connect().Raw(chunked + "2\r\n{}\r\n0\r\n\r\n").status, 200);
  EXPECT_EQ(PostStatus({{"x", std::string(2000, 'x')}}), 431);
}

TEST_F(GatewayRefusalTest, ExpectedContinue_IsGivenAfterTheHeadWasJudged) {
  EXPECT_EQ(PostStatus({{"expect", "100-continue"}}), 200);
  EXPECT_EQ(PostStatus({{"expect", "100-continue"}, {"sec-fetch-site", "cross-site"}}), 403);
}

TEST_F(GatewayRefusalTest, SlowClients_AreShutOut) {
  Start("limits { header_seconds: 1 body_seconds: 1 idle_seconds: 1 }");
  Browser silent = Connect();
  Browser head = Connect();
  head.Send("GET / HTTP/1.1\r\nhost");
  Browser body = Connect();
  body.Send(
      absl::StrFormat("POST %s HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n"
                      "connect-protocol-version: 1\r\ncontent-length: 2\r\n\r\n{",
                      kWhoAmI));
  Browser idle = Connect();
  EXPECT_EQ(idle.Get("/").status, 200);
  EXPECT_TRUE(silent.ReadsToEnd());
  EXPECT_TRUE(head.ReadsToEnd());
  EXPECT_TRUE(body.ReadsToEnd());
  EXPECT_TRUE(idle.ReadsToEnd());
}

TEST_F(GatewayRefusalTest, TooManyConnections_TheNextIsClosed) {
  Start("limits { connections_max: 2 }");
  Browser first = Connect();
  auto second = std::make_unique<Browser>(server_->port());
  EXPECT_EQ(first.Get("/healthz").status, 200);
  EXPECT_EQ(second->Get("/healthz").status, 200);
  EXPECT_TRUE(Connect().ReadsToEnd());
  second.reset();
  EXPECT_TRUE(Eventually([this] { return server_->metrics().connections().Value() == 1; }));
  EXPECT_EQ(Connect().Get("/healthz").status, 200);
}

TEST_F(GatewayRefusalTest, TooManyCalls_AreToldWhenToComeBack) {
  Start("limits { address_calls_per_second: 1 address_calls_burst: 3 }");
  Browser browser = Connect();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(browser.Post(kWhoAmI, "{}").status, 200);
  const HttpAnswer often = browser.Post(kWhoAmI, "{}");
  EXPECT_EQ(often.status, 429);
  EXPECT_EQ(often.Header("retry-after"), "1");
  EXPECT_THAT(often.body, HasSubstr("resource_exhausted"));
  const HttpAnswer stream = browser.OpenStream(kWatch, "{}", "application/connect+json");
  EXPECT_EQ(stream.status, 200) << "a stream says it in its last envelope";
  EXPECT_THAT(browser.NextEnvelope()->second, HasSubstr("resource_exhausted"));
}

TEST_F(GatewayRefusalTest, TrustedProxy_NamesWhoCalls) {
  Start(
      "trusted_proxy: \"127.0.0.1\" limits { address_calls_per_second: 1 address_calls_burst: 1 }");
  const auto from = [this](const char* address) {
    return PostStatus({{"x-forwarded-for", address}});
  };
  EXPECT_EQ(from("203.0.113.7"), 200);
  EXPECT_EQ(from("1.2.3.4, 203.0.113.7"), 429);
  EXPECT_EQ(from("203.0.113.8"), 200);
  EXPECT_EQ(PostStatus({{"x-forwarded-for", "203.0.113.9"}, {"X-Forwarded-For", "203.0.113.7"}}),
            429)
      << "a second line counts like the rest of the first";
}

TEST_F(GatewayRefusalTest, Files_AreServedWithTheRightHeaders) {
  Browser browser = Connect();
  const HttpAnswer page = browser.Get("/petition/12?x=1");
  EXPECT_EQ(page.body, "trang");
  EXPECT_EQ(page.Header("cache-control"), "no-cache");
  EXPECT_THAT(page.Header("content-security-policy"), HasSubstr("script-src 'self';"));
  EXPECT_THAT(page.Header("content-security-policy"), HasSubstr("style-src 'self';"));
  EXPECT_THAT(page.Header("content-security-policy"), HasSubstr("frame-ancestors 'none'"));
  EXPECT_EQ(page.Header("x-content-type-options"), "nosniff");
  const HttpAnswer again = browser.Get("/", {{"if-none-match", page.Header("etag")}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
  const HttpAnswer script = browser.Get("/assets/app-1.js", {{"accept-encoding", "gzip, br"}});
  EXPECT_EQ(script.body, "gzip");
  EXPECT_EQ(script.Header("content-encoding"), "gzip");
  EXPECT_EQ(script.Header("vary"), "Accept-Encoding");
  EXPECT_THAT(script.Header("cache-control"), HasSubstr("immutable"));
  EXPECT_EQ(browser.Get("/assets/app-1.js").body, "plain");
  EXPECT_EQ(browser.Get("/assets/app-2.js").status, 404);
  EXPECT_EQ(browser.Get("/healthz").body, "ok\n");
}

TEST_F(GatewayRefusalTest, Head_SaysTheSameAndGivesNothing) {
  Browser browser = Connect();
  const HttpAnswer head = browser.Head("/assets/app-1.js");
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.Header("content-length"), "5");
  EXPECT_EQ(browser.Head("/none.js").status, 404);
  EXPECT_EQ(browser.Head(kWhoAmI).status, 405);
  EXPECT_EQ(browser.Get("/assets/app-1.js").body, "plain") << "the connection is still in step";
}

TEST_F(GatewayRefusalTest, PortTaken_IsSaidInOneLine) {
  config::v1::GatewayConfig config;
  config.set_listen(absl::StrFormat("127.0.0.1:%d", server_->port()));
  config.mutable_upstream()->set_endpoint("127.0.0.1:1");
  const auto second = gateway::Server::Start(*gateway::SettingsOf(config, ""), clock_);
  ASSERT_FALSE(second.ok());
  EXPECT_THAT(std::string(second.status().message()), HasSubstr("the port is taken"));
}

}  // namespace
}  // namespace donthu::testing
