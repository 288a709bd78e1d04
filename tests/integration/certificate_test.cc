// Certificates of agencies' systems: what one opens, and each way in which one opens nothing.
#include "services/base/certificate/certificate.h"

#include "services/base/certificate/authority.h"
#include "tests/integration/identity_fixture.h"

namespace donthu::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

using certificate::Identity;
using certificate::Issue;
using client::IdentityClient;
using identity::v1::SystemCertificate;

constexpr char kWhoAmI[] = "donthu.identity.v1.IdentityService/WhoAmI";
constexpr char kImport[] = "donthu.directory.v1.DirectoryService/ImportDirectory";
// Good at the test's time and at the real one, by which handshakes are judged.
constexpr absl::Duration kLong = absl::Hours(24 * 365 * 100);

class CertificateTest : public IdentityTest {
 protected:
  CertificateTest() {
    folder_ = postgres_.directory() + "/" + database_;
    const auto server = *Issue(authority_, {"", {"127.0.0.1"}}, kMorning, kLong);
    ca_file_ = WriteSecret(folder_ + ".ca", authority_.certificate_pem);
    auto& tls = *config_.mutable_tls();
    tls.set_certificate_file(WriteSecret(folder_ + ".pem", server.certificate_pem));
    tls.set_key_file(WriteSecret(folder_ + ".tls.key", server.key_pem));
    tls.set_client_ca_file(ca_file_);
    Start();
  }

  static Identity Authority() { return *certificate::NewAuthority("Đơn Thư", kMorning, 2 * kLong); }

  Identity IssueTo(const std::string& system) const {
    return *Issue(authority_, {system, {}}, kMorning, kLong);
  }

  absl::StatusOr<SystemCertificate> Register(const std::string& certificate_pem,
                                             std::vector<std::string> methods = {kWhoAmI},
                                             const std::string& agency = kOffice,
                                             const std::string& token = kAdministrator) {
    auto request = New<identity::v1::RegisterCertificateRequest>();
    request.set_agency_code(agency);
    request.set_certificate_pem(certificate_pem);
    for (auto& method : methods) request.add_methods(std::move(method));
    return As(token, &IdentityClient::RegisterCertificate, request);
  }

  absl::StatusOr<SystemCertificate> Revoke(const std::string& certificate_pem,
                                           const std::string& token = kAdministrator) {
    auto request = New<identity::v1::RevokeCertificateRequest>();
    request.set_certificate_sha256(
        absl::BytesToHexString(certificate::FingerprintOf(certificate_pem)));
    request.set_reason("khóa bị lộ");
    return As(token, &IdentityClient::RevokeCertificate, request);
  }

  std::unique_ptr<client::Connection> ConnectAs(const Identity& system) {
    client::ConnectionOptions options;
    options.endpoint = absl::StrFormat("127.0.0.1:%d", process_->port());
    options.ca_file = ca_file_;
    options.certificate_file = WriteSecret(folder_ + ".system.pem", system.certificate_pem);
    options.key_file = WriteSecret(folder_ + ".system.key", system.key_pem);
    options.deadline = absl::Seconds(30);
    options.retry.max_attempts = 1;
    return *client::MakeConnection(options);
  }

  static absl::StatusOr<identity::v1::Me> WhoAmIOn(client::Connection& connection) {
    return IdentityClient(connection).WhoAmI({});
  }

  const Identity authority_ = Authority();
  std::string folder_;
};

TEST_F(CertificateTest, Registered_ActsForItsAgency_WithinItsMethods) {
  const auto system = IssueTo("mot-cua.dong-hoi");
  ASSERT_THAT(Register(system.certificate_pem), Succeeds());
  const auto connection = ConnectAs(system);
  const auto me = WhoAmIOn(*connection);
  ASSERT_THAT(me, Succeeds());
  EXPECT_EQ(me->officer(), "mot-cua.dong-hoi");
  EXPECT_EQ(me->agency_code(), kOffice);
  EXPECT_THAT(me->roles(), ElementsAre(options::v1::ROLE_SYSTEM));
  const auto import = New<directory::v1::ImportDirectoryRequest>();
  EXPECT_THAT(client::DirectoryClient(*connection).ImportDirectory(import), IsNotAllowed());
  EXPECT_THAT(IdentityClient(*connection).ListCertificates({}), IsNotAllowed());
}

