// cert: what is issued without a server, and what the server is asked for.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "clients/cli/run_for_test.h"
#include "donthu/identity/v1/identity_service.pb.h"
#include "services/base/certificate/certificate.h"
#include "services/base/config/config.h"

namespace donthu::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class CertTest : public ::testing::Test {
 protected:
  RunResult Run(const std::vector<std::string>& line) { return RunLine(connection_, line); }

  std::string Path(const std::string& name) const { return (folder_.path() / name).string(); }
  std::string Text(const std::string& name) const { return *config::ReadFile(Path(name)); }

  void Init() { ASSERT_EQ(Run({"cert", "init", "--out", Path("ca")}).exit_status, kOk); }
  RunResult IssueSystem(const std::string& name, const std::string& out) {
    return Run({"cert", "issue", "--ca", Path("ca"), "--system", name, "--out", Path(out)});
  }

  FakeConnection connection_;
  TemporaryFolder folder_;
};

TEST_F(CertTest, IssuesWithoutAServer_KeysThatOnlyTheirOwnerMayRead) {
  Init();
  ASSERT_EQ(IssueSystem("mot-cua", "one").exit_status, kOk);
  for (const char* key : {"ca/ca.key", "one/mot-cua.key"}) {
    struct stat info {};
    ASSERT_EQ(stat(Path(key).c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777, 0600u) << key;
  }
  const auto read = certificate::Read(Text("one/mot-cua.pem"));
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->system, "mot-cua");
  const absl::Time noon = absl::FromCivil(absl::CivilSecond(2024, 11, 20, 12, 0, 0), VietnamTime());
  EXPECT_TRUE(certificate::CheckClient(Text("one/mot-cua.pem"), Text("ca/ca.pem"), noon).ok());
  EXPECT_THAT(connection_.called, IsEmpty());
}

TEST_F(CertTest, ServersCertificate_BearsItsHosts) {
  Init();
  ASSERT_EQ(
      Run({"cert", "issue", "--ca", Path("ca"), "--host", "a.vn,127.0.0.1", "--out", Path("tls")})
          .exit_status,
      kOk);
  EXPECT_THAT(certificate::Read(Text("tls/server.pem"))->hosts, ElementsAre("a.vn", "127.0.0.1"));
}

TEST_F(CertTest, Renewed_HasTheSameNameAndAnotherKey) {
  Init();
  ASSERT_EQ(IssueSystem("mot-cua", "one").exit_status, kOk);
  ASSERT_EQ(
      Run({"cert", "renew", Path("one/mot-cua.pem"), "--ca", Path("ca"), "--out", Path("two")})
          .exit_status,
      kOk);
  EXPECT_EQ(certificate::Read(Text("two/mot-cua.pem"))->system, "mot-cua");
  EXPECT_NE(Text("one/mot-cua.key"), Text("two/mot-cua.key"));
}

TEST_F(CertTest, NothingIsOverwritten) {
  Init();
  const std::string key = Text("ca/ca.key");
  EXPECT_EQ(Run({"cert", "init", "--out", Path("ca")}).exit_status, kUsageMistake);
  ASSERT_EQ(IssueSystem("mot-cua", "one").exit_status, kOk);
  EXPECT_EQ(IssueSystem("mot-cua", "one").exit_status, kUsageMistake);
  EXPECT_EQ(Text("ca/ca.key"), key);
}

TEST_F(CertTest, WhatCanNotBeIssued_IsSaid) {
  Init();
  EXPECT_EQ(IssueSystem("Một Cửa", "one").exit_status, kUsageMistake);
  EXPECT_EQ(Run({"cert", "issue", "--ca", Path("ca"), "--out", Path("one")}).exit_status,
            kUsageMistake);
  EXPECT_EQ(Run({"cert", "issue", "--ca", Path("none"), "--system", "a", "--out", Path("one")})
                .exit_status,
            kUsageMistake);
  chmod(Path("ca/ca.key").c_str(), 0644);
  EXPECT_THAT(IssueSystem("a", "one").err, HasSubstr("người khác"));
}

