#include "services/intake/retention_store.h"

#include "services/base/db/request.h"
#include "services/base/status/status.h"
#include "services/intake/public_status.h"
#include "services/intake/retention.h"
#include "services/law/date.h"

namespace donthu::intake {
namespace {

constexpr int kEraseMax = 1000;

// $1 agency, $2 day, $3 years, $4 states in which a case has ended. A petition has ended when every
// agency that had it has disposed of it, nothing is under way between two, and the case that it was
// accepted into has ended. An ending can't lie before the receipt, which an index knows.
#define DONTHU_EXPIRED                                                                   \
  "SELECT p.id, p.code, p.agency, e.ended_on, "                                          \
  "(e.ended_on + make_interval(years => $3::int))::date AS keep_until "                  \
  "FROM intake.petition AS p JOIN LATERAL ("                                             \
  "SELECT greatest(h.ended_on, c.ended_on) AS ended_on FROM ("                           \
  "SELECT max(w.disposed_on) AS ended_on, "                                              \
  "coalesce(bool_or(w.disposal = 0 OR w.sent_to IS NOT NULL), true) AS running, "        \
  "coalesce(bool_or(w.disposal = 1), false) AS accepted "                                \
  "FROM routing_api.handling_card AS w WHERE w.petition_id = p.id) AS h CROSS JOIN ("    \
  "SELECT max(k.last_step_on) AS ended_on, count(*) > 0 AS there, "                      \
  "coalesce(bool_or(k.state <> ALL ($4::int[])), false) AS running "                     \
  "FROM resolution_api.case_card AS k WHERE k.petition_id = p.id) AS c "                 \
  "WHERE NOT h.running AND NOT c.running AND (c.there OR NOT h.accepted)) AS e ON true " \
  "WHERE p.agency = $1 AND NOT p.identity_withheld "                                     \
  "AND p.received_on < ($2::date - make_interval(years => $3::int))::date "              \
  "AND (e.ended_on + make_interval(years => $3::int))::date < $2::date "                 \
  "AND EXISTS (SELECT FROM intake.petitioner AS w WHERE w.petition_id = p.id AND "       \
  "(w.sealed_id_number <> '' OR w.sealed_phone <> '')) "

constexpr db::Statement kListExpired = {
    "intake_list_expired",
    "SELECT x.id, x.code, x.agency, x.ended_on, x.keep_until, "
    "(SELECT count(*) FROM intake.petitioner AS w WHERE w.petition_id = x.id AND "
    "(w.sealed_id_number <> '' OR w.sealed_phone <> '')) AS petitioners FROM (" DONTHU_EXPIRED
    ") AS x WHERE (x.ended_on, x.id) > ($5::date, $6::bigint) "
    "ORDER BY x.ended_on, x.id LIMIT $7::bigint"};

constexpr db::Statement kErase = {
    "intake_erase",
    "WITH expired AS MATERIALIZED (SELECT x.id FROM (" DONTHU_EXPIRED
    ") AS x ORDER BY x.ended_on, x.id LIMIT $12::bigint), "
    "claim AS ("
    "INSERT INTO intake.erasure (request_id, fingerprint, agency, decision_number, decided_on, "
    "erased_by, petitions, more) "
    "SELECT $5::uuid, $6::bytea, $1, $7, $8::date, $9, least(count(*), $12::bigint - 1), "
    "count(*) = $12::bigint FROM expired "
    "ON CONFLICT (request_id) DO NOTHING RETURNING petitions, more), "
    "erased AS ("
    "UPDATE intake.petitioner AS w SET sealed_id_number = '', id_number_hash = '', "
    "sealed_phone = '', phone_hash = '' FROM claim "
    "WHERE w.petition_id IN (SELECT id FROM expired LIMIT $12::bigint - 1) "
    "RETURNING w.petition_id), "
    "event AS ("
    "SELECT ledger.append('petition/' || e.petition_id, 'intake.NumbersErased', $10, $9, "
    "$11::date, jsonb_build_object('decision_number', $7, 'decided_on', $8::date)::text) "
    "FROM (SELECT DISTINCT petition_id FROM erased) AS e) "
    "SELECT claim.petitions, claim.more, (SELECT count(*) FROM event) AS events FROM claim",
    true};

constexpr db::Statement kRepeatedErase = {"intake_repeated_erase", R"sql(
  SELECT fingerprint AS request_fingerprint, petitions, more FROM intake.erasure WHERE request_id = $1::uuid)sql"};

// While a decision is carried out, the author's numbers may still be needed.
std::vector<int64_t> EndedStates() {
  std::vector<int64_t> states;
  for (int i = law::v1::CaseState_MIN; i <= law::v1::CaseState_MAX; ++i) {
    const auto state = static_cast<law::v1::CaseState>(i);
    if (!law::v1::CaseState_IsValid(i) || state == law::v1::CASE_STATE_ENFORCING) continue;
    const auto seen = PublicStateOf(state);
    if (seen == v1::PUBLIC_STATE_ENDED || seen == v1::PUBLIC_STATE_ANSWERED) states.push_back(i);
  }
  return states;
}

db::Params Expired(const std::string& agency, absl::CivilDay on) {
  return db::Params().Text(agency).Day(on).Int(kNumberYears).IntArray(EndedStates());
}

v1::EraseExpiredNumbersResponse AnswerFrom(const pqxx::row& row) {
  v1::EraseExpiredNumbersResponse response;
  response.set_petitions(row["petitions"].as<int>());
  response.set_more(row["more"].as<bool>());
  return response;
}

}  // namespace

absl::StatusOr<std::vector<v1::ExpiredNumbers>> RetentionStore::List(const std::string& agency,
                                                                     absl::CivilDay on,
                                                                     const Ended& after, int size) {
  db::Params params = Expired(agency, on);
  params.Day(after.on).Int(after.id).Int(size + 1);
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kListExpired, params));
  std::vector<v1::ExpiredNumbers> expired;
  for (const auto& row : rows) {
    auto& one = expired.emplace_back();
    one.set_petition_id(row["id"].as<int64_t>());
    one.set_code(row["code"].c_str());
    one.set_agency_code(row["agency"].c_str());
    *one.mutable_ended_on() = law::ToProto(db::DayOf(row["ended_on"]));
    *one.mutable_keep_until() = law::ToProto(db::DayOf(row["keep_until"]));
    one.set_petitioners(row["petitioners"].as<int>());
  }
  return expired;
}

absl::StatusOr<v1::EraseExpiredNumbersResponse> RetentionStore::Erase(
    const v1::EraseExpiredNumbersRequest& request, absl::CivilDay on, absl::CivilDay decided_on,
    const Principal& actor, absl::CivilDay today) {
  db::Params params = Expired(request.agency_code(), on);
  params.Text(request.request_id())
      .Bytes(db::FingerprintOf(request))
      .Text(request.decision_number())
      .Day(decided_on)
      .Text(actor.officer)
      .Text(actor.agency)
      .Day(today)
      .Int(kEraseMax + 1);
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kErase, params));
  if (rows.empty()) return Repeated(request);
  return AnswerFrom(rows[0]);
}

absl::StatusOr<v1::EraseExpiredNumbersResponse> RetentionStore::Repeated(
    const v1::EraseExpiredNumbersRequest& request) {
  ASSIGN_OR_RETURN(const auto rows,
                   pool_.Run(kRepeatedErase, db::Params().Text(request.request_id())));
  if (rows.empty()) return db::ClaimLost();
  RETURN_IF_ERROR(
      db::IsRepeat(rows[0]["request_fingerprint"], db::FingerprintOf(request)).status());
  return AnswerFrom(rows[0]);
}

}  // namespace donthu::intake
