#include "services/routing/routing_store.h"

#include <nlohmann/json.hpp>

#include "absl/strings/str_split.h"
#include "services/base/db/request.h"
#include "services/base/status/status.h"
#include "services/law/date.h"

namespace donthu::routing {
namespace {

using nlohmann::json;

constexpr db::Statement kRepeated = {
    "routing_repeated",
    "SELECT fingerprint, response FROM routing.request WHERE request_id = $1::uuid"};

// The receiving agency holds a petition from the start; every other one from the referral it
// accepted.
#define DONTHU_HELD_COLUMNS                                                                        \
  "p.id, p.code, coalesce(h.agency, p.agency) AS agency, p.subject, p.area, p.identity_withheld, " \
  "coalesce(h.opened_on, p.received_on) AS opened_on, coalesce(h.kind, p.kind) AS held_kind, "     \
  "coalesce(h.disposal, 0) AS disposal, h.disposed_on, coalesce(h.eligible, false) AS eligible, "  \
  "coalesce(h.competent, false) AS competent, coalesce(h.prior_status, 0) AS prior_status, "       \
  "coalesce(h.case_type, 0) AS case_type, coalesce(h.reason, '') AS reason, "                      \
  "coalesce(h.referral_id, 0) AS referral_id, coalesce(h.matter_id, p.id) AS matter_id, "          \
  "coalesce(h.version, 0) AS version "
#define DONTHU_HELD_FROM                                                \
  "FROM intake_api.petition_card AS p LEFT JOIN routing.handling AS h " \
  "ON h.petition_id = p.id AND h.agency = CASE WHEN $2 = '' THEN p.agency ELSE $2 END "
#define DONTHU_HELD_WHERE \
  "WHERE p.id = $1::bigint AND (h.agency IS NOT NULL OR $2 IN ('', p.agency))"

constexpr db::Statement kGetHeld = {
    "routing_get_held", "SELECT " DONTHU_HELD_COLUMNS DONTHU_HELD_FROM DONTHU_HELD_WHERE};

constexpr db::Statement kGetCase = {
    "routing_get_case",
    "SELECT " DONTHU_HELD_COLUMNS
    ", p.received_on, p.kind, p.mixed_kinds, p.channel, p.group_size, p.representatives, "
    "p.anonymous, p.names_author, p.gives_address, p.has_signature, p.has_evidence, p.defect, "
    "p.decision_on, p.second_complaint, t.title, t.body, t.fingerprint, t.band_keys, "
    "t.folded_name, t.birth_year, t.id_number_hash " DONTHU_HELD_FROM
    "JOIN intake_api.petition_text AS t ON t.id = p.id " DONTHU_HELD_WHERE};

constexpr db::Statement kWentThere = {"routing_went_there", R"sql(
  SELECT EXISTS (SELECT 1 FROM routing.referral WHERE petition_id = $1::bigint AND from_agency = $2 AND to_agency = $3)
      OR EXISTS (SELECT 1 FROM routing.handling WHERE petition_id = $1::bigint AND agency = $3)
      OR EXISTS (SELECT 1 FROM intake_api.petition_card WHERE id = $1::bigint AND agency = $3))sql"};

constexpr db::Statement kNextReferralId = {"routing_next_referral_id",
                                           "SELECT nextval('routing.referral_id_seq')"};

constexpr db::Statement kDispose = {"routing_dispose", R"sql(
  WITH claim AS (
    INSERT INTO routing.request (request_id, fingerprint, response) VALUES ($1::uuid, $2::bytea, $3::bytea)
    ON CONFLICT (request_id) DO NOTHING RETURNING 1),
  referral AS (
    INSERT INTO routing.referral (id, petition_id, from_agency, to_agency, sent_on, state)
    SELECT $14::bigint, $4::bigint, $5, $17, $8::date, 1 FROM claim WHERE $14::bigint IS NOT NULL
    RETURNING id),
  changed AS (
    INSERT INTO routing.handling AS h (petition_id, agency, opened_on, kind, disposal, disposed_on, eligible, competent,
                                       prior_status, case_type, reason, referral_id, matter_id, version)
    SELECT $4::bigint, $5, $6::date, $7::int, $9::int, $8::date, $10::boolean, $11::boolean, $12::int, $13::int, $15,
           $14::bigint, $16::bigint, $18::bigint + 1
      FROM claim
    ON CONFLICT (petition_id, agency) DO UPDATE
       SET kind = excluded.kind, disposal = excluded.disposal, disposed_on = excluded.disposed_on,
           eligible = excluded.eligible, competent = excluded.competent, prior_status = excluded.prior_status,
           case_type = excluded.case_type, reason = excluded.reason, referral_id = excluded.referral_id,
           matter_id = excluded.matter_id, version = excluded.version
     WHERE h.version = $18::bigint
    RETURNING 1),
  event AS (
    SELECT ledger.append('petition/' || $4, 'routing.Disposed', $5, $19, $8::date, $20) FROM changed),
  sent AS (
    SELECT ledger.append('referral/' || id, 'routing.ReferralSent', $17, $19, $8::date, $21) FROM referral)
  SELECT (SELECT count(*) FROM claim) AS claimed,
         CASE WHEN EXISTS (SELECT FROM claim) AND NOT EXISTS (SELECT FROM changed) THEN public.refuse_stale() END,
         (SELECT count(*) FROM event), (SELECT count(*) FROM sent))sql",
                                    true};

#define DONTHU_REFERRAL_COLUMNS                                                          \
  "SELECT r.id, r.petition_id, p.code, r.from_agency, r.to_agency, r.sent_on, r.state, " \
  "r.answered_on, r.return_reason, r.reply_number, r.version, "                          \
  "(extract(epoch FROM r.sent_at) * 1e6)::bigint AS sent_us "                            \
  "FROM routing.referral AS r JOIN intake_api.petition_card AS p ON p.id = r.petition_id "

constexpr db::Statement kGetReferral = {"routing_get_referral",
                                        DONTHU_REFERRAL_COLUMNS "WHERE r.id = $1::bigint"};
constexpr db::Statement kListReceived = {
    "routing_list_received", DONTHU_REFERRAL_COLUMNS
    "WHERE r.to_agency = $1 AND r.id < $2::bigint AND ($3::int = 0 OR r.state = $3) "
    "ORDER BY r.id DESC LIMIT $4::bigint"};
constexpr db::Statement kListSent = {
    "routing_list_sent", DONTHU_REFERRAL_COLUMNS
    "WHERE r.from_agency = $1 AND r.id < $2::bigint AND ($3::int = 0 OR r.state = $3) "
    "ORDER BY r.id DESC LIMIT $4::bigint"};

// $4 referral, $5 its version, $6 new state, $7 answered_on, $8 reason, $9 reply number, $10
// petition, $11 agency whose handling changes, $12.. that handling.
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
    INSERT INTO routing.handling (petition_id, agency, opened_on, kind, disposal, disposed_on, eligible, competent,
                                  prior_status, case_type, reason, referral_id, matter_id, version)
    SELECT $8::bigint, $9, $6::date, $10::int, 0, NULL, false, false, 0, 0, '', NULL, $11::bigint, 1 FROM changed
    RETURNING 1),
  event AS (
    SELECT ledger.append('petition/' || $8, 'routing.ReferralAccepted', $9, $12, $6::date, $13) FROM opened),
  answered AS (
    SELECT ledger.append('referral/' || id, 'routing.ReferralAnswered', $14, $12, $6::date, $15) FROM changed)
  SELECT (SELECT count(*) FROM claim) AS claimed,
         CASE WHEN EXISTS (SELECT FROM claim) AND NOT EXISTS (SELECT FROM changed) THEN public.refuse_stale() END,
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
           reason = '', referral_id = NULL, version = version + 1
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

