#include "tests/integration/vault_stack.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <pqxx/pqxx>

#include "absl/strings/str_format.h"
#include "clients/cli/directory_files.h"
#include "clients/cpp/request_id.h"
#include "services/base/access/access.h"
#include "services/base/certificate/authority.h"
#include "services/base/certificate/certificate.h"
#include "services/vault/vault_service.h"

namespace donthu::testing {
namespace {

constexpr char kAgency[] = "QB-450-UBND";
constexpr char kPassphrase[] = "một mật khẩu đủ dài";

template <typename T>
T Must(absl::StatusOr<T> value, const char* what) {
  if (!value.ok()) {
    std::fprintf(stderr, "%s: %s\n", what, value.status().ToString().c_str());
    std::abort();
  }
  return *std::move(value);
}

std::string WriteVaultPrincipals(const std::string& directory) {
  const std::string path = WritePrincipals(directory);
  std::ofstream out(path, std::ios::app);
  const auto add = [&](const char* token, const char* officer, const char* agency,
                       const char* roles) {
    out << absl::StrFormat(
        "principal { token_sha256: \"%s\" officer: \"%s\" agency: \"%s\" roles: [%s] }\n",
        Sha256Hex(token), officer, agency, roles);
  };
  add(kReception, "test.reception", kAgency, "ROLE_RECEPTION");
  add(kOfficer, "test.officer", kAgency, "ROLE_CASE_OFFICER");
  add(kHead, "test.head", kAgency, "ROLE_HEAD");
  add(kCustodian, "test.custodian", kAgency, "ROLE_CUSTODIAN");
  add(kOfficerAndCustodian, "test.both", kAgency, "ROLE_CASE_OFFICER, ROLE_CUSTODIAN");
  add(kDeputy, "test.both/test.officer", kAgency, "ROLE_CASE_OFFICER");
  add(kHeadAndCustodian, "test.head.custodian", kAgency, "ROLE_HEAD, ROLE_CUSTODIAN");
  add(kOtherCustodian, "test.other.custodian", "QB-18853-UBND", "ROLE_CUSTODIAN");
  add(kAdministrator, "test.administrator", "QB-UBND", "ROLE_ADMINISTRATOR");
  return path;
}

}  // namespace

VaultStack::VaultStack(const Options& options)
    : options_(options),
      postgres_(options.postgres != nullptr ? *options.postgres : PrivatePostgres::Shared()),
      clock_(absl::Now()),
      database_(postgres_.CreateDatabase()),
      vault_database_(postgres_.CreateDatabase()),
      principals_(WriteVaultPrincipals(postgres_.directory())) {
  chmod(folder_.Write("passphrase", kPassphrase).c_str(), 0600);
  MakeCertificates();
  StartVault();
  Start();
  ImportDirectory();
  vault_.reset();
  process_.reset();
  StartVault();
  Start();
  if (options.custodian_key) MakeCustodianKey("custodian.pem");
}

void VaultStack::MakeCertificates() {
  const absl::Time now = clock_.Now();
  const absl::Duration year = absl::Hours(365 * 24);
  const auto authority = Must(certificate::NewAuthority("test", now, 2 * year), "authority");
  const auto server = Must(certificate::Issue(authority, {"", {"127.0.0.1"}}, now, year), "server");
  const auto intake = Must(certificate::Issue(authority, {"intake", {}}, now, year), "intake");
  folder_.Write("ca.pem", authority.certificate_pem);
  folder_.Write("server.pem", server.certificate_pem);
  folder_.Write("intake.pem", intake.certificate_pem);
  chmod(folder_.Write("server.key", server.key_pem).c_str(), 0600);
  chmod(folder_.Write("intake.key", intake.key_pem).c_str(), 0600);
  db::Pool owner({postgres_.Dsn(database_, "donthu_owner"), 1, absl::Seconds(5), ""});
  Must(owner.Run({"test_certificate", R"sql(
         INSERT INTO identity.certificate (sha256, system, agency_code, methods, names_callers, valid_from, valid_to,
                                           registered_at, registered_by)
         VALUES ($1::bytea, 'intake', 'QB-UBND', '{donthu.vault.v1.VaultService/Deposit}', false,
                 now() - interval '1 day', now() + interval '1 year', now(), 'test'))sql",
                  true},
                 db::Params().Bytes(certificate::FingerprintOf(intake.certificate_pem))),
       "certificate");
}

