#include "services/routing/referral_store.h"

#include <nlohmann/json.hpp>

#include "services/base/clock/timestamp.h"
#include "services/base/status/status.h"
#include "services/law/date.h"
#include "services/routing/command_store.h"
#include "services/routing/payload.h"

namespace donthu::routing {
namespace {

using nlohmann::json;

constexpr db::Statement kWentThere = {"routing_went_there", R"sql(
  SELECT EXISTS (SELECT 1 FROM routing.referral WHERE petition_id = $1::bigint AND from_agency = $2 AND to_agency = $3)
      OR EXISTS (SELECT 1 FROM routing.handling WHERE petition_id = $1::bigint AND agency = $3)
      OR EXISTS (SELECT 1 FROM intake_api.petition_card WHERE id = $1::bigint AND agency = $3))sql"};

// Referrals of petitions with a withheld author are numbered apart: a gap would tell of one.
constexpr db::Statement kNextReferralId = {"routing_next_referral_id", R"sql(
  SELECT CASE WHEN EXISTS (SELECT FROM intake_api.petition_card WHERE id = $1::bigint AND identity_withheld)
              THEN nextval('routing.guarded_referral_id_seq') ELSE nextval('routing.referral_id_seq') END)sql"};

#define DONTHU_REFERRAL_COLUMNS                                                          \
  "SELECT r.id, r.petition_id, p.code, r.from_agency, r.to_agency, r.sent_on, r.state, " \
  "r.answered_on, r.return_reason, r.reply_number, r.decision_number, r.version, "       \
  "(extract(epoch FROM r.sent_at) * 1e6)::bigint AS sent_us "
#define DONTHU_REFERRAL_FROM \
  "FROM routing.referral AS r JOIN intake_api.petition_card AS p ON p.id = r.petition_id "

constexpr db::Statement kGetReferral = {
    "routing_get_referral", DONTHU_REFERRAL_COLUMNS DONTHU_REFERRAL_FROM "WHERE r.id = $1::bigint"};
// Lists also show what was sent, and as what the sender judged it.
#define DONTHU_REFERRAL_LIST                                                                    \
  DONTHU_REFERRAL_COLUMNS                                                                       \
  ", t.title, p.received_on, p.subject, coalesce(s.kind, p.kind) AS kind " DONTHU_REFERRAL_FROM \
  "JOIN intake_api.petition_text AS t ON t.id = r.petition_id LEFT JOIN routing.handling AS s " \
  "ON s.petition_id = r.petition_id AND s.agency = r.from_agency WHERE "
#define DONTHU_REFERRAL_PAGE                                       \
  " = $1 AND r.id < $2::bigint AND ($3::int = 0 OR r.state = $3) " \
  "ORDER BY r.id DESC LIMIT $4::bigint"

constexpr db::Statement kListReceived = {"routing_list_received",
                                         DONTHU_REFERRAL_LIST "r.to_agency" DONTHU_REFERRAL_PAGE};
constexpr db::Statement kListSent = {"routing_list_sent",
                                     DONTHU_REFERRAL_LIST "r.from_agency" DONTHU_REFERRAL_PAGE};

// Ordinarily the receiver has no handling yet; by a decision of the chairman ($17) an earlier
// holder begins anew. $4 referral, $5 its version, $9 who takes it, $16 the accused.
constexpr db::Statement kAccept = {"routing_accept", R"sql(
  WITH claim AS (
    INSERT INTO routing.request (request_id, fingerprint, response) VALUES ($1::uuid, $2::bytea, $3::bytea)
    ON CONFLICT (request_id) DO NOTHING RETURNING 1),
  changed AS (
    UPDATE routing.referral
       SET state = 2, answered_on = $6::date, reply_number = $7, version = version + 1
     WHERE id = $4::bigint AND version = $5::bigint AND EXISTS (SELECT FROM claim)
    RETURNING id),
  opened AS (
    INSERT INTO routing.handling AS h (petition_id, agency, opened_on, kind, disposal, disposed_on, eligible, competent,
                                       prior_status, case_type, reason, referral_id, matter_id, accused, decision_number,
                                       version, classify_due_on)
    SELECT $8::bigint, $9, $6::date, $10::int, 0, NULL, false, false, 0, 0, '', NULL, $11::bigint, $16::bytea, $17, 1,
           $18::date
      FROM changed
    ON CONFLICT (petition_id, agency) DO UPDATE
       SET opened_on = excluded.opened_on, kind = excluded.kind, disposal = 0, disposed_on = NULL, eligible = false,
           competent = false, prior_status = 0, case_type = 0, reason = '', referral_id = NULL, above_level = false,
           accused = excluded.accused, decision_number = excluded.decision_number, version = h.version + 1,
           classify_due_on = excluded.classify_due_on
     WHERE excluded.decision_number <> ''
    RETURNING 1),
  event AS (
    SELECT ledger.append('petition/' || $8, 'routing.ReferralAccepted', $9, $12, $6::date, $13) FROM opened),
  answered AS (
    SELECT ledger.append('referral/' || id, 'routing.ReferralAnswered', $14, $12, $6::date, $15) FROM changed)
  SELECT (SELECT count(*) FROM claim) AS claimed,
         CASE WHEN EXISTS (SELECT FROM claim) AND NOT EXISTS (SELECT FROM opened) THEN public.refuse_stale() END,
         (SELECT count(*) FROM event), (SELECT count(*) FROM answered))sql",
                                   true};

constexpr db::Statement kReturn = {"routing_return", R"sql(
  WITH claim AS (
    INSERT INTO routing.request (request_id, fingerprint, response) VALUES ($1::uuid, $2::bytea, $3::bytea)
    ON CONFLICT (request_id) DO NOTHING RETURNING 1),
  changed AS (
    UPDATE routing.referral
       SET state = 3, answered_on = $6::date, reply_number = $7, return_reason = $10, version = version + 1
     WHERE id = $4::bigint AND version = $5::bigint AND EXISTS (SELECT FROM claim)
    RETURNING id),
  reopened AS (
    UPDATE routing.handling
       SET disposal = 0, disposed_on = NULL, eligible = false, competent = false, prior_status = 0, case_type = 0,
           reason = '', referral_id = NULL, above_level = false, version = version + 1
     WHERE petition_id = $8::bigint AND agency = $9 AND referral_id = $4::bigint AND EXISTS (SELECT FROM changed)
    RETURNING 1),
  event AS (
    SELECT ledger.append('petition/' || $8, 'routing.ReferralReturned', $9, $11, $6::date, $12) FROM reopened),
  answered AS (
    SELECT ledger.append('referral/' || id, 'routing.ReferralAnswered', $13, $11, $6::date, $14) FROM changed)
  SELECT (SELECT count(*) FROM claim) AS claimed,
         CASE WHEN EXISTS (SELECT FROM claim) AND NOT EXISTS (SELECT FROM reopened) THEN public.refuse_stale() END,
         (SELECT count(*) FROM event), (SELECT count(*) FROM answered))sql",
                                   true};