std::optional<absl::CivilDay> DayIn(const common::v1::Date& date, bool set) {
  if (!set) return std::nullopt;
  return absl::CivilDay(date.year(), date.month(), date.day());
}

// The handling as every event carries it whole, so that a reader needs only the last one.
json HandlingJson(const Held& held) {
  const v1::Handling& h = held.handling;
  const auto disposed_on = DayIn(h.disposed_on(), h.has_disposed_on());
  return {{"petition_id", h.petition_id()},
          {"petition_code", h.petition_code()},
          {"agency", h.agency_code()},
          {"opened_on", law::FormatIsoDay(*DayIn(h.opened_on(), true))},
          {"kind", static_cast<int>(h.kind())},
          {"subject", held.subject_code},
          {"area", held.area_key},
          {"matter_id", h.matter_id()},
          {"disposal", static_cast<int>(h.disposal())},
          {"disposed_on", disposed_on ? json(law::FormatIsoDay(*disposed_on)) : json()},
          {"eligible", h.eligible()},
          {"competent", h.competent()},
          {"prior_status", static_cast<int>(h.prior_status())},
          {"case_type", static_cast<int>(h.case_type())}};
}

json ReferralJson(const v1::Referral& referral) {
  return {{"id", referral.id()},
          {"petition_id", referral.petition_id()},
          {"from", referral.from_agency_code()},
          {"to", referral.to_agency_code()},
          {"state", static_cast<int>(referral.state())},
          {"replied", !referral.reply_number().empty()}};
}

