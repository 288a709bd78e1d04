#include "services/resolution/opener_store.h"

#include "services/base/status/status.h"

namespace donthu::resolution {
namespace {

constexpr db::Statement kCursor = {"resolution_cursor",
                                   "SELECT xact::text, seq FROM resolution.cursor"};

constexpr db::Statement kHoldCursor = {"resolution_hold_cursor", R"sql(
  SELECT redated_case FROM resolution.cursor
   WHERE xact = $1::text::xid8 AND seq = $2::bigint FOR UPDATE)sql"};

constexpr db::Statement kMoveCursor = {
    "resolution_move_cursor",
    "UPDATE resolution.cursor SET xact = $1::text::xid8, seq = $2::bigint, "
    "redated_case = $3::bigint",
    true};

constexpr db::Statement kHoldCaseOf = {
    "resolution_hold_case_of",
    "SELECT " DONTHU_CASE_COLUMNS
    "WHERE c.state <> 10 AND c.id = ANY (ARRAY(SELECT l.case_id FROM resolution.case_petition AS l "
    "WHERE l.petition_id = $1::bigint AND l.parted_on IS NULL)) ORDER BY c.type = $2::int DESC, "
    "c.id DESC "
    "LIMIT 1 FOR UPDATE OF c"};

constexpr db::Statement kIsInCase = {"resolution_is_in_case", R"sql(
  SELECT 1 FROM resolution.case_petition AS l JOIN resolution.case AS c ON c.id = l.case_id
   WHERE l.petition_id = $1::bigint AND l.parted_on IS NULL AND (c.state <> 10 OR l.accepted_by IS NULL)
   LIMIT 1)sql"};

constexpr db::Statement kHoldRunning = {
    "resolution_hold_running",
    "SELECT " DONTHU_CASE_COLUMNS
    "WHERE c.state <> 10 AND c.id > $1::bigint AND EXISTS (SELECT FROM resolution.clock AS r WHERE "
    "r.case_id = c.id AND r.stopped_on IS NULL AND r.due_legal >= $2::date) "
    "ORDER BY c.id LIMIT $3::bigint FOR UPDATE OF c"};

}  // namespace

absl::Status OpenerTransaction::Open(Opening opening) {
  ASSIGN_OR_RETURN(const auto rows, tx_.Run(kNextCaseId, NextCaseIdParams(opening.opened)));
  opening.opened.set_id(rows[0]["id"].as<int64_t>());
  return tx_.Run(kOpenCase, OpenParams(opening)).status();
}

absl::StatusOr<std::optional<v1::Case>> OpenerTransaction::OpenCaseOf(int64_t petition_id,
                                                                      law::v1::CaseType type) {
  ASSIGN_OR_RETURN(const auto rows, tx_.Run(kHoldCaseOf, db::Params().Int(petition_id).Int(type)));
  if (rows.empty()) return std::optional<v1::Case>();
  return std::optional<v1::Case>(CaseFrom(rows[0]));
}

absl::StatusOr<bool> OpenerTransaction::IsInCase(int64_t petition_id) {
  ASSIGN_OR_RETURN(const auto rows, tx_.Run(kIsInCase, db::Params().Int(petition_id)));
  return !rows.empty();
}

absl::StatusOr<std::vector<v1::Case>> OpenerTransaction::Running(int64_t after, absl::CivilDay on,
                                                                 int size) {
  ASSIGN_OR_RETURN(const auto rows,
                   tx_.Run(kHoldRunning, db::Params().Int(after).Day(on).Int(size)));
  std::vector<v1::Case> cases;
  for (const auto& row : rows) cases.push_back(CaseFrom(row));
  return cases;
}

absl::Status OpenerTransaction::Record(const Step& step) {
  return tx_.Run(kRecordAct, RecordParams(step)).status();
}

absl::StatusOr<ledger::Cursor> OpenerStore::Cursor() {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kCursor, db::Params()));
  return ledger::Cursor::Parse(std::string(rows[0]["xact"].c_str()) + "." + rows[0]["seq"].c_str());
}

absl::StatusOr<bool> OpenerStore::Move(const ledger::Cursor& from, const Work& work) {
  bool moved = false;
  RETURN_IF_ERROR(pool_.Transact([&](db::Transaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(
        const auto held,
        tx.Run(kHoldCursor, db::Params().Text(std::to_string(from.xact)).Int(from.seq)));
    moved = !held.empty();
    if (!moved) return absl::OkStatus();
    OpenerTransaction opener(tx);
    ASSIGN_OR_RETURN(const Place to,
                     work(opener, Place{from, held[0]["redated_case"].as<int64_t>()}));
    return tx
        .Run(kMoveCursor, db::Params()
                              .Text(std::to_string(to.cursor.xact))
                              .Int(to.cursor.seq)
                              .Int(to.redated_case))
        .status();
  }));
  return moved;
}

}  // namespace donthu::resolution
