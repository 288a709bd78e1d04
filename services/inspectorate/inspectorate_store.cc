#include "services/inspectorate/inspectorate_store.h"

#include <nlohmann/json.hpp>

#include "services/base/clock/timestamp.h"
#include "services/base/status/status.h"
#include "services/inspectorate/case_facts.h"
#include "services/law/date.h"

namespace donthu::inspectorate {
namespace {

using nlohmann::json;

constexpr db::Statement kCursor = {"inspectorate_cursor",
                                   "SELECT xact::text, seq FROM inspectorate.cursor"};

// Every event carries the whole handling, so the last one of each is all that counts.
constexpr db::Statement kProject = {"inspectorate_project", R"sql(
  WITH moved AS (
    UPDATE inspectorate.cursor SET xact = $3::text::xid8, seq = $4::bigint
     WHERE xact = $1::text::xid8 AND seq = $2::bigint RETURNING 1),
  handlings AS (
    INSERT INTO inspectorate.handling (petition_id, agency, petition_code, opened_on, kind, subject, area, matter_id,
                                       disposal, disposed_on, eligible, competent, prior_status, above_level,
                                       classify_due_on, group_size)
    SELECT DISTINCT ON (h.petition_id, h.agency)
           h.petition_id, h.agency, h.petition_code, h.opened_on, h.kind, h.subject, h.area, h.matter_id, h.disposal,
           h.disposed_on, h.eligible, h.competent, h.prior_status, coalesce(h.above_level, false),
           max(h.classify_due_on) OVER whole, coalesce(max(h.group_size) OVER whole, 0)
      FROM jsonb_to_recordset($5::jsonb) AS h(place int, petition_id bigint, agency text, petition_code text,
                                              opened_on date, kind int, subject text, area text, matter_id bigint,
                                              disposal int, disposed_on date, eligible boolean, competent boolean,
                                              prior_status int, above_level boolean, classify_due_on date,
                                              group_size int)
     WHERE EXISTS (SELECT FROM moved)
    WINDOW whole AS (PARTITION BY h.petition_id, h.agency)
     ORDER BY h.petition_id, h.agency, h.place DESC
    ON CONFLICT (petition_id, agency) DO UPDATE
       SET opened_on = excluded.opened_on, kind = excluded.kind, matter_id = excluded.matter_id,
           disposal = excluded.disposal, disposed_on = excluded.disposed_on, eligible = excluded.eligible,
           competent = excluded.competent, prior_status = excluded.prior_status, above_level = excluded.above_level,
           classify_due_on = coalesce(excluded.classify_due_on, handling.classify_due_on)
    RETURNING 1),
  replies AS (
    INSERT INTO inspectorate.reply (referral_id, petition_id, from_agency, replied_on)
    SELECT r.referral_id, r.petition_id, r.from_agency, r.replied_on
      FROM jsonb_to_recordset($6::jsonb) AS r(referral_id bigint, petition_id bigint, from_agency text, replied_on date)
     WHERE EXISTS (SELECT FROM moved)
    ON CONFLICT (referral_id) DO NOTHING
    RETURNING 1)
  SELECT (SELECT count(*) FROM moved), (SELECT count(*) FROM handlings), (SELECT count(*) FROM replies))sql",
                                    true};

// After kProject, whose handlings it reads. A case takes subject and area from the petition that
// opened it; a handling that took a petition over, how many signed from the one before.
constexpr db::Statement kProjectCases = {"inspectorate_project_cases", R"sql(
  WITH cases AS (
    INSERT INTO inspectorate.case (case_id, agency, type, state, petition_id, petition_code, subject, area, opened_on,
                                   resolved_on, settle_due_on, running_due_on)
    SELECT c.case_id, c.agency, c.type, c.state, c.petition_id, c.petition_code, coalesce(h.subject, ''),
           coalesce(h.area, ''), c.opened_on, c.resolved_on, c.settle_due_on, c.running_due_on
      FROM jsonb_to_recordset($1::jsonb) AS c(case_id bigint, agency text, type int, state int, petition_id bigint,
                                              petition_code text, opened_on date, resolved_on date, settle_due_on date,
                                              running_due_on date)
      LEFT JOIN LATERAL (
        SELECT x.subject, x.area FROM inspectorate.handling AS x WHERE x.petition_id = c.petition_id LIMIT 1) AS h ON true
    ON CONFLICT (case_id) DO UPDATE
       SET agency = excluded.agency, type = excluded.type, state = excluded.state,
           resolved_on = coalesce("case".resolved_on, excluded.resolved_on),
           settle_due_on = CASE WHEN "case".resolved_on IS NULL THEN excluded.settle_due_on ELSE "case".settle_due_on END,
           running_due_on = excluded.running_due_on
    RETURNING 1),
  signed AS (
    UPDATE inspectorate.handling AS h SET group_size = f.group_size
      FROM inspectorate.handling AS f
     WHERE h.petition_id = ANY ($2::bigint[]) AND h.group_size = 0 AND f.petition_id = h.petition_id AND f.group_size > 0
    RETURNING 1),
  moves AS (
    INSERT INTO inspectorate.matter_change (petition_id, changed_on, matter_id)
    SELECT m.petition_id, m.changed_on, m.matter_id
      FROM ROWS FROM (jsonb_to_recordset($3::jsonb) AS (petition_id bigint, changed_on date, matter_id bigint))
           WITH ORDINALITY AS m (petition_id, changed_on, matter_id, place)
     ORDER BY m.place
    RETURNING 1)
  SELECT (SELECT count(*) FROM cases), (SELECT count(*) FROM signed), (SELECT count(*) FROM moves))sql",
                                         true};

