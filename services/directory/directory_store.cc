#include "services/directory/directory_store.h"

#include <nlohmann/json.hpp>

#include "services/base/db/request.h"
#include "services/base/status/status.h"
#include "services/law/date.h"

namespace donthu::directory {
namespace {

using nlohmann::json;

constexpr db::Statement kRequest = {
    "directory_request",
    "SELECT fingerprint, response FROM directory.request WHERE request_id = $1::uuid"};

constexpr db::Statement kClaim = {
    "directory_claim",
    "INSERT INTO directory.request (request_id, fingerprint, response) VALUES ($1::uuid, $2, $3)",
    true};

constexpr db::Statement kAreas = {"directory_upsert_areas", R"sql(
  INSERT INTO directory.area AS t (key, code, name, level, parent_key, valid_from, valid_to, successor, remote)
  SELECT key, code, name, level, parent_key, valid_from, valid_to, successor, remote
    FROM jsonb_to_recordset($1::jsonb) AS r(key text, code text, name text, level int, parent_key text,
                                            valid_from date, valid_to date, successor text, remote boolean)
  ON CONFLICT (key) DO UPDATE
     SET code = excluded.code, name = excluded.name, level = excluded.level, parent_key = excluded.parent_key,
         valid_from = excluded.valid_from, valid_to = excluded.valid_to, successor = excluded.successor,
         remote = excluded.remote
   WHERE t IS DISTINCT FROM excluded
  RETURNING 1)sql",
                                  true};

constexpr db::Statement kAgencies = {"directory_upsert_agencies", R"sql(
  INSERT INTO directory.agency AS t (code, name, short_name, kind, level, parent_code, area_key, settles, receives,
                                     valid_from, valid_to, successor)
  SELECT code, name, short_name, kind, level, parent_code, area_key, settles, receives, valid_from, valid_to, successor
    FROM jsonb_to_recordset($1::jsonb) AS r(code text, name text, short_name text, kind text, level int,
                                            parent_code text, area_key text, settles boolean, receives boolean,
                                            valid_from date, valid_to date, successor text)
  ON CONFLICT (code) DO UPDATE
     SET name = excluded.name, short_name = excluded.short_name, kind = excluded.kind, level = excluded.level,
         parent_code = excluded.parent_code, area_key = excluded.area_key, settles = excluded.settles,
         receives = excluded.receives, valid_from = excluded.valid_from, valid_to = excluded.valid_to,
         successor = excluded.successor
   WHERE t IS DISTINCT FROM excluded
  RETURNING 1)sql",
                                     true};

constexpr db::Statement kSubjects = {"directory_upsert_subjects", R"sql(
  INSERT INTO directory.subject_field AS t (code, parent_code, name, usual_level, commune_kind, district_kind,
                                            province_kind, keywords, note, district_words)
  SELECT code, parent_code, name, usual_level, commune_kind, district_kind, province_kind, keywords, note, district_words
    FROM jsonb_to_recordset($1::jsonb) AS r(code text, parent_code text, name text, usual_level int, commune_kind text,
                                            district_kind text, province_kind text, keywords text[], note text,
                                            district_words text[])
  ON CONFLICT (code) DO UPDATE
     SET parent_code = excluded.parent_code, name = excluded.name, usual_level = excluded.usual_level,
         commune_kind = excluded.commune_kind, district_kind = excluded.district_kind,
         province_kind = excluded.province_kind, keywords = excluded.keywords, note = excluded.note,
         district_words = excluded.district_words
   WHERE t IS DISTINCT FROM excluded
  RETURNING 1)sql",
                                     true};

constexpr db::Statement kCalendarDays = {"directory_upsert_calendar_days", R"sql(
  INSERT INTO directory.calendar_day AS t (day, working, name, confirmed)
  SELECT day, working, name, confirmed
    FROM jsonb_to_recordset($1::jsonb) AS r(day date, working boolean, name text, confirmed boolean)
  ON CONFLICT (day) DO UPDATE
     SET working = excluded.working, name = excluded.name, confirmed = excluded.confirmed
   WHERE t IS DISTINCT FROM excluded
  RETURNING 1)sql",
                                         true};

constexpr db::Statement kOfficers = {"directory_upsert_officers", R"sql(
  INSERT INTO directory.officer AS t (id, name, agency_code, roles, valid_from, valid_to)
  SELECT id, name, agency_code, roles, valid_from, valid_to
    FROM jsonb_to_recordset($1::jsonb) AS r(id text, name text, agency_code text, roles int[], valid_from date,
                                            valid_to date)
  ON CONFLICT (id) DO UPDATE
     SET name = excluded.name, agency_code = excluded.agency_code, roles = excluded.roles,
         valid_from = excluded.valid_from, valid_to = excluded.valid_to
   WHERE t IS DISTINCT FROM excluded
  RETURNING 1)sql",
                                     true};

