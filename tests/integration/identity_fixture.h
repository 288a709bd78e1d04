// Officers with accounts, over a clock that the test sets: what the tests of the identity service
// share.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>

#include "absl/strings/escaping.h"
#include "absl/strings/str_format.h"
#include "clients/cpp/directory_client.h"
#include "clients/cpp/identity_client.h"
#include "clients/cpp/request_id.h"
#include "clients/cpp/routing_client.h"
#include "services/base/access/access.h"
#include "services/base/crypto/totp.h"
#include "services/directory/directory_service.h"
#include "services/identity/identity_service.h"
#include "services/routing/routing_service.h"
#include "tests/support/matchers.h"
#include "tests/support/stack.h"

namespace donthu::testing {

inline constexpr char kAdministrator[] = "token-administrator";
inline constexpr char kOtherAdministrator[] = "token-other-administrator";
inline constexpr char kPassword[] = "mật khẩu của người thử";
inline constexpr char kOffice[] = "QB-450-UBND";
inline const absl::Time kMorning = absl::FromCivil(absl::CivilHour(2024, 11, 20, 8), VietnamTime());

// Fails the way every bad sign-in and every dead session does.
MATCHER(IsNotSignedIn, "") {
  return ::testing::ExplainMatchResult(
      FailsWith(absl::StatusCode::kUnauthenticated, common::v1::NOT_SIGNED_IN), arg,
      result_listener);
}
MATCHER(IsNotAllowed, "") {
  return ::testing::ExplainMatchResult(
      FailsWith(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED), arg,
      result_listener);
}

template <typename Request>
Request New() {
  Request request;
  request.set_request_id(client::NewRequestId());
  return request;
}

// Identity beside the directory that it leans on, and a service that knows nothing of it.
inline std::vector<ServiceEntry> Entries() {
  return {directory::Entry(), identity::Entry(), routing::Entry()};
}

inline std::string WriteSecret(const std::string& path, const std::string& text) {
  std::ofstream(path) << text;
  chmod(path.c_str(), 0600);
  return path;
}

class IdentityTest : public ::testing::Test {
 protected:
  IdentityTest()
      : postgres_(PrivatePostgres::Shared()),
        database_(postgres_.CreateDatabase()),
        owner_({postgres_.Dsn(database_, "donthu_owner"), 2, absl::Seconds(5), ""}) {
    const std::string folder = postgres_.directory();
    std::string principals;
    const auto add = [&](const char* token, const char* agency, const char* role) {
      absl::StrAppendFormat(&principals,
                            "principal { token_sha256: \"%s\" officer: \"%s\" agency: \"%s\" "
                            "roles: %s }\n",
                            Sha256Hex(token), token, agency, role);
    };
    add(kSystem, "QB-UBND", "ROLE_SYSTEM");
    add(kAdministrator, "QB-UBND", "ROLE_ADMINISTRATOR");
    add(kOtherAdministrator, "QB-18853-UBND", "ROLE_ADMINISTRATOR");
    config_.set_listen("127.0.0.1:0");
    config_.set_rules_directory("services/law/rules");
    config_.set_principals_file(WriteSecret(folder + "/" + database_ + ".principals", principals));
    for (const auto& entry : Entries()) {
      auto* one = config_.add_database();
      one->set_service(entry.name);
      one->set_dsn(postgres_.Dsn(database_, "donthu_" + entry.name));
    }
    config_.mutable_identity()->set_key_file(
        WriteSecret(folder + "/" + database_ + ".key", std::string(64, 'a')));
    config_.set_personal_data_key_file(
        WriteSecret(folder + "/" + database_ + ".personal", std::string(64, 'b')));
    Start();
    ImportOfficers();
  }

  void Start() {
    process_.reset();
    auto process = RunningProcess::Start(config_, Entries(), clock_);
    ASSERT_THAT(process, Succeeds());
    process_ = *std::move(process);
  }

