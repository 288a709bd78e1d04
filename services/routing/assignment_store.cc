#include "services/routing/assignment_store.h"

#include <nlohmann/json.hpp>

#include "services/base/status/status.h"
#include "services/law/date.h"
#include "services/routing/command_store.h"

namespace donthu::routing {
namespace {

using nlohmann::json;

constexpr db::Statement kList = {"routing_list_assignments", R"sql(
  SELECT a.petition_id, a.agency, a.officer, a.assigned_on, a.ended_on, a.reason,
         a.ended_on IS NULL AND NOT EXISTS (SELECT FROM directory_api.posts_on($4::text[], $5::date) AS p
                                             WHERE p.officer = a.officer) AS officer_left
    FROM sight.assignment AS a
   WHERE a.petition_id = $1::bigint AND a.agency = $2 AND ($3 = '' OR a.officer = $3) ORDER BY a.officer)sql"};

constexpr db::Statement kFind = {"routing_find_officer", R"sql(
  SELECT p.agency, to_json(sight.leads($4::bigint)) AS leads
    FROM directory_api.posts_on($2::text[], $3::date) AS p WHERE p.officer = $1)sql"};

constexpr db::Statement kWrite = {"routing_write_assignment", R"sql(
  WITH claim AS (
    INSERT INTO routing.request (request_id, fingerprint, response) VALUES ($1::uuid, $2::bytea, $3::bytea)
    ON CONFLICT (request_id) DO NOTHING RETURNING 1),
  changed AS (
    INSERT INTO sight.assignment AS a (petition_id, agency, officer, assigned_on, ended_on, reason)
    SELECT $4::bigint, $5, $6, $7::date, $8::date, $13 FROM claim
    ON CONFLICT (petition_id, agency, officer) DO UPDATE
       SET assigned_on = excluded.assigned_on, ended_on = excluded.ended_on, reason = excluded.reason
    RETURNING 1),
  event AS (
    SELECT ledger.append('petition/' || $4, $9, $5, $10, $11::date, $12) FROM changed)
  SELECT (SELECT count(*) FROM claim) AS claimed, (SELECT count(*) FROM event))sql",
                                  true};

constexpr db::Statement kListLeft = {"routing_list_left_work", R"sql(
  SELECT a.petition_id, a.agency, a.officer, a.assigned_on, a.ended_on, a.reason, true AS officer_left
    FROM sight.assignment AS a
   WHERE a.agency = ANY ($1::text[]) AND a.ended_on IS NULL AND ($2 = '' OR a.officer = $2)
     AND NOT EXISTS (SELECT FROM directory_api.posts_on($3::text[], $4::date) AS p WHERE p.officer = a.officer)
     AND (a.petition_id, a.agency, a.officer) > ($5::bigint, $6, $7)
   ORDER BY a.petition_id, a.agency, a.officer LIMIT $8::bigint)sql"};

// Rows are locked in one order, so that two who give on at once wait for each other; the second
// finds nothing left. What the caller may not know of is not there for him (row policy).
constexpr db::Statement kGiveOn = {"routing_give_work_on", R"sql(
  WITH open AS (
    SELECT a.petition_id, a.agency FROM sight.assignment AS a
     WHERE a.agency = ANY ($1::text[]) AND a.officer = $2 AND a.ended_on IS NULL
     ORDER BY a.petition_id, a.agency FOR UPDATE),
  given AS (
    UPDATE sight.assignment AS a SET ended_on = $4::date, reason = $5
      FROM open AS o
     WHERE a.petition_id = o.petition_id AND a.agency = o.agency AND a.officer = $2 AND a.assigned_on <= $4::date
       AND NOT sight.leads(a.petition_id) && $6::text[]
    RETURNING a.petition_id, a.agency),
  taken AS (
    INSERT INTO sight.assignment AS a (petition_id, agency, officer, assigned_on, reason)
    SELECT petition_id, agency, $3, $4::date, $5 FROM given
    ON CONFLICT (petition_id, agency, officer) DO UPDATE
       SET assigned_on = CASE WHEN a.ended_on IS NULL THEN a.assigned_on ELSE excluded.assigned_on END,
           ended_on = NULL, reason = excluded.reason
    RETURNING 1),
  event AS (
    SELECT ledger.append('petition/' || petition_id, 'routing.WorkReassigned', agency, $7, $4::date,
                         jsonb_build_object('petition_id', petition_id, 'officer', $3, 'from_officer', $2)::text)
      FROM given)
  SELECT (SELECT count(DISTINCT petition_id) FROM given) AS reassigned,
         (SELECT count(DISTINCT petition_id) FROM open
           WHERE (petition_id, agency) NOT IN (SELECT petition_id, agency FROM given)) AS remaining,
         (SELECT count(*) FROM taken), (SELECT count(*) FROM event))sql",
                                   true};