// The newest seal, and whether it covers what was recorded up to a place.
constexpr db::Statement kSeal = {"inspectorate_seal", R"sql(
  SELECT number, size, encode(root, 'hex') AS root, encode(signature, 'hex') AS signature,
         (extract(epoch FROM sealed_at) * 1e6)::bigint AS sealed_us,
         coalesce((last_xact, last_seq) >= ($1::text::xid8, $2::bigint), false) AS covers
    FROM ledger_api.seal ORDER BY number DESC LIMIT 1)sql"};

// $1 agencies, $2 first day, $3 last day. Only handlings that the period touches. Their matter is
// the one that they belong to when the period ends.
#define DONTHU_FACTS                                                                             \
  "SELECT h.petition_id, h.agency, h.petition_code, h.opened_on, h.disposed_on, h.kind, "        \
  "h.disposal, coalesce(m.matter_id, h.matter_id) AS matter_id, h.guarded, h.opened_on < "       \
  "$2::date AS carried, "                                                                        \
  "h.opened_on >= $2::date AS is_new, "                                                          \
  "coalesce(h.disposed_on <= $3::date, false) AS done, h.eligible, h.competent, h.prior_status " \
  "FROM inspectorate.handling AS h LEFT JOIN ("                                                  \
  "SELECT DISTINCT ON (c.petition_id) c.petition_id, c.matter_id "                               \
  "FROM inspectorate.matter_change AS c WHERE c.changed_on <= $3::date "                         \
  "ORDER BY c.petition_id, c.changed_on DESC, c.number DESC) AS m USING (petition_id) "          \
  "WHERE h.agency = ANY ($1::text[]) "                                                           \
  "AND h.opened_on <= $3::date AND (h.disposed_on IS NULL OR h.disposed_on >= $2::date)"
#define DONTHU_SIGNATURE                                                                 \
  "concat_ws(':', carried::int, is_new::int, done::int, eligible::int, competent::int, " \
  "kind, prior_status, disposal)"

constexpr db::Statement kGroups = {
    "inspectorate_groups",
    "SELECT agency, carried, is_new, done, eligible, competent, kind, prior_status, disposal, "
    "count(*) AS n FROM (" DONTHU_FACTS ") AS fact GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9"};
constexpr db::Statement kMatters = {
    "inspectorate_matters",
    "SELECT agency, count(DISTINCT matter_id) AS n FROM (" DONTHU_FACTS
    ") AS fact WHERE " DONTHU_SIGNATURE " = ANY ($4::text[]) GROUP BY agency"};
constexpr db::Statement kReplies = {"inspectorate_replies", R"sql(
  SELECT from_agency AS agency, count(*) AS n FROM inspectorate.reply
   WHERE from_agency = ANY ($1::text[]) AND replied_on BETWEEN $2::date AND $3::date
   GROUP BY from_agency)sql"};
