#include "services/routing/assignment_store.h"

#include <nlohmann/json.hpp>

#include "services/base/status/status.h"
#include "services/law/date.h"
#include "services/routing/command_store.h"

namespace donthu::routing {
namespace {

using nlohmann::json;

constexpr db::Statement kList = {"routing_list_assignments", R"sql(
  SELECT petition_id, agency, officer, assigned_on, ended_on FROM sight.assignment
   WHERE petition_id = $1::bigint AND agency = $2 AND ($3 = '' OR officer = $3) ORDER BY officer)sql"};

constexpr db::Statement kWrite = {"routing_write_assignment", R"sql(
  WITH claim AS (
    INSERT INTO routing.request (request_id, fingerprint, response) VALUES ($1::uuid, $2::bytea, $3::bytea)
    ON CONFLICT (request_id) DO NOTHING RETURNING 1),
  changed AS (
    INSERT INTO sight.assignment AS a (petition_id, agency, officer, assigned_on, ended_on)
    SELECT $4::bigint, $5, $6, $7::date, $8::date FROM claim
    ON CONFLICT (petition_id, agency, officer) DO UPDATE
       SET assigned_on = excluded.assigned_on, ended_on = excluded.ended_on
    RETURNING 1),
  event AS (
    SELECT ledger.append('petition/' || $4, $9, $5, $10, $11::date, $12) FROM changed)
  SELECT (SELECT count(*) FROM claim) AS claimed, (SELECT count(*) FROM event))sql",
                                  true};

}  // namespace

absl::StatusOr<std::vector<v1::Assignment>> AssignmentStore::List(int64_t petition_id,
                                                                  const std::string& agency,
                                                                  const std::string& officer) {
  ASSIGN_OR_RETURN(const auto rows,
                   pool_.Run(kList, db::Params().Int(petition_id).Text(agency).Text(officer)));
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
  }
  return assignments;
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
      .Text(payload.dump());
  return Claimed(pool_.Run(kWrite, params));
}

}  // namespace donthu::routing