void VaultStack::SetTls(config::v1::ServerConfig* config) const {
  config->mutable_tls()->set_certificate_file(File("server.pem"));
  config->mutable_tls()->set_key_file(File("server.key"));
  config->mutable_tls()->set_client_ca_file(File("ca.pem"));
}

void VaultStack::StartVault() {
  if (!std::filesystem::exists(File("recovery"))) {
    cli::FakeConnection nobody;
    cli::RunLine(nobody, {"vault", "key", "split", "--holders", "5", "--quorum", "3", "--out",
                          File("recovery")});
  }
  config::v1::ServerConfig config;
  config.set_listen("127.0.0.1:0");
  auto* database = config.add_database();
  database->set_service("vault");
  database->set_dsn(postgres_.Dsn(database_, "donthu_vault"));
  config.set_rules_directory("services/law/rules");
  config.set_principals_file(principals_);
  config.mutable_vault()->set_store_dsn(postgres_.Dsn(vault_database_, "donthu_vault"));
  config.mutable_vault()->set_recovery_key_file(File("recovery/recovery.pub.pem"));
  SetTls(&config);
  vault_ = Must(RunningProcess::Start(config, {vault::VaultEntry()}, clock_), "vault");
}

void VaultStack::Start() {
  auto config = ConfigFor(postgres_, database_, principals_);
  config.set_hold_state_secrets(options_.hold_state_secrets);
  config.set_metrics_listen(options_.metrics_listen);
  auto* access = config.mutable_vault_access();
  access->set_endpoint(absl::StrFormat("127.0.0.1:%d", vault_->port()));
  access->set_ca_file(File("ca.pem"));
  access->set_certificate_file(File("intake.pem"));
  access->set_key_file(File("intake.key"));
  SetTls(&config);
  process_ = Must(RunningProcess::Start(config, AllServices(), clock_), "services");
}

void VaultStack::ImportDirectory() {
  const auto connection = Connect(kSystem);
  auto files = Must(cli::ReadDirectoryFolder("data/quang_binh_2024"), "data");
  files.request.set_request_id(client::NewRequestId());
  Must(client::DirectoryClient(*connection).ImportDirectory(files.request), "import");
}

std::unique_ptr<client::Connection> VaultStack::ConnectAsIntake() {
  client::ConnectionOptions options;
  options.endpoint = absl::StrFormat("127.0.0.1:%d", vault_->port());
  options.ca_file = File("ca.pem");
  options.certificate_file = File("intake.pem");
  options.key_file = File("intake.key");
  options.retry.max_attempts = 1;
  return Must(client::MakeConnection(options), "connect");
}

std::unique_ptr<client::Connection> VaultStack::Connect(const std::string& token) {
  client::ConnectionOptions options;
  options.ca_file = File("ca.pem");
  options.endpoint = absl::StrFormat("127.0.0.1:%d", process_->port());
  if (vault_ != nullptr) {
    options.service_endpoints["vault"] = absl::StrFormat("127.0.0.1:%d", vault_->port());
  }
  options.token = token;
  options.deadline = absl::Hours(500);
  options.retry.max_attempts = 1;
  return Must(client::MakeConnection(options), "connect");
}

cli::RunResult VaultStack::Donthu(const std::string& token, std::vector<std::string> line) {
  const auto connection = Connect(token);
  return cli::RunLine(*connection, line);
}

