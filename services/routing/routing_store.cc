#include "services/routing/routing_store.h"

#include <nlohmann/json.hpp>

#include "absl/strings/str_split.h"
#include "services/base/db/request.h"
#include "services/base/status/status.h"
#include "services/law/date.h"
#include "services/routing/command_store.h"
#include "services/routing/payload.h"

namespace donthu::routing {
namespace {

using nlohmann::json;

constexpr db::Statement kRepeated = {
    "routing_repeated",
    "SELECT fingerprint, response FROM routing.request WHERE request_id = $1::uuid"};

// The receiving agency holds a petition from the start; every other one from the referral it
// accepted. A petition that was moved to another case or parted from one has the matter that
// resolution says.
#define DONTHU_HELD_COLUMNS                                                                        \
  "p.id, p.code, coalesce(h.agency, p.agency) AS agency, p.subject, p.area, p.identity_withheld, " \
  "coalesce(h.opened_on, p.received_on) AS opened_on, coalesce(h.kind, p.kind) AS held_kind, "     \
  "coalesce(h.disposal, 0) AS disposal, h.disposed_on, coalesce(h.eligible, false) AS eligible, "  \
  "coalesce(h.competent, false) AS competent, coalesce(h.prior_status, 0) AS prior_status, "       \
  "coalesce(h.case_type, 0) AS case_type, coalesce(h.reason, '') AS reason, "                      \
  "coalesce(h.referral_id, 0) AS referral_id, "                                                    \
  "coalesce((SELECT m.matter_id FROM resolution_api.moved_petition AS m "                          \
  "WHERE m.petition_id = p.id), h.matter_id, p.id) AS matter_id, "                                 \
  "coalesce(h.version, 0) AS version, coalesce(h.above_level, false) AS above_level, h.accused, "  \
  "coalesce(h.decision_number, '') AS decision_number, p.agency AS received_by "
#define DONTHU_HELD_FROM                                                \
  "FROM intake_api.petition_card AS p LEFT JOIN routing.handling AS h " \
  "ON h.petition_id = p.id AND h.agency = CASE WHEN $2 = '' THEN p.agency ELSE $2 END "
#define DONTHU_HELD_WHERE \
  "WHERE p.id = $1::bigint AND (h.agency IS NOT NULL OR $2 IN ('', p.agency))"

constexpr db::Statement kGetHeld = {
    "routing_get_held", "SELECT " DONTHU_HELD_COLUMNS DONTHU_HELD_FROM DONTHU_HELD_WHERE};

constexpr db::Statement kListHandlings = {
    "routing_list_handlings",
    "SELECT " DONTHU_HELD_COLUMNS
    "FROM intake_api.petition_card AS p LEFT JOIN routing.handling AS h ON h.petition_id = p.id "
    "WHERE p.id = $1::bigint AND ($2::text[] IS NULL OR p.agency = ANY ($2) "
    "OR EXISTS (SELECT 1 FROM routing.referral AS r "
    "WHERE r.petition_id = p.id AND r.to_agency = ANY ($2)) "
    "OR EXISTS (SELECT 1 FROM routing.handling AS o "
    "WHERE o.petition_id = p.id AND o.agency = ANY ($2))) "
    "ORDER BY coalesce(h.agency, p.agency) <> p.agency, opened_on, agency"};

constexpr db::Statement kGetCase = {
    "routing_get_case",
    "SELECT " DONTHU_HELD_COLUMNS
    ", p.received_on, p.kind, p.mixed_kinds, p.channel, p.group_size, p.representatives, "
    "p.anonymous, p.names_author, p.gives_address, p.has_signature, p.has_evidence, p.defect, "
    "p.decision_on, p.second_complaint, t.title, t.body, t.fingerprint, t.band_keys, "
    "t.folded_name, t.birth_year, t.id_number_hash " DONTHU_HELD_FROM
    "JOIN intake_api.petition_text AS t ON t.id = p.id " DONTHU_HELD_WHERE};

// An act of the holder, or a decision of the chairman over it: $25 names the event. $8 is the day
// of the act; a handling that the chairman lets the holder keep stays undisposed.
constexpr db::Statement kDispose = {"routing_dispose", R"sql(
  WITH claim AS (
    INSERT INTO routing.request (request_id, fingerprint, response) VALUES ($1::uuid, $2::bytea, $3::bytea)
    ON CONFLICT (request_id) DO NOTHING RETURNING 1),
  referral AS (
    INSERT INTO routing.referral (id, petition_id, from_agency, to_agency, sent_on, state, decision_number)
    SELECT $14::bigint, $4::bigint, $5, $17, $8::date, 1, $26 FROM claim WHERE $14::bigint IS NOT NULL
    RETURNING id),
  changed AS (
    INSERT INTO routing.handling AS h (petition_id, agency, opened_on, kind, disposal, disposed_on, eligible, competent,
                                       prior_status, case_type, reason, referral_id, matter_id, version, above_level,
                                       accused, decision_number)
    SELECT $4::bigint, $5, $6::date, $7::int, $9::int, CASE WHEN $9::int > 0 THEN $8::date END, $10::boolean, $11::boolean,
           $12::int, $13::int, $15, $14::bigint, $16::bigint, $18::bigint + 1, $22::boolean, $23::bytea, $24
      FROM claim
    ON CONFLICT (petition_id, agency) DO UPDATE
       SET kind = excluded.kind, disposal = excluded.disposal, disposed_on = excluded.disposed_on,
           eligible = excluded.eligible, competent = excluded.competent, prior_status = excluded.prior_status,
           case_type = excluded.case_type, reason = excluded.reason, referral_id = excluded.referral_id,
           matter_id = excluded.matter_id, version = excluded.version, above_level = excluded.above_level,
           accused = excluded.accused, decision_number = excluded.decision_number
     WHERE h.version = $18::bigint
    RETURNING 1),
  barred AS (
    SELECT sight.note_accused($4::bigint, $27::text[], $28) FROM changed WHERE $27::text[] IS NOT NULL),
  event AS (
    SELECT ledger.append('petition/' || $4, $25, $5, $19, $8::date, $20) FROM changed),
  sent AS (
    SELECT ledger.append('referral/' || id, 'routing.ReferralSent', $17, $19, $8::date, $21) FROM referral)
  SELECT (SELECT count(*) FROM claim) AS claimed,
         CASE WHEN EXISTS (SELECT FROM claim) AND NOT EXISTS (SELECT FROM changed) THEN public.refuse_stale() END,
         (SELECT count(*) FROM event), (SELECT count(*) FROM sent), (SELECT count(*) FROM barred))sql",
                                    true};

constexpr db::Statement kCountAboveLevel = {"routing_count_above_level", R"sql(
  SELECT agency, count(*) AS petitions FROM routing.handling
   WHERE above_level AND agency = ANY ($1::text[]) AND disposed_on BETWEEN $2::date AND $3::date
   GROUP BY agency ORDER BY agency)sql"};

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
  h.set_above_level(row["above_level"].as<bool>());
  if (!row["accused"].is_null()) h.mutable_accused()->ParseFromString(db::BytesOf(row["accused"]));
  h.set_decision_number(row["decision_number"].c_str());
  held.received_by = row["received_by"].c_str();
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

absl::StatusOr<std::vector<v1::Handling>> RoutingStore::ListHandlings(int64_t petition_id,
                                                                      const Reach& reach) {
  db::Params params;
  params.Int(petition_id);
  AddReach(reach, &params);
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kListHandlings, params));
  std::vector<v1::Handling> handlings;
  for (const auto& row : rows) handlings.push_back(HeldFrom(row).handling);
  return handlings;
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

