#include "services/resolution/case_rows_store.h"

#include <google/protobuf/util/json_util.h>

#include "services/base/redact/redact.h"
#include "services/law/date.h"

namespace donthu::resolution {
namespace {

using nlohmann::json;

json DayJson(const common::v1::Date& date, bool set) {
  if (!set) return json();
  return law::FormatIsoDay(absl::CivilDay(date.year(), date.month(), date.day()));
}

absl::CivilDay DayIn(const common::v1::Date& date) {
  return absl::CivilDay(date.year(), date.month(), date.day());
}

std::string ClocksJson(const v1::Case& found) {
  json rows = json::array();
  for (const auto& clock : found.clocks()) {
    rows.push_back({{"number", clock.number()},
                    {"due_legal", DayJson(clock.due().due_legal(), true)},
                    {"stopped_on", DayJson(clock.stopped_on(), clock.has_stopped_on())},
                    {"waiting", clock.waiting()},
                    {"clock", json::parse(ToJsonText(clock))}});
  }
  return rows.dump();
}

std::optional<int64_t> IdOrNull(int64_t id) {
  if (id == 0) return std::nullopt;
  return id;
}

// The limits as a reader of the ledger needs them: without how they were derived.
json LimitsJson(const v1::Case& found) {
  json limits = json::array();
  for (const auto& clock : found.clocks()) {
    limits.push_back({{"limit", clock.limit()},
                      {"due", DayJson(clock.due().due_legal(), true)},
                      {"stopped_on", DayJson(clock.stopped_on(), clock.has_stopped_on())},
                      {"paused", clock.has_paused_on()},
                      {"waiting", clock.waiting()}});
  }
  return limits;
}

// What the ledger keeps of the case's last act.
std::string PayloadOf(const v1::Case& after) {
  const auto& entry = *after.timeline().rbegin();
  const json petition =
      after.opening_petition_id() == 0 ? json() : json(after.opening_petition_id());
  return json({{"case_id", after.id()},
               {"petition_id", petition},
               {"petition_code", after.petition_code()},
               {"received_on", DayJson(after.received_on(), true)},
               {"clocks", LimitsJson(after)},
               {"type", static_cast<int>(after.type())},
               {"state", static_cast<int>(after.state())},
               {"number", entry.number()},
               {"act", Redacted(entry.act())}})
      .dump();
}

db::Params Claim(const std::string& request_id, const std::string& fingerprint,
                 const std::string& response) {
  db::Params params;
  params.TextOrNull(request_id);
  if (request_id.empty()) return std::move(params.Null().Null());
  return std::move(params.Bytes(fingerprint).Bytes(response));
}

}  // namespace

const db::Statement kRecordAct = {"resolution_record", R"sql(
  WITH claim AS (
    INSERT INTO resolution.request (request_id, fingerprint, response)
    SELECT $1::uuid, $2::bytea, $3::bytea WHERE $1::uuid IS NOT NULL
    ON CONFLICT (request_id) DO NOTHING RETURNING 1),
  changed AS (
    UPDATE resolution.case
       SET state = $6::int, remote = $7::boolean, complex = $8::boolean, agency = $18, version = version + 1
     WHERE id = $4::bigint AND version = $5::bigint AND ($1::uuid IS NULL OR EXISTS (SELECT FROM claim))
    RETURNING id, agency),
  clocks AS (
    INSERT INTO resolution.clock (case_id, number, agency, due_legal, stopped_on, waiting, clock)
    SELECT changed.id, k.number, changed.agency, k.due_legal, k.stopped_on, k.waiting, k.clock
      FROM changed CROSS JOIN jsonb_to_recordset($9::jsonb) AS k(number int, due_legal date, stopped_on date,
                                                                waiting boolean, clock jsonb)
    ON CONFLICT (case_id, number) DO UPDATE
       SET agency = excluded.agency, due_legal = excluded.due_legal, stopped_on = excluded.stopped_on,
           clock = excluded.clock
    RETURNING 1),
  acts AS (
    INSERT INTO resolution.act (case_id, number, kind, acted_on, act, basis, actor)
    SELECT id, $10::int, $11::int, $12::date, $13::jsonb, $14::jsonb, $15 FROM changed
    RETURNING 1),
  joined AS (
    INSERT INTO resolution.case_petition (case_id, petition_id, petition_code, joined_on)
    SELECT id, $19::bigint, $20, $12::date FROM changed WHERE $19::bigint IS NOT NULL
    ON CONFLICT (case_id, petition_id) DO UPDATE SET joined_on = excluded.joined_on, parted_on = NULL
    RETURNING 1),
  parted AS (
    UPDATE resolution.case_petition AS l SET parted_on = $12::date
      FROM changed WHERE l.case_id = changed.id AND l.petition_id = $21::bigint AND l.parted_on IS NULL
    RETURNING 1),
  event AS (
    SELECT ledger.append('case/' || id, $16, agency, $15, $12::date, $17) FROM changed)
  SELECT (SELECT count(*) FROM claim) AS claimed,
         CASE WHEN ($1::uuid IS NULL OR EXISTS (SELECT FROM claim)) AND NOT EXISTS (SELECT FROM changed)
              THEN public.refuse_stale() END,
         (SELECT count(*) FROM clocks), (SELECT count(*) FROM acts), (SELECT count(*) FROM joined),
         (SELECT count(*) FROM parted), (SELECT count(*) FROM event))sql",
                                  true};

