// PostgreSQL for the stores: named prepared statements on a bounded pool, one round trip each,
// failures as Status.
//
// Errors, by what happened (texts of the database never leave this file: they may hold citizens'
// data):
//
// - DATABASE_UNAVAILABLE (UNAVAILABLE): no connection could be had, or it broke during a read
//
// - COMMIT_IN_DOUBT (UNKNOWN): the connection broke while a statement that writes was under way
//
// - STALE_ETAG (ABORTED): the statement raised SQLSTATE DT001, the row has another version
//
// - CONCURRENT_CHANGE (ABORTED): unique key, deadlock or serialisation, another command won
//
// - DEADLINE_PASSED (DEADLINE_EXCEEDED): statement_timeout or lock_timeout
//
// - INTERNAL_DEFECT (INTERNAL): anything else; sqlstate and statement name are logged
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <pqxx/pqxx>
#include <string>
#include <unordered_set>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace donthu::db {

// A statement is prepared once per connection under its name, which also appears in logs.
struct Statement {
  const char* name;
  const char* sql;
  // True where a lost connection leaves the outcome in doubt.
  bool writes = false;
};

// Parameters $1, $2, … in text form.
class Params {
 public:
  Params& Text(std::string value);
  Params& Text(const std::optional<std::string>& value);
  // An empty string becomes NULL.
  Params& TextOrNull(const std::string& value);
  Params& Int(int64_t value);
  Params& IntOrNull(std::optional<int64_t> value);
  Params& Bool(bool value);
  Params& Day(const std::optional<absl::CivilDay>& value);
  Params& Bytes(const std::string& value);
  Params& TextArray(const std::vector<std::string>& values);
  Params& IntArray(const std::vector<int64_t>& values);
  Params& Null();

  const std::vector<std::optional<std::string>>& values() const { return values_; }

 private:
  std::vector<std::optional<std::string>> values_;
};

// Reading what libpqxx has no type for.
absl::CivilDay DayOf(const pqxx::field& field);
std::optional<absl::CivilDay> OptionalDayOf(const pqxx::field& field);
std::string BytesOf(const pqxx::field& field);
// Microseconds since 1970, from a column selected as (extract(epoch from x) * 1e6)::bigint.
absl::Time TimeOf(const pqxx::field& field);

// What statements may see: the values that row policies and published views compare rows with, as
// migrations/sight says. Made by services/base/access/sight.h.
struct View {
  // Nothing at all, which is what a thread sees that was not told otherwise.
  static View Nothing() { return View(); }
  // For what the system does by itself: readers of the ledger, seals.
  static View Everything() { return View{"*", "*", "", "", "all"}; }
  // The same people and denunciations, but of all agencies: for what a handler must know of other
  // agencies without telling it.
  View OfAllAgencies() const;

  // Each list is a PostgreSQL array of text, "*" for no limit, or empty for none.
  std::string open, guarded, officers, against;
  // "all" or empty.
  std::string figures;

  friend bool operator==(const View&, const View&) = default;
};

// Statements of this thread see this, until the scope ends and what was before counts again.
class ViewScope {
 public:
  explicit ViewScope(const View& view);
  ~ViewScope();
  ViewScope(const ViewScope&) = delete;
  ViewScope& operator=(const ViewScope&) = delete;

  // Of this thread, now.
  static const View& Current();

 private:
  const View view_;
  const View* const before_;
};

class Connection;

// One transaction of several statements; given to Pool::Transact's function.
class Transaction {
 public:
  absl::StatusOr<pqxx::result> Run(const Statement& statement, const Params& params);

 private:
  friend class Pool;
  Transaction(Connection& connection, pqxx::work& work) : connection_(connection), work_(work) {}
  Connection& connection_;
  pqxx::work& work_;
};

// Planner setting for connections whose statements are planned once, not for each set of
// parameters: right where planning costs several times what running costs and every set is served
// by the same indexes.
inline constexpr char kOnePlanPerStatement[] = "SET plan_cache_mode = force_generic_plan";

class Pool {
 public:
  struct Options {
    std::string dsn;
    int connections_max = 8;
    // How long a caller waits for a free connection.
    absl::Duration wait_max = absl::Seconds(5);
    // SQL run on every new connection, e.g. planner settings.
    std::string on_connect;
  };
  explicit Pool(Options options);
  ~Pool();

  // Runs one statement as its own transaction, seeing what ViewScope says.
  absl::StatusOr<pqxx::result> Run(const Statement& statement, const Params& params);

  // Runs fn in a transaction that sees what ViewScope says; commits when it returns OK, else rolls
  // back. Never repeats fn.
  absl::Status Transact(const std::function<absl::Status(Transaction&)>& fn);

 private:
  absl::StatusOr<std::unique_ptr<Connection>> Acquire();
  // Of the idle connections the one that sees this already, else the last used.
  std::unique_ptr<Connection> TakeIdle(const View& view);
  void Release(std::unique_ptr<Connection> connection);

  const Options options_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<std::unique_ptr<Connection>> idle_;
  int open_ = 0;
};

// OK when `schema` has been migrated to a version between min and max; else one line that says what
// to do.
absl::Status CheckSchema(Pool& pool, const std::string& schema, int min, int max);

}  // namespace donthu::db
