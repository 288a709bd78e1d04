#include "services/routing/work_store.h"

#include "services/base/status/status.h"
#include "services/law/date.h"

namespace donthu::routing {
namespace {

// The receiving agency has a handling from its first act on; until then the petition waits without
// one. What waits with one came by a referral, or came back from one. Those without a limit stand
// last, behind the day of kNoLimit.
constexpr db::Statement kListWork = {"routing_list_work", R"sql(
  WITH work AS (
    (SELECT p.id, coalesce(p.classify_due_on, date '2201-01-01') AS due
       FROM intake_api.petition_card AS p
      WHERE p.agency = $1
        AND NOT EXISTS (SELECT 1 FROM routing.handling AS h WHERE h.petition_id = p.id AND h.agency = p.agency)
        AND (coalesce(p.classify_due_on, date '2201-01-01'), p.id) > ($2::date, $3::bigint)
        AND coalesce(p.classify_due_on, date '2201-01-01') <= $4::date
      ORDER BY coalesce(p.classify_due_on, date '2201-01-01'), p.id LIMIT $5::bigint)
    UNION ALL
    (SELECT p.id, coalesce(h.classify_due_on, p.classify_due_on, date '2201-01-01')
       FROM routing.handling AS h JOIN intake_api.petition_card AS p ON p.id = h.petition_id
      WHERE h.agency = $1 AND h.disposal = 0
        AND (coalesce(h.classify_due_on, p.classify_due_on, date '2201-01-01'), p.id) > ($2::date, $3::bigint)
        AND coalesce(h.classify_due_on, p.classify_due_on, date '2201-01-01') <= $4::date
      ORDER BY coalesce(h.classify_due_on, p.classify_due_on, date '2201-01-01'), p.id LIMIT $5::bigint)),
  page AS (SELECT id, due FROM work ORDER BY due, id LIMIT $5::bigint)
  SELECT p.id, p.code, coalesce(h.kind, p.kind) AS kind, t.title, p.subject, p.area,
         coalesce(h.opened_on, p.received_on) AS opened_on, p.agency AS received_by,
         CASE WHEN p.agency = $1 THEN p.kind ELSE h.kind END AS counted_as, page.due, p.identity_withheld,
         coalesce(h.version, 0) AS version
    FROM page JOIN intake_api.petition_card AS p USING (id)
    JOIN intake_api.petition_text AS t USING (id)
    LEFT JOIN routing.handling AS h ON h.petition_id = p.id AND h.agency = $1
   ORDER BY page.due, p.id)sql"};

}  // namespace

absl::StatusOr<std::vector<Waiting>> WorkStore::List(const std::string& agency,
                                                     absl::CivilDay due_to, const After& after,
                                                     int size) {
  ASSIGN_OR_RETURN(
      const auto rows,
      pool_.Run(
          kListWork,
          db::Params().Text(agency).Day(after.due_on).Int(after.id).Day(due_to).Int(size + 1)));
  std::vector<Waiting> work;
  for (const auto& row : rows) {
    auto& one = work.emplace_back();
    auto& petition = one.petition;
    petition.set_petition_id(row["id"].as<int64_t>());
    petition.set_petition_code(row["code"].c_str());
    petition.set_kind(static_cast<law::v1::PetitionKind>(row["kind"].as<int>()));
    petition.set_title(row["title"].c_str());
    petition.set_subject_code(row["subject"].c_str());
    petition.set_area_key(row["area"].c_str());
    *petition.mutable_opened_on() = law::ToProto(db::DayOf(row["opened_on"]));
    petition.set_received_by_agency_code(row["received_by"].c_str());
    const auto due = db::DayOf(row["due"]);
    if (due < kNoLimit) *petition.mutable_classify_due_on() = law::ToProto(due);
    petition.set_identity_withheld(row["identity_withheld"].as<bool>());
    petition.set_etag(row["version"].c_str());
    one.counted_as = static_cast<law::v1::PetitionKind>(row["counted_as"].as<int>());
  }
  return work;
}

}  // namespace donthu::routing
