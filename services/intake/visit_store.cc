#include "services/intake/visit_store.h"

#include <nlohmann/json.hpp>

#include "services/base/clock/timestamp.h"
#include "services/base/db/request.h"
#include "services/base/status/status.h"
#include "services/law/date.h"

namespace donthu::intake {
namespace {

using nlohmann::json;

constexpr db::Statement kWithholdsAuthor = {"intake_visit_petition", R"sql(
  SELECT p.identity_withheld FROM intake.petition AS p WHERE p.id = $1::bigint AND p.agency = $2)sql"};

// What is withheld gets its id from a series of its own, for a gap in the other ids would tell of
// it. The event says nothing of people but how many they were.
constexpr db::Statement kRecord = {"intake_record_visit", R"sql(
  WITH claim AS (
    INSERT INTO intake.visit_request (request_id, fingerprint, visit_id)
    VALUES ($1::uuid, $2::bytea, CASE WHEN $15::boolean THEN nextval('intake.guarded_visit_id_seq')
                                      ELSE nextval('intake.visit_id_seq') END)
    ON CONFLICT (request_id) DO NOTHING
    RETURNING visit_id),
  visit AS (
    INSERT INTO intake.visit (id, agency, received_on, session, received_by_head, people, kind, subject, area, summary,
                              outcome, petition_id, came_before, anonymous, identity_withheld, leads, recorded_by)
    SELECT claim.visit_id, $3, $4::date, $5::int, $6::boolean, $7::int, $8::int, $9, $10, $11, $12::int, $13::bigint,
           $14::boolean, $16::boolean, $15::boolean, $17::text[], $18
      FROM claim
    RETURNING id),
  visitor AS (
    INSERT INTO intake.visitor (visit_id, position, full_name, gender, birth_year, address)
    SELECT visit.id, p.position, p.full_name, p.gender, p.birth_year, p.address
      FROM visit
     CROSS JOIN jsonb_to_recordset($19::jsonb) AS p(position int, full_name text, gender int, birth_year int, address text)),
  event AS (
    SELECT ledger.append('visit/' || id, 'intake.VisitRecorded', $3, $18, $4::date,
             jsonb_build_object('session', $5::int, 'received_by_head', $6::boolean, 'people', $7::int, 'kind', $8::int,
               'subject', $9, 'area', $10, 'outcome', $12::int, 'petition_id', $13::bigint,
               'returning', $14::boolean)::text) AS ordinal
      FROM visit)
  SELECT visit.id, event.ordinal FROM visit CROSS JOIN event)sql",
                                   true};

constexpr db::Statement kRepeatedVisit = {"intake_repeated_visit", R"sql(
  SELECT fingerprint AS request_fingerprint, visit_id FROM intake.visit_request WHERE request_id = $1::uuid)sql"};

// Walks an index in the order of the page.
constexpr db::Statement kListVisits = {"intake_list_visits", R"sql(
  SELECT v.id, v.agency, v.received_on, v.session, v.received_by_head, v.people, v.kind, v.subject, v.area, v.summary,
         v.outcome, coalesce(v.petition_id, 0) AS petition_id, v.came_before, v.anonymous, v.identity_withheld, v.recorded_by,
         (extract(epoch FROM v.recorded_at) * 1e6)::bigint AS recorded_us,
         (SELECT coalesce(jsonb_agg(to_jsonb(w) ORDER BY w.position), '[]')
            FROM intake.visitor AS w WHERE w.visit_id = v.id) AS visitors
    FROM intake.visit AS v
   WHERE v.agency = $1 AND v.received_on >= $2::date AND (v.received_on, v.id) < ($3::date, $4::bigint)
   ORDER BY v.received_on DESC, v.id DESC LIMIT $5::bigint)sql"};

std::string VisitorsJson(const v1::RecordVisitRequest& visit) {
  json people = json::array();
  for (const auto& one : visit.visitors()) {
    people.push_back({{"position", people.size() + 1},
                      {"full_name", one.full_name()},
                      {"gender", static_cast<int>(one.gender())},
                      {"birth_year", one.birth_year()},
                      {"address", one.address()}});
  }
  return people.dump();
}

v1::Visit FromRow(const pqxx::row& row) {
  v1::Visit visit;
  visit.set_id(row["id"].as<int64_t>());
  visit.set_agency_code(row["agency"].c_str());
  *visit.mutable_received_on() = law::ToProto(db::DayOf(row["received_on"]));
  visit.set_session(static_cast<v1::ReceptionSession>(row["session"].as<int>()));
  visit.set_received_by_head(row["received_by_head"].as<bool>());
  visit.set_people(row["people"].as<int>());
  visit.set_kind(static_cast<law::v1::PetitionKind>(row["kind"].as<int>()));
  visit.set_subject_code(row["subject"].c_str());
  visit.set_area_key(row["area"].c_str());
  visit.set_summary(row["summary"].c_str());
  visit.set_outcome(static_cast<v1::VisitOutcome>(row["outcome"].as<int>()));
  visit.set_petition_id(row["petition_id"].as<int64_t>());
  visit.set_returning(row["came_before"].as<bool>());
  visit.set_anonymous(row["anonymous"].as<bool>());
  visit.set_identity_withheld(row["identity_withheld"].as<bool>());
  visit.set_recorded_by(row["recorded_by"].c_str());
  *visit.mutable_recorded_at() = ToTimestamp(db::TimeOf(row["recorded_us"]));
  const json people = json::parse(row["visitors"].c_str());
  for (const auto& one : people) {
    auto* visitor = visit.add_visitors();
    visitor->set_full_name(one["full_name"].get<std::string>());
    visitor->set_gender(static_cast<v1::Gender>(one["gender"].get<int>()));
    visitor->set_birth_year(one["birth_year"].get<int>());
    visitor->set_address(one["address"].get<std::string>());
  }
  return visit;
}

}  // namespace