TEST_F(CertificateTest, WhollyBoundToAService_StillNeedsTheGrant) {
  const auto system = IssueTo("a");
  ASSERT_THAT(Register(system.certificate_pem, {"donthu.identity.v1.IdentityService/*"}),
              Succeeds());
  const auto connection = ConnectAs(system);
  EXPECT_THAT(WhoAmIOn(*connection), Succeeds());
  EXPECT_THAT(IdentityClient(*connection).ListCertificates({}), IsNotAllowed());
}

TEST_F(CertificateTest, OfAnotherAgency_ReachesNothingHere) {
  const auto system = IssueTo("a");
  const std::string method = "donthu.routing.v1.RoutingService/ListReferrals";
  ASSERT_THAT(Register(system.certificate_pem, {method}, "QB-18853-UBND"), Succeeds());
  const auto connection = ConnectAs(system);
  routing::v1::ListReferralsRequest request;
  request.set_agency_code("QB-18853-UBND");
  EXPECT_THAT(client::RoutingClient(*connection).ListReferrals(request), Succeeds());
  request.set_agency_code(kOffice);
  EXPECT_THAT(client::RoutingClient(*connection).ListReferrals(request), IsNotAllowed());
}

TEST_F(CertificateTest, IssuedButNotRegistered_IsNotSignedIn) {
  EXPECT_THAT(WhoAmIOn(*ConnectAs(IssueTo("a"))), IsNotSignedIn());
}

TEST_F(CertificateTest, OfAnotherAuthority_GetsNoConnection) {
  const auto forged = *Issue(Authority(), {"a", {}}, kMorning, kLong);
  const auto refused = WhoAmIOn(*ConnectAs(forged));
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kUnavailable);
}

TEST_F(CertificateTest, Revoked_OpensNothing_FromTheNextSecondOn_AndForEver) {
  const auto system = IssueTo("a");
  ASSERT_THAT(Register(system.certificate_pem), Succeeds());
  const auto connection = ConnectAs(system);
  ASSERT_THAT(WhoAmIOn(*connection), Succeeds());
  const auto revoked = Revoke(system.certificate_pem);
  ASSERT_THAT(revoked, Succeeds());
  EXPECT_EQ(revoked->revoked_reason(), "khóa bị lộ");
  Pass(absl::Seconds(1));
  EXPECT_THAT(WhoAmIOn(*connection), IsNotSignedIn()) << "on the open connection";
  EXPECT_THAT(WhoAmIOn(*ConnectAs(system)), IsNotSignedIn());
  EXPECT_THAT(Register(system.certificate_pem), RefusesField("certificate_pem"));
  EXPECT_THAT(Revoke(system.certificate_pem),
              FailsWith(absl::StatusCode::kNotFound, common::v1::NOT_FOUND));
}

TEST_F(CertificateTest, Expired_OpensNothing_OnAnOpenConnectionEither) {
  const auto system = IssueTo("a");
  ASSERT_THAT(Register(system.certificate_pem), Succeeds());
  const auto connection = ConnectAs(system);
  ASSERT_THAT(WhoAmIOn(*connection), Succeeds());
  clock_.Set(kMorning + kLong);
  EXPECT_THAT(WhoAmIOn(*connection), IsNotSignedIn());
}

TEST_F(CertificateTest, TwoOfOneSystem_FollowEachOtherWithoutAGap) {
  const auto before = IssueTo("a"), after = IssueTo("a");
  ASSERT_THAT(Register(before.certificate_pem), Succeeds());
  ASSERT_THAT(Register(after.certificate_pem), Succeeds());
  const auto old_connection = ConnectAs(before), new_connection = ConnectAs(after);
  EXPECT_THAT(WhoAmIOn(*old_connection), Succeeds());
  EXPECT_THAT(WhoAmIOn(*new_connection), Succeeds());
  ASSERT_THAT(Revoke(before.certificate_pem), Succeeds());
  Pass(absl::Seconds(1));
  EXPECT_THAT(WhoAmIOn(*old_connection), IsNotSignedIn());
  EXPECT_THAT(WhoAmIOn(*new_connection), Succeeds());
}

