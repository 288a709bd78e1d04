#include "services/intake/person_store.h"

#include <nlohmann/json.hpp>

#include "services/base/status/status.h"
#include "services/base/text/fold.h"
#include "services/intake/intake_store.h"
#include "services/intake/person_numbers.h"
#include "services/law/date.h"

namespace donthu::intake {
namespace {

// Several requests at one agency on one day: each event needs the next place in the agency's chain.
constexpr int kTries = 5;

// As in desk_store.cc: where a petition was sent counts like where it was received.
#define DONTHU_HELD_ON                                                                        \
  "SELECT p.id, p.code, p.agency, p.received_on, p.title, p.body, p.group_size, w.position, " \
  "w.full_name, w.gender, w.birth_year, w.address, w.sealed_id_number, w.sealed_phone, "      \
  "w.id_number_hash, w.representative, to_jsonb(ARRAY("                                       \
  "SELECT DISTINCT h.agency FROM routing_api.holder AS h "                                    \
  "WHERE h.petition_id = p.id AND h.agency <> p.agency ORDER BY 1)) AS sent_to "              \
  "FROM intake.petitioner AS w JOIN intake.petition AS p ON p.id = w.petition_id "            \
  "WHERE NOT p.identity_withheld AND ($2::text[] IS NULL OR p.agency = ANY ($2) "             \
  "OR coalesce((SELECT true FROM routing_api.holder AS h "                                    \
  "WHERE h.petition_id = p.id AND h.agency = ANY ($2) LIMIT 1), false)) "                     \
  "AND p.received_on <= $3::date "
#define DONTHU_LATEST_HELD " ORDER BY p.received_on DESC, p.id DESC, w.position LIMIT $4::bigint"

constexpr db::Statement kHeldByNumber = {
    "intake_held_by_number",
    DONTHU_HELD_ON "AND w.id_number_hash <> '' AND w.id_number_hash = $1" DONTHU_LATEST_HELD};
constexpr db::Statement kHeldByName = {
    "intake_held_by_name",
    DONTHU_HELD_ON "AND w.folded_name = $1 AND w.birth_year = $5::int" DONTHU_LATEST_HELD};

constexpr db::Statement kNoteGiven = {"intake_note_given", R"sql(
  SELECT ledger.append('data-request/' || $1, 'intake.PersonalDataGiven', $1, $2, $3::date,
                       jsonb_build_object('request_number', $4::text, 'requested_on', $5::date,
                                          'petition_ids', $6::bigint[])::text))sql",
                                      true};

absl::StatusOr<HeldOnPerson> HeldFrom(const pqxx::row& row, const personal::NumberKeys& keys) {
  HeldOnPerson held;
  held.id_number_hash = row["id_number_hash"].c_str();
  auto& record = held.record;
  record.set_petition_id(row["id"].as<int64_t>());
  record.set_code(row["code"].c_str());
  record.set_agency_code(row["agency"].c_str());
  *record.mutable_received_on() = law::ToProto(db::DayOf(row["received_on"]));
  record.set_title(row["title"].c_str());
  record.set_body(row["body"].c_str());
  record.set_group_size(row["group_size"].as<int>());
  for (const auto& agency : nlohmann::json::parse(row["sent_to"].c_str())) {
    record.add_sent_to_agency_codes(agency.get<std::string>());
  }
  auto* person = record.mutable_petitioner();
  person->set_full_name(row["full_name"].c_str());
  person->set_gender(static_cast<v1::Gender>(row["gender"].as<int>()));
  person->set_birth_year(row["birth_year"].as<int>());
  person->set_address(row["address"].c_str());
  person->set_representative(row["representative"].as<bool>());
  if (!OpenNumbers(keys, {record.code(), row["position"].as<int>()},
                   db::BytesOf(row["sealed_id_number"]), db::BytesOf(row["sealed_phone"]),
                   person)) {
    return absl::DataLossError("a number of this person does not open");
  }
  return held;
}

}  // namespace

absl::StatusOr<std::vector<HeldOnPerson>> PersonStore::Find(
    const v1::GetPersonalDataRequest& request, absl::CivilDay received_to, const Reach& reach,
    int limit) {
  const bool by_number = !request.id_number().empty();
  db::Params params;
  params.Text(by_number ? keys_.Hash(personal::NumberKind::kId, request.id_number())
                        : text::Fold(request.full_name()));
  SetReach(reach, &params);
  params.Day(received_to).Int(limit);
  if (!by_number) params.Int(request.birth_year());
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(by_number ? kHeldByNumber : kHeldByName, params));
  std::vector<HeldOnPerson> held;
  for (const auto& row : rows) {
    ASSIGN_OR_RETURN(held.emplace_back(), HeldFrom(row, keys_));
  }
  return held;
}

absl::Status PersonStore::NoteGiven(const v1::GetPersonalDataRequest& request,
                                    absl::CivilDay requested_on,
                                    const std::vector<int64_t>& petition_ids,
                                    const Principal& actor, absl::CivilDay today) {
  const db::Params params = db::Params()
                                .Text(request.agency_code())
                                .Text(actor.officer)
                                .Day(today)
                                .Text(request.request_number())
                                .Day(requested_on)
                                .IntArray(petition_ids);
  absl::Status noted;
  for (int i = 0; i < kTries; ++i) {
    noted = pool_.Run(kNoteGiven, params).status();
    if (ReasonOf(noted) != common::v1::CONCURRENT_CHANGE) break;
  }
  return noted;
}

}  // namespace donthu::intake
