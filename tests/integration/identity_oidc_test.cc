// Signing in through an issuer: what of it does not need a real one. The whole way, with a browser,
// is in tests/web/oidc.test.ts.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include "absl/strings/match.h"
#include "services/identity/oidc_sign_in.h"
#include "services/identity/signing_issuer.h"
#include "tests/integration/identity_fixture.h"

namespace donthu::testing {
namespace {

using client::IdentityClient;
using identity::HttpAnswer;
using identity::HttpRequest;
using identity::OidcIssuer;
using identity::OidcSignIn;
using ::testing::HasSubstr;
using ::testing::Not;

// A port of this machine on which nobody listens, for as long as it lives.
class DeadPort {
 public:
  DeadPort() : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(bind(socket_, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size), 0);
    port_ = ntohs(address.sin_port);
  }
  ~DeadPort() { close(socket_); }
  int port() const { return port_; }

 private:
  const int socket_;
  int port_ = 0;
};

config::v1::Oidc OidcConfig(const std::string& issuer) {
  config::v1::Oidc oidc;
  oidc.set_issuer(issuer);
  oidc.set_client_id("donthu");
  oidc.set_redirect_uri("https://donthu.test/dang-nhap/oidc");
  oidc.set_label_vi("Đăng nhập qua cổng của tỉnh");
  return oidc;
}

// Over an issuer in memory; the services of the process know the sessions that it opens.
class OidcTest : public IdentityTest {
 protected:
  OidcTest()
      : pool_({postgres_.Dsn(database_, "donthu_identity"), 2, absl::Seconds(5), ""}),
        accounts_(pool_) {
    Use("");
  }

  // `acr`: asked of the issuer.
  void Use(const std::string& acr) {
    auto config = OidcConfig(there_.url);
    config.set_require_acr(acr);
    issuer_ = std::make_unique<OidcIssuer>(*identity::OidcSettingsFrom(config), there_.AsHttp());
    sign_in_ = std::make_unique<OidcSignIn>(pool_, accounts_, key_,
                                            *identity::LimitsFrom(config_.identity()), *issuer_);
  }

  static std::string Parameter(const std::string& url, const std::string& name) {
    const size_t begin = url.find("&" + name + "=") + name.size() + 2;
    return url.substr(begin, url.find('&', begin) - begin);
  }

  // What a browser has when the issuer, which knows this officer, sends it back.
  identity::v1::FinishOidcRequest CameBack(const std::string& officer) {
    const auto begun = sign_in_->Begin(clock_.Now());
    EXPECT_THAT(begun, Succeeds());
    const std::string& url = begun->authorization_url();
    there_.redeem = [this, officer, nonce = Parameter(url, "nonce")](const HttpRequest&) {
      auto claims = identity::GoodClaims(there_, clock_.Now());
      claims["nonce"] = nonce;
      claims["preferred_username"] = officer;
      const auto token = there_.Token({{"alg", "ES256"}, {"kid", "ec-1"}}, claims);
      return HttpAnswer{200, nlohmann::json({{"id_token", token}}).dump()};
    };
    auto request = New<identity::v1::FinishOidcRequest>();
    request.set_state(Parameter(url, "state"));
    request.set_code("code-1");
    request.set_browser_secret(begun->browser_secret());
    request.set_device("thử nghiệm");
    return request;
  }
  absl::StatusOr<OidcSignIn::Opened> Finish(const identity::v1::FinishOidcRequest& request) {
    return sign_in_->Finish(request, clock_.Now());
  }
  absl::StatusOr<OidcSignIn::Opened> SignInAs(const std::string& officer) {
    return Finish(CameBack(officer));
  }
  void Roles(const std::string& roles) {
    const auto done = owner_.Run(
        {"test_roles", "UPDATE directory.officer SET roles = $1::int[] WHERE id = 'lan'", true},
        db::Params().Text(roles));
    ASSERT_THAT(done, Succeeds());
  }

