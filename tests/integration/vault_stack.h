// All services with a vault beside them in a process and a database of its own, keys at the desks
// of a custodian and of the holders of the recovery key, and the command line. All speak TLS;
// intake calls the vault with a certificate that is good for deposits only.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "clients/cli/run_for_test.h"
#include "clients/cpp/vault_client.h"
#include "services/base/clock/clock.h"
#include "services/base/process/process.h"
#include "tests/support/clients.h"

namespace donthu::testing {

// Tokens beside those of tests/support/stack.h; all but the last two at QB-450-UBND.
inline constexpr char kReception[] = "token-reception";
inline constexpr char kOfficer[] = "token-officer";
inline constexpr char kHead[] = "token-head";
inline constexpr char kCustodian[] = "token-custodian";
inline constexpr char kOfficerAndCustodian[] = "token-officer-and-custodian";
inline constexpr char kDeputy[] = "token-deputy";  // the officer above, who acts for kOfficer
inline constexpr char kHeadAndCustodian[] = "token-head-and-custodian";
inline constexpr char kOtherCustodian[] = "token-other-custodian";  // at QB-18853-UBND
inline constexpr char kAdministrator[] = "token-administrator";     // at QB-UBND

class VaultStack {
 public:
  struct Options {
    bool hold_state_secrets = true;
    // Confirm a key of the custodian's at QB-450-UBND, in custodian.pem.
    bool custodian_key = true;
    PrivatePostgres* postgres = nullptr;
    std::string metrics_listen;
  };
  VaultStack() : VaultStack(Options()) {}
  explicit VaultStack(const Options& options);

  // As intake calls the vault.
  std::unique_ptr<client::Connection> ConnectAsIntake();
  // Deadlines are longer than any leap of the clock.
  std::unique_ptr<client::Connection> Connect(const std::string& token);

  // One command line with this caller's token.
  cli::RunResult Donthu(const std::string& token, std::vector<std::string> line);
  // As above, with --json; the answer's field, or a failure of the test with what was said.
  std::string Field(const std::string& token, const std::vector<std::string>& line,
                    const std::string& field);

  // Registers a denunciation by this author and gives back the vault's reference.
  std::string Register(const intake::v1::RegisterPetitionRequest& request);

  // Makes and confirms a key in FILE for QB-450-UBND.
  void MakeCustodianKey(const std::string& file);

  // Asks for an entry as kOfficer with the key FILE; number and fingerprint.
  struct Request {
    std::string number;
    std::string fingerprint;
  };
  Request Ask(const std::string& reference, const std::string& file);
  // One column of one row of the vault's database, as its owner.
  std::string AskVault(const std::string& sql);

  std::string File(const std::string& name) const { return (folder_.path() / name).string(); }
  std::vector<std::string> WithKey(std::vector<std::string> line, const std::string& file) const;

  void StopVault() { vault_.reset(); }
  FixedClock& clock() { return clock_; }
  PrivatePostgres& postgres() { return postgres_; }
  const std::string& database() const { return database_; }
  const std::string& vault_database() const { return vault_database_; }

 private:
  void Start();
  void StartVault();
  // Issues certificates for the servers and for intake, and registers the latter.
  void MakeCertificates();
  void SetTls(config::v1::ServerConfig* config) const;
  void ImportDirectory();

  const Options options_;
  PrivatePostgres& postgres_;
  FixedClock clock_;
  const std::string database_;
  const std::string vault_database_;
  cli::TemporaryFolder folder_;
  std::string principals_;
  std::unique_ptr<RunningProcess> vault_;
  std::unique_ptr<RunningProcess> process_;
};

// A denunciation whose author nobody else is named like, who tells of himself in title and text.
intake::v1::RegisterPetitionRequest SomeDenunciation();

}  // namespace donthu::testing
