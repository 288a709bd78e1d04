#include "services/intake/intake_store.h"

#include <nlohmann/json.hpp>

#include "services/base/access/read_note.h"
#include "services/base/clock/timestamp.h"
#include "services/base/db/bytea.h"
#include "services/base/db/request.h"
#include "services/base/status/status.h"
#include "services/base/text/fold.h"
#include "services/intake/person_numbers.h"
#include "services/law/date.h"

namespace donthu::intake {
namespace {

using nlohmann::json;

// Of 900,000 codes of an agency and day few are taken: to meet so many of them is no chance.
constexpr int kCodesMax = 5;

// What has a withheld author gets its id from a series of its own, for a gap in the other ids would
// tell of it. $37 and $38 are whom it is kept from.
constexpr db::Statement kRegister = {"intake_register", R"sql(
  WITH claim AS (
    INSERT INTO intake.request (request_id, fingerprint, petition_id)
    VALUES ($1::uuid, $2::bytea, coalesce($34::bigint, CASE WHEN $25::boolean THEN nextval('intake.guarded_petition_id_seq')
                                                            ELSE nextval('intake.petition_id_seq') END))
    ON CONFLICT (request_id) DO NOTHING
    RETURNING petition_id),
  petition AS (
    INSERT INTO intake.petition (
      id, code, agency, channel, received_on, kind, mixed_kinds, subject, area, title, body, group_size, representatives,
      anonymous, names_author, gives_address, has_signature, has_evidence, defect, decision_on, second_complaint, addressee,
      external_id, identity_withheld, classify_due_on, registered_by, fingerprint, band_keys, hints, words,
      vault_reference, denouncer_ref)
    SELECT claim.petition_id, $5, $3, $6::int, $4::date, $7::int, $8::int[], $9, $10, $11, $12, $13::int, $14::int,
           $15::boolean, $16::boolean, $17::boolean, $18::boolean, $19::boolean, $20::int, $21::date, $22::boolean, $23,
           $24, $25::boolean, $26::date, $27, $28::bytea, $29::bigint[], $30::bytea,
           to_tsvector('simple', $31) || array_to_tsvector($32::text[] || lower($5)), $35, $36
      FROM claim
    RETURNING id, code),
  petitioner AS (
    INSERT INTO intake.petitioner (petition_id, position, full_name, folded_name, gender, birth_year, address,
                                   sealed_id_number, id_number_hash, sealed_phone, phone_hash, representative)
    SELECT petition.id, p.position, p.full_name, p.folded_name, p.gender, p.birth_year, p.address, p.sealed_id_number,
           p.id_number_hash, p.sealed_phone, p.phone_hash, p.representative
      FROM petition
     CROSS JOIN jsonb_to_recordset($33::jsonb) AS p(position int, full_name text, folded_name text, gender int,
                                                    birth_year int, address text, sealed_id_number bytea,
                                                    id_number_hash text, sealed_phone bytea, phone_hash text,
                                                    representative boolean)),
  accused AS (
    SELECT sight.note_accused(id, $37::text[], $38) FROM petition WHERE cardinality($37::text[]) > 0),
  event AS (
    SELECT ledger.append('petition/' || id, 'intake.PetitionRegistered', $3, $27, $4::date,
             jsonb_build_object('channel', $6::int, 'group_size', $13::int, 'handling', jsonb_build_object(
               'petition_id', id, 'petition_code', code, 'agency', $3, 'opened_on', $4::date, 'kind', $7::int,
               'subject', $9, 'area', $10, 'matter_id', id, 'disposal', 0, 'disposed_on', NULL, 'eligible', false,
               'competent', false, 'prior_status', 0, 'case_type', 0, 'classify_due_on', $26::date))::text) AS ordinal
      FROM petition)
  SELECT petition.id, petition.code, event.ordinal, (SELECT count(*) FROM accused)
    FROM petition CROSS JOIN event)sql",
                                     true};

constexpr db::Statement kReserveId = {"intake_reserve_id", R"sql(
  SELECT nextval('intake.guarded_petition_id_seq'))sql"};

constexpr db::Statement kRepeated = {"intake_repeated", R"sql(
  SELECT r.fingerprint, p.id, p.code, p.classify_due_on, p.hints
    FROM intake.request AS r JOIN intake.petition AS p ON p.id = r.petition_id
   WHERE r.request_id = $1::uuid)sql"};

constexpr db::Statement kGet = {"intake_get", R"sql(
  SELECT p.id, p.code, p.agency, p.channel, p.received_on, p.kind, p.mixed_kinds, p.subject, p.area, p.title, p.body,
         p.group_size, p.representatives, p.anonymous, p.names_author, p.gives_address, p.has_signature, p.has_evidence,
         p.defect, p.decision_on, p.second_complaint, p.addressee, p.external_id, p.identity_withheld, p.classify_due_on,
         p.vault_reference, p.denouncer_ref,
         (extract(epoch FROM p.registered_at) * 1e6)::bigint AS registered_us,
         (SELECT coalesce(jsonb_agg(to_jsonb(w) ORDER BY w.position), '[]')
            FROM intake.petitioner AS w WHERE w.petition_id = p.id) AS petitioners
    FROM intake.petition AS p
   WHERE (p.id = $1::bigint OR p.code = $2)
     AND ($3::text[] IS NULL OR p.agency = ANY ($3)
          OR EXISTS (SELECT 1 FROM routing_api.holder AS h WHERE h.petition_id = p.id AND h.agency = ANY ($3)))
     AND (NOT p.identity_withheld OR $4::text[] IS NULL OR p.agency = ANY ($4)
          OR EXISTS (SELECT 1 FROM routing_api.holder AS h WHERE h.petition_id = p.id AND h.agency = ANY ($4))))sql"};

constexpr db::Statement kNoteRead = {"intake_note_read", R"sql(
  SELECT ledger.append('petition/' || p.id, 'intake.PetitionRead', $2, $3, $4::date, '{}')
    FROM intake.petition AS p
   WHERE p.id = $1::bigint
     AND (p.identity_withheld
          OR (p.agency <> ALL ($5::text[])
              AND NOT EXISTS (SELECT FROM routing_api.holder AS h WHERE h.petition_id = p.id AND h.agency = ANY ($5)))))sql"};

// One list in three reaches; each walks an index in the order of the page, so that a page costs the
// same however long the table is.
#define DONTHU_LIST_COLUMNS                                                                       \
  "SELECT p.id, p.code, p.agency, p.channel, p.received_on, p.kind, p.subject, p.area, p.title, " \
  "p.group_size, p.anonymous, p.second_complaint, p.external_id, p.identity_withheld, "           \
  "p.classify_due_on, f.full_name FROM intake.petition AS p "                                     \
  "LEFT JOIN intake.petitioner AS f ON f.petition_id = p.id AND f.position = 1 "
#define DONTHU_LIST_FILTERS                                                              \
  " AND (p.received_on, p.id) < ($2::date, $3::bigint) AND p.received_on >= $4::date "   \
  "AND ($5::int = 0 OR p.kind = $5) AND ($6 = '' OR p.subject = $6) "                    \
  "AND ($7 = '' OR p.area = $7) "                                                        \
  "AND (NOT p.identity_withheld OR $9::text[] IS NULL OR p.agency = ANY ($9)) ORDER BY " \
  "p.received_on DESC, p.id DESC LIMIT $8::bigint"

constexpr db::Statement kListAll = {
    "intake_list_all", DONTHU_LIST_COLUMNS "WHERE $1::text[] IS NULL" DONTHU_LIST_FILTERS};
constexpr db::Statement kListOne = {
    "intake_list_one", DONTHU_LIST_COLUMNS "WHERE p.agency = ($1::text[])[1]" DONTHU_LIST_FILTERS};
constexpr db::Statement kListMany = {"intake_list_many", DONTHU_LIST_COLUMNS
                                     "WHERE p.agency = ANY ($1::text[])" DONTHU_LIST_FILTERS};

// A search in two steps. First the latest petitions within reach are walked and tested, which finds
// a page of whatever is frequent. What that does not find is rare among them: then all hits are
// taken from the index of words, and the page from them. Walking on and on would read far too much
// for a rare word, and taking all hits of a frequent one as well. Numbers of people are no words:
// they are found by their hashes.
#define DONTHU_SEARCH_WORDS                                                      \
  "(p.words @@ plainto_tsquery('simple', $1) OR p.words @@ ($2::text)::tsquery " \
  "OR p.id = ANY (ARRAY(SELECT w.petition_id FROM intake.petitioner AS w "       \
  "WHERE (w.id_number_hash = $11 AND w.id_number_hash <> '') "                   \
  "OR (w.phone_hash = $12 AND w.phone_hash <> '')))) "
#define DONTHU_SEARCH_REACH                                                     \
  "AND (NOT p.identity_withheld OR $7::text[] IS NULL OR p.agency = ANY ($7)) " \
  "AND (p.received_on, p.id) < ($4::date, $5::bigint) AND p.received_on >= $8::date "
#define DONTHU_SEARCH_FILTERS                                              \
  "($9::int = 0 OR p.kind = $9) AND ($10::int = 0 OR ($10 = 2) = EXISTS (" \
  "SELECT 1 FROM routing_api.handling_card AS h "                          \
  "WHERE h.petition_id = p.id AND h.agency = p.agency AND h.disposal > 0)) "
#define DONTHU_SEARCH_PAGE                                                                        \
  "SELECT p.id, p.code, p.agency, p.channel, p.received_on, p.kind, p.subject, p.area, p.title, " \
  "p.group_size, p.anonymous, p.second_complaint, p.external_id, p.identity_withheld, "           \
  "p.classify_due_on, f.full_name FROM page JOIN intake.petition AS p USING (id) "                \
  "LEFT JOIN intake.petitioner AS f ON f.petition_id = p.id AND f.position = 1 "                  \
  "ORDER BY p.received_on DESC, p.id DESC"
#define DONTHU_SEARCH_LATEST                                                           \
  "WITH page AS MATERIALIZED (SELECT p.id FROM ("                                      \
  "SELECT p.id, p.agency, p.received_on, p.kind, p.words FROM intake.searchable AS p " \
  "WHERE "
#define DONTHU_SEARCH_AMONG                                                              \
  " " DONTHU_SEARCH_REACH                                                                \
  "ORDER BY p.received_on DESC, p.id DESC LIMIT 1000) AS p WHERE " DONTHU_SEARCH_FILTERS \
  "AND " DONTHU_SEARCH_WORDS                                                             \
  "ORDER BY p.received_on DESC, p.id DESC LIMIT $6::bigint) " DONTHU_SEARCH_PAGE

constexpr db::Statement kSearchLatestAll = {
    "intake_search_latest_all", DONTHU_SEARCH_LATEST "$3::text[] IS NULL" DONTHU_SEARCH_AMONG};
constexpr db::Statement kSearchLatestOne = {"intake_search_latest_one", DONTHU_SEARCH_LATEST
                                            "p.agency = ($3::text[])[1]" DONTHU_SEARCH_AMONG};
constexpr db::Statement kSearchLatestMany = {"intake_search_latest_many", DONTHU_SEARCH_LATEST
                                             "p.agency = ANY ($3::text[])" DONTHU_SEARCH_AMONG};
constexpr db::Statement kSearch = {
    "intake_search",
    "WITH hit AS MATERIALIZED (SELECT p.id, p.received_on FROM intake.searchable AS p "
    "WHERE " DONTHU_SEARCH_WORDS
    " AND ($3::text[] IS NULL OR p.agency = ANY ($3)) " DONTHU_SEARCH_REACH
    "AND " DONTHU_SEARCH_FILTERS
    "), "
    "page AS (SELECT id FROM hit ORDER BY received_on DESC, id DESC LIMIT "
    "$6::bigint) " DONTHU_SEARCH_PAGE};

json PetitionersJson(const v1::RegisterPetitionRequest& petition, const std::string& code,
                     const personal::NumberKeys& keys) {
  using personal::NumberKind;
  json rows = json::array();
  int position = 0;
  for (const auto& person : petition.petitioners()) {
    const personal::Place place{code, ++position};
    rows.push_back(
        {{"position", position},
         {"full_name", person.full_name()},
         {"folded_name", text::Fold(person.full_name())},
         {"gender", static_cast<int>(person.gender())},
         {"birth_year", person.birth_year()},
         {"address", person.address()},
         {"sealed_id_number", db::ByteaText(keys.Seal(NumberKind::kId, person.id_number(), place))},
         {"id_number_hash", keys.Hash(NumberKind::kId, person.id_number())},
         {"sealed_phone", db::ByteaText(keys.Seal(NumberKind::kPhone, person.phone(), place))},
         {"phone_hash", keys.Hash(NumberKind::kPhone, person.phone())},
         {"representative", person.representative()}});
  }
  return rows;
}

// A word as a tsquery of exactly this lexeme; NULL-like never-matching query when empty.
std::string ExactQuery(const std::string& word) {
  std::string quoted = "'";
  for (char c : word.empty() ? std::string("\x01") : word) {
    if (c == '\'' || c == '\\') quoted += c;
    quoted += c;
  }
  return quoted + "'";
}

v1::Petition FromListRow(const pqxx::row& row) {
  v1::Petition petition;
  petition.set_id(row["id"].as<int64_t>());
  petition.set_code(row["code"].c_str());
  petition.set_agency_code(row["agency"].c_str());
  petition.set_channel(static_cast<v1::Channel>(row["channel"].as<int>()));
  *petition.mutable_received_on() = law::ToProto(db::DayOf(row["received_on"]));
  petition.set_kind(static_cast<law::v1::PetitionKind>(row["kind"].as<int>()));
  petition.set_subject_code(row["subject"].c_str());
  petition.set_area_key(row["area"].c_str());
  petition.set_title(row["title"].c_str());
  petition.set_group_size(row["group_size"].as<int>());
  petition.set_anonymous(row["anonymous"].as<bool>());
  petition.set_second_complaint(row["second_complaint"].as<bool>());
  petition.set_external_id(row["external_id"].c_str());
  petition.set_identity_withheld(row["identity_withheld"].as<bool>());
  if (const auto due = db::OptionalDayOf(row["classify_due_on"])) {
    *petition.mutable_classify_due_on() = law::ToProto(*due);
  }
  return petition;
}

void AddPetitioners(const std::string& text, const personal::NumberKeys& keys,
                    v1::Petition* petition) {
  const auto bytes = [](const json& one) { return db::FromByteaText(one.get<std::string>()); };
  for (const auto& row : json::parse(text)) {
    auto* person = petition->add_petitioners();
    person->set_full_name(row["full_name"]);
    person->set_gender(static_cast<v1::Gender>(row["gender"].get<int>()));
    person->set_birth_year(row["birth_year"]);
    person->set_address(row["address"]);
    OpenNumbers(keys, {petition->code(), row["position"].get<int>()},
                bytes(row["sealed_id_number"]), bytes(row["sealed_phone"]), person);
    person->set_representative(row["representative"]);
  }
}

v1::Petition FromFullRow(const pqxx::row& row, const personal::NumberKeys& keys) {
  v1::Petition petition = FromListRow(row);
  // An int[] in text form is "{1,2}", which is JSON but for the braces.
  std::string kinds = row["mixed_kinds"].c_str();
  kinds.front() = '[';
  kinds.back() = ']';
  for (int kind : json::parse(kinds)) {
    petition.add_mixed_kinds(static_cast<law::v1::PetitionKind>(kind));
  }
  petition.set_body(row["body"].c_str());
  petition.set_representatives(row["representatives"].as<int>());
  petition.set_names_author(row["names_author"].as<bool>());
  petition.set_gives_address(row["gives_address"].as<bool>());
  petition.set_has_signature(row["has_signature"].as<bool>());
  petition.set_has_evidence(row["has_evidence"].as<bool>());
  petition.set_defect(static_cast<v1::Defect>(row["defect"].as<int>()));
  if (const auto day = db::OptionalDayOf(row["decision_on"])) {
    *petition.mutable_decision_on() = law::ToProto(*day);
  }
  petition.set_addressee(row["addressee"].c_str());
  petition.set_denouncer_ref(row["denouncer_ref"].c_str());
  petition.set_vault_reference(row["vault_reference"].c_str());
  *petition.mutable_registered_at() = ToTimestamp(db::TimeOf(row["registered_us"]));
  AddPetitioners(row["petitioners"].c_str(), keys, &petition);
  return petition;
}

std::vector<v1::Petition> FromListRows(const pqxx::result& rows) {
  std::vector<v1::Petition> petitions;
  for (const auto& row : rows) {
    petitions.push_back(FromListRow(row));
    if (!row["full_name"].is_null()) {
      petitions.back().add_petitioners()->set_full_name(row["full_name"].c_str());
    }
  }
  return petitions;
}

db::Params RegisterParams(const Registration& r, const std::string& request_id,
                          const std::string& fingerprint, const std::string& code,
                          const std::string& hints, const std::string& people,
                          const Principal& actor) {
  const auto& p = r.petition;
  std::vector<int64_t> mixed(p.mixed_kinds().begin(), p.mixed_kinds().end());
  return db::Params()
      .Text(request_id)
      .Bytes(fingerprint)
      .Text(p.agency_code())
      .Day(r.received_on)
      .Text(code)
      .Int(p.channel())
      .Int(p.kind())
      .IntArray(mixed)
      .Text(p.subject_code())
      .Text(p.area_key())
      .Text(p.title())
      .Text(p.body())
      .Int(p.group_size())
      .Int(r.representatives)
      .Bool(p.anonymous())
      .Bool(r.names_author)
      .Bool(r.gives_address)
      .Bool(p.has_signature())
      .Bool(p.has_evidence())
      .Int(p.defect())
      .Day(r.decision_on)
      .Bool(p.second_complaint())
      .Text(p.addressee())
      .Text(p.external_id())
      .Bool(r.identity_withheld)
      .Day(r.classify_due_on)
      .Text(actor.officer)
      .Bytes(text::Encode(r.fingerprint))
      .IntArray(r.band_keys)
      .Bytes(hints)
      .Text(r.folded)
      .TextArray(r.exact_words)
      .Text(people)
      .IntOrNull(r.reserved_id)
      .Text(r.vault_reference)
      .Text(p.denouncer_ref())
      .TextArray(r.barred.leads)
      .Text(r.barred.stand_in);
}

}  // namespace

