// Calls and streams through the gateway to a service that sees what becomes of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <nlohmann/json.hpp>
#include <thread>

#include "absl/time/clock.h"
#include "donthu/identity/v1/identity.pb.h"
#include "donthu/ledger/v1/ledger_service.pb.h"
#include "tests/integration/gateway_browser.h"
#include "tests/integration/gateway_fake_service.h"
#include "tests/integration/gateway_start.h"

namespace donthu::testing {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Ge;
using ::testing::HasSubstr;
using ::testing::Key;
using ::testing::Le;
using ::testing::Not;
using ::testing::Pair;

constexpr char kStreamJson[] = "application/connect+json";
constexpr char kStreamProto[] = "application/connect+proto";
const std::string kToken(64, 'a');

class GatewayStreamTest : public ::testing::Test {
 protected:
  GatewayStreamTest() { Start(""); }

  void Start(const std::string& more) { server_ = StartGateway(service_.port(), more, clock_); }
  Browser Connect() { return Browser(server_->port()); }
  int OpenStreams() { return static_cast<int>(server_->metrics().streams().Value()); }
  bool NothingIsLeft() {
    return Eventually([this] { return OpenStreams() == 0 && service_.open == 0; });
  }

  const SystemClock clock_;
  FakeService service_;
  std::unique_ptr<gateway::Server> server_;
};

TEST_F(GatewayStreamTest, UnaryCall_JsonAndBinary_GiveTheSame) {
  Browser browser = Connect();
  const HttpAnswer json = browser.Post(kWhoAmI, "{}");
  EXPECT_EQ(json.status, 200);
  EXPECT_EQ(json.Header("content-type"), "application/json");
  EXPECT_EQ(json.Header("cache-control"), "no-store");
  EXPECT_EQ(json.body, "{\"officer\":\"lan\"}");
  const HttpAnswer binary = browser.Post(kWhoAmI, "", "application/proto");
  EXPECT_EQ(binary.status, 200);
  EXPECT_EQ(binary.Header("content-type"), "application/proto");
  identity::v1::Me me;
  ASSERT_TRUE(me.ParseFromString(binary.body));
  EXPECT_EQ(me.officer(), "lan");
}

TEST_F(GatewayStreamTest, OnlyAllowedHeaders_ReachTheService) {
  const std::string trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  Connect().Post(kWhoAmI, "{}", "application/json",
                 {{"cookie", "x=1; __Host-donthu=" + kToken},
                  {"traceparent", trace},
                  {"accept-language", "vi"},
                  {"connect-timeout-ms", "5000"},
                  {"x-internal-principal", "chu-tich"},
                  {"donthu-client-address", "1.2.3.4"},
                  {"x-forwarded-for", "1.2.3.4"}});
  const auto metadata = service_.metadata();
  EXPECT_THAT(metadata, Contains(Pair("authorization", "Bearer " + kToken)));
  EXPECT_THAT(metadata, Contains(Pair("traceparent", trace)));
  EXPECT_THAT(metadata, Contains(Pair("accept-language", "vi")));
  EXPECT_THAT(metadata, Contains(Pair("donthu-client-address", "127.0.0.1")));
  for (const char* name : {"cookie", "x-internal-principal", "x-forwarded-for", "host",
                           "connect-timeout-ms", "connect-protocol-version", "sec-fetch-site"}) {
    EXPECT_THAT(metadata, Not(Contains(Key(name))));
  }
  EXPECT_THAT(service_.time_left(), AllOf(Ge(absl::Seconds(4)), Le(absl::Seconds(6))));
}

TEST_F(GatewayStreamTest, ACallMayTakeSoLongAndNoLonger) {
  Start("limits { call_seconds: 1 }");
  const HttpAnswer answer =
      Connect().Post(kNeverAnswered, "{}", "application/json", {{"connect-timeout-ms", "600000"}});
  EXPECT_EQ(answer.status, 504);
  EXPECT_THAT(answer.body, AllOf(HasSubstr("deadline_exceeded"), HasSubstr("DEADLINE_PASSED")));
}

TEST_F(GatewayStreamTest, ServiceAway_SaysSoWithoutNamingIt) {
  Start("upstream { service_endpoint { service: \"identity\" endpoint: \"127.0.0.1:1\" } }");
  Browser browser = Connect();
  const HttpAnswer answer = browser.Post(kWhoAmI, "{}");
  EXPECT_EQ(answer.status, 503);
  EXPECT_THAT(answer.body, AllOf(HasSubstr("messageVi"), Not(HasSubstr("127.0.0.1"))));
  browser.OpenStream(kWatch, "{}", kStreamJson);
  EXPECT_EQ(browser.NextEnvelope()->first, 0) << "another service that is there";
}

TEST_F(GatewayStreamTest, Stream_JsonAndBinary_GiveTheSame_ThenTheEnd) {
  service_.messages = 2;
  service_.then_ends = true;
  Browser browser = Connect();
  EXPECT_EQ(browser.OpenStream(kWatch, "{}", kStreamJson).Header("content-type"), kStreamJson);
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(*browser.NextEnvelope(), (std::pair<int, std::string>{0, "{\"cursor\":\"c\"}"}));
  }
  EXPECT_EQ(*browser.NextEnvelope(), (std::pair<int, std::string>{2, "{}"}));
  EXPECT_EQ(browser.NextEnvelope(), std::nullopt);
  EXPECT_EQ(browser.OpenStream(kWatch, "", kStreamProto).Header("content-type"), kStreamProto);
  ledger::v1::WatchResponse response;
  ASSERT_TRUE(response.ParseFromString(browser.NextEnvelope()->second));
  EXPECT_EQ(response.cursor(), "c");
  EXPECT_EQ(browser.NextEnvelope()->first, 0);
  EXPECT_EQ(browser.NextEnvelope()->first, 2);
  EXPECT_EQ(browser.NextEnvelope(), std::nullopt);
  EXPECT_EQ(browser.Post(kWhoAmI, "{}").status, 200) << "the connection can be used again";
  EXPECT_TRUE(NothingIsLeft());
}

