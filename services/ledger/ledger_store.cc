#include "services/ledger/ledger_store.h"

#include "services/base/status/status.h"

namespace donthu::ledger {
namespace {

constexpr db::Statement kHead = {"ledger_head", R"sql(
  SELECT e.xact::text, e.seq FROM ledger_api.event AS e
   WHERE e.xact < pg_snapshot_xmin(pg_current_snapshot())
   ORDER BY e.xact DESC, e.seq DESC LIMIT 1)sql"};

constexpr db::Statement kSeen = {"ledger_seen", R"sql(
  SELECT subject FROM unnest($1::text[]) AS s (subject) WHERE sight.given() AND sight.sees_subject(subject))sql"};

constexpr db::Statement kFuture = {"ledger_future", R"sql(
  SELECT EXISTS (SELECT 1 FROM ledger_api.event AS e WHERE e.xact >= pg_snapshot_xmax(pg_current_snapshot())))sql"};

}  // namespace

absl::Status LedgerStore::CheckCluster() {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kFuture, db::Params()));
  if (!rows[0][0].as<bool>()) return absl::OkStatus();
  return absl::FailedPreconditionError(
      "the ledger comes from another cluster: its events lie ahead of this one's transactions; "
      "see docs/runbooks/restore.md");
}

absl::StatusOr<std::set<std::string>> LedgerStore::Seen(const std::set<std::string>& subjects) {
  const std::vector<std::string> asked(subjects.begin(), subjects.end());
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kSeen, db::Params().TextArray(asked)));
  std::set<std::string> seen;
  for (const auto& row : rows) seen.insert(row[0].c_str());
  return seen;
}

absl::StatusOr<Cursor> LedgerStore::Head() {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kHead, db::Params()));
  if (rows.empty()) return Cursor();
  return Cursor::Parse(std::string(rows[0]["xact"].c_str()) + "." + rows[0]["seq"].c_str());
}

}  // namespace donthu::ledger