void SetReach(const Reach& reach, db::Params* params) {
  if (reach.agencies()) {
    params->TextArray(*reach.agencies());
  } else {
    params->Null();
  }
}

absl::StatusOr<int64_t> IntakeStore::ReserveId() {
  ASSIGN_OR_RETURN(const auto rows, registering_.Run(kReserveId, db::Params()));
  return rows[0][0].as<int64_t>();
}

absl::StatusOr<v1::RegisterPetitionResponse> IntakeStore::Register(
    const Registration& registration, const std::string& request_id, const std::string& fingerprint,
    const std::function<std::string()>& new_code, const std::vector<v1::DuplicateHint>& hints,
    const Principal& actor) {
  v1::RegisterPetitionResponse response;
  for (const auto& hint : hints) *response.add_duplicates() = hint;
  const std::string stored_hints = response.SerializeAsString();
  absl::StatusOr<pqxx::result> inserted;
  for (int i = 0; i < kCodesMax; ++i) {
    inserted = Insert(registration, request_id, fingerprint, new_code(), stored_hints, actor);
    // The code is taken, and nothing has been stored.
    if (ReasonOf(inserted.status()) != common::v1::CONCURRENT_CHANGE) break;
  }
  ASSIGN_OR_RETURN(const auto rows, inserted);
  if (rows.empty()) {
    // A twin of this request won the claim; it has committed, for the claim waited for it.
    ASSIGN_OR_RETURN(auto first, Repeated(request_id, fingerprint));
    if (first) return *std::move(first);
    return db::ClaimLost();
  }
  response.set_petition_id(rows[0]["id"].as<int64_t>());
  response.set_code(rows[0]["code"].c_str());
  if (registration.classify_due_on) {
    *response.mutable_classify_due_on() = law::ToProto(*registration.classify_due_on);
  }
  return response;
}