TEST_F(GatewayStreamTest, WrongEnvelope_IsSaidInTheLastOne) {
  for (const std::string& body : {std::string(), std::string("\0\0\0", 3), InEnvelope("{}") + "x",
                                  "\1" + InEnvelope("{}").substr(1), InEnvelope("{\"x\":1}")}) {
    Browser browser = Connect();
    browser.Send(absl::StrFormat(
        "POST %s HTTP/1.1\r\nhost: a\r\ncontent-type: %s\r\nconnect-protocol-version: 1\r\n"
        "sec-fetch-site: same-origin\r\ncookie: %s\r\ncontent-length: %d\r\n\r\n%s",
        kWatch, kStreamJson, SomeSession(), body.size(), body));
    EXPECT_TRUE(browser.ReadsStreamEnd("invalid_argument")) << body;
  }
  EXPECT_TRUE(NothingIsLeft());
}

TEST_F(GatewayStreamTest, KilledBrowser_EndsTheServicesStreamAtOnce) {
  Browser quiet = Connect();
  Browser polite = Connect();
  for (Browser* browser : {&quiet, &polite}) {
    browser->OpenStream(kWatch, "{}", kStreamJson);
    ASSERT_TRUE(browser->NextEnvelope().has_value());
  }
  EXPECT_EQ(OpenStreams(), 2);
  const absl::Time began = absl::Now();
  quiet.Kill();
  polite.Close();
  EXPECT_TRUE(NothingIsLeft());
  EXPECT_LT(absl::Now() - began, absl::Seconds(5)) << "long before anything is written";
}

TEST_F(GatewayStreamTest, KilledBrowser_EndsTheServicesCall) {
  Browser browser = Connect();
  browser.SendPost(kNeverAnswered, "{}");
  ASSERT_TRUE(Eventually([this] { return service_.open == 1; }));
  browser.Kill();
  EXPECT_TRUE(NothingIsLeft());
}

TEST_F(GatewayStreamTest, WhoTalksIntoAStream_LosesIt) {
  Browser browser = Connect();
  browser.OpenStream(kWatch, "{}", kStreamJson);
  ASSERT_TRUE(browser.NextEnvelope().has_value());
  browser.Send("x");
  EXPECT_TRUE(NothingIsLeft());
}

TEST_F(GatewayStreamTest, SlowReader_HoldsTheServiceBack_AndIsShutOutInTheEnd) {
  Start("limits { write_seconds: 2 }");
  constexpr int kMessages = 10'000;
  service_.messages = kMessages;
  service_.cursor_bytes = 64 << 10;
  Browser browser = Connect();
  browser.OpenStream(kWatch, "{}", kStreamJson);
  // It reads nothing more. What the kernel and gRPC hold in between is some MB.
  EXPECT_TRUE(NothingIsLeft());
  EXPECT_LT(service_.written, kMessages / 10) << "of 640 MB";
}

