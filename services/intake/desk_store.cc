#include "services/intake/desk_store.h"

#include "services/base/status/status.h"
#include "services/base/text/fold.h"
#include "services/intake/person_numbers.h"
#include "services/law/date.h"

namespace donthu::intake {
namespace {

// No petition with a withheld author has petitioners; that is said here again all the same. Where a
// petition was sent counts like where it was received; one referral is looked for at a time, for as
// EXISTS it might be answered by reading all of them. Of people with one name and year only the
// latest petitions are looked at.
#define DONTHU_PERSON \
  "full_name, gender, birth_year, address, position, sealed_id_number, sealed_phone"
#define DONTHU_KNOWN_PEOPLE                                                                  \
  "WITH named AS (SELECT " DONTHU_PERSON                                                     \
  ", p.id, p.code, p.received_on, p.agency, CASE WHEN w.id_number_hash <> '' "               \
  "THEN w.id_number_hash ELSE concat_ws(' ', w.folded_name, w.birth_year, w.address) END "   \
  "AS person FROM intake.petitioner AS w JOIN intake.petition AS p ON p.id = w.petition_id " \
  "WHERE NOT p.identity_withheld AND ($2::text[] IS NULL OR p.agency = ANY ($2) "            \
  "OR coalesce((SELECT true FROM routing_api.holder AS h "                                   \
  "WHERE h.petition_id = p.id AND h.agency = ANY ($2) LIMIT 1), false)) "
#define DONTHU_LATEST_OF_EACH                               \
  " ORDER BY p.received_on DESC, p.id DESC LIMIT 200), "    \
  "latest AS (SELECT DISTINCT ON (person) " DONTHU_PERSON   \
  ", id, code, received_on, agency "                        \
  "FROM named ORDER BY person, received_on DESC, id DESC) " \
  "SELECT " DONTHU_PERSON                                   \
  ", id, code, received_on, agency FROM latest "            \
  "ORDER BY received_on DESC, id DESC LIMIT $3::bigint"

constexpr db::Statement kFindByNumber = {
    "intake_find_by_number", DONTHU_KNOWN_PEOPLE
    "AND w.id_number_hash <> '' AND w.id_number_hash = $1" DONTHU_LATEST_OF_EACH};
constexpr db::Statement kFindByName = {
    "intake_find_by_name",
    DONTHU_KNOWN_PEOPLE "AND w.folded_name = $1 AND w.birth_year = $4::int" DONTHU_LATEST_OF_EACH};

constexpr db::Statement kDescribeHints = {"intake_describe_hints", R"sql(
  SELECT p.id, p.title, p.received_on, p.agency
    FROM intake.petition AS p
   WHERE p.id = ANY ($1::bigint[])
     AND ($2::text[] IS NULL OR p.agency = ANY ($2)
          OR coalesce((SELECT true FROM routing_api.holder AS h
                        WHERE h.petition_id = p.id AND h.agency = ANY ($2) LIMIT 1), false))
     AND (NOT p.identity_withheld OR $3::text[] IS NULL OR p.agency = ANY ($3)
          OR coalesce((SELECT true FROM routing_api.holder AS h
                        WHERE h.petition_id = p.id AND h.agency = ANY ($3) LIMIT 1), false)))sql"};

}  // namespace

absl::StatusOr<std::vector<v1::KnownPetitioner>> DeskStore::FindPetitioners(
    const v1::FindPetitionersRequest& request, const Sight& sight, int limit) {
  const bool by_number = !request.id_number().empty();
  db::Params params;
  params.Text(by_number ? keys_.Hash(personal::NumberKind::kId, request.id_number())
                        : text::Fold(request.full_name()));
  SetReach(sight.open, &params);
  params.Int(limit);
  if (!by_number) params.Int(request.birth_year());
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(by_number ? kFindByNumber : kFindByName, params));
  std::vector<v1::KnownPetitioner> known;
  for (const auto& row : rows) {
    auto& one = known.emplace_back();
    auto* person = one.mutable_petitioner();
    person->set_full_name(row["full_name"].c_str());
    person->set_gender(static_cast<v1::Gender>(row["gender"].as<int>()));
    person->set_birth_year(row["birth_year"].as<int>());
    person->set_address(row["address"].c_str());
    OpenNumbers(keys_, {row["code"].c_str(), row["position"].as<int>()},
                db::BytesOf(row["sealed_id_number"]), db::BytesOf(row["sealed_phone"]), person);
    one.set_petition_id(row["id"].as<int64_t>());
    one.set_code(row["code"].c_str());
    *one.mutable_received_on() = law::ToProto(db::DayOf(row["received_on"]));
    one.set_agency_code(row["agency"].c_str());
  }
  return known;
}

absl::Status DeskStore::Describe(const Sight& sight, std::vector<v1::DuplicateHint>* hints) {
  if (hints->empty()) return absl::OkStatus();
  std::vector<int64_t> ids;
  for (const auto& hint : *hints) ids.push_back(hint.petition_id());
  db::Params params;
  params.IntArray(ids);
  SetReach(sight.open, &params);
  SetReach(sight.withheld, &params);
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kDescribeHints, params));
  for (const auto& row : rows) {
    for (auto& hint : *hints) {
      if (hint.petition_id() != row["id"].as<int64_t>()) continue;
      hint.set_title(row["title"].c_str());
      *hint.mutable_received_on() = law::ToProto(db::DayOf(row["received_on"]));
      hint.set_agency_code(row["agency"].c_str());
    }
  }
  return absl::OkStatus();
}

}  // namespace donthu::intake