constexpr db::Statement kList = {
    "inspectorate_list",
    "SELECT petition_id, petition_code, agency, opened_on, disposed_on, kind, disposal, matter_id, "
    "guarded AND NOT sight.knows(petition_id) AS hidden FROM (" DONTHU_FACTS
    ") AS fact WHERE " DONTHU_SIGNATURE
    " = ANY ($4::text[]) AND (petition_id, agency) > ($5::bigint, $6) "
    "ORDER BY petition_id, agency LIMIT $7::bigint"};
constexpr db::Statement kListReplies = {"inspectorate_list_replies", R"sql(
  SELECT r.petition_id, h.petition_code, r.from_agency AS agency, h.opened_on, h.disposed_on, h.kind, h.disposal,
         h.matter_id, r.guarded AND NOT sight.knows(r.petition_id) AS hidden
    FROM inspectorate.reply AS r
    JOIN inspectorate.handling AS h ON h.petition_id = r.petition_id AND h.agency = r.from_agency
   WHERE r.from_agency = ANY ($1::text[]) AND r.replied_on BETWEEN $2::date AND $3::date
     AND (r.petition_id, r.from_agency) > ($4::bigint, $5)
   ORDER BY r.petition_id, r.from_agency LIMIT $6::bigint)sql"};

db::Params Scope(const std::vector<std::string>& agencies, const Period& period) {
  return db::Params().TextArray(agencies).Day(period.from).Day(period.to);
}

absl::StatusOr<std::vector<AgencyCount>> Counts(absl::StatusOr<pqxx::result> rows) {
  RETURN_IF_ERROR(rows.status());
  std::vector<AgencyCount> counts;
  for (const auto& row : *rows) {
    counts.push_back({row["agency"].c_str(), row["n"].as<int64_t>()});
  }
  return counts;
}

absl::StatusOr<std::vector<v1::FigureItem>> Items(absl::StatusOr<pqxx::result> rows) {
  RETURN_IF_ERROR(rows.status());
  std::vector<v1::FigureItem> items;
  for (const auto& row : *rows) {
    auto& item = items.emplace_back();
    item.set_agency_code(row["agency"].c_str());
    item.set_petition_id(row["petition_id"].as<int64_t>());
    item.set_hidden(row["hidden"].as<bool>());
    if (item.hidden()) continue;
    item.set_petition_code(row["petition_code"].c_str());
    *item.mutable_opened_on() = law::ToProto(db::DayOf(row["opened_on"]));
    if (const auto day = db::OptionalDayOf(row["disposed_on"])) {
      *item.mutable_disposed_on() = law::ToProto(*day);
    }
    item.set_kind(static_cast<law::v1::PetitionKind>(row["kind"].as<int>()));
    item.set_disposal(static_cast<law::v1::Disposal>(row["disposal"].as<int>()));
    item.set_matter_id(row["matter_id"].as<int64_t>());
  }
  return items;
}

// What a batch of events says, as rows for the tables.
struct Batch {
  json handlings = json::array();
  json replies = json::array();
  json cases;
  json moves = json::array();
  // Petitions that an agency took over from another.
  std::vector<int64_t> taken_over;
};

void AddHandling(const json& payload, Batch* batch) {
  json handling = payload["handling"];
  handling["place"] = batch->handlings.size();
  if (payload.contains("group_size")) {
    handling["group_size"] = payload["group_size"];
  } else {
    batch->taken_over.push_back(handling["petition_id"]);
  }
  batch->handlings.push_back(std::move(handling));
}

void AddReply(const json& referral, const common::v1::Date& on, Batch* batch) {
  batch->replies.push_back(
      {{"referral_id", referral["id"]},
       {"petition_id", referral["petition_id"]},
       {"from_agency", referral["from"]},
       {"replied_on", law::FormatIsoDay(absl::CivilDay(on.year(), on.month(), on.day()))}});
}

Batch BatchOf(const std::vector<ledger::TailedEvent>& events) {
  Batch batch;
  CaseFacts cases;
  for (const auto& tailed : events) {
    const auto payload = json::parse(tailed.event.payload());
    cases.Take(tailed.event, payload);
    if (auto move = MatterChangeOf(tailed.event, payload); !move.is_null()) {
      batch.moves.push_back(std::move(move));
    }
    if (!payload.contains("handling")) continue;
    AddHandling(payload, &batch);
    if (payload.contains("referral") && payload["referral"]["replied"] == true) {
      AddReply(payload["referral"], tailed.event.occurred_on(), &batch);
    }
  }
  batch.cases = cases.Rows();
  return batch;
}

}  // namespace