std::string VaultStack::Field(const std::string& token, const std::vector<std::string>& line,
                              const std::string& field) {
  auto with_json = line;
  with_json.push_back("--json");
  const auto result = Donthu(token, with_json);
  EXPECT_EQ(result.exit_status, cli::kOk) << result.err;
  const auto answer = nlohmann::json::parse(result.out, nullptr, false);
  if (!answer.is_object() || !answer.contains(field)) return "";
  return answer[field].is_string() ? answer[field].get<std::string>() : answer[field].dump();
}

std::string VaultStack::Register(const intake::v1::RegisterPetitionRequest& request) {
  const auto connection = Connect(kSystem);
  const client::IntakeClient intake(*connection);
  const auto receipt = intake.RegisterPetition(request);
  EXPECT_TRUE(receipt.ok()) << receipt.status();
  if (!receipt.ok()) return "";
  intake::v1::GetPetitionRequest get;
  get.set_id(receipt->petition_id());
  const auto petition = intake.GetPetition(get);
  EXPECT_TRUE(petition.ok()) << petition.status();
  return petition.ok() ? petition->vault_reference() : "";
}

std::vector<std::string> VaultStack::WithKey(std::vector<std::string> line,
                                             const std::string& file) const {
  for (const auto& word :
       {std::string("--key"), File(file), std::string("--passphrase-file"), File("passphrase")}) {
    line.push_back(word);
  }
  return line;
}

void VaultStack::MakeCustodianKey(const std::string& file) {
  const auto create = WithKey({"vault", "key", "create", "--agency", kAgency}, file);
  auto with_json = create;
  with_json.push_back("--json");
  const auto made = Donthu(kCustodian, with_json);
  ASSERT_EQ(made.exit_status, cli::kOk) << made.err;
  const auto key = nlohmann::json::parse(made.out);
  const auto confirmed = Donthu(kHead, {"vault", "key", "confirm", "--id", key["id"].dump(),
                                        "--fingerprint", key["fingerprint"].get<std::string>()});
  ASSERT_EQ(confirmed.exit_status, cli::kOk) << confirmed.err;
}

VaultStack::Request VaultStack::Ask(const std::string& reference, const std::string& file) {
  const auto result = Donthu(kOfficer, WithKey({"vault", "request", reference, "--reason",
                                                "Cần xác minh thông tin theo luật", "--purpose",
                                                "verify-identity", "--hours", "48", "--json"},
                                               file));
  EXPECT_EQ(result.exit_status, cli::kOk) << result.err;
  const auto answer = nlohmann::json::parse(result.out, nullptr, false);
  if (!answer.contains("id")) return {};
  return {answer["id"].dump(), answer["fingerprint"].get<std::string>()};
}

std::string VaultStack::AskVault(const std::string& sql) {
  pqxx::connection connection(postgres_.Dsn(vault_database_, "donthu_owner"));
  return pqxx::nontransaction(connection).exec1(sql)[0].c_str();
}

intake::v1::RegisterPetitionRequest SomeDenunciation() {
  auto request = SomePetition();
  request.set_kind(law::v1::PETITION_KIND_DENUNCIATION);
  request.set_subject_code("TN03");
  request.clear_decision_on();
  request.set_title("Tố cáo của bà LO THI XUYEN CHI về thu quỹ sai");
  request.set_body(
      "Tôi là Lò Thị Xuyến Chi, sinh năm 1966, ở thôn Cà Xen Thượng, xã Hải Thành, điện thoại 0987 "
      "654 321, CCCD 044166009876. Ông H.V.T, trưởng thôn, thu quỹ 450.000 đồng mỗi hộ. Người tố "
      "cáo: Chi Lò Thị Xuyến.");
  request.set_addressee("Kính gửi Chủ tịch, người gửi: Xuyến Chi Lò Thị");
  auto* person = request.mutable_petitioners(0);
  person->set_full_name("Lò Thị Xuyến Chi");
  person->set_birth_year(1966);
  person->set_address("thôn Cà Xen Thượng, xã Hải Thành");
  person->set_id_number("044166009876");
  person->set_phone("0987654321");
  return request;
}

}  // namespace donthu::testing