constexpr db::Statement kClaim = {"routing_claim", R"sql(
  WITH claim AS (
    INSERT INTO routing.request (request_id, fingerprint, response) VALUES ($1::uuid, $2::bytea, $3::bytea)
    ON CONFLICT (request_id) DO NOTHING RETURNING 1)
  SELECT count(*) AS claimed FROM claim)sql",
                                  true};

std::vector<v1::Assignment> AssignmentsFrom(const pqxx::result& rows) {
  std::vector<v1::Assignment> assignments;
  for (const auto& row : rows) {
    v1::Assignment& one = assignments.emplace_back();
    one.set_petition_id(row["petition_id"].as<int64_t>());
    one.set_agency_code(row["agency"].c_str());
    one.set_officer(row["officer"].c_str());
    *one.mutable_assigned_on() = law::ToProto(db::DayOf(row["assigned_on"]));
    if (const auto day = db::OptionalDayOf(row["ended_on"])) {
      *one.mutable_ended_on() = law::ToProto(*day);
    }
    one.set_reason(row["reason"].c_str());
    one.set_officer_left(row["officer_left"].as<bool>());
  }
  return assignments;
}

}  // namespace

absl::StatusOr<std::vector<v1::Assignment>> AssignmentStore::List(int64_t petition_id,
                                                                  const std::string& agency,
                                                                  const std::string& officer,
                                                                  const Post& today) {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kList, db::Params()
                                                         .Int(petition_id)
                                                         .Text(agency)
                                                         .Text(officer)
                                                         .TextArray(today.places)
                                                         .Day(today.on)));
  return AssignmentsFrom(rows);
}

absl::StatusOr<std::optional<Candidate>> AssignmentStore::Find(const std::string& officer,
                                                               const Post& post,
                                                               int64_t petition_id) {
  ASSIGN_OR_RETURN(
      const auto rows,
      pool_.Run(kFind,
                db::Params().Text(officer).TextArray(post.places).Day(post.on).Int(petition_id)));
  if (rows.empty()) return std::optional<Candidate>();
  const json leads = json::parse(rows[0]["leads"].c_str());
  return std::optional<Candidate>(
      {rows[0]["agency"].c_str(), leads.get<std::vector<std::string>>()});
}

absl::Status AssignmentStore::Write(const Command& command, const v1::Assignment& now,
                                    absl::CivilDay on) {
  const bool ends = now.has_ended_on();
  const json payload = {{"petition_id", now.petition_id()}, {"officer", now.officer()}};
  db::Params params = Claim(command);
  params.Int(now.petition_id())
      .Text(now.agency_code())
      .Text(now.officer())
      .Day(DayIn(now.assigned_on(), true))
      .Day(DayIn(now.ended_on(), ends))
      .Text(std::string(ends ? "routing.OfficerReleased" : "routing.OfficerAssigned"))
      .Text(command.actor.officer)
      .Day(on)
      .Text(payload.dump())
      .Text(now.reason());
  return Claimed(pool_.Run(kWrite, params));
}

absl::StatusOr<std::vector<v1::Assignment>> AssignmentStore::ListLeft(const LeftWork& left,
                                                                      const v1::Assignment& after,
                                                                      int size) {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kListLeft, db::Params()
                                                             .TextArray(left.agencies)
                                                             .Text(left.officer)
                                                             .TextArray(left.post.places)
                                                             .Day(left.post.on)
                                                             .Int(after.petition_id())
                                                             .Text(after.agency_code())
                                                             .Text(after.officer())
                                                             .Int(size)));
  return AssignmentsFrom(rows);
}

absl::StatusOr<v1::ReassignWorkResponse> AssignmentStore::GiveOn(const Command& command,
                                                                 const GivingOn& giving) {
  v1::ReassignWorkResponse response;
  RETURN_IF_ERROR(pool_.Transact([&](db::Transaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const auto rows, tx.Run(kGiveOn, db::Params()
                                                          .TextArray(giving.agencies)
                                                          .Text(giving.from)
                                                          .Text(giving.to)
                                                          .Day(giving.on)
                                                          .Text(giving.reason)
                                                          .TextArray(giving.superiors)
                                                          .Text(command.actor.officer)));
    response.set_reassigned(rows[0]["reassigned"].as<int64_t>());
    response.set_remaining(rows[0]["remaining"].as<int64_t>());
    Command answered = command;
    answered.response = response.SerializeAsString();
    return Claimed(tx.Run(kClaim, Claim(answered)));
  }));
  return response;
}

}  // namespace donthu::routing