Held HeldFrom(const pqxx::row& row) {
  Held held;
  v1::Handling& h = held.handling;
  h.set_petition_id(row["id"].as<int64_t>());
  h.set_petition_code(row["code"].c_str());
  h.set_agency_code(row["agency"].c_str());
  *h.mutable_opened_on() = law::ToProto(db::DayOf(row["opened_on"]));
  h.set_kind(static_cast<law::v1::PetitionKind>(row["held_kind"].as<int>()));
  h.set_disposal(static_cast<law::v1::Disposal>(row["disposal"].as<int>()));
  if (const auto day = db::OptionalDayOf(row["disposed_on"])) {
    *h.mutable_disposed_on() = law::ToProto(*day);
  }
  h.set_eligible(row["eligible"].as<bool>());
  h.set_competent(row["competent"].as<bool>());
  h.set_prior_status(static_cast<law::v1::PriorStatus>(row["prior_status"].as<int>()));
  h.set_case_type(static_cast<law::v1::CaseType>(row["case_type"].as<int>()));
  h.set_reason(row["reason"].c_str());
  h.set_referral_id(row["referral_id"].as<int64_t>());
  h.set_matter_id(row["matter_id"].as<int64_t>());
  held.version = row["version"].as<int64_t>();
  h.set_etag(std::to_string(held.version));
  held.subject_code = row["subject"].c_str();
  held.area_key = row["area"].c_str();
  held.identity_withheld = row["identity_withheld"].as<bool>();
  return held;
}

// "{1,2}" as PostgreSQL writes it.
std::vector<int64_t> IntsOf(const pqxx::field& field) {
  const std::string text = field.c_str();
  const std::vector<std::string> parts =
      absl::StrSplit(text.substr(1, text.size() - 2), ',', absl::SkipEmpty());
  std::vector<int64_t> values;
  for (const auto& part : parts) values.push_back(std::stoll(part));
  return values;
}