absl::StatusOr<pqxx::result> IntakeStore::Insert(const Registration& registration,
                                                 const std::string& request_id,
                                                 const std::string& fingerprint,
                                                 const std::string& code, const std::string& hints,
                                                 const Principal& actor) {
  const std::string people = PetitionersJson(registration.petition, code, keys_).dump();
  return registering_.Run(
      kRegister, RegisterParams(registration, request_id, fingerprint, code, hints, people, actor));
}

absl::StatusOr<std::optional<v1::RegisterPetitionResponse>> IntakeStore::Repeated(
    const std::string& request_id, const std::string& fingerprint) {
  ASSIGN_OR_RETURN(const auto rows, registering_.Run(kRepeated, db::Params().Text(request_id)));
  if (rows.empty()) return std::optional<v1::RegisterPetitionResponse>();
  ASSIGN_OR_RETURN(const bool repeat, db::IsRepeat(rows[0]["fingerprint"], fingerprint));
  (void)repeat;  // a row is there, so it is either a repeat or an error
  v1::RegisterPetitionResponse response;
  response.ParseFromString(db::BytesOf(rows[0]["hints"]));
  response.set_petition_id(rows[0]["id"].as<int64_t>());
  response.set_code(rows[0]["code"].c_str());
  if (const auto due = db::OptionalDayOf(rows[0]["classify_due_on"])) {
    *response.mutable_classify_due_on() = law::ToProto(*due);
  }
  return std::optional<v1::RegisterPetitionResponse>(std::move(response));
}

