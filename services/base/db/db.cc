#include "services/base/db/db.h"

#include <algorithm>
#include <chrono>
#include <iterator>

#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "services/base/log/log.h"
#include "services/base/status/status.h"

namespace donthu::db {

// A libpqxx connection and the names prepared on it. One that broke stays broken and is thrown
// away.
class Connection {
 public:
  explicit Connection(const std::string& dsn) : link(dsn) {}

  void Prepare(const Statement& statement) {
    if (prepared_.insert(statement.name).second) {
      link.prepare(statement.name, statement.sql);
    }
  }

  // Sets what statements see from now on: one round trip, and none where it stays the same. On
  // failure the connection is broken.
  absl::Status Show(const View& view);

  bool Shows(const View& view) const { return view == shown_; }

  pqxx::connection link;
  bool broken = false;

 private:
  View shown_;
  std::unordered_set<std::string> prepared_;
};

namespace {

const View kNothing;
thread_local const View* current_view = &kNothing;

constexpr char kBusyVi[] = "Hệ thống dữ liệu đang gián đoạn. Xin thử lại sau ít phút.";

absl::Status Unavailable() {
  return Failure(absl::StatusCode::kUnavailable, common::v1::DATABASE_UNAVAILABLE,
                 "the database can't be reached")
      .Vi(kBusyVi);
}

absl::Status InDoubt() {
  return Failure(absl::StatusCode::kUnknown, common::v1::COMMIT_IN_DOUBT,
                 "the connection was lost while committing; repeat with the same request_id")
      .Vi("Mất kết nối khi đang lưu. Gửi lại đúng yêu cầu này để biết kết quả.");
}

absl::Status BySqlstate(const std::string& state, const char* name) {
  if (state == "DT001") {
    return Failure(absl::StatusCode::kAborted, common::v1::STALE_ETAG,
                   "the subject changed since it was read")
        .Vi("Hồ sơ vừa được người khác cập nhật. Tải lại rồi thực hiện tiếp.");
  }
  if (state == "23505" || state == "40001" || state == "40P01") {
    return Failure(absl::StatusCode::kAborted, common::v1::CONCURRENT_CHANGE,
                   "another command on the same subject won")
        .Vi("Hồ sơ vừa được người khác cập nhật. Xin thực hiện lại.");
  }
  if (state == "57014" || state == "55P03") {
    return Failure(absl::StatusCode::kDeadlineExceeded, common::v1::DEADLINE_PASSED,
                   "the database did not answer in time")
        .Vi(kBusyVi);
  }
  // Class 57 (operator intervention), 08 (connection) and 53 (resources) pass by themselves.
  if (state.rfind("57", 0) == 0 || state.rfind("08", 0) == 0 || state.rfind("53", 0) == 0) {
    return Unavailable();
  }
  log::Error("database_error", {{"statement", name}, {"sqlstate", state}});
  return Failure(absl::StatusCode::kInternal, common::v1::INTERNAL_DEFECT, "database error");
}

// Must be called inside a catch block. Sets *broken when the connection can't be used again.
absl::Status Explain(const char* name, bool writes, bool* broken) {
  try {
    throw;
  } catch (const pqxx::in_doubt_error&) {
    *broken = true;
    return InDoubt();
  } catch (const pqxx::transaction_rollback&) {
    return BySqlstate("40001", name);
  } catch (const pqxx::broken_connection&) {
    *broken = true;
    return writes ? InDoubt() : Unavailable();
  } catch (const pqxx::sql_error& e) {
    // A backend told to end says so, and then the connection is gone; nothing was committed.
    *broken = e.sqlstate().empty() || e.sqlstate().rfind("57P", 0) == 0;
    // Only libpq's own failures have no SQLSTATE: the server went away in the middle.
    if (e.sqlstate().empty()) return writes ? InDoubt() : Unavailable();
    return BySqlstate(e.sqlstate(), name);
  } catch (const pqxx::failure&) {
    // Neither refused by the server nor a mistake of ours: the connection failed.
    *broken = true;
    return writes ? InDoubt() : Unavailable();
  } catch (const std::exception&) {
    *broken = true;
    log::Error("database_error", {{"statement", name}, {"sqlstate", "none"}});
    return Failure(absl::StatusCode::kInternal, common::v1::INTERNAL_DEFECT, "database error");
  }
}

constexpr Statement kShow = {
    "show",
    "SELECT set_config('donthu.open', $1, false), set_config('donthu.guarded', $2, false), "
    "set_config('donthu.officers', $3, false), set_config('donthu.against', $4, false), "
    "set_config('donthu.figures', $5, false)"};

template <typename Tx>
pqxx::result Execute(Tx& tx, const Statement& statement, const Params& params) {
  return tx.exec_prepared(statement.name, pqxx::prepare::make_dynamic_params(params.values()));
}

// The transaction object must be gone before another caller gets the connection.
pqxx::result RunAlone(pqxx::connection& link, const Statement& statement, const Params& params) {
  pqxx::nontransaction tx(link);
  return Execute(tx, statement, params);
}

}  // namespace

absl::Status Connection::Show(const View& view) {
  if (Shows(view)) return absl::OkStatus();
  try {
    Prepare(kShow);
    RunAlone(link, kShow,
             Params()
                 .Text(view.open)
                 .Text(view.guarded)
                 .Text(view.officers)
                 .Text(view.against)
                 .Text(view.figures));
    shown_ = view;
    return absl::OkStatus();
  } catch (...) {
    const absl::Status status = Explain(kShow.name, false, &broken);
    broken = true;
    return status;
  }
}

View View::OfAllAgencies() const {
  View view = *this;
  // Who sees nothing goes on seeing nothing.
  if (!view.open.empty()) view.open = "*";
  return view;
}

ViewScope::ViewScope(const View& view) : view_(view), before_(current_view) {
  current_view = &view_;
}
ViewScope::~ViewScope() { current_view = before_; }
const View& ViewScope::Current() { return *current_view; }

absl::StatusOr<pqxx::result> Transaction::Run(const Statement& statement, const Params& params) {
  try {
    connection_.Prepare(statement);
    return Execute(work_, statement, params);
  } catch (...) {
    // Inside a transaction nothing is in doubt before the commit.
    return Explain(statement.name, false, &connection_.broken);
  }
}

Pool::Pool(Options options) : options_(std::move(options)) {}
Pool::~Pool() = default;

std::unique_ptr<Connection> Pool::TakeIdle(const View& view) {
  auto found = std::find_if(idle_.rbegin(), idle_.rend(),
                            [&](const auto& connection) { return connection->Shows(view); });
  if (found == idle_.rend()) found = idle_.rbegin();
  auto connection = std::move(*found);
  idle_.erase(std::next(found).base());
  return connection;
}

absl::StatusOr<std::unique_ptr<Connection>> Pool::Acquire() {
  {
    std::unique_lock lock(mutex_);
    const bool got = freed_.wait_for(lock, absl::ToChronoNanoseconds(options_.wait_max), [&] {
      return !idle_.empty() || open_ < options_.connections_max;
    });
    if (!got) {
      return Failure(absl::StatusCode::kResourceExhausted, common::v1::OVERLOADED,
                     "no free database connection")
          .Vi(kBusyVi);
    }
    if (!idle_.empty()) return TakeIdle(ViewScope::Current());
    ++open_;
  }
  try {
    auto connection = std::make_unique<Connection>(options_.dsn);
    if (!options_.on_connect.empty()) {
      pqxx::nontransaction(connection->link).exec(options_.on_connect);
    }
    return connection;
  } catch (const std::exception&) {
    Release(nullptr);
    return Unavailable();
  }
}

void Pool::Release(std::unique_ptr<Connection> connection) {
  {
    std::lock_guard lock(mutex_);
    if (connection && !connection->broken) {
      idle_.push_back(std::move(connection));
    } else {
      --open_;
    }
  }
  freed_.notify_one();
}

absl::StatusOr<pqxx::result> Pool::Run(const Statement& statement, const Params& params) {
  absl::Status last;
  // A pooled connection may have died while idle; what can't have been done is done again on a new
  // one.
  for (int i = 0; i < 2; ++i) {
    ASSIGN_OR_RETURN(auto connection, Acquire());
    last = connection->Show(ViewScope::Current());
    const bool began = last.ok();
    if (began) {
      try {
        connection->Prepare(statement);
        const pqxx::result result = RunAlone(connection->link, statement, params);
        Release(std::move(connection));
        return result;
      } catch (...) {
        last = Explain(statement.name, statement.writes, &connection->broken);
      }
    }
    const bool again = connection->broken && !(began && statement.writes);
    Release(std::move(connection));
    if (!again) break;
  }
  return last;
}

absl::Status Pool::Transact(const std::function<absl::Status(Transaction&)>& fn) {
  ASSIGN_OR_RETURN(auto connection, Acquire());
  absl::Status status;
  try {
    status = connection->Show(ViewScope::Current());
    if (status.ok()) {
      pqxx::work work(connection->link);
      Transaction transaction(*connection, work);
      status = fn(transaction);
      if (status.ok()) work.commit();
    }
  } catch (...) {
    status = Explain("commit", true, &connection->broken);
  }
  Release(std::move(connection));
  return status;
}

absl::Status CheckSchema(Pool& pool, const std::string& schema, int min, int max) {
  static constexpr Statement kVersion = {"schema_version",
                                         "SELECT coalesce(max(number), 0) FROM migration.applied "
                                         "WHERE schema_name = $1"};
  auto result = pool.Run(kVersion, Params().Text(schema));
  if (!result.ok()) {
    if (absl::IsUnavailable(result.status())) {
      return absl::UnavailableError(
          absl::StrFormat("the database of %s can't be reached: is PostgreSQL running?", schema));
    }
    return absl::FailedPreconditionError(
        absl::StrFormat("the database of %s has no migrations: run tools/migrate", schema));
  }
  const int version = (*result)[0][0].as<int>();
  if (version < min || version > max) {
    return absl::FailedPreconditionError(absl::StrFormat(
        "schema %s is at version %d; this program knows %d to %d: run tools/migrate of its release",
        schema, version, min, max));
  }
  return absl::OkStatus();
}

}  // namespace donthu::db