const db::Statement kOpenCase = {"resolution_open", R"sql(
  WITH claim AS (
    INSERT INTO resolution.request (request_id, fingerprint, response)
    SELECT $1::uuid, $2::bytea, $3::bytea WHERE $1::uuid IS NOT NULL
    ON CONFLICT (request_id) DO NOTHING RETURNING 1),
  wanted AS (SELECT $4::bigint AS id WHERE $1::uuid IS NULL OR EXISTS (SELECT FROM claim)),
  link AS (
    INSERT INTO resolution.case_petition (case_id, petition_id, petition_code, joined_on, accepted_by, type)
    SELECT id, $7::bigint, $8, $9::date, $15::text, CASE WHEN $15::text IS NOT NULL THEN $5::int END
      FROM wanted WHERE $7::bigint IS NOT NULL
    ON CONFLICT DO NOTHING RETURNING 1),
  opened AS (
    INSERT INTO resolution.case (id, type, agency, petition_id, petition_code, received_on, state, remote, complex,
                                 version, title, source, parent_id)
    SELECT id, $5::int, $6, $7::bigint, $8, $9::date, $10::int, false, false, 1, $16, $17, $18::bigint
      FROM wanted WHERE $7::bigint IS NULL OR EXISTS (SELECT FROM link)
    RETURNING id),
  clocks AS (
    INSERT INTO resolution.clock (case_id, number, agency, due_legal, stopped_on, waiting, clock)
    SELECT opened.id, k.number, $6, k.due_legal, k.stopped_on, k.waiting, k.clock
      FROM opened CROSS JOIN jsonb_to_recordset($11::jsonb) AS k(number int, due_legal date, stopped_on date,
                                                                waiting boolean, clock jsonb)
    RETURNING 1),
  acts AS (
    INSERT INTO resolution.act (case_id, number, kind, acted_on, act, basis, actor)
    SELECT id, 1, 1, $9::date, $12::jsonb, $13::jsonb, $14 FROM opened
    RETURNING 1),
  barred AS (
    SELECT sight.add_accused($7::bigint, $20::text[]) FROM opened WHERE cardinality($20::text[]) > 0),
  event AS (
    SELECT ledger.append('case/' || id, 'resolution.ActRecorded', $6, $14, $9::date, $19) FROM opened)
  SELECT (SELECT count(*) FROM claim) AS claimed,
         CASE WHEN EXISTS (SELECT FROM claim) AND NOT EXISTS (SELECT FROM opened) THEN public.refuse_stale() END,
         (SELECT count(*) FROM clocks), (SELECT count(*) FROM acts), (SELECT count(*) FROM barred),
         (SELECT count(*) FROM event))sql",
                                 true};

// $1 its petition, $2 its parent. Cases that few may know of are numbered apart: a gap would tell
// of one.
const db::Statement kNextCaseId = {"resolution_next_case_id", R"sql(
  SELECT CASE WHEN EXISTS (SELECT FROM intake_api.petition_card WHERE id = $1::bigint AND identity_withheld)
                OR EXISTS (SELECT FROM resolution.case WHERE id = $2::bigint AND guard_id IS NOT NULL)
              THEN nextval('resolution.guarded_case_id_seq') ELSE nextval('resolution.case_id_seq') END AS id)sql"};