constexpr db::Statement kSuccessions = {"directory_upsert_successions", R"sql(
  INSERT INTO directory.succession AS t (old_agency, new_agency, functions, starts_on)
  SELECT old_agency, new_agency, functions, starts_on
    FROM jsonb_to_recordset($1::jsonb) AS r(old_agency text, new_agency text, functions text[], starts_on date)
  ON CONFLICT (old_agency, new_agency) DO UPDATE
     SET functions = excluded.functions, starts_on = excluded.starts_on
   WHERE t IS DISTINCT FROM excluded
  RETURNING 1)sql",
                                        true};

// The earliest day of the calendar that this transaction wrote tells readers whose limits may move.
constexpr db::Statement kRecord = {"directory_record", R"sql(
  WITH moved AS (UPDATE directory.revision SET revision = revision + 1 RETURNING revision)
  SELECT ledger.append('directory', 'directory.Imported', $1, $2, $3::date,
                       jsonb_build_object('revision', revision, 'changed', $4::int, 'calendar_from',
                         (SELECT min(day) FROM directory.calendar_day WHERE xmin = pg_current_xact_id()::xid))::text)
    FROM moved)sql",
                                   true};

constexpr db::Statement kListOfficers = {"directory_list_officers", R"sql(
  SELECT id, name, agency_code, to_json(roles) AS roles, valid_from, valid_to FROM directory.officer
   WHERE agency_code = $1 AND (valid_from IS NULL OR valid_from <= $2::date)
     AND (valid_to IS NULL OR valid_to >= $2::date) AND id > $3
   ORDER BY id LIMIT $4::bigint)sql"};

constexpr db::Statement kListCalendarDays = {"directory_list_calendar_days", R"sql(
  SELECT day, working, name, confirmed FROM directory.calendar_day
   WHERE day BETWEEN $1::date AND $2::date ORDER BY day)sql"};

template <typename Message>
void AddValidity(const Message& message, json* row) {
  const auto day = [](const common::v1::Date& date) {
    return law::FormatIsoDay(absl::CivilDay(date.year(), date.month(), date.day()));
  };
  (*row)["valid_from"] = message.has_valid_from() ? json(day(message.valid_from())) : json();
  (*row)["valid_to"] = message.has_valid_to() ? json(day(message.valid_to())) : json();
}

json ToJson(const v1::Area& area) {
  json row = {{"key", area.key()},
              {"code", area.code()},
              {"name", area.name()},
              {"level", static_cast<int>(area.level())},
              {"parent_key", area.parent_key()},
              {"successor", area.successor()},
              {"remote", area.remote()}};
  AddValidity(area, &row);
  return row;
}

json ToJson(const v1::Agency& agency) {
  json row = {{"code", agency.code()},
              {"name", agency.name()},
              {"short_name", agency.short_name()},
              {"kind", agency.kind()},
              {"level", static_cast<int>(agency.level())},
              {"parent_code", agency.parent_code()},
              {"area_key", agency.area_key()},
              {"settles", agency.settles()},
              {"receives", agency.receives()},
              {"successor", agency.successor()}};
  AddValidity(agency, &row);
  return row;
}

json ToJson(const v1::SubjectField& subject) {
  return {
      {"code", subject.code()},
      {"parent_code", subject.parent_code()},
      {"name", subject.name()},
      {"usual_level", static_cast<int>(subject.usual_level())},
      {"commune_kind", subject.commune_kind()},
      {"district_kind", subject.district_kind()},
      {"province_kind", subject.province_kind()},
      {"keywords", std::vector<std::string>(subject.keywords().begin(), subject.keywords().end())},
      {"note", subject.note()},
      {"district_words",
       std::vector<std::string>(subject.district_words().begin(), subject.district_words().end())}};
}

json ToJson(const v1::CalendarDay& day) {
  const auto& date = day.date();
  return {{"day", law::FormatIsoDay(absl::CivilDay(date.year(), date.month(), date.day()))},
          {"working", day.working()},
          {"name", day.name()},
          {"confirmed", day.confirmed()}};
}

json ToJson(const v1::Officer& officer) {
  json row = {{"id", officer.id()},
              {"name", officer.name()},
              {"agency_code", officer.agency_code()},
              {"roles", std::vector<int>(officer.roles().begin(), officer.roles().end())}};
  AddValidity(officer, &row);
  return row;
}

