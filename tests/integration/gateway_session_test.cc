// Signing in and out through the gateway before the real services.
#include <nlohmann/json.hpp>

#include "services/ledger/ledger_service.h"
#include "tests/integration/gateway_browser.h"
#include "tests/integration/gateway_start.h"
#include "tests/integration/identity_fixture.h"

namespace donthu::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kIdentity[] = "/donthu.identity.v1.IdentityService/";
constexpr char kWatchEvents[] = "/donthu.ledger.v1.LedgerService/Watch";
constexpr char kBinary[] = "application/proto";

class GatewaySessionTest : public IdentityTest {
 protected:
  GatewaySessionTest() {
    auto* one = config_.add_database();
    one->set_service("ledger");
    one->set_dsn(postgres_.Dsn(database_, "donthu_ledger"));
    auto entries = Entries();
    entries.push_back(ledger::Entry());
    process_.reset();
    auto process = RunningProcess::Start(config_, entries, clock_);
    EXPECT_THAT(process, Succeeds());
    process_ = *std::move(process);
    gateway_ = StartGateway(process_->port(), "", system_clock_);
    browser_ = std::make_unique<Browser>(gateway_->port());
  }

  HttpAnswer Call(const std::string& method, const google::protobuf::Message& request,
                  const std::string& cookie = "") {
    return browser_->Post(kIdentity + method, request.SerializeAsString(), kBinary,
                          {{"cookie", cookie}});
  }

  // What a browser sends back of a Set-Cookie.
  static std::string CookieOf(const HttpAnswer& answer) {
    const std::string cookie = answer.Header("set-cookie");
    return cookie.substr(0, cookie.find(';'));
  }

  // Signs an officer with kPassword in; the answer.
  HttpAnswer SignInByBrowser(const std::string& officer) {
    SignedIn(officer);
    return Call("SignIn", SignInOf(officer, kPassword));
  }

  const SystemClock system_clock_;
  std::unique_ptr<gateway::Server> gateway_;
  std::unique_ptr<Browser> browser_;
};

TEST_F(GatewaySessionTest, TheSessionTokenNeverReachesThePage) {
  const HttpAnswer answer = SignInByBrowser("lan");
  ASSERT_EQ(answer.status, 200);
  const std::string cookie = CookieOf(answer);
  ASSERT_EQ(cookie.substr(0, 14), "__Host-donthu=");
  const std::string token = cookie.substr(14);
  EXPECT_EQ(token.size(), 64u);
  EXPECT_THAT(answer.body, Not(HasSubstr(token)));
  identity::v1::SignInResponse response;
  ASSERT_TRUE(response.ParseFromString(answer.body));
  EXPECT_EQ(response.session_token(), "");
  EXPECT_NE(response.device_token(), "");
  EXPECT_EQ(response.me().officer(), "lan");
  EXPECT_THAT(WhoAmI(token), Succeeds()) << "it is a session of the services";
}

TEST_F(GatewaySessionTest, InJsonNeither) {
  SignedIn("lan");
  const nlohmann::json request = {
      {"requestId", client::NewRequestId()}, {"officer", "lan"}, {"password", kPassword}};
  const HttpAnswer answer = browser_->Post(std::string(kIdentity) + "SignIn", request.dump());
  ASSERT_EQ(answer.status, 200) << answer.body;
  const auto body = nlohmann::json::parse(answer.body);
  EXPECT_FALSE(body.contains("sessionToken"));
  EXPECT_EQ(body["me"]["officer"], "lan");
  EXPECT_THAT(answer.body, Not(HasSubstr(CookieOf(answer).substr(14))));
}

TEST_F(GatewaySessionTest, Cookie_IsTheSession_UntilSignOutForgetsIt) {
  const std::string cookie = CookieOf(SignInByBrowser("lan"));
  const HttpAnswer me = Call("WhoAmI", identity::v1::WhoAmIRequest(), cookie);
  ASSERT_EQ(me.status, 200);
  identity::v1::Me parsed;
  ASSERT_TRUE(parsed.ParseFromString(me.body));
  EXPECT_EQ(parsed.officer(), "lan");
  const HttpAnswer out = Call("SignOut", New<identity::v1::SignOutRequest>(), cookie);
  EXPECT_EQ(out.status, 200);
  EXPECT_THAT(out.Header("set-cookie"), HasSubstr("__Host-donthu=; Max-Age=0"));
  Pass(absl::Seconds(2));
  const HttpAnswer gone = Call("WhoAmI", identity::v1::WhoAmIRequest(), cookie);
  EXPECT_EQ(gone.status, 401);
  EXPECT_THAT(gone.body, HasSubstr("NOT_SIGNED_IN"));
  EXPECT_EQ(gone.Header("set-cookie"), "")
      << "a late answer must not take away the session of a newer sign-in";
  const HttpAnswer again = Call("SignOut", New<identity::v1::SignOutRequest>(), cookie);
  EXPECT_EQ(again.status, 401);
  EXPECT_THAT(again.Header("set-cookie"), HasSubstr("Max-Age=0")) << "what is over is forgotten";
}

TEST_F(GatewaySessionTest, WithoutASession_TheServiceRefuses) {
  const HttpAnswer answer = browser_->Post(std::string(kIdentity) + "WhoAmI", "{}",
                                           "application/json", {{"cookie", SomeSession()}});
  EXPECT_EQ(answer.status, 401);
  const auto error = nlohmann::json::parse(answer.body);
  EXPECT_EQ(error["code"], "unauthenticated");
  EXPECT_EQ(error["details"][0]["type"], "donthu.common.v1.ErrorDetail");
  EXPECT_EQ(error["details"][0]["debug"]["reason"], "NOT_SIGNED_IN");
}

TEST_F(GatewaySessionTest, RefusedSignIn_SetsNoCookie) {
  SignedIn("lan");
  const HttpAnswer answer = Call("SignIn", SignInOf("lan", "không phải mật khẩu này"));
  EXPECT_EQ(answer.status, 401);
  EXPECT_EQ(answer.Header("set-cookie"), "");
}

TEST_F(GatewaySessionTest, FieldsOutOfBounds_AreNamed) {
  auto request = SignInOf("lan", kPassword);
  request.set_totp_code("abc");
  const HttpAnswer answer = Call("SignIn", request);
  EXPECT_EQ(answer.status, 400);
  const auto error = nlohmann::json::parse(answer.body);
  EXPECT_EQ(error["details"][0]["debug"]["fieldViolations"][0]["field"], "totp_code");
}

TEST_F(GatewaySessionTest, Stream_OfTheRealLedger_AsTheOfficerOfTheCookie) {
  const std::string cookie = CookieOf(SignInByBrowser("hoa"));
  Enrolled(cookie.substr(std::string("__Host-donthu=").size()));
  Browser watcher(gateway_->port());
  watcher.OpenStream(kWatchEvents, "{\"stopAtEnd\":true}", "application/connect+json",
                     {{"cookie", cookie}});
  auto envelope = watcher.NextEnvelope();
  while (envelope && envelope->first == 0) {
    EXPECT_TRUE(nlohmann::json::accept(envelope->second));
    envelope = watcher.NextEnvelope();
  }
  ASSERT_TRUE(envelope.has_value());
  EXPECT_EQ(envelope->second, "{}");
  EXPECT_EQ(watcher.NextEnvelope(), std::nullopt);
  watcher.OpenStream(kWatchEvents, "{}", "application/connect+json", {{"cookie", SomeSession()}});
  EXPECT_THAT(watcher.NextEnvelope()->second, HasSubstr("NOT_SIGNED_IN"));
}

}  // namespace
}  // namespace donthu::testing
