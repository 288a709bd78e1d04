#include "services/inspectorate/overview_store.h"

#include <algorithm>

#include "services/base/status/status.h"
#include "services/law/date.h"

namespace donthu::inspectorate {
namespace {

// $1 agencies, $2 first day, $3 last day, $4 today. Number = OverviewMeasure.
#define DONTHU_M1 "opened_on BETWEEN $2::date AND $3::date"
#define DONTHU_M2 "disposed_on BETWEEN $2::date AND $3::date"
#define DONTHU_M3 "above_level AND opened_on BETWEEN $2::date AND $3::date"
#define DONTHU_M4 "disposed_on IS NULL"
#define DONTHU_M5 "disposed_on IS NULL AND classify_due_on < $4::date"
#define DONTHU_M6 "opened_on BETWEEN $2::date AND $3::date"
#define DONTHU_M7 "resolved_on BETWEEN $2::date AND $3::date"
#define DONTHU_M8 \
  "resolved_on BETWEEN $2::date AND $3::date AND coalesce(resolved_on <= settle_due_on, true)"
#define DONTHU_M9 "resolved_on BETWEEN $2::date AND $3::date AND resolved_on > settle_due_on"
#define DONTHU_M10 "running_due_on IS NOT NULL"
#define DONTHU_M11 "running_due_on < $4::date"

// Only what some measure counts.
#define DONTHU_HANDLINGS                                                                       \
  "SELECT agency, subject, area, opened_on, disposed_on, above_level, classify_due_on FROM "   \
  "inspectorate.handling WHERE agency = ANY ($1::text[]) AND (opened_on BETWEEN $2::date AND " \
  "$3::date OR disposed_on BETWEEN $2::date AND $3::date OR disposed_on IS NULL)"
#define DONTHU_CASES                                                                          \
  "SELECT agency, subject, area, opened_on, resolved_on, settle_due_on, running_due_on FROM " \
  "inspectorate.case WHERE agency = ANY ($1::text[])"

constexpr db::Statement kCountHandlings = {
    "inspectorate_overview_handlings",
    "SELECT grouping(agency, subject, area) AS by, coalesce(agency, subject, area, '') AS value, "
    "count(*) FILTER (WHERE " DONTHU_M1 ") AS m1, count(*) FILTER (WHERE " DONTHU_M2
    ") AS m2, count(*) FILTER (WHERE " DONTHU_M3 ") AS m3, count(*) FILTER (WHERE " DONTHU_M4
    ") AS m4, count(*) FILTER (WHERE " DONTHU_M5
    ") AS m5, 0 AS m6, 0 AS m7, 0 AS m8, 0 AS m9, "
    "0 AS m10, 0 AS m11 FROM (" DONTHU_HANDLINGS
    ") AS h GROUP BY GROUPING SETS ((agency), (subject), (area), ())"};
constexpr db::Statement kCountCases = {
    "inspectorate_overview_cases",
    "SELECT grouping(agency, subject, area) AS by, coalesce(agency, subject, area, '') AS value, "
    "0 AS m1, 0 AS m2, 0 AS m3, 0 AS m4, 0 AS m5, count(*) FILTER (WHERE " DONTHU_M6
    ") AS m6, count(*) FILTER (WHERE " DONTHU_M7 ") AS m7, count(*) FILTER (WHERE " DONTHU_M8
    ") AS m8, count(*) FILTER (WHERE " DONTHU_M9 ") AS m9, count(*) FILTER (WHERE " DONTHU_M10
    ") AS m10, count(*) FILTER (WHERE " DONTHU_M11 ") AS m11 FROM (" DONTHU_CASES
    ") AS c GROUP BY GROUPING SETS ((agency), (subject), (area), ())"};

// What happens on a day is counted in that day's month.
constexpr db::Statement kMonths = {
    "inspectorate_overview_months",
    "SELECT date_trunc('month', opened_on::timestamp)::date AS month, count(*) AS m1, 0 AS m2, "
    "count(*) FILTER (WHERE " DONTHU_M3
    ") AS m3, 0 AS m6, 0 AS m7, 0 AS m8, 0 AS m9 "
    "FROM inspectorate.handling WHERE agency = ANY ($1::text[]) AND " DONTHU_M1
    " GROUP BY 1 UNION ALL SELECT date_trunc('month', disposed_on::timestamp)::date, 0, count(*), "
    "0, 0, 0, 0, 0 FROM inspectorate.handling WHERE agency = ANY ($1::text[]) AND " DONTHU_M2
    " GROUP BY 1 UNION ALL SELECT date_trunc('month', opened_on::timestamp)::date, 0, 0, 0, "
    "count(*), 0, 0, 0 FROM inspectorate.case WHERE agency = ANY ($1::text[]) AND " DONTHU_M6
    " GROUP BY 1 UNION ALL SELECT date_trunc('month', resolved_on::timestamp)::date, 0, 0, 0, 0, "
    "count(*), count(*) FILTER (WHERE " DONTHU_M8 "), count(*) FILTER (WHERE " DONTHU_M9
    ") FROM inspectorate.case WHERE agency = ANY ($1::text[]) AND " DONTHU_M7 " GROUP BY 1"};

// $1 agencies, $2 first and $3 last day of the span; $4 petitions on a matter, $5 on a subject at a
// place, $6 people. A matter is named by a petition's id, so it is told of those only of which the
// caller knows. Who signed is counted once for each petition, however many agencies had it.
constexpr db::Statement kSpots = {"inspectorate_overview_spots", R"sql(
  WITH received AS (
    SELECT petition_id, matter_id, subject, area, opened_on, guarded,
           CASE WHEN row_number() OVER (PARTITION BY petition_id, matter_id) = 1 THEN group_size ELSE 0 END AS of_matter,
           CASE WHEN row_number() OVER (PARTITION BY petition_id) = 1 THEN group_size ELSE 0 END AS of_place
      FROM inspectorate.handling
     WHERE agency = ANY ($1::text[]) AND opened_on BETWEEN $2::date AND $3::date),
  spot AS (
    SELECT matter_id, CASE WHEN min(subject) = max(subject) THEN min(subject) ELSE '' END AS subject,
           CASE WHEN min(area) = max(area) THEN min(area) ELSE '' END AS area,
           count(DISTINCT petition_id) AS petitions, sum(of_matter) AS people, count(*) AS handlings,
           min(opened_on) AS first_on, max(opened_on) AS last_on
      FROM received WHERE NOT guarded OR sight.knows(petition_id) GROUP BY matter_id
    HAVING count(DISTINCT petition_id) >= $4::bigint OR sum(of_matter) >= $6::bigint
     UNION ALL
    SELECT 0, subject, area, count(DISTINCT petition_id), sum(of_place), count(*), min(opened_on), max(opened_on)
      FROM received WHERE subject <> '' AND area <> '' GROUP BY subject, area
    HAVING count(DISTINCT petition_id) >= $5::bigint
        OR (sum(of_place) >= $6::bigint AND count(DISTINCT petition_id) > 1))
  SELECT matter_id, subject, area, petitions, people, handlings, first_on, last_on
    FROM spot ORDER BY petitions DESC, people DESC, matter_id, area, subject LIMIT 50)sql"};

// $5 measure. What is counted as resolved shows the limit that it met or missed, all else the one
// that runs.
#define DONTHU_SETTLED "($5::int IN (7, 8, 9) OR ($5 = 6 AND resolved_on IS NOT NULL))"
#define DONTHU_CASE_ITEM                                                                        \
  "SELECT coalesce(petition_id, 0) AS petition_id, petition_code, case_id, agency, 0 AS kind, " \
  "type, state, subject, area, opened_on, resolved_on AS ended_on, 0 AS disposal, "             \
  "CASE WHEN " DONTHU_SETTLED                                                                   \
  " THEN settle_due_on ELSE running_due_on END AS due_on, "                                     \
  "0 AS group_size, 0 AS matter_id, false AS above_level, "                                     \
  "guard_id IS NOT NULL AND NOT sight.knows(guard_id) AS hidden, $4::date AS "                  \
  "today, " DONTHU_SETTLED " AS ended FROM inspectorate.case WHERE agency = ANY ($1::text[]) "

// $6 subjects, $7 areas (empty = any), $8 case before, $9 rows.
constexpr db::Statement kListCases = {
    "inspectorate_overview_list_cases", DONTHU_CASE_ITEM
    "AND CASE $5::int WHEN 6 THEN " DONTHU_M6 " WHEN 7 THEN " DONTHU_M7 " WHEN 8 THEN " DONTHU_M8
    " WHEN 9 THEN " DONTHU_M9 " WHEN 10 THEN " DONTHU_M10 " WHEN 11 THEN " DONTHU_M11
    " END AND (cardinality($6::text[]) = 0 OR subject = ANY ($6)) "
    "AND (cardinality($7::text[]) = 0 OR area = ANY ($7)) AND case_id > $8::bigint "
    "ORDER BY case_id LIMIT $9::bigint"};

// $6 rows. $2 and $3 do not count: what is overdue is so today.
constexpr db::Statement kMostOverdue = {
    "inspectorate_overview_overdue",
    DONTHU_CASE_ITEM "AND $2::date IS NOT NULL AND $3::date IS NOT NULL AND " DONTHU_M11
                     " ORDER BY running_due_on, case_id LIMIT $6::bigint"};

// $5 measure, $6 subjects, $7 areas (empty = any), $8 matter (0 = any), $9 and $10 petition and
// agency before, $11 rows.
constexpr db::Statement kListHandlings = {
    "inspectorate_overview_list_handlings",
    "SELECT petition_id, petition_code, 0 AS case_id, agency, kind, 0 AS type, "
    "0 AS state, subject, area, opened_on, disposed_on AS ended_on, disposal, classify_due_on AS "
    "due_on, group_size, matter_id, above_level, guarded AND NOT sight.knows(petition_id) AS "
    "hidden, $4::date AS today, disposed_on IS NOT NULL AS ended FROM inspectorate.handling WHERE "
    "agency = ANY ($1::text[]) AND CASE $5::int WHEN 1 THEN " DONTHU_M1 " WHEN 2 THEN " DONTHU_M2
    " WHEN 3 THEN " DONTHU_M3 " WHEN 4 THEN " DONTHU_M4 " WHEN 5 THEN " DONTHU_M5
    " END AND (cardinality($6::text[]) = 0 OR subject = ANY ($6)) "
    "AND (cardinality($7::text[]) = 0 OR area = ANY ($7)) "
    "AND ($8::bigint = 0 OR (matter_id = $8 AND (NOT guarded OR sight.knows(petition_id)))) "
    "AND (petition_id, agency) > ($9::bigint, $10) "
    "ORDER BY petition_id, agency LIMIT $11::bigint"};

constexpr int kMeasures = 11;
constexpr int kFirstOfCases = v1::OVERVIEW_MEASURE_OPENED;

db::Params ScopeParams(const OverviewScope& scope, const Period& period) {
  return db::Params().TextArray(scope.agencies).Day(period.from).Day(period.to).Day(scope.today);
}

// Which columns are grouped away: agency 4, subject 2, area 1.
OverviewCount::By Dimension(int grouping) {
  switch (grouping) {
    case 3:
      return OverviewCount::By::kAgency;
    case 5:
      return OverviewCount::By::kSubject;
    case 6:
      return OverviewCount::By::kArea;
    default:
      return OverviewCount::By::kAll;
  }
}

void AddCounts(const pqxx::result& rows, std::vector<OverviewCount>* counts) {
  for (const auto& row : rows) {
    OverviewCount& count = counts->emplace_back();
    count.by = Dimension(row["by"].as<int>());
    count.value = row["value"].c_str();
    for (int m = 1; m <= kMeasures; ++m) {
      const auto n = row["m" + std::to_string(m)].as<int64_t>();
      if (n != 0) count.measures[m] = n;
    }
  }
}

void FillDays(const pqxx::row& row, v1::OverviewItem* item) {
  *item->mutable_opened_on() = law::ToProto(db::DayOf(row["opened_on"]));
  const auto ended = db::OptionalDayOf(row["ended_on"]);
  if (ended) *item->mutable_ended_on() = law::ToProto(*ended);
  const auto due = db::OptionalDayOf(row["due_on"]);
  if (!due) return;
  *item->mutable_due_on() = law::ToProto(*due);
  const absl::CivilDay until = row["ended"].as<bool>() ? *ended : db::DayOf(row["today"]);
  item->set_days_late(static_cast<int>(std::max<int64_t>(0, until - *due)));
}

std::vector<v1::OverviewItem> Items(const pqxx::result& rows) {
  std::vector<v1::OverviewItem> items;
  for (const auto& row : rows) {
    auto& item = items.emplace_back();
    item.set_agency_code(row["agency"].c_str());
    item.set_hidden(row["hidden"].as<bool>());
    item.set_case_id(row["case_id"].as<int64_t>());
    item.set_petition_id(row["petition_id"].as<int64_t>());
    if (item.hidden()) continue;
    item.set_petition_code(row["petition_code"].c_str());
    item.set_kind(static_cast<law::v1::PetitionKind>(row["kind"].as<int>()));
    item.set_case_type(static_cast<law::v1::CaseType>(row["type"].as<int>()));
    item.set_state(static_cast<law::v1::CaseState>(row["state"].as<int>()));
    item.set_subject_code(row["subject"].c_str());
    item.set_area_key(row["area"].c_str());
    item.set_disposal(static_cast<law::v1::Disposal>(row["disposal"].as<int>()));
    item.set_group_size(row["group_size"].as<int>());
    item.set_matter_id(row["matter_id"].as<int64_t>());
    item.set_above_level(row["above_level"].as<bool>());
    FillDays(row, &item);
  }
  return items;
}

}  // namespace

bool CountsCases(v1::OverviewMeasure measure) { return measure >= kFirstOfCases; }

bool CountsPeriod(v1::OverviewMeasure measure) {
  return measure != v1::OVERVIEW_MEASURE_WAITING && measure != v1::OVERVIEW_MEASURE_WAITING_LATE &&
         measure != v1::OVERVIEW_MEASURE_RUNNING && measure != v1::OVERVIEW_MEASURE_OVERDUE;
}

absl::StatusOr<std::vector<OverviewCount>> OverviewStore::Counts(const OverviewScope& scope) {
  ASSIGN_OR_RETURN(const auto handlings,
                   pool_.Run(kCountHandlings, ScopeParams(scope, scope.period)));
  ASSIGN_OR_RETURN(const auto cases, pool_.Run(kCountCases, ScopeParams(scope, scope.period)));
  std::vector<OverviewCount> counts;
  AddCounts(handlings, &counts);
  AddCounts(cases, &counts);
  return counts;
}

absl::StatusOr<std::map<absl::CivilDay, Measures>> OverviewStore::Months(const OverviewScope& scope,
                                                                         const Period& months) {
  ASSIGN_OR_RETURN(
      const auto rows,
      pool_.Run(kMonths, db::Params().TextArray(scope.agencies).Day(months.from).Day(months.to)));
  std::map<absl::CivilDay, Measures> found;
  for (const auto& row : rows) {
    Measures& measures = found[db::DayOf(row["month"])];
    for (const int m : {1, 2, 3, 6, 7, 8, 9}) {
      const auto n = row["m" + std::to_string(m)].as<int64_t>();
      if (n != 0) measures[m] += n;
    }
  }
  return found;
}

absl::StatusOr<std::vector<Spot>> OverviewStore::Spots(const OverviewScope& scope,
                                                       const SpotLimits& limits) {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kSpots, db::Params()
                                                          .TextArray(scope.agencies)
                                                          .Day(scope.period.from)
                                                          .Day(scope.period.to)
                                                          .Int(limits.matter_petitions)
                                                          .Int(limits.place_petitions)
                                                          .Int(limits.people)));
  std::vector<Spot> spots;
  for (const auto& row : rows) {
    Spot& spot = spots.emplace_back();
    spot.matter_id = row["matter_id"].as<int64_t>();
    spot.subject = row["subject"].c_str();
    spot.area = row["area"].c_str();
    spot.petitions = row["petitions"].as<int64_t>();
    spot.people = row["people"].as<int64_t>();
    spot.handlings = row["handlings"].as<int64_t>();
    spot.first_on = db::DayOf(row["first_on"]);
    spot.last_on = db::DayOf(row["last_on"]);
  }
  return spots;
}

absl::StatusOr<std::vector<v1::OverviewItem>> OverviewStore::MostOverdue(const OverviewScope& scope,
                                                                         int size) {
  ASSIGN_OR_RETURN(
      const auto rows,
      pool_.Run(kMostOverdue,
                ScopeParams(scope, scope.period).Int(v1::OVERVIEW_MEASURE_OVERDUE).Int(size)));
  return Items(rows);
}

absl::StatusOr<std::vector<v1::OverviewItem>> OverviewStore::List(
    const OverviewScope& scope, v1::OverviewMeasure measure, const OverviewFilter& filter,
    const InspectorateStore::Position& after, int size) {
  db::Params params = ScopeParams(scope, scope.period);
  params.Int(measure).TextArray(filter.subjects).TextArray(filter.areas);
  if (CountsCases(measure)) {
    params.Int(after.first).Int(size + 1);
  } else {
    params.Int(filter.matter_id).Int(after.first).Text(after.second).Int(size + 1);
  }
  ASSIGN_OR_RETURN(const auto rows,
                   pool_.Run(CountsCases(measure) ? kListCases : kListHandlings, params));
  return Items(rows);
}

}  // namespace donthu::inspectorate