absl::StatusOr<std::optional<bool>> VisitStore::WithholdsAuthor(int64_t petition_id,
                                                                const std::string& agency_code) {
  ASSIGN_OR_RETURN(const auto rows,
                   pool_.Run(kWithholdsAuthor, db::Params().Int(petition_id).Text(agency_code)));
  if (rows.empty()) return std::optional<bool>();
  return std::optional<bool>(rows[0][0].as<bool>());
}

absl::StatusOr<int64_t> VisitStore::Record(const VisitEntry& entry, const std::string& fingerprint,
                                           const Principal& actor) {
  const auto& visit = entry.visit;
  const std::optional<int64_t> petition =
      visit.petition_id() == 0 ? std::nullopt : std::optional<int64_t>(visit.petition_id());
  db::Params params;
  params.Text(visit.request_id())
      .Bytes(fingerprint)
      .Text(visit.agency_code())
      .Day(entry.received_on)
      .Int(visit.session())
      .Bool(visit.received_by_head())
      .Int(visit.people())
      .Int(visit.kind())
      .Text(visit.subject_code())
      .Text(visit.area_key())
      .Text(visit.summary())
      .Int(visit.outcome())
      .IntOrNull(petition)
      .Bool(visit.returning())
      .Bool(entry.identity_withheld)
      .Bool(visit.anonymous())
      .TextArray(entry.leads)
      .Text(actor.officer)
      .Text(VisitorsJson(visit));
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kRecord, params));
  if (rows.empty()) return Repeated(visit.request_id(), fingerprint);
  return rows[0]["id"].as<int64_t>();
}

absl::StatusOr<int64_t> VisitStore::Repeated(const std::string& request_id,
                                             const std::string& fingerprint) {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kRepeatedVisit, db::Params().Text(request_id)));
  if (rows.empty()) return db::ClaimLost();
  RETURN_IF_ERROR(db::IsRepeat(rows[0]["request_fingerprint"], fingerprint).status());
  return rows[0]["visit_id"].as<int64_t>();
}

absl::StatusOr<std::vector<v1::Visit>> VisitStore::List(const std::string& agency_code,
                                                        absl::CivilDay from, const Before& before,
                                                        int size) {
  db::Params params;
  params.Text(agency_code).Day(from).Day(before.received_on).Int(before.id).Int(size + 1);
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kListVisits, params));
  std::vector<v1::Visit> visits;
  for (const auto& row : rows) visits.push_back(FromRow(row));
  return visits;
}

}  // namespace donthu::intake
