// A ledger service over a database of its own, keys for its seals, and both verifiers.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "clients/cpp/ledger_client.h"
#include "services/base/ledger/tail.h"
#include "services/base/ledger/test_keys.h"
#include "services/ledger/sealer.h"
#include "tests/support/stack.h"

namespace donthu::testing {

class SealFixture : public ::testing::Test {
 protected:
  SealFixture();

  // Appends events, one transaction for each, alternating between these subjects.
  void Append(int count, const std::vector<std::string>& subjects = {"case/1", "case/2"});
  // Seals all that is there, as the service would when its minute has come.
  void Seal();
  std::unique_ptr<ledger::Sealer> NewSealer();
  // Runs as the cluster's superuser with all triggers off; must change something.
  void Tamper(const std::string& sql);
  // As the database's owner.
  void RunSql(const std::string& sql);
  int64_t Count(const std::string& table);

  // The service by itself: verifying only; sealing at start, every hour and at its end.
  config::v1::ServerConfig Config();
  config::v1::ServerConfig SealingConfig();
  absl::StatusOr<std::unique_ptr<RunningProcess>> TryStart(const config::v1::ServerConfig& config);
  void Start(const config::v1::ServerConfig& config);
  void Start() { Start(Config()); }
  void Stop();
  client::LedgerClient Client();

  // Writes into a file of this test's own; its path.
  std::string Write(const std::string& name, const std::string& text, int mode = 0600);
  // An export by `donthu ledger export`; its path.
  std::string Export(const std::string& name);

  // What the verifiers find, as "case/1#2 hash" or "seal 3 seal_root", in their order. `known`: an
  // earlier export, or none.
  std::vector<std::string> FoundOnline(const std::string& known = "");
  std::vector<std::string> FoundOffline(const std::string& known = "");
  // Both find exactly this.
  void ExpectFound(const std::vector<std::string>& defects, const std::string& known = "");

  PrivatePostgres& postgres_ = PrivatePostgres::Shared();
  const std::string database_ = postgres_.CreateDatabase();
  const std::string owner_dsn_ = postgres_.Dsn(database_, "donthu_owner");
  const std::string ledger_dsn_ = postgres_.Dsn(database_, "donthu_ledger");
  const SystemClock clock_;
  const ledger::TestKey key_ = ledger::NewTestKey();
  std::string key_file_;
  std::string public_key_file_;
  db::Pool pool_{{ledger_dsn_, 4, absl::Seconds(5), ledger::kTailSettings}};
  std::unique_ptr<RunningProcess> process_;
  std::unique_ptr<client::Connection> connection_;
};

}  // namespace donthu::testing