constexpr db::Statement kTransfers = {
    "routing_transfers",
    "SELECT id, from_agency, to_agency, sent_on, state, answered_on FROM routing.referral "
    "WHERE petition_id = $1::bigint ORDER BY id"};

v1::Referral ReferralFrom(const pqxx::row& row) {
  v1::Referral referral;
  referral.set_id(row["id"].as<int64_t>());
  referral.set_petition_id(row["petition_id"].as<int64_t>());
  referral.set_petition_code(row["code"].c_str());
  referral.set_from_agency_code(row["from_agency"].c_str());
  referral.set_to_agency_code(row["to_agency"].c_str());
  *referral.mutable_sent_on() = law::ToProto(db::DayOf(row["sent_on"]));
  referral.set_state(static_cast<v1::ReferralState>(row["state"].as<int>()));
  if (const auto day = db::OptionalDayOf(row["answered_on"])) {
    *referral.mutable_answered_on() = law::ToProto(*day);
  }
  referral.set_return_reason(row["return_reason"].c_str());
  referral.set_reply_number(row["reply_number"].c_str());
  referral.set_decision_number(row["decision_number"].c_str());
  *referral.mutable_sent_at() = ToTimestamp(db::TimeOf(row["sent_us"]));
  referral.set_etag(row["version"].c_str());
  return referral;
}

}  // namespace

