#include "services/resolution/commitment_store.h"

#include <nlohmann/json.hpp>

#include "services/base/status/status.h"
#include "services/law/date.h"
#include "services/resolution/case_rows_store.h"
#include "services/resolution/resolution_store.h"

namespace donthu::resolution {
namespace {

using nlohmann::json;

// As cases are numbered.
constexpr db::Statement kNextId = {"resolution_next_commitment_id", R"sql(
  SELECT CASE WHEN EXISTS (SELECT FROM resolution.case WHERE id = $1::bigint AND guard_id IS NOT NULL)
              THEN nextval('resolution.guarded_commitment_id_seq')
              ELSE nextval('resolution.commitment_id_seq') END AS id)sql"};

#define DONTHU_COMMITMENT_COLUMNS                                                                  \
  "m.id, m.agency, m.owner, m.text, m.made_on, m.due_on, m.source, m.case_id, m.timeline_number, " \
  "m.document_number, m.state, m.ended_on, m.replaces_id, m.replaced_by_id, m.version "

constexpr db::Statement kGet = {
    "resolution_get_commitment",
    "SELECT " DONTHU_COMMITMENT_COLUMNS
    ", (SELECT coalesce(jsonb_agg(jsonb_build_object('number', e.number, 'act', e.act, 'actor', "
    "e.actor, 'recordedAt', to_char(e.recorded_at AT TIME ZONE 'UTC', "
    "'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')) ORDER BY e.number), '[]') "
    "FROM resolution.commitment_entry AS e WHERE e.commitment_id = m.id) AS entries "
    "FROM resolution.commitment AS m "
    "WHERE m.id = $1::bigint AND ($2::text[] IS NULL OR m.agency = ANY ($2))"};

// A case counts its open commitments, so it moves on with them.
constexpr db::Statement kMake = {"resolution_make_commitment", R"sql(
  WITH held AS (SELECT id FROM resolution.case WHERE id = $12::bigint AND state <> 10 FOR UPDATE),
  claim AS (
    INSERT INTO resolution.request (request_id, fingerprint, response)
    SELECT $1::uuid, $2::bytea, $3::bytea WHERE $12::bigint IS NULL OR EXISTS (SELECT FROM held)
    ON CONFLICT (request_id) DO NOTHING RETURNING 1),
  counted AS (
    UPDATE resolution.case SET version = version + 1
     WHERE id = $12::bigint AND EXISTS (SELECT FROM claim) RETURNING 1),
  made AS (
    INSERT INTO resolution.commitment (id, agency, owner, text, made_on, due_on, source, timeline_number,
                                       document_number, case_id, state, made_by, version)
    SELECT $4::bigint, $5, $6, $7, $8::date, $9::date, $10::int, $11::int, $13, $12::bigint, 1, $14, 1 FROM claim
    RETURNING id),
  event AS (
    SELECT ledger.append('commitment/' || id, 'resolution.CommitmentMade', $5, $14, $8::date, $15) FROM made)
  SELECT (SELECT count(*) FROM claim) AS claimed,
         (SELECT count(*) FROM resolution.request WHERE request_id = $1::uuid) AS claimed_before,
         (SELECT count(*) FROM counted), (SELECT count(*) FROM event))sql",
                                 true};

constexpr db::Statement kRecord = {"resolution_record_commitment", R"sql(
  WITH claim AS (
    INSERT INTO resolution.request (request_id, fingerprint, response) VALUES ($1::uuid, $2::bytea, $3::bytea)
    ON CONFLICT (request_id) DO NOTHING RETURNING 1),
  changed AS (
    UPDATE resolution.commitment
       SET state = $6::int, ended_on = $7::date, replaced_by_id = $8::bigint, version = version + 1
     WHERE id = $4::bigint AND version = $5::bigint AND EXISTS (SELECT FROM claim)
    RETURNING id, agency, owner, source, case_id, timeline_number, document_number, state),
  counted AS (
    UPDATE resolution.case AS c SET version = c.version + 1
      FROM changed WHERE c.id = changed.case_id AND changed.state <> 1 RETURNING 1),
  entry AS (
    INSERT INTO resolution.commitment_entry (commitment_id, number, acted_on, act, actor)
    SELECT id, $9::int, $10::date, $11::jsonb, $12 FROM changed RETURNING 1),
  successor AS (
    INSERT INTO resolution.commitment (id, agency, owner, text, made_on, due_on, source, case_id, timeline_number,
                                       document_number, state, replaces_id, made_by, version)
    SELECT $8::bigint, agency, owner, $14, $10::date, $15::date, source, case_id, timeline_number, document_number, 1,
           id, $12, 1
      FROM changed WHERE $8::bigint IS NOT NULL
    RETURNING id, agency),
  event AS (
    SELECT ledger.append('commitment/' || id, 'resolution.CommitmentActRecorded', agency, $12, $10::date, $13)
      FROM changed),
  made AS (
    SELECT ledger.append('commitment/' || id, 'resolution.CommitmentMade', agency, $12, $10::date, $16)
      FROM successor)
  SELECT (SELECT count(*) FROM claim) AS claimed,
         CASE WHEN EXISTS (SELECT FROM claim) AND NOT EXISTS (SELECT FROM changed) THEN public.refuse_stale() END,
         (SELECT count(*) FROM counted), (SELECT count(*) FROM entry), (SELECT count(*) FROM event),
         (SELECT count(*) FROM made))sql",
                                   true};