TEST_F(GatewayStreamTest, AStreamEndsAtItsLongestLife) {
  Start("limits { stream_seconds: 1 }");
  Browser browser = Connect();
  browser.OpenStream(kWatch, "{}", kStreamJson);
  EXPECT_EQ(browser.NextEnvelope()->first, 0);
  const auto end = browser.NextEnvelope();
  ASSERT_TRUE(end.has_value());
  EXPECT_EQ(end->first, 2);
  EXPECT_THAT(end->second, HasSubstr("deadline_exceeded"));
  EXPECT_TRUE(NothingIsLeft());
}

TEST_F(GatewayStreamTest, StreamsOfOneCaller_AreBounded) {
  Start("limits { streams_per_caller_max: 1 }");
  const Headers lan = {{"cookie", "__Host-donthu=" + kToken}};
  const Headers minh = {{"cookie", "__Host-donthu=" + std::string(64, 'b')}};
  Browser first = Connect(), second = Connect(), third = Connect();
  first.OpenStream(kWatch, "{}", kStreamJson, lan);
  EXPECT_EQ(first.NextEnvelope()->first, 0);
  second.OpenStream(kWatch, "{}", kStreamJson, lan);
  EXPECT_THAT(second.NextEnvelope()->second, HasSubstr("resource_exhausted"));
  third.OpenStream(kWatch, "{}", kStreamJson, minh);
  EXPECT_EQ(third.NextEnvelope()->first, 0);
}

TEST_F(GatewayStreamTest, ManyStreams_DoNotHoldUpACall) {
  constexpr int kStreams = 400;
  rlimit files = {};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &files), 0);
  files.rlim_cur = files.rlim_max;
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &files), 0);
  Start(
      absl::StrFormat("limits { streams_per_caller_max: %d session_calls_burst: 1000 }", kStreams));
  std::vector<std::unique_ptr<Browser>> browsers;
  for (int i = 0; i < kStreams; ++i) {
    browsers.push_back(std::make_unique<Browser>(server_->port()));
    browsers.back()->OpenStream(kWatch, "", kStreamProto);
    ASSERT_EQ(browsers.back()->NextEnvelope()->first, 0);
  }
  EXPECT_EQ(OpenStreams(), kStreams);
  EXPECT_EQ(service_.open, kStreams);
  Browser caller = Connect();
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(
        caller.Post(kWhoAmI, "{}", "application/json", {{"connect-timeout-ms", "5000"}}).status,
        200);
  }
  for (auto& browser : browsers) browser->Kill();
  EXPECT_TRUE(NothingIsLeft());
}

TEST_F(GatewayStreamTest, Draining_EndsStreams_FinishesCalls_AcceptsNoMore) {
  Start("limits { call_seconds: 1 }");
  Browser idle = Connect(), stream = Connect(), call = Connect();
  EXPECT_EQ(idle.Get("/healthz").status, 200);
  stream.OpenStream(kWatch, "{}", kStreamJson);
  EXPECT_EQ(stream.NextEnvelope()->first, 0);
  call.SendPost(kNeverAnswered, "{}");
  ASSERT_TRUE(Eventually([this] { return service_.open == 2; }));
  std::thread drain([this] { server_->Drain(); });
  EXPECT_TRUE(idle.ReadsToEnd());
  const auto end = stream.NextEnvelope();
  ASSERT_TRUE(end.has_value());
  EXPECT_THAT(end->second, HasSubstr("SHUTTING_DOWN"));
  EXPECT_EQ(call.ReadAnswer().status, 504) << "answered, by its own time limit";
  drain.join();
  EXPECT_TRUE(NothingIsLeft());
  EXPECT_ANY_THROW(Browser{server_->port()});
}

TEST_F(GatewayStreamTest, DrainTimePassed_EndsWhatIsLeft) {
  Start("drain_seconds: 1");
  Browser call = Connect();
  call.SendPost(kNeverAnswered, "{}");
  ASSERT_TRUE(Eventually([this] { return service_.open == 1; }));
  server_->Drain();
  EXPECT_TRUE(call.ReadsToEnd());
  EXPECT_TRUE(NothingIsLeft());
}

}  // namespace
}  // namespace donthu::testing