TEST_F(CertTest, Register_SendsTheCertificateAndWhatItMayCall) {
  Init();
  ASSERT_EQ(IssueSystem("mot-cua", "one").exit_status, kOk);
  identity::v1::RegisterCertificateRequest sent;
  connection_.On<identity::v1::RegisterCertificateRequest, identity::v1::SystemCertificate>(
      "RegisterCertificate", [&](const auto& request) {
        sent = request;
        return absl::StatusOr<identity::v1::SystemCertificate>(identity::v1::SystemCertificate());
      });
  const auto ran = Run({"cert", "register", Path("one/mot-cua.pem"), "--agency", "QB-UBND",
                        "--methods", "donthu.a.v1.A/B,donthu.a.v1.C/*"});
  EXPECT_EQ(ran.exit_status, kOk) << ran.err;
  EXPECT_EQ(sent.certificate_pem(), Text("one/mot-cua.pem"));
  EXPECT_EQ(sent.agency_code(), "QB-UBND");
  EXPECT_THAT(sent.methods(), ElementsAre("donthu.a.v1.A/B", "donthu.a.v1.C/*"));
  EXPECT_FALSE(sent.names_callers());
}

TEST_F(CertTest, Register_NeverSendsAKey) {
  Init();
  ASSERT_EQ(IssueSystem("mot-cua", "one").exit_status, kOk);
  EXPECT_EQ(Run({"cert", "register", Path("one/mot-cua.key"), "--agency", "QB-UBND"}).exit_status,
            kUsageMistake);
  EXPECT_THAT(connection_.called, IsEmpty());
  connection_.On<identity::v1::RegisterCertificateRequest, identity::v1::SystemCertificate>(
      "RegisterCertificate", [&](const auto& request) {
        EXPECT_EQ(request.certificate_pem(), Text("one/mot-cua.pem"));
        return absl::StatusOr<identity::v1::SystemCertificate>(identity::v1::SystemCertificate());
      });
  const std::string both =
      folder_.Write("both.pem", Text("one/mot-cua.key") + Text("one/mot-cua.pem"));
  EXPECT_EQ(Run({"cert", "register", both, "--agency", "QB-UBND"}).exit_status, kOk);
}

TEST_F(CertTest, Revoke_TakesAFileOrAFingerprint) {
  Init();
  ASSERT_EQ(IssueSystem("mot-cua", "one").exit_status, kOk);
  std::vector<std::string> revoked;
  connection_.On<identity::v1::RevokeCertificateRequest, identity::v1::SystemCertificate>(
      "RevokeCertificate", [&](const auto& request) {
        revoked.push_back(request.certificate_sha256());
        return absl::StatusOr<identity::v1::SystemCertificate>(identity::v1::SystemCertificate());
      });
  ASSERT_EQ(Run({"cert", "revoke", Path("one/mot-cua.pem"), "--reason", "lộ"}).exit_status, kOk);
  ASSERT_EQ(Run({"cert", "revoke", revoked[0], "--reason", "lộ"}).exit_status, kOk);
  EXPECT_EQ(revoked[0], revoked[1]);
  EXPECT_EQ(Run({"cert", "revoke", revoked[0]}).exit_status, kUsageMistake) << "no reason";
}

TEST_F(CertTest, List_SaysWhichStillCount) {
  connection_.On<identity::v1::ListCertificatesRequest, identity::v1::ListCertificatesResponse>(
      "ListCertificates", [](const auto&) {
        identity::v1::ListCertificatesResponse response;
        for (const char* name : {"dang-dung", "het-han", "thu-hoi"}) {
          response.add_certificates()->set_system(name);
        }
        response.mutable_certificates(0)->mutable_valid_to()->set_seconds(4000000000);
        response.mutable_certificates(2)->mutable_revoked_at()->set_seconds(1);
        return absl::StatusOr<identity::v1::ListCertificatesResponse>(response);
      });
  const auto ran = Run({"cert", "list"});
  EXPECT_THAT(ran.out, HasSubstr("đang dùng"));
  EXPECT_THAT(ran.out, HasSubstr("hết hạn"));
  EXPECT_THAT(ran.out, HasSubstr("đã thu hồi"));
}

}  // namespace
}  // namespace donthu::cli