intake::v1::Petition CardFrom(const pqxx::row& row) {
  intake::v1::Petition card;
  card.set_id(row["id"].as<int64_t>());
  *card.mutable_received_on() = law::ToProto(db::DayOf(row["received_on"]));
  card.set_kind(static_cast<law::v1::PetitionKind>(row["kind"].as<int>()));
  for (int64_t kind : IntsOf(row["mixed_kinds"])) {
    card.add_mixed_kinds(static_cast<law::v1::PetitionKind>(kind));
  }
  card.set_channel(static_cast<intake::v1::Channel>(row["channel"].as<int>()));
  card.set_group_size(row["group_size"].as<int>());
  card.set_representatives(row["representatives"].as<int>());
  card.set_anonymous(row["anonymous"].as<bool>());
  card.set_names_author(row["names_author"].as<bool>());
  card.set_gives_address(row["gives_address"].as<bool>());
  card.set_has_signature(row["has_signature"].as<bool>());
  card.set_has_evidence(row["has_evidence"].as<bool>());
  card.set_defect(static_cast<intake::v1::Defect>(row["defect"].as<int>()));
  if (const auto day = db::OptionalDayOf(row["decision_on"])) {
    *card.mutable_decision_on() = law::ToProto(*day);
  }
  card.set_second_complaint(row["second_complaint"].as<bool>());
  return card;
}

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
  const int64_t us = row["sent_us"].as<int64_t>();
  referral.mutable_sent_at()->set_seconds(us / 1'000'000);
  referral.mutable_sent_at()->set_nanos(static_cast<int>(us % 1'000'000) * 1000);
  referral.set_etag(row["version"].c_str());
  return referral;
}

db::Params Claim(const Command& command) {
  return db::Params().Text(command.request_id).Bytes(command.fingerprint).Bytes(command.response);
}

// A claim that found its request_id taken means that a twin request has just won.
absl::Status Claimed(const absl::StatusOr<pqxx::result>& rows) {
  RETURN_IF_ERROR(rows.status());
  if ((*rows)[0]["claimed"].as<int>() == 1) return absl::OkStatus();
  return Failure(absl::StatusCode::kAborted, common::v1::CONCURRENT_CHANGE,
                 "a twin of this request won; repeat to get its answer")
      .Vi("Yêu cầu vừa được xử lý ở nơi khác. Xin thực hiện lại.");
}

}  // namespace

absl::StatusOr<std::optional<std::string>> RoutingStore::Repeated(const std::string& request_id,
                                                                  const std::string& fingerprint) {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kRepeated, db::Params().Text(request_id)));
  if (rows.empty()) return std::optional<std::string>();
  RETURN_IF_ERROR(db::IsRepeat(rows[0]["fingerprint"], fingerprint).status());
  return std::optional<std::string>(db::BytesOf(rows[0]["response"]));
}

absl::StatusOr<Held> RoutingStore::GetHeld(int64_t petition_id, const std::string& agency) {
  ASSIGN_OR_RETURN(const auto rows,
                   pool_.Run(kGetHeld, db::Params().Int(petition_id).Text(agency)));
  if (rows.empty()) return NotFound("petition at this agency", "Cơ quan không giữ đơn này.");
  return HeldFrom(rows[0]);
}

absl::StatusOr<Case> RoutingStore::GetCase(int64_t petition_id, const std::string& agency) {
  ASSIGN_OR_RETURN(const auto rows,
                   pool_.Run(kGetCase, db::Params().Int(petition_id).Text(agency)));
  if (rows.empty()) return NotFound("petition at this agency", "Cơ quan không giữ đơn này.");
  const auto& row = rows[0];
  Case found;
  found.held = HeldFrom(row);
  found.card = CardFrom(row);
  found.title = row["title"].c_str();
  found.body = row["body"].c_str();
  found.band_keys = IntsOf(row["band_keys"]);
  auto& facts = found.duplicate_facts;
  facts.fingerprint = text::Decode(db::BytesOf(row["fingerprint"])).value_or(text::Fingerprint());
  facts.name = row["folded_name"].c_str();
  facts.birth_year = row["birth_year"].as<int>();
  facts.id_number_hash = row["id_number_hash"].c_str();
  facts.subject_code = found.held.subject_code;
  facts.commune_key = found.held.area_key;
  facts.decision_on = db::OptionalDayOf(row["decision_on"]);
  facts.received_on = db::DayOf(row["received_on"]);
  return found;
}