  directory::v1::Officer* AddOfficer(directory::v1::ImportDirectoryRequest* import,
                                     const std::string& id, const std::string& agency,
                                     std::vector<options::v1::Role> roles) {
    auto* officer = import->add_officers();
    officer->set_id(id);
    officer->set_name("Cán bộ " + id);
    officer->set_agency_code(agency);
    for (const auto role : roles) officer->add_roles(role);
    return officer;
  }

  void ImportOfficers() {
    auto import = New<directory::v1::ImportDirectoryRequest>();
    auto* area = import.add_areas();
    area->set_key("44");
    area->set_code("44");
    area->set_name("Tỉnh Quảng Bình");
    area->set_level(directory::v1::AREA_LEVEL_PROVINCE);
    for (const char* code : {"QB-UBND", kOffice, "QB-18853-UBND"}) {
      auto* agency = import.add_agencies();
      agency->set_code(code);
      agency->set_name(code);
      agency->set_kind(std::string(code) == "QB-UBND" ? "ubnd_tinh" : "ubnd_huyen");
      agency->set_level(directory::v1::AREA_LEVEL_PROVINCE);
      if (std::string(code) != "QB-UBND") agency->set_parent_code("QB-UBND");
      agency->set_area_key("44");
    }
    AddOfficer(&import, "lan", kOffice, {options::v1::ROLE_RECEPTION});
    AddOfficer(&import, "hoa", kOffice, {options::v1::ROLE_HEAD, options::v1::ROLE_CUSTODIAN});
    AddOfficer(&import, "nam", "QB-18853-UBND", {options::v1::ROLE_RECEPTION});
    ASSERT_THAT(client::DirectoryClient(*Connect(kSystem)).ImportDirectory(import), Succeeds());
    // Services look for a new revision a few times a second; starting again saves the wait.
    Start();
  }

  std::unique_ptr<client::Connection> Connect(const std::string& token) {
    client::ConnectionOptions options;
    options.endpoint = absl::StrFormat("127.0.0.1:%d", process_->port());
    options.token = token;
    options.ca_file = ca_file_;
    options.deadline = absl::Seconds(30);
    options.retry.max_attempts = 1;
    return *client::MakeConnection(options);
  }

  // One call as the holder of a token.
  template <typename Response, typename Request>
  absl::StatusOr<Response> As(
      const std::string& token,
      absl::StatusOr<Response> (client::IdentityClient::*method)(const Request&) const,
      const Request& request) {
    const auto connection = Connect(token);
    return (client::IdentityClient(*connection).*method)(request);
  }

  absl::StatusOr<identity::v1::Me> WhoAmI(const std::string& token) {
    return As(token, &client::IdentityClient::WhoAmI, identity::v1::WhoAmIRequest());
  }

  static identity::v1::SignInRequest SignInOf(const std::string& officer,
                                              const std::string& password,
                                              const std::string& code = "",
                                              const std::string& device = "") {
    auto request = New<identity::v1::SignInRequest>();
    request.set_officer(officer);
    request.set_password(password);
    request.set_totp_code(code);
    request.set_device_token(device);
    request.set_device("thử nghiệm");
    return request;
  }

  absl::StatusOr<identity::v1::SignInResponse> SignIn(const identity::v1::SignInRequest& request) {
    return As("", &client::IdentityClient::SignIn, request);
  }
  absl::StatusOr<identity::v1::SignInResponse> SignIn(const std::string& officer,
                                                      const std::string& password,
                                                      const std::string& code = "",
                                                      const std::string& device = "") {
    return SignIn(SignInOf(officer, password, code, device));
  }

  std::string CreateAccount(const std::string& officer) {
    auto request = New<identity::v1::CreateAccountRequest>();
    request.set_officer(officer);
    const auto created = As(kAdministrator, &client::IdentityClient::CreateAccount, request);
    EXPECT_THAT(created, Succeeds());
    return created.ok() ? created->password() : "";
  }