absl::StatusOr<v1::Petition> IntakeStore::Get(const v1::GetPetitionRequest& request,
                                              const Sight& sight) {
  db::Params params;
  params.Int(request.id()).Text(request.code());
  SetReach(sight.open, &params);
  SetReach(sight.withheld, &params);
  ASSIGN_OR_RETURN(const auto rows, registering_.Run(kGet, params));
  if (rows.empty()) return NotFound("petition", "Không tìm thấy đơn này.");
  return FromFullRow(rows[0], keys_);
}

absl::Status IntakeStore::NoteRead(int64_t id, const Principal& reader, absl::CivilDay day,
                                   const std::optional<std::vector<std::string>>& own) {
  return donthu::NoteRead(registering_, kNoteRead, id, reader, day, own);
}

absl::StatusOr<std::vector<v1::Petition>> IntakeStore::List(const v1::ListPetitionsRequest& request,
                                                            const Sight& sight,
                                                            const std::optional<Before>& before,
                                                            int size) {
  Before start = before.value_or(kStart);
  if (!before && request.has_received_to()) {
    ASSIGN_OR_RETURN(const auto to, law::ToDay(request.received_to()));
    start = {to + 1, 0};
  }
  absl::CivilDay from(law::kYearMin, 1, 1);
  if (request.has_received_from()) {
    ASSIGN_OR_RETURN(from, law::ToDay(request.received_from()));
  }
  const auto& agencies = sight.open.agencies();
  const db::Statement& statement = !agencies               ? kListAll
                                   : agencies->size() == 1 ? kListOne
                                                           : kListMany;
  db::Params params;
  SetReach(sight.open, &params);
  params.Day(start.received_on)
      .Int(start.id)
      .Day(from)
      .Int(request.kind())
      .Text(request.subject_code())
      .Text(request.area_key())
      .Int(size + 1);
  SetReach(sight.withheld, &params);
  ASSIGN_OR_RETURN(const auto rows, listing_.Run(statement, params));
  return FromListRows(rows);
}

