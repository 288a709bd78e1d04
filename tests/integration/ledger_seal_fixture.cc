#include "tests/integration/ledger_seal_fixture.h"

#include <re2/re2.h>
#include <sys/stat.h>

#include <fstream>
#include <sstream>

#include "absl/strings/str_format.h"
#include "clients/cli/commands.h"
#include "clients/verify/verify.h"
#include "services/base/ledger/export_line.h"
#include "services/base/ledger/tail.h"
#include "services/ledger/ledger_proto.h"
#include "services/ledger/ledger_service.h"

namespace donthu::testing {

SealFixture::SealFixture() {
  key_file_ = Write("seal.key", key_.private_pem);
  public_key_file_ = Write("seal.pub.pem", key_.public_pem, 0644);
}

std::string SealFixture::Write(const std::string& name, const std::string& text, int mode) {
  const std::string path = postgres_.directory() + "/" + database_ + "-" + name;
  std::ofstream(path) << text;
  chmod(path.c_str(), static_cast<mode_t>(mode));
  return path;
}

void SealFixture::Append(int count, const std::vector<std::string>& subjects) {
  pqxx::connection link(owner_dsn_);
  for (int i = 0; i < count; ++i) {
    pqxx::work work(link);
    work.exec_params(
        "SELECT ledger.append($1, 'test.Happened', 'QB-UBND', 'test', DATE '2024-03-04', $2)",
        subjects[static_cast<size_t>(i) % subjects.size()], absl::StrFormat("{\"số\":%d}", i));
    work.commit();
  }
}

std::unique_ptr<ledger::Sealer> SealFixture::NewSealer() {
  ledger::SealKeys keys;
  keys.current = ledger::PrivateKey::FromPem(key_.private_pem);
  return std::make_unique<ledger::Sealer>(pool_, clock_,
                                          ledger::Sealer::Options{std::move(keys), absl::Hours(1)});
}

void SealFixture::Seal() {
  const auto sealer = NewSealer();
  while (true) {
    const auto more = sealer->SealOnce();
    ASSERT_TRUE(more.ok()) << more.status();
    if (!*more) return;
  }
}

void SealFixture::Tamper(const std::string& sql) {
  pqxx::connection link(owner_dsn_);
  pqxx::work work(link);
  work.exec("SET LOCAL session_replication_role = replica");
  ASSERT_GT(work.exec(sql).affected_rows(), 0u) << sql;
  work.commit();
}

void SealFixture::RunSql(const std::string& sql) {
  pqxx::connection link(owner_dsn_);
  pqxx::nontransaction(link).exec(sql);
}

int64_t SealFixture::Count(const std::string& table) {
  pqxx::connection link(owner_dsn_);
  return pqxx::work(link).exec("SELECT count(*) FROM " + table)[0][0].as<int64_t>();
}

config::v1::ServerConfig SealFixture::Config() {
  auto config = ConfigFor(postgres_, database_, WritePrincipals(postgres_.directory()));
  config.clear_database();
  auto* database = config.add_database();
  database->set_service("ledger");
  database->set_dsn(ledger_dsn_);
  config.mutable_ledger()->set_first_public_key_file(public_key_file_);
  return config;
}

config::v1::ServerConfig SealFixture::SealingConfig() {
  auto config = Config();
  config.mutable_ledger()->set_seal_key_file(key_file_);
  config.mutable_ledger()->set_seal_seconds(3600);
  return config;
}

absl::StatusOr<std::unique_ptr<RunningProcess>> SealFixture::TryStart(
    const config::v1::ServerConfig& config) {
  return RunningProcess::Start(config, {ledger::Entry()}, clock_);
}

void SealFixture::Start(const config::v1::ServerConfig& config) {
  auto process = TryStart(config);
  ASSERT_TRUE(process.ok()) << process.status();
  process_ = *std::move(process);
  client::ConnectionOptions options;
  options.endpoint = absl::StrFormat("127.0.0.1:%d", process_->port());
  options.token = kSystem;
  options.deadline = absl::Minutes(1);
  connection_ = *client::MakeConnection(options);
}

void SealFixture::Stop() {
  connection_.reset();
  process_.reset();
}

client::LedgerClient SealFixture::Client() {
  if (process_ == nullptr) Start();
  return client::LedgerClient(*connection_);
}

std::string SealFixture::Export(const std::string& name) {
  Client();
  const std::string path = Write(name, "");
  std::ostringstream out, err;
  cli::Session session{*connection_, out, err, false, false, clock_};
  cli::Arguments arguments;
  arguments.words = {path};
  const auto status = cli::LedgerExportCommand().run(session, arguments);
  EXPECT_TRUE(status.ok() && *status == cli::kOk) << status.status();
  return path;
}

std::vector<std::string> SealFixture::FoundOnline(const std::string& known) {
  ledger::v1::VerifyRequest request;
  if (!known.empty()) {
    std::ifstream in(known);
    *request.mutable_known_seal() = ledger::ToProto(*ledger::LastSealIn(in));
  }
  const auto verdict = Client().Verify(request);
  EXPECT_TRUE(verdict.ok()) << verdict.status();
  std::vector<std::string> found;
  for (const auto& defect : verdict->defects()) {
    found.push_back(defect.seal() > 0 ? absl::StrFormat("seal %d %s", defect.seal(), defect.what())
                                      : absl::StrFormat("%s#%d %s", defect.subject(),
                                                        defect.ordinal(), defect.what()));
  }
  return found;
}

std::vector<std::string> SealFixture::FoundOffline(const std::string& known) {
  std::vector<std::string> line = {Export("now.jsonl"), public_key_file_};
  if (!known.empty()) line.insert(line.end(), {"--since-seal", known});
  std::ostringstream out, err;
  const int status = verify::Run(line, out, err);
  EXPECT_EQ(err.str(), "");
  std::vector<std::string> found;
  std::istringstream lines(out.str());
  static const RE2 event(R"(  (\S+), sự kiện thứ (\d+): .*\((\w+)\)(?:, trong .*)?)");
  static const RE2 seal(R"(  niêm phong số (\d+): .*\((\w+)\)(?:, trong .*)?)");
  for (std::string text; std::getline(lines, text);) {
    std::string subject, number, what;
    if (RE2::FullMatch(text, event, &subject, &number, &what)) {
      found.push_back(subject + "#" + number + " " + what);
    } else if (RE2::FullMatch(text, seal, &number, &what)) {
      found.push_back("seal " + number + " " + what);
    }
  }
  EXPECT_EQ(status, found.empty() ? 0 : 1) << out.str();
  return found;
}

void SealFixture::ExpectFound(const std::vector<std::string>& defects, const std::string& known) {
  EXPECT_THAT(FoundOnline(known), ::testing::ElementsAreArray(defects));
  EXPECT_THAT(FoundOffline(known), ::testing::ElementsAreArray(defects));
}

}  // namespace donthu::testing
