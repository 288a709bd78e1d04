#include "services/resolution/resolution_store.h"

#include <google/protobuf/util/json_util.h>

#include <nlohmann/json.hpp>

#include "services/base/db/request.h"
#include "services/base/redact/redact.h"
#include "services/base/status/status.h"
#include "services/law/date.h"

namespace donthu::resolution {
namespace {

using nlohmann::json;

constexpr db::Statement kRepeated = {
    "resolution_repeated",
    "SELECT fingerprint, response FROM resolution.request WHERE request_id = $1::uuid"};

constexpr db::Statement kGet = {"resolution_get", R"sql(
  SELECT c.id, c.type, c.agency, c.petition_id, c.petition_code, c.received_on, c.state, c.remote, c.complex, c.version,
         (SELECT coalesce(jsonb_agg(k.clock ORDER BY k.number), '[]') FROM resolution.clock AS k WHERE k.case_id = c.id)
           AS clocks,
         (SELECT coalesce(jsonb_agg(jsonb_build_object(
                   'number', a.number, 'act', a.act, 'basis', a.basis, 'actor', a.actor,
                   'recordedAt', to_char(a.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
                 ORDER BY a.number), '[]')
            FROM resolution.act AS a WHERE a.case_id = c.id) AS timeline
    FROM resolution.case AS c
   WHERE (c.id = $1::bigint OR c.petition_id = $2::bigint) AND ($3::text[] IS NULL OR c.agency = ANY ($3))
   ORDER BY c.id DESC LIMIT 1)sql"};

constexpr db::Statement kRecord = {"resolution_record", R"sql(
  WITH claim AS (
    INSERT INTO resolution.request (request_id, fingerprint, response) VALUES ($1::uuid, $2::bytea, $3::bytea)
    ON CONFLICT (request_id) DO NOTHING RETURNING 1),
  changed AS (
    UPDATE resolution.case
       SET state = $6::int, remote = $7::boolean, complex = $8::boolean, version = version + 1
     WHERE id = $4::bigint AND version = $5::bigint AND EXISTS (SELECT FROM claim)
    RETURNING id, agency),
  clocks AS (
    INSERT INTO resolution.clock (case_id, number, agency, due_legal, stopped_on, waiting, clock)
    SELECT changed.id, k.number, changed.agency, k.due_legal, k.stopped_on, k.waiting, k.clock
      FROM changed CROSS JOIN jsonb_to_recordset($9::jsonb) AS k(number int, due_legal date, stopped_on date,
                                                                waiting boolean, clock jsonb)
    ON CONFLICT (case_id, number) DO UPDATE
       SET due_legal = excluded.due_legal, stopped_on = excluded.stopped_on, clock = excluded.clock
    RETURNING 1),
  acts AS (
    INSERT INTO resolution.act (case_id, number, kind, acted_on, act, basis, actor)
    SELECT id, $10::int, $11::int, $12::date, $13::jsonb, $14::jsonb, $15 FROM changed
    RETURNING 1),
  event AS (
    SELECT ledger.append('case/' || id, $16, agency, $15, $12::date, $17) FROM changed)
  SELECT (SELECT count(*) FROM claim) AS claimed,
         CASE WHEN EXISTS (SELECT FROM claim) AND NOT EXISTS (SELECT FROM changed) THEN public.refuse_stale() END,
         (SELECT count(*) FROM clocks), (SELECT count(*) FROM acts), (SELECT count(*) FROM event))sql",
                                   true};

constexpr db::Statement kOpen = {"resolution_open", R"sql(
  WITH opened AS (
    INSERT INTO resolution.case (type, agency, petition_id, petition_code, received_on, state, remote, complex, version)
    VALUES ($1::int, $2, $3::bigint, $4, $5::date, $6::int, false, false, 1)
    ON CONFLICT (petition_id, agency) DO NOTHING RETURNING id),
  clocks AS (
    INSERT INTO resolution.clock (case_id, number, agency, due_legal, stopped_on, waiting, clock)
    SELECT opened.id, k.number, $2, k.due_legal, k.stopped_on, k.waiting, k.clock
      FROM opened CROSS JOIN jsonb_to_recordset($7::jsonb) AS k(number int, due_legal date, stopped_on date,
                                                                waiting boolean, clock jsonb)
    RETURNING 1),
  acts AS (
    INSERT INTO resolution.act (case_id, number, kind, acted_on, act, basis, actor)
    SELECT id, 1, 1, $5::date, $8::jsonb, $9::jsonb, $10 FROM opened
    RETURNING 1),
  event AS (
    SELECT ledger.append('case/' || id, 'resolution.ActRecorded', $2, $10, $5::date,
             jsonb_build_object('case_id', id, 'petition_id', $3::bigint, 'type', $1::int, 'state', $6::int, 'number', 1,
                                'act', $8::jsonb)::text)
      FROM opened)
  SELECT (SELECT count(*) FROM clocks), (SELECT count(*) FROM acts), (SELECT count(*) FROM event))sql",
                                 true};

#define DONTHU_DUE_COLUMNS                                                                       \
  "SELECT k.case_id, c.petition_code, c.agency, c.type, c.state, k.clock FROM resolution.clock " \
  "AS k JOIN resolution.case AS c ON c.id = k.case_id WHERE k.stopped_on IS NULL "               \
  "AND NOT k.waiting "
#define DONTHU_DUE_PAGE                                                              \
  "AND k.due_legal <= $2::date AND (k.due_legal, k.case_id, k.number) > ($3::date, " \
  "$4::bigint, $5::int) ORDER BY k.due_legal, k.case_id, k.number LIMIT $6::bigint"

constexpr db::Statement kDueAll = {"resolution_due_all",
                                   DONTHU_DUE_COLUMNS "AND $1::text[] IS NULL " DONTHU_DUE_PAGE};
constexpr db::Statement kDueSome = {
    "resolution_due_some", DONTHU_DUE_COLUMNS "AND k.agency = ANY ($1::text[]) " DONTHU_DUE_PAGE};

constexpr db::Statement kCursor = {"resolution_cursor",
                                   "SELECT xact::text, seq FROM resolution.cursor"};
constexpr db::Statement kMoveCursor = {"resolution_move_cursor", R"sql(
  UPDATE resolution.cursor SET xact = $3::text::xid8, seq = $4::bigint
   WHERE xact = $1::text::xid8 AND seq = $2::bigint RETURNING 1)sql",
                                       true};

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

json DayJson(const common::v1::Date& date, bool set) {
  if (!set) return json();
  return law::FormatIsoDay(absl::CivilDay(date.year(), date.month(), date.day()));
}

template <typename Clocks>
std::string ClocksJson(const Clocks& clocks) {
  json rows = json::array();
  for (const auto& clock : clocks) {
    rows.push_back({{"number", clock.number()},
                    {"due_legal", DayJson(clock.due().due_legal(), true)},
                    {"stopped_on", DayJson(clock.stopped_on(), clock.has_stopped_on())},
                    {"waiting", clock.waiting()},
                    {"clock", json::parse(ToJsonText(clock))}});
  }
  return rows.dump();
}

// An act as the ledger keeps it: without what people wrote.
json RedactedAct(v1::Act act) {
  Redact(&act);
  return json::parse(ToJsonText(act));
}

v1::Case CaseFrom(const pqxx::row& row) {
  v1::Case found;
  found.set_id(row["id"].as<int64_t>());
  found.set_type(static_cast<law::v1::CaseType>(row["type"].as<int>()));
  found.set_agency_code(row["agency"].c_str());
  found.add_petition_ids(row["petition_id"].as<int64_t>());
  found.set_petition_code(row["petition_code"].c_str());
  *found.mutable_received_on() = law::ToProto(db::DayOf(row["received_on"]));
  found.set_state(static_cast<law::v1::CaseState>(row["state"].as<int>()));
  found.set_remote(row["remote"].as<bool>());
  found.set_complex(row["complex"].as<bool>());
  found.set_etag(row["version"].c_str());
  for (const auto& clock : json::parse(row["clocks"].c_str())) {
    FromJsonText(clock.dump(), found.add_clocks());
  }
  for (const auto& entry : json::parse(row["timeline"].c_str())) {
    FromJsonText(entry.dump(), found.add_timeline());
  }
  return found;
}

}  // namespace