absl::StatusOr<std::vector<v1::Petition>> IntakeStore::Find(const Search& search,
                                                            const Sight& sight, const Before& start,
                                                            int size) {
  db::Params params;
  params.Text(search.words).Text(ExactQuery(search.exact));
  SetReach(sight.open, &params);
  params.Day(start.received_on).Int(start.id).Int(size + 1);
  SetReach(sight.withheld, &params);
  params.Day(search.from).Int(search.kind).Int(search.state);
  params.Text(search.id_number_hash).Text(search.phone_hash);
  const auto& agencies = sight.open.agencies();
  const db::Statement& latest = !agencies               ? kSearchLatestAll
                                : agencies->size() == 1 ? kSearchLatestOne
                                                        : kSearchLatestMany;
  ASSIGN_OR_RETURN(auto rows, listing_.Run(latest, params));
  if (rows.size() <= static_cast<size_t>(size)) {
    ASSIGN_OR_RETURN(rows, listing_.Run(kSearch, params));
  }
  return FromListRows(rows);
}

const db::Statement& RegisterStatement() { return kRegister; }
const db::Statement& GetStatement() { return kGet; }
const db::Statement& ListStatement() { return kListAll; }
const db::Statement& SearchStatement() { return kSearch; }

}  // namespace donthu::intake