#define DONTHU_COMMITMENT_PAGE                                                             \
  "AND ($2::int = 0 OR m.state = $2::int) AND ($3::date IS NULL OR m.due_on <= $3::date) " \
  "AND ($4::bigint = 0 OR m.case_id = $4::bigint) "                                        \
  "AND (m.state <> 1, m.due_on, m.id) > ($5::boolean, $6::date, $7::bigint) "              \
  "ORDER BY m.state <> 1, m.due_on, m.id LIMIT $8::bigint"

constexpr db::Statement kListAll = {
    "resolution_list_commitments_all",
    "SELECT " DONTHU_COMMITMENT_COLUMNS
    "FROM resolution.commitment AS m WHERE $1::text[] IS NULL " DONTHU_COMMITMENT_PAGE};
constexpr db::Statement kListSome = {
    "resolution_list_commitments_some",
    "SELECT " DONTHU_COMMITMENT_COLUMNS
    "FROM resolution.commitment AS m WHERE m.agency = ANY ($1::text[]) " DONTHU_COMMITMENT_PAGE};

absl::CivilDay DayIn(const common::v1::Date& date) {
  return absl::CivilDay(date.year(), date.month(), date.day());
}

std::optional<int64_t> IdOrNull(int64_t id) {
  if (id == 0) return std::nullopt;
  return id;
}

v1::Commitment CommitmentFrom(const pqxx::row& row) {
  v1::Commitment found;
  found.set_id(row["id"].as<int64_t>());
  found.set_agency_code(row["agency"].c_str());
  found.set_owner(row["owner"].c_str());
  found.set_text(row["text"].c_str());
  *found.mutable_made_on() = law::ToProto(db::DayOf(row["made_on"]));
  *found.mutable_due_on() = law::ToProto(db::DayOf(row["due_on"]));
  found.set_source(static_cast<v1::CommitmentSource>(row["source"].as<int>()));
  found.set_case_id(row["case_id"].as<int64_t>(0));
  found.set_timeline_number(row["timeline_number"].as<int>());
  found.set_document_number(row["document_number"].c_str());
  found.set_state(static_cast<v1::CommitmentState>(row["state"].as<int>()));
  if (const auto day = db::OptionalDayOf(row["ended_on"])) {
    *found.mutable_ended_on() = law::ToProto(*day);
  }
  found.set_replaces_id(row["replaces_id"].as<int64_t>(0));
  found.set_replaced_by_id(row["replaced_by_id"].as<int64_t>(0));
  found.set_etag(row["version"].c_str());
  return found;
}

// What the ledger keeps: no words of people.
std::string PayloadOf(const v1::Commitment& made) {
  v1::Commitment shown = made;
  shown.clear_entries();
  shown.clear_etag();
  return json({{"commitment", Redacted(shown)}}).dump();
}