absl::StatusOr<std::optional<std::string>> ResolutionStore::Repeated(
    const std::string& request_id, const std::string& fingerprint) {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kRepeated, db::Params().Text(request_id)));
  if (rows.empty()) return std::optional<std::string>();
  RETURN_IF_ERROR(db::IsRepeat(rows[0]["fingerprint"], fingerprint).status());
  return std::optional<std::string>(db::BytesOf(rows[0]["response"]));
}

absl::StatusOr<v1::Case> ResolutionStore::Get(const v1::GetCaseRequest& request,
                                              const Reach& reach) {
  db::Params params;
  params.Int(request.case_id()).Int(request.petition_id());
  if (reach.agencies()) {
    params.TextArray(*reach.agencies());
  } else {
    params.Null();
  }
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kGet, params));
  if (rows.empty()) return NotFound("case", "Không tìm thấy vụ việc này.");
  return CaseFrom(rows[0]);
}

absl::Status ResolutionStore::Record(const Step& step) {
  const v1::Case& after = step.after;
  const json payload = {{"case_id", after.id()},
                        {"petition_id", after.petition_ids(0)},
                        {"type", static_cast<int>(after.type())},
                        {"state", static_cast<int>(after.state())},
                        {"number", step.entry.number()},
                        {"act", RedactedAct(step.entry.act())}};
  const auto& on = step.entry.act().acted_on();
  const auto rows = pool_.Run(kRecord, db::Params()
                                           .Text(step.request_id)
                                           .Bytes(step.fingerprint)
                                           .Bytes(step.response)
                                           .Int(after.id())
                                           .Int(step.version)
                                           .Int(after.state())
                                           .Bool(after.remote())
                                           .Bool(after.complex())
                                           .Text(ClocksJson(after.clocks()))
                                           .Int(step.entry.number())
                                           .Int(step.kind)
                                           .Day(absl::CivilDay(on.year(), on.month(), on.day()))
                                           .Text(ToJsonText(step.entry.act()))
                                           .Text(ToJsonText(step.entry.basis()))
                                           .Text(step.actor.officer)
                                           .Text(std::string("resolution.ActRecorded"))
                                           .Text(payload.dump()));
  RETURN_IF_ERROR(rows.status());
  if ((*rows)[0]["claimed"].as<int>() == 1) return absl::OkStatus();
  return Failure(absl::StatusCode::kAborted, common::v1::CONCURRENT_CHANGE,
                 "a twin of this request won; repeat to get its answer")
      .Vi("Yêu cầu vừa được xử lý ở nơi khác. Xin thực hiện lại.");
}