  absl::Status ChangePassword(const std::string& token, const std::string& from,
                              const std::string& to) {
    auto request = New<identity::v1::ChangePasswordRequest>();
    request.set_current_password(from);
    request.set_new_password(to);
    return As(token, &client::IdentityClient::ChangePassword, request).status();
  }

  // An officer with kPassword who has signed in; the answer.
  identity::v1::SignInResponse SignedIn(const std::string& officer) {
    const std::string password = CreateAccount(officer);
    const auto first = SignIn(officer, password);
    EXPECT_THAT(first, Succeeds());
    EXPECT_TRUE(ChangePassword(first->session_token(), password, kPassword).ok());
    Pass(absl::Seconds(1));
    return *first;
  }

  // Turns the second factor on; its secret.
  std::string Enrolled(const std::string& token) {
    auto request = New<identity::v1::EnrolTotpRequest>();
    request.set_password(kPassword);
    const auto enrolled = As(token, &client::IdentityClient::EnrolTotp, request);
    EXPECT_THAT(enrolled, Succeeds());
    const std::string secret = Unbase32(enrolled->secret());
    auto confirm = New<identity::v1::ConfirmTotpRequest>();
    confirm.set_code(CodeOf(secret));
    EXPECT_THAT(As(token, &client::IdentityClient::ConfirmTotp, confirm), Succeeds());
    Pass(absl::Seconds(30));
    return secret;
  }

  std::string CodeOf(const std::string& secret) {
    return crypto::TotpCode(secret, crypto::TotpStep(clock_.Now()));
  }

  static std::string Unbase32(const std::string& text) {
    const std::string signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string bytes;
    unsigned held = 0;
    int bits = 0;
    for (const char c : text) {
      held = (held << 5 | static_cast<unsigned>(signs.find(c))) & 0xffff;
      bits += 5;
      if (bits >= 8) bytes += static_cast<char>(held >> (bits -= 8) & 0xff);
    }
    return bytes;
  }

  void Pass(absl::Duration time) { clock_.Set(clock_.Now() + time); }

  void LastDay(const std::string& officer, const std::string& day) {
    const auto done = owner_.Run(
        {"test_last_day", "UPDATE directory.officer SET valid_to = $2::date WHERE id = $1", true},
        db::Params().Text(officer).Text(day));
    ASSERT_THAT(done, Succeeds());
  }

  std::string Column(const char* name, const char* sql) {
    const auto rows = owner_.Run({name, sql}, db::Params());
    EXPECT_THAT(rows, Succeeds());
    std::string text;
    for (const auto& row : *rows) text += std::string(row[0].c_str()) + "\n";
    return text;
  }

  absl::StatusOr<identity::v1::Substitution> Grant(const std::string& token,
                                                   const std::string& officer,
                                                   const std::string& deputy, common::v1::Date from,
                                                   common::v1::Date to) {
    auto request = New<identity::v1::GrantSubstitutionRequest>();
    request.set_officer(officer);
    request.set_deputy(deputy);
    *request.mutable_from() = from;
    *request.mutable_to() = to;
    request.set_reason("QĐ 12/QĐ-UBND");
    return As(token, &client::IdentityClient::GrantSubstitution, request);
  }

  absl::StatusOr<identity::v1::Me> ActFor(const std::string& token, const std::string& officer) {
    auto request = New<identity::v1::ActForRequest>();
    request.set_officer(officer);
    return As(token, &client::IdentityClient::ActFor, request);
  }

  PrivatePostgres& postgres_;
  const std::string database_;
  db::Pool owner_;
  config::v1::ServerConfig config_;
  // Authority of the server's certificate; empty = no TLS.
  std::string ca_file_;
  FixedClock clock_{kMorning};
  std::unique_ptr<RunningProcess> process_;
};

}  // namespace donthu::testing