absl::StatusOr<bool> ReferralStore::WentThere(int64_t petition_id, const std::string& from,
                                              const std::string& to) {
  ASSIGN_OR_RETURN(const auto rows,
                   pool_.Run(kWentThere, db::Params().Int(petition_id).Text(from).Text(to)));
  return rows[0][0].as<bool>();
}

absl::StatusOr<int64_t> ReferralStore::NextId(int64_t petition_id) {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kNextReferralId, db::Params().Int(petition_id)));
  return rows[0][0].as<int64_t>();
}

absl::StatusOr<v1::Referral> ReferralStore::Get(int64_t id) {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kGetReferral, db::Params().Int(id)));
  if (rows.empty()) return NotFound("referral", "Không có phiếu chuyển này.");
  return ReferralFrom(rows[0]);
}

absl::Status ReferralStore::Accept(const Command& command, const v1::Referral& answered,
                                   const Held& opened) {
  const json payload = {{"handling", HandlingJson(opened)}, {"referral", ReferralJson(answered)}};
  const json notice = {{"referral", ReferralJson(answered)}};
  db::Params params = Claim(command);
  params.Int(answered.id())
      .Text(answered.etag())
      .Day(DayIn(answered.answered_on(), true))
      .Text(answered.reply_number())
      .Int(answered.petition_id())
      .Text(opened.handling.agency_code())
      .Int(opened.handling.kind())
      .Int(opened.handling.matter_id())
      .Text(command.actor.officer)
      .Text(payload.dump())
      .Text(answered.from_agency_code())
      .Text(notice.dump());
  AddAccused(opened.handling, &params);
  params.Text(opened.handling.decision_number()).Day(opened.classify_due_on);
  return Claimed(pool_.Run(kAccept, params));
}

absl::Status ReferralStore::Return(const Command& command, const v1::Referral& answered,
                                   const Held& reopened) {
  const json payload = {{"handling", HandlingJson(reopened)}, {"referral", ReferralJson(answered)}};
  const json notice = {{"referral", ReferralJson(answered)}};
  db::Params params = Claim(command);
  params.Int(answered.id())
      .Text(answered.etag())
      .Day(DayIn(answered.answered_on(), true))
      .Text(answered.reply_number())
      .Int(answered.petition_id())
      .Text(answered.from_agency_code())
      .Text(answered.return_reason())
      .Text(command.actor.officer)
      .Text(payload.dump())
      .Text(answered.to_agency_code())
      .Text(notice.dump());
  return Claimed(pool_.Run(kReturn, params));
}

absl::StatusOr<std::vector<v1::Referral>> ReferralStore::List(
    const v1::ListReferralsRequest& request, int64_t before_id, int size) {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(request.sent() ? kListSent : kListReceived,
                                              db::Params()
                                                  .Text(request.agency_code())
                                                  .Int(before_id > 0 ? before_id : INT64_MAX)
                                                  .Int(request.state())
                                                  .Int(size + 1)));
  std::vector<v1::Referral> referrals;
  for (const auto& row : rows) {
    auto& referral = referrals.emplace_back(ReferralFrom(row));
    referral.set_title(row["title"].c_str());
    referral.set_kind(static_cast<law::v1::PetitionKind>(row["kind"].as<int>()));
    *referral.mutable_received_on() = law::ToProto(db::DayOf(row["received_on"]));
    referral.set_subject_code(row["subject"].c_str());
  }
  return referrals;
}

absl::StatusOr<std::vector<v1::Transfer>> ReferralStore::Transfers(int64_t petition_id) {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kTransfers, db::Params().Int(petition_id)));
  std::vector<v1::Transfer> transfers;
  for (const auto& row : rows) {
    v1::Transfer transfer;
    transfer.set_referral_id(row["id"].as<int64_t>());
    transfer.set_from_agency_code(row["from_agency"].c_str());
    transfer.set_to_agency_code(row["to_agency"].c_str());
    *transfer.mutable_sent_on() = law::ToProto(db::DayOf(row["sent_on"]));
    transfer.set_state(static_cast<v1::ReferralState>(row["state"].as<int>()));
    if (const auto day = db::OptionalDayOf(row["answered_on"])) {
      *transfer.mutable_answered_on() = law::ToProto(*day);
    }
    transfers.push_back(transfer);
  }
  return transfers;
}

}  // namespace donthu::routing