std::string ToJsonText(const google::protobuf::Message& message) {
  std::string text;
  google::protobuf::util::MessageToJsonString(message, &text);
  return text;
}

void FromJsonText(const std::string& text, google::protobuf::Message* message) {
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = true;
  google::protobuf::util::JsonStringToMessage(text, message, options);
}

google::protobuf::RepeatedPtrField<v1::SplitCase> SplitCasesFrom(const std::string& text) {
  google::protobuf::RepeatedPtrField<v1::SplitCase> cases;
  const json rows = json::parse(text);
  for (const auto& row : rows) {
    auto& found = *cases.Add();
    found.set_case_id(row[0]);
    found.set_type(static_cast<law::v1::CaseType>(row[1].get<int>()));
    found.set_agency_code(row[2].get<std::string>());
  }
  return cases;
}

v1::Case CaseFrom(const pqxx::row& row) {
  v1::Case found;
  found.set_id(row["id"].as<int64_t>());
  found.set_type(static_cast<law::v1::CaseType>(row["type"].as<int>()));
  found.set_agency_code(row["agency"].c_str());
  found.set_opening_petition_id(row["petition_id"].as<int64_t>(0));
  found.set_petition_code(row["petition_code"].c_str());
  *found.mutable_received_on() = law::ToProto(db::DayOf(row["received_on"]));
  found.set_state(static_cast<law::v1::CaseState>(row["state"].as<int>()));
  found.set_remote(row["remote"].as<bool>());
  found.set_complex(row["complex"].as<bool>());
  found.set_etag(row["version"].c_str());
  found.set_title(row["title"].c_str());
  found.set_source(row["source"].c_str());
  found.set_parent_case_id(row["parent_id"].as<int64_t>(0));
  found.set_open_commitments(row["open_commitments"].as<int>());
  *found.mutable_split_cases() = SplitCasesFrom(row["split_cases"].c_str());
  for (const auto& id : json::parse(row["petitions"].c_str())) found.add_petition_ids(id);
  for (const auto& clock : json::parse(row["clocks"].c_str())) {
    FromJsonText(clock.dump(), found.add_clocks());
  }
  for (const auto& entry : json::parse(row["timeline"].c_str())) {
    FromJsonText(entry.dump(), found.add_timeline());
  }
  return found;
}

db::Params NextCaseIdParams(const v1::Case& opening) {
  return db::Params().Int(opening.opening_petition_id()).Int(opening.parent_case_id());
}

db::Params RecordParams(const Step& step) {
  const v1::Case& after = step.after;
  const v1::Act& act = step.entry.act();
  db::Params params = Claim(step.request_id, step.fingerprint, step.response);
  params.Int(after.id())
      .Int(step.version)
      .Int(after.state())
      .Bool(after.remote())
      .Bool(after.complex())
      .Text(ClocksJson(after))
      .Int(step.entry.number())
      .Int(step.kind)
      .Day(DayIn(act.acted_on()))
      .Text(ToJsonText(act))
      .Text(ToJsonText(step.entry.basis()))
      .Text(step.actor)
      .Text(std::string("resolution.ActRecorded"))
      .Text(PayloadOf(after))
      .Text(after.agency_code())
      .IntOrNull(IdOrNull(act.join_petition().petition_id()))
      .Text(act.join_petition().petition_code())
      .IntOrNull(IdOrNull(act.part_petition().petition_id()));
  return params;
}

db::Params OpenParams(const Opening& opening) {
  const v1::Case& opened = opening.opened;
  const v1::TimelineEntry& entry = opened.timeline(0);
  db::Params params = Claim(opening.request_id, opening.fingerprint, opening.response);
  params.Int(opened.id())
      .Int(opened.type())
      .Text(opened.agency_code())
      .IntOrNull(IdOrNull(opened.opening_petition_id()))
      .Text(opened.petition_code())
      .Day(DayIn(opened.received_on()))
      .Int(opened.state())
      .Text(ClocksJson(opened))
      .Text(ToJsonText(entry.act()))
      .Text(ToJsonText(entry.basis()))
      .Text(opening.actor)
      .TextOrNull(opening.accepted_by)
      .Text(opened.title())
      .Text(opened.source())
      .IntOrNull(IdOrNull(opened.parent_case_id()))
      .Text(PayloadOf(opened))
      .TextArray(opening.barred);
  return params;
}

}  // namespace donthu::resolution
