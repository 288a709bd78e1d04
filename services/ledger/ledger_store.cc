#include "services/ledger/ledger_store.h"

#include "services/base/status/status.h"

namespace donthu::ledger {
namespace {

constexpr db::Statement kCount = {"ledger_count",
                                  "SELECT count(*), count(DISTINCT subject) FROM ledger_api.event"};

constexpr db::Statement kDefects = {
    "ledger_defects",
    "SELECT subject, ordinal, what FROM ledger_api.defect ORDER BY subject, ordinal LIMIT 1000"};

constexpr db::Statement kHead = {"ledger_head", R"sql(
  SELECT e.xact::text, e.seq FROM ledger_api.event AS e
   WHERE e.xact < pg_snapshot_xmin(pg_current_snapshot())
   ORDER BY e.xact DESC, e.seq DESC LIMIT 1)sql"};

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

absl::StatusOr<v1::VerifyResponse> LedgerStore::Verify() {
  ASSIGN_OR_RETURN(const auto count, pool_.Run(kCount, db::Params()));
  ASSIGN_OR_RETURN(const auto defects, pool_.Run(kDefects, db::Params()));
  v1::VerifyResponse response;
  response.set_events(count[0][0].as<int64_t>());
  response.set_subjects(count[0][1].as<int64_t>());
  for (const auto& row : defects) {
    auto* defect = response.add_defects();
    defect->set_subject(row["subject"].c_str());
    defect->set_ordinal(row["ordinal"].as<int64_t>());
    defect->set_what(row["what"].c_str());
  }
  return response;
}

absl::StatusOr<Cursor> LedgerStore::Head() {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kHead, db::Params()));
  if (rows.empty()) return Cursor();
  return Cursor::Parse(std::string(rows[0]["xact"].c_str()) + "." + rows[0]["seq"].c_str());
}

}  // namespace donthu::ledger
