#include "services/base/ledger/tail.h"

#include <charconv>

#include "absl/strings/str_format.h"
#include "services/base/clock/timestamp.h"
#include "services/base/status/status.h"

namespace donthu::ledger {
namespace {

// ORDER BY names the table: a bare xact would be the output column, which is text and sorts 998
// after 1001.
constexpr db::Statement kReadAfter = {"ledger_read_after", R"sql(
  SELECT e.xact::text, e.seq, subject, ordinal, kind, agency, actor, occurred_on,
         (extract(epoch FROM recorded_at) * 1e6)::bigint AS recorded_us, payload,
         encode(hash, 'hex') AS hash
    FROM ledger_api.event AS e
   WHERE (e.xact, e.seq) > ($1::text::xid8, $2::bigint)
     AND e.xact < pg_snapshot_xmin(pg_current_snapshot())
   ORDER BY e.xact, e.seq
   LIMIT $3::bigint)sql"};

template <typename T>
bool ParseWhole(std::string_view text, T* value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *value);
  return error == std::errc() && end == text.data() + text.size() && !text.empty();
}

TailedEvent FromRow(const pqxx::row& row) {
  TailedEvent tailed;
  ParseWhole(std::string_view(row["xact"].c_str()), &tailed.cursor.xact);
  tailed.cursor.seq = row["seq"].as<int64_t>();
  v1::Event& event = tailed.event;
  event.set_cursor(tailed.cursor.Format());
  event.set_subject(row["subject"].c_str());
  event.set_ordinal(row["ordinal"].as<int64_t>());
  event.set_kind(row["kind"].c_str());
  event.set_agency_code(row["agency"].c_str());
  event.set_actor(row["actor"].c_str());
  const absl::CivilDay day = db::DayOf(row["occurred_on"]);
  event.mutable_occurred_on()->set_year(static_cast<int>(day.year()));
  event.mutable_occurred_on()->set_month(day.month());
  event.mutable_occurred_on()->set_day(day.day());
  *event.mutable_recorded_at() = ToTimestamp(db::TimeOf(row["recorded_us"]));
  event.set_payload(row["payload"].c_str());
  event.set_hash(row["hash"].c_str());
  return tailed;
}

}  // namespace

std::string Cursor::Format() const { return absl::StrFormat("%d.%d", xact, seq); }

absl::StatusOr<Cursor> Cursor::Parse(const std::string& text) {
  Cursor cursor;
  if (text.empty()) return cursor;
  const size_t dot = text.find('.');
  const std::string_view view = text;
  if (dot == std::string::npos || !ParseWhole(view.substr(0, dot), &cursor.xact) ||
      !ParseWhole(view.substr(dot + 1), &cursor.seq)) {
    return InvalidField("cursor", "not a cursor of this ledger", "Vị trí đọc sổ cái không hợp lệ.");
  }
  return cursor;
}

absl::StatusOr<std::vector<TailedEvent>> ReadAfter(db::Pool& pool, const Cursor& from, int limit) {
  ASSIGN_OR_RETURN(
      const pqxx::result rows,
      pool.Run(kReadAfter, db::Params().Text(std::to_string(from.xact)).Int(from.seq).Int(limit)));
  std::vector<TailedEvent> events;
  events.reserve(rows.size());
  for (const auto& row : rows) events.push_back(FromRow(row));
  return events;
}

}  // namespace donthu::ledger