std::string PayloadOf(const v1::Commitment& after, const v1::CommitmentEntry& entry) {
  return json({{"commitment_id", after.id()},
               {"state", static_cast<int>(after.state())},
               {"number", entry.number()},
               {"act", Redacted(entry.act())}})
      .dump();
}

}  // namespace

absl::StatusOr<int64_t> CommitmentStore::NextId(int64_t case_id) {
  const db::ViewScope wherever(db::ViewScope::Current().OfAllAgencies());
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kNextId, db::Params().Int(case_id)));
  return rows[0]["id"].as<int64_t>();
}

absl::StatusOr<v1::Commitment> CommitmentStore::Get(int64_t id, const Reach& reach) {
  db::Params params;
  params.Int(id);
  AddReach(reach, &params);
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kGet, params));
  if (rows.empty()) return NotFound("commitment", "Không tìm thấy cam kết này.");
  v1::Commitment found = CommitmentFrom(rows[0]);
  const json entries = json::parse(rows[0]["entries"].c_str());
  for (const auto& entry : entries) FromJsonText(entry.dump(), found.add_entries());
  return found;
}

absl::StatusOr<bool> CommitmentStore::Make(const CommitmentStep& step) {
  const v1::Commitment& made = step.after;
  const auto rows = pool_.Run(kMake, db::Params()
                                         .Text(step.request_id)
                                         .Bytes(step.fingerprint)
                                         .Bytes(step.response)
                                         .Int(made.id())
                                         .Text(made.agency_code())
                                         .Text(made.owner())
                                         .Text(made.text())
                                         .Day(DayIn(made.made_on()))
                                         .Day(DayIn(made.due_on()))
                                         .Int(made.source())
                                         .Int(made.timeline_number())
                                         .IntOrNull(IdOrNull(made.case_id()))
                                         .Text(made.document_number())
                                         .Text(step.actor)
                                         .Text(PayloadOf(made)));
  RETURN_IF_ERROR(rows.status());
  const auto& row = (*rows)[0];
  if (row["claimed"].as<int>() == 0 && row["claimed_before"].as<int>() == 0) return false;
  RETURN_IF_ERROR(Claimed(rows));
  return true;
}

absl::Status CommitmentStore::Record(const CommitmentStep& step) {
  const v1::Commitment& after = step.after;
  const v1::CommitmentEntry& entry = *after.entries().rbegin();
  std::optional<absl::CivilDay> ended_on;
  if (after.has_ended_on()) ended_on = DayIn(after.ended_on());
  db::Params params;
  params.Text(step.request_id)
      .Bytes(step.fingerprint)
      .Bytes(step.response)
      .Int(after.id())
      .Int(step.version)
      .Int(after.state())
      .Day(ended_on)
      .IntOrNull(IdOrNull(after.replaced_by_id()))
      .Int(entry.number())
      .Day(DayIn(entry.act().acted_on()))
      .Text(ToJsonText(entry.act()))
      .Text(step.actor)
      .Text(PayloadOf(after, entry));
  if (step.successor) {
    params.Text(step.successor->text())
        .Day(DayIn(step.successor->due_on()))
        .Text(PayloadOf(*step.successor));
  } else {
    params.Null().Null().Null();
  }
  return Claimed(pool_.Run(kRecord, params));
}

absl::StatusOr<std::vector<v1::Commitment>> CommitmentStore::List(
    const Filter& filter, const std::optional<Position>& after, int size) {
  const Position start = after.value_or(Position{false, absl::CivilDay(1900, 1, 1), 0});
  db::Params params;
  AddReach(filter.reach, &params);
  params.Int(filter.state)
      .Day(filter.due_until)
      .Int(filter.case_id)
      .Bool(start.ended)
      .Day(start.due_on)
      .Int(start.id)
      .Int(size + 1);
  ASSIGN_OR_RETURN(const auto rows,
                   pool_.Run(filter.reach.agencies() ? kListSome : kListAll, params));
  std::vector<v1::Commitment> commitments;
  for (const auto& row : rows) commitments.push_back(CommitmentFrom(row));
  return commitments;
}

}  // namespace donthu::resolution