absl::StatusOr<std::vector<v1::DueItem>> ResolutionStore::ListDue(
    const Reach& reach, const std::optional<absl::CivilDay>& until,
    const std::optional<Position>& after, int size) {
  const Position start = after.value_or(Position{absl::CivilDay(1900, 1, 1), 0, 0});
  db::Params params;
  if (reach.agencies()) {
    params.TextArray(*reach.agencies());
  } else {
    params.Null();
  }
  params.Day(until.value_or(absl::CivilDay(2300, 1, 1)))
      .Day(start.due_legal)
      .Int(start.case_id)
      .Int(start.number)
      .Int(size + 1);
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(reach.agencies() ? kDueSome : kDueAll, params));
  std::vector<v1::DueItem> items;
  for (const auto& row : rows) {
    auto& item = items.emplace_back();
    item.set_case_id(row["case_id"].as<int64_t>());
    item.set_petition_code(row["petition_code"].c_str());
    item.set_agency_code(row["agency"].c_str());
    item.set_type(static_cast<law::v1::CaseType>(row["type"].as<int>()));
    item.set_state(static_cast<law::v1::CaseState>(row["state"].as<int>()));
    FromJsonText(row["clock"].c_str(), item.mutable_clock());
  }
  return items;
}

absl::StatusOr<ledger::Cursor> ResolutionStore::Cursor() {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kCursor, db::Params()));
  return ledger::Cursor::Parse(std::string(rows[0]["xact"].c_str()) + "." + rows[0]["seq"].c_str());
}

absl::StatusOr<bool> ResolutionStore::OpenAll(const ledger::Cursor& from, const ledger::Cursor& to,
                                              const std::vector<Opening>& openings) {
  bool moved = false;
  RETURN_IF_ERROR(pool_.Transact([&](db::Transaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const auto claimed, tx.Run(kMoveCursor, db::Params()
                                                                 .Text(std::to_string(from.xact))
                                                                 .Int(from.seq)
                                                                 .Text(std::to_string(to.xact))
                                                                 .Int(to.seq)));
    moved = !claimed.empty();
    if (!moved) return absl::OkStatus();
    for (const auto& opening : openings) {
      v1::Act act;
      *act.mutable_acted_on() = law::ToProto(opening.received_on);
      act.mutable_lodge();
      RETURN_IF_ERROR(tx.Run(kOpen, db::Params()
                                        .Int(opening.type)
                                        .Text(opening.agency)
                                        .Int(opening.petition_id)
                                        .Text(opening.petition_code)
                                        .Day(opening.received_on)
                                        .Int(opening.outcome.state())
                                        .Text(ClocksJson(opening.outcome.clocks()))
                                        .Text(ToJsonText(act))
                                        .Text(ToJsonText(opening.outcome.basis()))
                                        .Text(opening.actor))
                          .status());
    }
    return absl::OkStatus();
  }));
  return moved;
}

}  // namespace donthu::resolution