absl::StatusOr<bool> RoutingStore::WentThere(int64_t petition_id, const std::string& from,
                                             const std::string& to) {
  ASSIGN_OR_RETURN(const auto rows,
                   pool_.Run(kWentThere, db::Params().Int(petition_id).Text(from).Text(to)));
  return rows[0][0].as<bool>();
}

absl::StatusOr<int64_t> RoutingStore::NextReferralId() {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kNextReferralId, db::Params()));
  return rows[0][0].as<int64_t>();
}

absl::Status RoutingStore::Dispose(const Command& command, const Held& held,
                                   const std::string& to_agency) {
  const v1::Handling& h = held.handling;
  v1::Referral referral;
  referral.set_id(h.referral_id());
  referral.set_petition_id(h.petition_id());
  referral.set_from_agency_code(h.agency_code());
  referral.set_to_agency_code(to_agency);
  referral.set_state(v1::REFERRAL_STATE_SENT);
  std::optional<int64_t> referral_id;
  if (h.referral_id() > 0) referral_id = h.referral_id();
  const json payload = {{"handling", HandlingJson(held)}};
  const json sent = {{"referral", ReferralJson(referral)}};
  db::Params params = Claim(command);
  params.Int(h.petition_id())
      .Text(h.agency_code())
      .Day(DayIn(h.opened_on(), true))
      .Int(h.kind())
      .Day(DayIn(h.disposed_on(), true))
      .Int(h.disposal())
      .Bool(h.eligible())
      .Bool(h.competent())
      .Int(h.prior_status())
      .Int(h.case_type())
      .IntOrNull(referral_id)
      .Text(h.reason())
      .Int(h.matter_id())
      .Text(to_agency)
      .Int(held.version)
      .Text(command.actor.officer)
      .Text(payload.dump())
      .Text(sent.dump());
  return Claimed(pool_.Run(kDispose, params));
}

absl::StatusOr<v1::Referral> RoutingStore::GetReferral(int64_t id) {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kGetReferral, db::Params().Int(id)));
  if (rows.empty()) return NotFound("referral", "Không có phiếu chuyển này.");
  return ReferralFrom(rows[0]);
}

absl::Status RoutingStore::Accept(const Command& command, const v1::Referral& answered,
                                  const Held& opened) {
  const json payload = {{"handling", HandlingJson(opened)}, {"referral", ReferralJson(answered)}};
  const json notice = {{"referral", ReferralJson(answered)}};
  db::Params params = Claim(command);
  params.Int(answered.id())
      .Text(answered.etag())
      .Day(DayIn(answered.answered_on(), true))
      .Text(answered.reply_number())
      .Int(answered.petition_id())
      .Text(answered.to_agency_code())
      .Int(opened.handling.kind())
      .Int(opened.handling.matter_id())
      .Text(command.actor.officer)
      .Text(payload.dump())
      .Text(answered.from_agency_code())
      .Text(notice.dump());
  return Claimed(pool_.Run(kAccept, params));
}

absl::Status RoutingStore::Return(const Command& command, const v1::Referral& answered,
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

absl::StatusOr<std::vector<v1::Referral>> RoutingStore::List(
    const v1::ListReferralsRequest& request, int64_t before_id, int size) {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(request.sent() ? kListSent : kListReceived,
                                              db::Params()
                                                  .Text(request.agency_code())
                                                  .Int(before_id > 0 ? before_id : INT64_MAX)
                                                  .Int(request.state())
                                                  .Int(size + 1)));
  std::vector<v1::Referral> referrals;
  for (const auto& row : rows) referrals.push_back(ReferralFrom(row));
  return referrals;
}

}  // namespace donthu::routing