absl::StatusOr<std::optional<v1::ReportSeal>> InspectorateStore::LastSeal(
    const ledger::Cursor& counted) {
  ASSIGN_OR_RETURN(
      const auto rows,
      pool_.Run(kSeal, db::Params().Text(std::to_string(counted.xact)).Int(counted.seq)));
  if (rows.empty()) return std::optional<v1::ReportSeal>();
  const auto& row = rows[0];
  v1::ReportSeal seal;
  seal.set_number(row["number"].as<int64_t>());
  seal.set_events(row["size"].as<int64_t>());
  seal.set_root(std::string(row["root"].c_str()).substr(0, 16));
  seal.set_signature(std::string(row["signature"].c_str()).substr(0, 16));
  seal.set_covers_report(row["covers"].as<bool>());
  *seal.mutable_sealed_at() = ToTimestamp(db::TimeOf(row["sealed_us"]));
  return std::optional<v1::ReportSeal>(std::move(seal));
}

absl::StatusOr<ledger::Cursor> InspectorateStore::Cursor() {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kCursor, db::Params()));
  return ledger::Cursor::Parse(std::string(rows[0]["xact"].c_str()) + "." + rows[0]["seq"].c_str());
}

absl::StatusOr<bool> InspectorateStore::Project(const ledger::Cursor& from,
                                                const std::vector<ledger::TailedEvent>& events) {
  const Batch batch = BatchOf(events);
  const ledger::Cursor& to = events.back().cursor;
  bool moved = false;
  RETURN_IF_ERROR(pool_.Transact([&](db::Transaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const auto rows, tx.Run(kProject, db::Params()
                                                           .Text(std::to_string(from.xact))
                                                           .Int(from.seq)
                                                           .Text(std::to_string(to.xact))
                                                           .Int(to.seq)
                                                           .Text(batch.handlings.dump())
                                                           .Text(batch.replies.dump())));
    moved = rows[0][0].as<int>() == 1;
    if (!moved || (batch.taken_over.empty() && batch.cases.empty())) return absl::OkStatus();
    return tx
        .Run(kProjectCases, db::Params()
                                .Text(batch.cases.dump())
                                .IntArray(batch.taken_over)
                                .Text(batch.moves.dump()))
        .status();
  }));
  return moved;
}

absl::StatusOr<std::vector<Group>> InspectorateStore::Groups(
    const std::vector<std::string>& agencies, const Period& period) {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kGroups, Scope(agencies, period)));
  std::vector<Group> groups;
  for (const auto& row : rows) {
    Group& group = groups.emplace_back();
    group.agency = row["agency"].c_str();
    Signature& s = group.signature;
    s.carried = row["carried"].as<bool>();
    s.is_new = row["is_new"].as<bool>();
    s.done = row["done"].as<bool>();
    s.eligible = row["eligible"].as<bool>();
    s.competent = row["competent"].as<bool>();
    s.kind = row["kind"].as<int>();
    s.prior_status = row["prior_status"].as<int>();
    s.disposal = row["disposal"].as<int>();
    group.count = row["n"].as<int64_t>();
  }
  return groups;
}

absl::StatusOr<std::vector<AgencyCount>> InspectorateStore::Matters(
    const std::vector<std::string>& agencies, const Period& period,
    const std::vector<std::string>& signatures) {
  return Counts(pool_.Run(kMatters, Scope(agencies, period).TextArray(signatures)));
}

absl::StatusOr<std::vector<AgencyCount>> InspectorateStore::Replies(
    const std::vector<std::string>& agencies, const Period& period) {
  return Counts(pool_.Run(kReplies, Scope(agencies, period)));
}

absl::StatusOr<std::vector<v1::FigureItem>> InspectorateStore::List(
    const std::vector<std::string>& agencies, const Period& period,
    const std::vector<std::string>& signatures, const Position& after, int size) {
  return Items(pool_.Run(kList, Scope(agencies, period)
                                    .TextArray(signatures)
                                    .Int(after.first)
                                    .Text(after.second)
                                    .Int(size + 1)));
}

absl::StatusOr<std::vector<v1::FigureItem>> InspectorateStore::ListReplies(
    const std::vector<std::string>& agencies, const Period& period, const Position& after,
    int size) {
  return Items(pool_.Run(
      kListReplies, Scope(agencies, period).Int(after.first).Text(after.second).Int(size + 1)));
}

}  // namespace donthu::inspectorate