json ToJson(const v1::OrgSuccession& succession) {
  const auto& on = succession.on();
  return {{"old_agency", succession.old_agency()},
          {"new_agency", succession.new_agency()},
          {"functions",
           std::vector<std::string>(succession.functions().begin(), succession.functions().end())},
          {"starts_on", law::FormatIsoDay(absl::CivilDay(on.year(), on.month(), on.day()))}};
}

// Upserts one list; adds to the counts.
template <typename Rows>
absl::Status Upsert(db::Transaction& tx, const db::Statement& statement, const Rows& rows,
                    v1::ImportDirectoryResponse* counts) {
  if (rows.empty()) return absl::OkStatus();
  json list = json::array();
  for (const auto& row : rows) list.push_back(ToJson(row));
  ASSIGN_OR_RETURN(const auto changed, tx.Run(statement, db::Params().Text(list.dump())));
  const int n = static_cast<int>(changed.size());
  counts->set_changed(counts->changed() + n);
  counts->set_unchanged(counts->unchanged() + rows.size() - n);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::ImportDirectoryResponse> DirectoryStore::Import(
    const v1::ImportDirectoryRequest& request, const std::string& actor, const std::string& agency,
    absl::CivilDay today) {
  const std::string fingerprint = db::FingerprintOf(request);
  v1::ImportDirectoryResponse counts;
  RETURN_IF_ERROR(pool_.Transact([&](db::Transaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const auto earlier, tx.Run(kRequest, db::Params().Text(request.request_id())));
    if (!earlier.empty()) {
      ASSIGN_OR_RETURN(const bool repeat, db::IsRepeat(earlier[0]["fingerprint"], fingerprint));
      if (repeat) counts.ParseFromString(db::BytesOf(earlier[0]["response"]));
      return absl::OkStatus();
    }
    RETURN_IF_ERROR(Upsert(tx, kAreas, request.areas(), &counts));
    RETURN_IF_ERROR(Upsert(tx, kAgencies, request.agencies(), &counts));
    RETURN_IF_ERROR(Upsert(tx, kSubjects, request.subject_fields(), &counts));
    RETURN_IF_ERROR(Upsert(tx, kCalendarDays, request.calendar_days(), &counts));
    RETURN_IF_ERROR(Upsert(tx, kOfficers, request.officers(), &counts));
    RETURN_IF_ERROR(Upsert(tx, kSuccessions, request.successions(), &counts));
    ASSIGN_OR_RETURN(const auto claimed, tx.Run(kClaim, db::Params()
                                                            .Text(request.request_id())
                                                            .Bytes(fingerprint)
                                                            .Bytes(counts.SerializeAsString())));
    if (counts.changed() == 0) return absl::OkStatus();
    return tx.Run(kRecord, db::Params().Text(agency).Text(actor).Day(today).Int(counts.changed()))
        .status();
  }));
  return counts;
}

absl::StatusOr<std::vector<v1::Officer>> DirectoryStore::Officers(const std::string& agency,
                                                                  absl::CivilDay on,
                                                                  const std::string& after,
                                                                  int size) {
  ASSIGN_OR_RETURN(
      const auto rows,
      pool_.Run(kListOfficers, db::Params().Text(agency).Day(on).Text(after).Int(size)));
  std::vector<v1::Officer> officers;
  for (const auto& row : rows) {
    auto& officer = officers.emplace_back();
    officer.set_id(row["id"].c_str());
    officer.set_name(row["name"].c_str());
    officer.set_agency_code(row["agency_code"].c_str());
    const json roles = json::parse(row["roles"].c_str());
    for (const auto& role : roles) {
      officer.add_roles(static_cast<options::v1::Role>(role.get<int>()));
    }
    if (const auto from = db::OptionalDayOf(row["valid_from"])) {
      *officer.mutable_valid_from() = law::ToProto(*from);
    }
    if (const auto to = db::OptionalDayOf(row["valid_to"])) {
      *officer.mutable_valid_to() = law::ToProto(*to);
    }
  }
  return officers;
}

absl::StatusOr<v1::ListCalendarDaysResponse> DirectoryStore::CalendarDays(absl::CivilDay from,
                                                                          absl::CivilDay to) {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kListCalendarDays, db::Params().Day(from).Day(to)));
  v1::ListCalendarDaysResponse response;
  for (const auto& row : rows) {
    auto* day = response.add_calendar_days();
    *day->mutable_date() = law::ToProto(db::DayOf(row["day"]));
    day->set_working(row["working"].as<bool>());
    day->set_name(row["name"].c_str());
    day->set_confirmed(row["confirmed"].as<bool>());
  }
  return response;
}

}  // namespace donthu::directory
