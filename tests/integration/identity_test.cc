// Signing in, sessions and accounts.
#include "tests/integration/identity_fixture.h"

namespace donthu::testing {
namespace {

using ::testing::ElementsAre;

TEST_F(IdentityTest, OneTimePassword_LetsOnlyItselfBeChanged) {
  const std::string password = CreateAccount("lan");
  const auto in = SignIn("lan", password);
  ASSERT_THAT(in, Succeeds());
  EXPECT_TRUE(in->me().must_change_password());
  const std::string& token = in->session_token();
  EXPECT_THAT(WhoAmI(token), Succeeds());
  const auto list =
      As(token, &client::IdentityClient::ListSessions, identity::v1::ListSessionsRequest());
  EXPECT_THAT(list, IsNotAllowed());
  EXPECT_EQ(DetailOf(list.status()).metadata().at("needs"), "password_change");
  const auto connection = Connect(token);
  routing::v1::ListReferralsRequest inbox;
  inbox.set_agency_code(kOffice);
  EXPECT_THAT(client::RoutingClient(*connection).ListReferrals(inbox), IsNotAllowed());
  ASSERT_TRUE(ChangePassword(token, password, kPassword).ok());
  Pass(absl::Seconds(1));
  EXPECT_THAT(client::RoutingClient(*connection).ListReferrals(inbox), Succeeds());
  EXPECT_THAT(SignIn("lan", password), IsNotSignedIn()) << "the old password after the change";
  EXPECT_THAT(SignIn("lan", kPassword), Succeeds());
}

TEST_F(IdentityTest, OneTimePassword_IsGoodForAWeek) {
  const std::string password = CreateAccount("lan");
  Pass(absl::Hours(7 * 24));
  EXPECT_THAT(SignIn("lan", password), IsNotSignedIn());
}

TEST_F(IdentityTest, Session_IsTheDirectorysOfficer) {
  const auto in = SignedIn("lan");
  const auto me = WhoAmI(in.session_token());
  ASSERT_THAT(me, Succeeds());
  EXPECT_EQ(me->officer(), "lan");
  EXPECT_EQ(me->name(), "Cán bộ lan");
  EXPECT_EQ(me->agency_code(), kOffice);
  EXPECT_THAT(me->roles(), ElementsAre(options::v1::ROLE_RECEPTION));
  EXPECT_TRUE(me->session().current());
  EXPECT_EQ(me->session().device(), "thử nghiệm");
  const auto connection = Connect(in.session_token());
  routing::v1::ListReferralsRequest list;
  list.set_agency_code("QB-18853-UBND");
  EXPECT_THAT(client::RoutingClient(*connection).ListReferrals(list), IsNotAllowed())
      << "another agency's";
}

TEST_F(IdentityTest, IdleSession_Ends_UsedOneLasts_UpToItsAbsoluteLimit) {
  const auto in = SignedIn("lan");
  for (int i = 0; i < 25; ++i) {
    Pass(absl::Minutes(28));
    ASSERT_THAT(WhoAmI(in.session_token()), Succeeds()) << i;
  }
  Pass(absl::Minutes(28));
  EXPECT_THAT(WhoAmI(in.session_token()), IsNotSignedIn()) << "after more than 12 hours";
  const auto idle = SignIn("lan", kPassword);
  ASSERT_THAT(idle, Succeeds());
  Pass(absl::Minutes(30));
  EXPECT_THAT(WhoAmI(idle->session_token()), IsNotSignedIn());
  Pass(-absl::Minutes(1));
  EXPECT_THAT(WhoAmI(idle->session_token()), Succeeds()) << "the limit is judged, not stored";
}

TEST_F(IdentityTest, SignedOutOrRevokedSession_StopsWithinASecond) {
  const auto first = SignedIn("lan");
  const auto second = SignIn("lan", kPassword);
  ASSERT_THAT(second, Succeeds());
  const auto list = As(first.session_token(), &client::IdentityClient::ListSessions,
                       identity::v1::ListSessionsRequest());
  ASSERT_THAT(list, Succeeds());
  ASSERT_EQ(list->sessions_size(), 2);
  EXPECT_FALSE(list->sessions(0).current());
  EXPECT_TRUE(list->sessions(1).current());
  ASSERT_THAT(WhoAmI(second->session_token()), Succeeds());
  auto revoke = New<identity::v1::RevokeSessionRequest>();
  revoke.set_session_id(list->sessions(0).id());
  ASSERT_THAT(As(first.session_token(), &client::IdentityClient::RevokeSession, revoke),
              Succeeds());
  Pass(absl::Seconds(1));
  EXPECT_THAT(WhoAmI(second->session_token()), IsNotSignedIn());
  ASSERT_THAT(As(first.session_token(), &client::IdentityClient::SignOut,
                 New<identity::v1::SignOutRequest>()),
              Succeeds());
  Pass(absl::Seconds(1));
  EXPECT_THAT(WhoAmI(first.session_token()), IsNotSignedIn());
}

TEST_F(IdentityTest, AnothersSession_CanNotBeRevoked) {
  const auto lan = SignedIn("lan");
  const auto nam = SignedIn("nam");
  auto revoke = New<identity::v1::RevokeSessionRequest>();
  revoke.set_session_id(WhoAmI(lan.session_token())->session().id());
  EXPECT_THAT(As(nam.session_token(), &client::IdentityClient::RevokeSession, revoke),
              FailsWith(absl::StatusCode::kNotFound, common::v1::NOT_FOUND));
  Pass(absl::Seconds(1));
  EXPECT_THAT(WhoAmI(lan.session_token()), Succeeds());
}

TEST_F(IdentityTest, Sessions_ComeInPages) {
  const auto first = SignedIn("lan");
  for (int i = 0; i < 4; ++i) ASSERT_THAT(SignIn("lan", kPassword), Succeeds());
  identity::v1::ListSessionsRequest request;
  request.set_page_size(2);
  int seen = 0;
  do {
    const auto page = As(first.session_token(), &client::IdentityClient::ListSessions, request);
    ASSERT_THAT(page, Succeeds());
    seen += page->sessions_size();
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(seen, 5);
}

TEST_F(IdentityTest, OfficerWhoLeft_HasNoRightsTheDayAfter) {
  const auto in = SignedIn("lan");
  LastDay("lan", "2024-11-20");
  Pass(absl::Seconds(1));
  EXPECT_THAT(WhoAmI(in.session_token()), Succeeds()) << "on the last day";
  Pass(absl::Minutes(1));
  LastDay("lan", "2024-11-19");
  Pass(absl::Seconds(1));
  EXPECT_THAT(WhoAmI(in.session_token()), IsNotSignedIn());
  EXPECT_THAT(SignIn("lan", kPassword), IsNotSignedIn());
}

TEST_F(IdentityTest, DisabledOfficer_IsOut_UntilReset) {
  const auto in = SignedIn("lan");
  auto disable = New<identity::v1::DisableAccountRequest>();
  disable.set_officer("lan");
  ASSERT_THAT(As(kAdministrator, &client::IdentityClient::DisableAccount, disable), Succeeds());
  Pass(absl::Seconds(1));
  EXPECT_THAT(WhoAmI(in.session_token()), IsNotSignedIn());
  EXPECT_THAT(SignIn("lan", kPassword), IsNotSignedIn());
  auto reset = New<identity::v1::ResetPasswordRequest>();
  reset.set_officer("lan");
  const auto password = As(kAdministrator, &client::IdentityClient::ResetPassword, reset);
  ASSERT_THAT(password, Succeeds());
  EXPECT_THAT(SignIn("lan", kPassword), IsNotSignedIn());
  const auto again = SignIn("lan", password->password());
  ASSERT_THAT(again, Succeeds());
  EXPECT_TRUE(again->me().must_change_password());
  EXPECT_THAT(WhoAmI(in.session_token()), IsNotSignedIn()) << "old sessions stay ended";
}

TEST_F(IdentityTest, Administrator_ReachesItsOwnAgenciesOnly_AndSystemsNone) {
  auto create = New<identity::v1::CreateAccountRequest>();
  create.set_officer("lan");
  EXPECT_THAT(As(kOtherAdministrator, &client::IdentityClient::CreateAccount, create),
              FailsWith(absl::StatusCode::kNotFound, common::v1::NOT_FOUND));
  EXPECT_THAT(As(kSystem, &client::IdentityClient::CreateAccount, create), IsNotAllowed());
  create.set_officer("nobody");
  EXPECT_THAT(As(kAdministrator, &client::IdentityClient::CreateAccount, create),
              FailsWith(absl::StatusCode::kNotFound, common::v1::NOT_FOUND));
  create.set_officer("lan");
  const auto created = As(kAdministrator, &client::IdentityClient::CreateAccount, create);
  ASSERT_THAT(created, Succeeds());
  const auto repeat = As(kAdministrator, &client::IdentityClient::CreateAccount, create);
  ASSERT_THAT(repeat, Succeeds());
  EXPECT_EQ(repeat->password(), created->password());
  create.set_request_id(client::NewRequestId());
  EXPECT_THAT(As(kAdministrator, &client::IdentityClient::CreateAccount, create),
              RefusesField("officer"));
}

TEST_F(IdentityTest, Totp_OnceConfirmed_IsNeeded_AndEachCodeOpensOneSession) {
  const auto in = SignedIn("lan");
  const std::string secret = Enrolled(in.session_token());
  EXPECT_THAT(SignIn("lan", kPassword), IsNotSignedIn());
  EXPECT_THAT(SignIn("lan", kPassword, "000000"), IsNotSignedIn());
  Pass(absl::Minutes(1));
  const std::string code = CodeOf(secret);
  ASSERT_THAT(SignIn("lan", kPassword, code), Succeeds());
  EXPECT_THAT(SignIn("lan", kPassword, code), IsNotSignedIn()) << "replayed in its window";
  Pass(absl::Seconds(30));
  EXPECT_THAT(SignIn("lan", kPassword, code), IsNotSignedIn()) << "replayed a step later";
  Pass(absl::Seconds(30));
  EXPECT_THAT(SignIn("lan", "sai mật khẩu rồi", CodeOf(secret)), IsNotSignedIn());
  Pass(absl::Minutes(1));
  EXPECT_THAT(SignIn("lan", kPassword, CodeOf(secret)), Succeeds());
}

TEST_F(IdentityTest, Totp_NeedsThePasswordAndACode_AndStaysUntilAnAdministratorClearsIt) {
  const auto in = SignedIn("lan");
  auto enrol = New<identity::v1::EnrolTotpRequest>();
  enrol.set_password("không phải mật khẩu");
  EXPECT_THAT(As(in.session_token(), &client::IdentityClient::EnrolTotp, enrol),
              RefusesField("password"));
  auto confirm = New<identity::v1::ConfirmTotpRequest>();
  confirm.set_code("123456");
  EXPECT_THAT(As(in.session_token(), &client::IdentityClient::ConfirmTotp, confirm),
              RefusesField("code"));
  const std::string secret = Enrolled(in.session_token());
  enrol = New<identity::v1::EnrolTotpRequest>();
  enrol.set_password(kPassword);
  EXPECT_FALSE(As(in.session_token(), &client::IdentityClient::EnrolTotp, enrol).ok());
  auto reset = New<identity::v1::ResetPasswordRequest>();
  reset.set_officer("lan");
  reset.set_clear_totp(true);
  const auto password = As(kAdministrator, &client::IdentityClient::ResetPassword, reset);
  ASSERT_THAT(password, Succeeds());
  EXPECT_THAT(SignIn("lan", password->password()), Succeeds());
}

TEST_F(IdentityTest, RolesThatNeedASecondFactor_OpenNothingWithoutIt) {
  const auto lan = SignedIn("lan");
  EXPECT_FALSE(WhoAmI(lan.session_token())->must_enrol_totp()) << "reception needs none";
  const auto hoa = SignedIn("hoa");
  EXPECT_TRUE(hoa.me().must_enrol_totp());
  const std::string& token = hoa.session_token();
  const auto list = [&] {
    return As(token, &client::IdentityClient::ListSessions, identity::v1::ListSessionsRequest());
  };
  EXPECT_THAT(list(), IsNotAllowed());
  EXPECT_EQ(DetailOf(list().status()).metadata().at("needs"), "second_factor");
  EXPECT_TRUE(WhoAmI(token)->must_enrol_totp());
  auto enrol = New<identity::v1::EnrolTotpRequest>();
  enrol.set_password(kPassword);
  const auto enrolled = As(token, &client::IdentityClient::EnrolTotp, enrol);
  ASSERT_THAT(enrolled, Succeeds());
  EXPECT_THAT(list(), IsNotAllowed()) << "not before a code was shown";
  auto confirm = New<identity::v1::ConfirmTotpRequest>();
  confirm.set_code(CodeOf(Unbase32(enrolled->secret())));
  ASSERT_THAT(As(token, &client::IdentityClient::ConfirmTotp, confirm), Succeeds());
  EXPECT_THAT(list(), Succeeds()) << "at once";
}

TEST_F(IdentityTest, NewPassword_MustBeAnotherAndLong) {
  const auto in = SignedIn("lan");
  EXPECT_EQ(ReasonOf(ChangePassword(in.session_token(), kPassword, "ngắn")),
            common::v1::INVALID_FIELD);
  EXPECT_EQ(ReasonOf(ChangePassword(in.session_token(), kPassword, kPassword)),
            common::v1::INVALID_FIELD);
  EXPECT_EQ(ReasonOf(ChangePassword(in.session_token(), kPassword, "lan-lan-lan-lan")),
            common::v1::INVALID_FIELD);
  EXPECT_EQ(ReasonOf(ChangePassword(in.session_token(), "sai mật khẩu", "một mật khẩu khác")),
            common::v1::INVALID_FIELD);
  const auto other = SignIn("lan", kPassword);
  ASSERT_TRUE(ChangePassword(in.session_token(), kPassword, "một mật khẩu khác").ok());
  Pass(absl::Seconds(1));
  EXPECT_THAT(WhoAmI(in.session_token()), Succeeds());
  EXPECT_THAT(WhoAmI(other->session_token()), IsNotSignedIn()) << "other sessions end";
}

TEST_F(IdentityTest, Systems_HaveNoSessions) {
  const auto me = WhoAmI(kSystem);
  ASSERT_THAT(me, Succeeds());
  EXPECT_EQ(me->officer(), kSystem);
  EXPECT_FALSE(me->has_session());
  EXPECT_THAT(
      As(kAdministrator, &client::IdentityClient::SignOut, New<identity::v1::SignOutRequest>()),
      IsNotAllowed());
}

}  // namespace
}  // namespace donthu::testing