TEST_F(CertificateTest, WhatIsNoSystemsCertificate_IsNotRegistered) {
  const auto another = *Issue(Authority(), {"a", {}}, kMorning, kLong);
  const auto server = *Issue(authority_, {"", {"127.0.0.1"}}, kMorning, kLong);
  const auto expired = *Issue(authority_, {"a", {}}, kMorning, -absl::Seconds(1));
  const auto officers = IssueTo("lan");
  for (const auto& [what, pem] : {std::pair{"of another authority", another.certificate_pem},
                                  std::pair{"a server's", server.certificate_pem},
                                  std::pair{"expired", expired.certificate_pem},
                                  std::pair{"the authority", authority_.certificate_pem},
                                  std::pair{"an officer's name", officers.certificate_pem},
                                  std::pair{"a key", officers.key_pem}}) {
    EXPECT_THAT(Register(pem), RefusesField("certificate_pem")) << what;
  }
  const auto good = IssueTo("a");
  for (const char* method : {"*", "donthu.x.v1.X/", "x.v1.X/Y", "donthu.x.v1.X/Y/*", "/"}) {
    EXPECT_THAT(Register(good.certificate_pem, {method}), RefusesField("methods[0]")) << method;
  }
  ASSERT_THAT(Register(good.certificate_pem), Succeeds());
  EXPECT_THAT(Register(good.certificate_pem), RefusesField("certificate_pem")) << "twice";
  EXPECT_THAT(Register(IssueTo("a").certificate_pem, {}, "QB-18853-UBND"),
              RefusesField("certificate_pem"))
      << "one system of two agencies";
}

TEST_F(CertificateTest, OnlyAnAdministratorOfTheAgency_DecidesAndSees) {
  const auto pem = IssueTo("a").certificate_pem;
  EXPECT_THAT(Register(pem, {}, kOffice, kSystem), IsNotAllowed());
  EXPECT_THAT(Register(pem, {}, kOffice, kOtherAdministrator), IsNotAllowed());
  EXPECT_THAT(Register(pem, {}, kOffice, ""), IsNotSignedIn());
  ASSERT_THAT(Register(pem), Succeeds());
  EXPECT_THAT(Revoke(pem, kOtherAdministrator),
              FailsWith(absl::StatusCode::kNotFound, common::v1::NOT_FOUND));
  const auto list = [&](const char* token) {
    return *As(token, &IdentityClient::ListCertificates, identity::v1::ListCertificatesRequest());
  };
  EXPECT_THAT(list(kOtherAdministrator).certificates(), SizeIs(0));
  ASSERT_THAT(list(kAdministrator).certificates(), SizeIs(1));
  EXPECT_EQ(list(kAdministrator).certificates(0).system(), "a");
  EXPECT_EQ(list(kAdministrator).certificates(0).registered_by(), kAdministrator);
}

TEST_F(CertificateTest, RepeatedRequest_GetsTheFirstAnswer) {
  auto request = New<identity::v1::RegisterCertificateRequest>();
  request.set_agency_code(kOffice);
  request.set_certificate_pem(IssueTo("a").certificate_pem);
  const auto first = As(kAdministrator, &IdentityClient::RegisterCertificate, request);
  const auto again = As(kAdministrator, &IdentityClient::RegisterCertificate, request);
  ASSERT_THAT(again, Succeeds());
  EXPECT_EQ(again->SerializeAsString(), first->SerializeAsString());
  request.set_names_callers(true);
  EXPECT_THAT(As(kAdministrator, &IdentityClient::RegisterCertificate, request),
              FailsWith(absl::StatusCode::kAlreadyExists, common::v1::REQUEST_ID_REUSED));
}