  db::Pool pool_;
  identity::AccountStore accounts_;
  const crypto::Key key_ = *crypto::Key::Create(std::string(32, 'k'));
  identity::SigningIssuer there_;
  std::unique_ptr<OidcIssuer> issuer_;
  std::unique_ptr<OidcSignIn> sign_in_;
};

MATCHER(IsNoOfficer, "") {
  return ::testing::ExplainMatchResult(
      FailsWith(absl::StatusCode::kPermissionDenied, common::v1::SIGN_ON_NO_OFFICER), arg,
      result_listener);
}
MATCHER(IsOver, "") {
  return ::testing::ExplainMatchResult(
      FailsWith(absl::StatusCode::kUnauthenticated, common::v1::SIGN_ON_REFUSED), arg,
      result_listener);
}

TEST_F(IdentityTest, WithoutAnIssuer_OnlyPasswordsSignIn) {
  const auto methods = As("", &IdentityClient::GetSignInMethods, {});
  ASSERT_THAT(methods, Succeeds());
  EXPECT_EQ(methods->oidc_label_vi(), "");
  const auto off = FailsWith(absl::StatusCode::kFailedPrecondition, common::v1::SIGN_ON_OFF);
  EXPECT_THAT(As("", &IdentityClient::BeginOidc, {}), off);
  auto request = New<identity::v1::FinishOidcRequest>();
  request.set_state(std::string(64, 'a') + ".1764000000");
  request.set_code("code");
  request.set_browser_secret(std::string(64, 'b'));
  EXPECT_THAT(As("", &IdentityClient::FinishOidc, request), off);
}

TEST_F(IdentityTest, IssuerThatIsAway_IsToldOf_AndHoldsNobodyUp) {
  const DeadPort dead;
  *config_.mutable_identity()->mutable_oidc() =
      OidcConfig(absl::StrFormat("http://127.0.0.1:%d", dead.port()));
  Start();
  const auto methods = As("", &IdentityClient::GetSignInMethods, {});
  ASSERT_THAT(methods, Succeeds());
  EXPECT_EQ(methods->oidc_label_vi(), "Đăng nhập qua cổng của tỉnh");
  const auto begun = As("", &IdentityClient::BeginOidc, {});
  EXPECT_THAT(begun, FailsWith(absl::StatusCode::kUnavailable, common::v1::SIGN_ON_UNAVAILABLE));
  EXPECT_THAT(std::string(begun.status().message()), Not(HasSubstr("127.0.0.1")));
  EXPECT_THAT(SignIn("lan", CreateAccount("lan")), Succeeds());
}

TEST_F(IdentityTest, IssuerWithoutTls_KeepsTheProcessFromStarting) {
  *config_.mutable_identity()->mutable_oidc() = OidcConfig("http://cong.example.vn");
  const auto process = RunningProcess::Start(config_, Entries(), clock_);
  ASSERT_FALSE(process.ok());
  EXPECT_THAT(std::string(process.status().message()), HasSubstr("identity.oidc.issuer"));
}

TEST_F(OidcTest, OfficerWhomTheIssuerNames_IsSignedIn_WithoutAPassword) {
  CreateAccount("lan");
  const auto opened = SignInAs("lan");
  ASSERT_THAT(opened, Succeeds());
  EXPECT_EQ(opened->officer.id, "lan");
  EXPECT_EQ(opened->response.device_token(), "");
  const std::string token = opened->response.session_token();
  const auto me = WhoAmI(token);
  ASSERT_THAT(me, Succeeds());
  EXPECT_EQ(me->officer(), "lan");
  // The one-time password was never used: nothing of it is asked of this session.
  EXPECT_FALSE(me->must_change_password());
  EXPECT_EQ(me->session().device(), "thử nghiệm");
  EXPECT_THAT(As(token, &IdentityClient::ListSessions, {}), Succeeds());
  EXPECT_THAT(Column("test_events",
                     "SELECT kind || ' ' || actor || ' ' || (payload::json ->> 'by') FROM "
                     "ledger.event WHERE subject = 'officer/lan' ORDER BY seq DESC LIMIT 1"),
              HasSubstr("identity.SignedIn lan issuer"));
  // It ends as any other.
  EXPECT_THAT(As(token, &IdentityClient::SignOut, New<identity::v1::SignOutRequest>()), Succeeds());
  Pass(absl::Seconds(1));
  EXPECT_THAT(WhoAmI(token), IsNotSignedIn());
}

TEST_F(OidcTest, Session_HasTheSameLimits_AndEndsWithTheAccount) {
  CreateAccount("lan");
  const auto idle = SignInAs("lan");
  Pass(absl::Minutes(31));
  EXPECT_THAT(WhoAmI(idle->response.session_token()), IsNotSignedIn());
  const auto disabled = SignInAs("lan");
  ASSERT_THAT(WhoAmI(disabled->response.session_token()), Succeeds());
  auto disable = New<identity::v1::DisableAccountRequest>();
  disable.set_officer("lan");
  ASSERT_THAT(As(kAdministrator, &IdentityClient::DisableAccount, disable), Succeeds());
  Pass(absl::Seconds(1));
  EXPECT_THAT(WhoAmI(disabled->response.session_token()), IsNotSignedIn());
}

TEST_F(OidcTest, Attempt_IsGoodOnce) {
  CreateAccount("lan");
  auto request = CameBack("lan");
  ASSERT_THAT(Finish(request), Succeeds());
  const size_t asked = there_.asked.size();
  EXPECT_THAT(Finish(request), IsOver());
  request.set_request_id(client::NewRequestId());
  request.set_code("code-2");
  EXPECT_THAT(Finish(request), IsOver());
  EXPECT_EQ(there_.asked.size(), asked) << "the issuer is not asked again";
}

TEST_F(OidcTest, AttemptThatFailed_IsOverToo) {
  CreateAccount("lan");
  const auto request = CameBack("lan");
  const auto redeem = there_.redeem;
  there_.redeem = [](const HttpRequest&) {
    return HttpAnswer{400, R"({"error":"invalid_grant"})"};
  };
  EXPECT_THAT(Finish(request), IsOver());
  there_.redeem = redeem;
  EXPECT_THAT(Finish(request), IsOver());
}

TEST_F(OidcTest, AttemptOfAnotherBrowser_OrOfLongAgo_IsOver_BeforeTheIssuerIsAsked) {
  CreateAccount("lan");
  const auto mine = CameBack("lan");
  auto stolen = CameBack("lan");
  stolen.set_browser_secret(mine.browser_secret());
  const size_t asked = there_.asked.size();
  EXPECT_THAT(Finish(stolen), IsOver());
  Pass(absl::Minutes(10));
  EXPECT_THAT(Finish(mine), IsOver());
  EXPECT_EQ(there_.asked.size(), asked);
}

TEST_F(OidcTest, TokenOfAnotherAttempt_OpensNothing) {
  CreateAccount("lan");
  const auto first = CameBack("lan");
  const auto of_first = there_.redeem;
  const auto second = CameBack("lan");
  there_.redeem = of_first;
  EXPECT_THAT(Finish(second), IsOver());
}

TEST_F(OidcTest, WhoIsNoOfficerWithAnAccount_GetsOneAnswer) {
  EXPECT_THAT(SignInAs("nobody"), IsNoOfficer());
  EXPECT_THAT(SignInAs("lan"), IsNoOfficer()) << "no account yet";
  EXPECT_THAT(SignInAs("Lan"), IsNoOfficer()) << "another name";
  CreateAccount("lan");
  CreateAccount("nam");
  LastDay("lan", "2024-11-19");
  EXPECT_THAT(SignInAs("lan"), IsNoOfficer()) << "has left";
  auto disable = New<identity::v1::DisableAccountRequest>();
  disable.set_officer("nam");
  ASSERT_THAT(As(kAdministrator, &IdentityClient::DisableAccount, disable), Succeeds());
  EXPECT_THAT(SignInAs("nam"), IsNoOfficer()) << "disabled";
  EXPECT_EQ(SignInAs("nam").status(), SignInAs("nobody").status());
  EXPECT_THAT(Column("test_failures",
                     "SELECT DISTINCT subject FROM ledger.event WHERE kind = "
                     "'identity.SignInFailed' ORDER BY subject"),
              "officer/lan\nofficer/nam\n");
}

TEST_F(OidcTest, RolesThatNeedASecondFactor_GetInOnlyWhereTheIssuerIsAskedForOne) {
  CreateAccount("hoa");
  EXPECT_THAT(SignInAs("hoa"), IsNoOfficer());
  Use("mot-yeu-to");
  const auto opened = SignInAs("hoa");
  ASSERT_THAT(opened, Succeeds());
  const auto me = WhoAmI(opened->response.session_token());
  ASSERT_THAT(me, Succeeds());
  EXPECT_FALSE(me->must_enrol_totp());
  EXPECT_FALSE(me->totp_enabled());
  Use("hai-yeu-to");
  EXPECT_THAT(SignInAs("hoa"), IsOver()) << "the issuer says less than was asked for";
}

TEST_F(OidcTest, RoleThatIsGivenLater_DoesNotOpenWithoutSecondFactor_ThoughOneIsEnrolledHere) {
  Enrolled(SignedIn("lan").session_token());
  const auto opened = SignInAs("lan");
  ASSERT_THAT(opened, Succeeds());
  Roles("{1,6}");
  Pass(absl::Seconds(1));
  const auto me = WhoAmI(opened->response.session_token());
  ASSERT_THAT(me, Succeeds());
  EXPECT_TRUE(me->must_enrol_totp());
  EXPECT_THAT(As(opened->response.session_token(), &IdentityClient::ListSessions, {}),
              IsNotAllowed());
}

TEST_F(OidcTest, NothingThatOpensAnything_IsInTheDatabase) {
  CreateAccount("lan");
  const auto request = CameBack("lan");
  const auto opened = Finish(request);
  ASSERT_THAT(opened, Succeeds());
  const std::string kept =
      Column("test_kept",
             "SELECT encode(state_sha256, 'hex') FROM identity.used_state "
             "UNION ALL SELECT row_to_json(s)::text FROM identity.session AS s");
  for (const std::string& secret : {request.state(), request.code(), request.browser_secret(),
                                    opened->response.session_token()}) {
    EXPECT_THAT(kept, Not(HasSubstr(secret.substr(0, 32))));
  }
}

}  // namespace
}  // namespace donthu::testing
