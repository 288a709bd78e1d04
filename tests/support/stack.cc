#include "tests/support/stack.h"

#include <sys/stat.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "absl/strings/str_format.h"
#include "clients/cli/directory_files.h"
#include "clients/cpp/directory_client.h"
#include "clients/cpp/request_id.h"
#include "services/base/access/access.h"
#include "services/directory/directory_service.h"
#include "services/inspectorate/inspectorate_service.h"
#include "services/intake/intake_service.h"
#include "services/ledger/ledger_service.h"
#include "services/resolution/resolution_service.h"
#include "services/routing/routing_service.h"

namespace donthu::testing {
namespace {

void Require(const absl::Status& status, const char* what) {
  if (status.ok()) return;
  std::fprintf(stderr, "%s: %s\n", what, std::string(status.message()).c_str());
  std::abort();
}

std::string KeyFile(const std::string& path, char digit) {
  std::ofstream out(path);
  out << std::string(64, digit);
  out.close();
  chmod(path.c_str(), 0600);
  return path;
}

}  // namespace

common::v1::Date Day(int year, int month, int day) {
  common::v1::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

std::vector<ServiceEntry> AllServices() {
  return {ledger::Entry(),  directory::Entry(),  intake::Entry(),
          routing::Entry(), resolution::Entry(), inspectorate::Entry()};
}

std::string WritePrincipals(const std::string& directory) {
  const std::string path = directory + "/principals.textproto";
  std::ofstream out(path);
  const auto add = [&](const char* token, const char* officer, const char* agency,
                       const char* roles) {
    out << absl::StrFormat(
        "principal { token_sha256: \"%s\" officer: \"%s\" agency: \"%s\" roles: [%s] }\n",
        Sha256Hex(token), officer, agency, roles);
  };
  constexpr char kOfficers[] = "ROLE_RECEPTION, ROLE_CASE_OFFICER, ROLE_HEAD";
  add(kSystem, "test.system", "QB-UBND", "ROLE_SYSTEM");
  add(kInspector, "test.inspector", "QB-TTT", "ROLE_INSPECTORATE");
  add(kDistrict, "test.district", "QB-450-UBND", kOfficers);
  add(kCounter, "test.counter", "QB-450-UBND", "ROLE_RECEPTION");
  add(kCommune, "test.commune", "QB-18853-UBND", kOfficers);
  add(kChairman, "test.chairman", "QB-UBND", "ROLE_HEAD");
  add(kNewChairman, "test.new.chairman", "QT-UBND", "ROLE_HEAD");
  add(kNewCommune, "test.new.commune", "QT-19249-UBND", kOfficers);
  add(kClerk, "test.clerk", "QB-450-UBND", "ROLE_RECEPTION");
  add(kActingOfficer, "test.deputy/test.case.officer", "QB-450-UBND", "ROLE_CASE_OFFICER");
  add(kCaseOfficer, "test.case.officer", "QB-450-UBND", "ROLE_CASE_OFFICER");
  add(kAuditor, "test.auditor", "QB-TTT", "ROLE_AUDITOR");
  add(kOutsider, "test.outsider", "QB-457-UBND", kOfficers);
  add(kNobody, "test.nobody", "QB-450-UBND", "");
  out.close();
  chmod(path.c_str(), 0600);
  return path;
}

config::v1::ServerConfig ConfigFor(const PrivatePostgres& postgres, const std::string& database,
                                   const std::string& principals_file) {
  config::v1::ServerConfig config;
  config.set_listen("127.0.0.1:0");
  for (const auto& entry : AllServices()) {
    auto* one = config.add_database();
    one->set_service(entry.name);
    one->set_dsn(postgres.Dsn(database, "donthu_" + entry.name));
  }
  config.set_rules_directory("services/law/rules");
  config.set_forms_directory("services/inspectorate/forms");
  config.set_principals_file(principals_file);
  config.set_receipt_prefix("H46");
  // Tests may be as fast as they can; those of the limits set their own.
  config.mutable_rate_limits()->set_officer_calls_burst(1000000);
  config.mutable_rate_limits()->set_system_calls_burst(1000000);
  config.mutable_rate_limits()->set_system_calls_per_second(1000000);
  config.mutable_rate_limits()->set_address_calls_burst(1000000);
  config.set_receipt_key_file(KeyFile(postgres.directory() + "/receipt.key", '7'));
  config.set_personal_data_key_file(KeyFile(postgres.directory() + "/personal.key", '5'));
  return config;
}

Stack::Stack(Options options)
    : postgres_(options.postgres != nullptr ? *options.postgres : PrivatePostgres::Shared()),
      clock_(options.clock != nullptr ? *options.clock : system_clock_),
      workers_(options.workers),
      database_(postgres_.CreateDatabase()),
      principals_file_(WritePrincipals(postgres_.directory())),
      owner_(std::make_unique<db::Pool>(
          db::Pool::Options{postgres_.Dsn(database_, "donthu_owner"), 4, absl::Seconds(5), ""})) {
  Start();
  if (!options.directory_data) return;
  const auto connection = Connect(kSystem);
  auto files = cli::ReadDirectoryFolder("data/quang_binh_2024");
  Require(files.status(), "data/quang_binh_2024");
  files->request.set_request_id(client::NewRequestId());
  Require(client::DirectoryClient(*connection).ImportDirectory(files->request).status(), "import");
}

Stack::~Stack() = default;

void Stack::Start() {
  auto config = ConfigFor(postgres_, database_, principals_file_);
  config.set_workers(workers_);
  auto process = RunningProcess::Start(config, AllServices(), clock_);
  Require(process.status(), "start");
  process_ = *std::move(process);
}

void Stack::Restart() {
  process_.reset();
  Start();
}

std::unique_ptr<client::Connection> Stack::Connect(const std::string& token, bool retries) {
  client::ConnectionOptions options;
  options.endpoint = absl::StrFormat("127.0.0.1:%d", port());
  options.token = token;
  options.deadline = absl::Seconds(30);
  if (!retries) options.retry.max_attempts = 1;
  auto connection = client::MakeConnection(options);
  Require(connection.status(), "connect");
  return *std::move(connection);
}

intake::v1::RegisterPetitionRequest SomePetition() {
  intake::v1::RegisterPetitionRequest request;
  request.set_request_id(client::NewRequestId());
  request.set_agency_code("QB-450-UBND");
  request.set_channel(intake::v1::CHANNEL_DIRECT);
  *request.mutable_received_on() = Day(2024, 3, 4);
  request.set_kind(law::v1::PETITION_KIND_COMPLAINT);
  request.set_subject_code("DD01");
  request.set_area_key("18853");
  request.set_title("Khiếu nại quyết định thu hồi đất");
  request.set_body("Tôi không đồng ý với quyết định thu hồi thửa đất số 12, tờ bản đồ số 3.");
  auto* person = request.add_petitioners();
  person->set_full_name("Trần Văn Mẫu");
  person->set_birth_year(1970);
  person->set_address("tổ dân phố 2, phường Hải Thành, thành phố Đồng Hới");
  request.set_group_size(1);
  request.set_has_signature(true);
  *request.mutable_decision_on() = Day(2024, 2, 1);
  return request;
}

intake::v1::RegisterPetitionRequest Misdirected() {
  auto request = SomePetition();
  request.set_kind(law::v1::PETITION_KIND_REFLECTION);
  request.set_subject_code("GT01");
  request.clear_decision_on();
  request.set_title("Phản ánh đường thôn hư hỏng");
  request.set_body("Đường nhiều ổ gà, mùa mưa trẻ em đi học nguy hiểm.");
  return request;
}

}  // namespace donthu::testing