TEST_F(CertificateTest, Certificates_ComeInPages_LatestFirst) {
  for (const char* name : {"a", "b", "c"}) {
    ASSERT_THAT(Register(IssueTo(name).certificate_pem), Succeeds());
  }
  identity::v1::ListCertificatesRequest request;
  request.set_page_size(2);
  const auto first = As(kAdministrator, &IdentityClient::ListCertificates, request);
  ASSERT_THAT(first->certificates(), SizeIs(2));
  EXPECT_EQ(first->certificates(0).system(), "c");
  request.set_page_token(first->next_page_token());
  const auto second = As(kAdministrator, &IdentityClient::ListCertificates, request);
  ASSERT_THAT(second->certificates(), SizeIs(1));
  EXPECT_EQ(second->certificates(0).system(), "a");
  EXPECT_EQ(second->next_page_token(), "");
}

TEST_F(CertificateTest, WhatBecomesOfIt_IsEventsOfTheSystem) {
  const auto system = IssueTo("a");
  ASSERT_THAT(Register(system.certificate_pem, {kWhoAmI, kImport}), Succeeds());
  ASSERT_THAT(Revoke(system.certificate_pem), Succeeds());
  const std::string events =
      Column("test_events",
             "SELECT concat_ws(' ', kind, agency, actor, payload) FROM ledger.event "
             "WHERE subject = 'system/a' ORDER BY ordinal");
  EXPECT_THAT(events, HasSubstr("identity.CertificateRegistered QB-450-UBND token-administrator"));
  EXPECT_THAT(events, HasSubstr("identity.CertificateRevoked QB-450-UBND token-administrator"));
  EXPECT_THAT(events, HasSubstr(kImport));
  EXPECT_THAT(
      events,
      HasSubstr(absl::BytesToHexString(certificate::FingerprintOf(system.certificate_pem))));
}

TEST_F(CertificateTest, SessionOfAnOfficer_GoesBeforeTheCertificateOfTheGateway) {
  const auto gateway = IssueTo("gateway");
  ASSERT_THAT(Register(gateway.certificate_pem, {}), Succeeds());
  EXPECT_THAT(WhoAmIOn(*ConnectAs(gateway)), IsNotAllowed()) << "by itself it may call nothing";
  const auto lan = SignedIn("lan");
  EXPECT_EQ(WhoAmI(lan.session_token())->officer(), "lan");
}

TEST_F(CertificateTest, WithoutTls_OnlyLoopbackIsListenedOn) {
  process_.reset();
  config_.set_listen("0.0.0.0:0");
  EXPECT_THAT(RunningProcess::Start(config_, Entries(), clock_), Succeeds());
  config_.clear_tls();
  for (const char* address : {"0.0.0.0:0", "[::]:0", "127.example.vn:0", ""}) {
    config_.set_listen(address);
    const auto refused = RunningProcess::Start(config_, Entries(), clock_);
    EXPECT_THAT(std::string(refused.status().message()), HasSubstr("not on loopback")) << address;
  }
}

TEST_F(CertificateTest, LimitsOfTheConfiguration_HoldForEachCaller) {
  config_.mutable_rate_limits()->set_system_calls_per_second(1);
  config_.mutable_rate_limits()->set_system_calls_burst(2);
  Start();
  const auto system = IssueTo("a");
  ASSERT_THAT(Register(system.certificate_pem), Succeeds());
  const auto connection = ConnectAs(system);
  EXPECT_THAT(WhoAmIOn(*connection), Succeeds());
  EXPECT_THAT(WhoAmIOn(*connection), Succeeds());
  const auto refused = WhoAmIOn(*connection);
  EXPECT_THAT(refused, FailsWith(absl::StatusCode::kResourceExhausted, common::v1::RATE_LIMITED));
  EXPECT_EQ(DetailOf(refused.status()).metadata().at("retry_after_seconds"), "1");
  Pass(absl::Seconds(1));
  EXPECT_THAT(WhoAmIOn(*connection), Succeeds());
}

TEST_F(CertificateTest, WithoutAnAuthority_NothingIsRegistered) {
  config_.mutable_tls()->clear_client_ca_file();
  Start();
  EXPECT_THAT(Register(IssueTo("a").certificate_pem), RefusesField("certificate_pem"));
}

}  // namespace
}  // namespace donthu::testing