absl::Status RoutingStore::Dispose(const Command& command, const Held& held,
                                   const std::string& to_agency) {
  const json payload = {{"handling", HandlingJson(held)}};
  return Write(command, held,
               {*DayIn(held.handling.disposed_on(), true), to_agency, "", "routing.Disposed",
                payload.dump()});
}

absl::Status RoutingStore::Decide(const Command& command, const Held& held,
                                  const v1::DecideCompetenceRequest& request) {
  const json payload = {{"handling", HandlingJson(held)},
                        {"decision", DecisionJson(request.document_number(), command.actor.agency,
                                                  request.to_agency_code())}};
  return Write(command, held,
               {*DayIn(request.decided_on(), true), request.to_agency_code(),
                request.document_number(), "routing.CompetenceDecided", payload.dump()});
}

absl::Status RoutingStore::Write(const Command& command, const Held& held, const Event& event) {
  const v1::Handling& h = held.handling;
  v1::Referral referral;
  referral.set_id(h.referral_id());
  referral.set_petition_id(h.petition_id());
  referral.set_from_agency_code(h.agency_code());
  referral.set_to_agency_code(event.to_agency);
  referral.set_state(v1::REFERRAL_STATE_SENT);
  referral.set_decision_number(event.decision_number);
  std::optional<int64_t> referral_id;
  if (h.referral_id() > 0) referral_id = h.referral_id();
  const json sent = {{"referral", ReferralJson(referral)}};
  db::Params params = Claim(command);
  params.Int(h.petition_id())
      .Text(h.agency_code())
      .Day(DayIn(h.opened_on(), true))
      .Int(h.kind())
      .Day(event.on)
      .Int(h.disposal())
      .Bool(h.eligible())
      .Bool(h.competent())
      .Int(h.prior_status())
      .Int(h.case_type())
      .IntOrNull(referral_id)
      .Text(h.reason())
      .Int(h.matter_id())
      .Text(event.to_agency)
      .Int(held.version)
      .Text(command.actor.officer)
      .Text(event.payload)
      .Text(sent.dump())
      .Bool(h.above_level());
  AddAccused(h, &params);
  params.Text(h.decision_number()).Text(event.kind).Text(event.decision_number);
  if (held.barred) {
    params.TextArray(held.barred->leads).Text(held.barred->stand_in);
  } else {
    params.Null().Text(std::string());
  }
  return Claimed(pool_.Run(kDispose, params));
}

absl::StatusOr<v1::CountAboveLevelResponse> RoutingStore::CountAboveLevel(
    const std::vector<std::string>& agencies, absl::CivilDay from, absl::CivilDay to) {
  ASSIGN_OR_RETURN(const auto rows,
                   pool_.Run(kCountAboveLevel, db::Params().TextArray(agencies).Day(from).Day(to)));
  v1::CountAboveLevelResponse response;
  for (const auto& row : rows) {
    auto* count = response.add_counts();
    count->set_agency_code(row["agency"].c_str());
    count->set_petitions(row["petitions"].as<int64_t>());
  }
  return response;
}

}  // namespace donthu::routing
