// All services in the test's own process, over a database of its own, reached through the real
// client library and TCP.
#pragma once

#include <memory>
#include <string>

#include "absl/time/time.h"
#include "clients/cpp/connection.h"
#include "donthu/intake/v1/intake_service.pb.h"
#include "services/base/clock/clock.h"
#include "services/base/db/db.h"
#include "services/base/process/process.h"
#include "tests/support/private_postgres.h"

namespace donthu::testing {

// Tokens that the stack knows, and who they are:
inline constexpr char kSystem[] = "token-system";        // ROLE_SYSTEM at QB-UBND
inline constexpr char kInspector[] = "token-inspector";  // ROLE_INSPECTORATE at QB-TTT
inline constexpr char kDistrict[] =
    "token-district";                                // RECEPTION, CASE_OFFICER, HEAD at QB-450-UBND
inline constexpr char kCounter[] = "token-counter";  // ROLE_RECEPTION at QB-450-UBND
inline constexpr char kCommune[] =
    "token-commune";  // RECEPTION, CASE_OFFICER, HEAD at QB-18853-UBND
inline constexpr char kChairman[] = "token-chairman";  // ROLE_HEAD at QB-UBND, until 2025-06-30
inline constexpr char kNewChairman[] = "token-new-chairman";  // ROLE_HEAD at QT-UBND, from then on
inline constexpr char kNewCommune[] =
    "token-new-commune";  // RECEPTION, CASE_OFFICER, HEAD at QT-19249-UBND
// One role each, all but the last two at QB-450-UBND; their officers are "test." and what follows
// "token-".
inline constexpr char kClerk[] = "token-clerk";               // ROLE_RECEPTION
inline constexpr char kCaseOfficer[] = "token-case.officer";  // ROLE_CASE_OFFICER
inline constexpr char kAuditor[] = "token-auditor";           // ROLE_AUDITOR at QB-TTT
inline constexpr char kOutsider[] = "token-outsider";         // as kDistrict, at QB-457-UBND
inline constexpr char kNobody[] = "token-without-roles";
// A deputy who acts for kCaseOfficer.
inline constexpr char kActingOfficer[] = "token-acting";

class Stack {
 public:
  struct Options {
    // Real time by default; "today" matters for not_future and overdue.
    const Clock* clock = nullptr;
    PrivatePostgres* postgres = nullptr;
    // Import data/quang_binh_2024.
    bool directory_data = true;
    int workers = 8;
  };
  Stack() : Stack(Options()) {}
  explicit Stack(Options options);
  ~Stack();

  // A connection for the holder of a token; empty = no token. Retries are off unless asked for.
  std::unique_ptr<client::Connection> Connect(const std::string& token, bool retries = false);

  // Straight into the database, as its owner.
  db::Pool& owner() { return *owner_; }
  const std::string& database() const { return database_; }
  PrivatePostgres& postgres() { return postgres_; }
  int port() const { return process_->port(); }

  // Stops and starts the services over the same database.
  void Restart();

 private:
  void Start();

  PrivatePostgres& postgres_;
  const SystemClock system_clock_;
  const Clock& clock_;
  const int workers_;
  std::string database_;
  std::string principals_file_;
  std::unique_ptr<db::Pool> owner_;
  std::unique_ptr<RunningProcess> process_;
};

// A config for all services over that database.
config::v1::ServerConfig ConfigFor(const PrivatePostgres& postgres, const std::string& database,
                                   const std::string& principals_file);
// A principals file with the tokens above, readable by its owner only; its path.
std::string WritePrincipals(const std::string& directory);
// All services.
std::vector<ServiceEntry> AllServices();

// A valid complaint at QB-450-UBND received on 2024-03-04 by one named person; change what the test
// is about.
intake::v1::RegisterPetitionRequest SomePetition();
// The same as a reflection about a commune's road, for which QB-450-UBND is not competent.
intake::v1::RegisterPetitionRequest Misdirected();

common::v1::Date Day(int year, int month, int day);

}  // namespace donthu::testing
