#include "services/inspectorate/inspectorate_store.h"

#include <nlohmann/json.hpp>

#include "services/base/status/status.h"
#include "services/law/date.h"

namespace donthu::inspectorate {
namespace {

using nlohmann::json;

constexpr db::Statement kCursor = {"inspectorate_cursor",
                                   "SELECT xact::text, seq FROM inspectorate.cursor"};

// Every event carries the whole handling, so the last one of each is all that counts.
constexpr db::Statement kProject = {"inspectorate_project", R"sql(
  WITH moved AS (
    UPDATE inspectorate.cursor SET xact = $3::text::xid8, seq = $4::bigint
     WHERE xact = $1::text::xid8 AND seq = $2::bigint RETURNING 1),
  handlings AS (
    INSERT INTO inspectorate.handling (petition_id, agency, petition_code, opened_on, kind, subject, area, matter_id,
                                       disposal, disposed_on, eligible, competent, prior_status)
    SELECT DISTINCT ON (h.petition_id, h.agency)
           h.petition_id, h.agency, h.petition_code, h.opened_on, h.kind, h.subject, h.area, h.matter_id, h.disposal,
           h.disposed_on, h.eligible, h.competent, h.prior_status
      FROM jsonb_to_recordset($5::jsonb) AS h(place int, petition_id bigint, agency text, petition_code text,
                                              opened_on date, kind int, subject text, area text, matter_id bigint,
                                              disposal int, disposed_on date, eligible boolean, competent boolean,
                                              prior_status int)
     WHERE EXISTS (SELECT FROM moved)
     ORDER BY h.petition_id, h.agency, h.place DESC
    ON CONFLICT (petition_id, agency) DO UPDATE
       SET opened_on = excluded.opened_on, kind = excluded.kind, matter_id = excluded.matter_id,
           disposal = excluded.disposal, disposed_on = excluded.disposed_on, eligible = excluded.eligible,
           competent = excluded.competent, prior_status = excluded.prior_status
    RETURNING 1),
  replies AS (
    INSERT INTO inspectorate.reply (referral_id, petition_id, from_agency, replied_on)
    SELECT r.referral_id, r.petition_id, r.from_agency, r.replied_on
      FROM jsonb_to_recordset($6::jsonb) AS r(referral_id bigint, petition_id bigint, from_agency text, replied_on date)
     WHERE EXISTS (SELECT FROM moved)
    ON CONFLICT (referral_id) DO NOTHING
    RETURNING 1)
  SELECT (SELECT count(*) FROM moved), (SELECT count(*) FROM handlings), (SELECT count(*) FROM replies))sql",
                                    true};

// $1 agencies, $2 first day, $3 last day. Only handlings that the period touches.
#define DONTHU_FACTS                                                                             \
  "SELECT h.petition_id, h.agency, h.petition_code, h.opened_on, h.disposed_on, h.kind, "        \
  "h.disposal, h.matter_id, h.opened_on < $2::date AS carried, "                                 \
  "h.opened_on >= $2::date AS is_new, "                                                          \
  "coalesce(h.disposed_on <= $3::date, false) AS done, h.eligible, h.competent, h.prior_status " \
  "FROM inspectorate.handling AS h WHERE h.agency = ANY ($1::text[]) "                           \
  "AND h.opened_on <= $3::date AND (h.disposed_on IS NULL OR h.disposed_on >= $2::date)"
#define DONTHU_SIGNATURE                                                                 \
  "concat_ws(':', carried::int, is_new::int, done::int, eligible::int, competent::int, " \
  "kind, prior_status, disposal)"

constexpr db::Statement kGroups = {
    "inspectorate_groups",
    "SELECT agency, carried, is_new, done, eligible, competent, kind, prior_status, disposal, "
    "count(*) AS n FROM (" DONTHU_FACTS ") AS fact GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9"};
constexpr db::Statement kMatters = {
    "inspectorate_matters",
    "SELECT agency, count(DISTINCT matter_id) AS n FROM (" DONTHU_FACTS
    ") AS fact WHERE " DONTHU_SIGNATURE " = ANY ($4::text[]) GROUP BY agency"};
constexpr db::Statement kReplies = {"inspectorate_replies", R"sql(
  SELECT from_agency AS agency, count(*) AS n FROM inspectorate.reply
   WHERE from_agency = ANY ($1::text[]) AND replied_on BETWEEN $2::date AND $3::date
   GROUP BY from_agency)sql"};
constexpr db::Statement kList = {
    "inspectorate_list",
    "SELECT petition_id, petition_code, agency, opened_on, disposed_on, kind, disposal, matter_id "
    "FROM (" DONTHU_FACTS ") AS fact WHERE " DONTHU_SIGNATURE
    " = ANY ($4::text[]) AND (petition_id, agency) > ($5::bigint, $6) "
    "ORDER BY petition_id, agency LIMIT $7::bigint"};
constexpr db::Statement kListReplies = {"inspectorate_list_replies", R"sql(
  SELECT r.petition_id, h.petition_code, r.from_agency AS agency, h.opened_on, h.disposed_on, h.kind, h.disposal,
         h.matter_id
    FROM inspectorate.reply AS r
    JOIN inspectorate.handling AS h ON h.petition_id = r.petition_id AND h.agency = r.from_agency
   WHERE r.from_agency = ANY ($1::text[]) AND r.replied_on BETWEEN $2::date AND $3::date
     AND (r.petition_id, r.from_agency) > ($4::bigint, $5)
   ORDER BY r.petition_id, r.from_agency LIMIT $6::bigint)sql"};

db::Params Scope(const std::vector<std::string>& agencies, const Period& period) {
  return db::Params().TextArray(agencies).Day(period.from).Day(period.to);
}

absl::StatusOr<std::vector<AgencyCount>> Counts(absl::StatusOr<pqxx::result> rows) {
  RETURN_IF_ERROR(rows.status());
  std::vector<AgencyCount> counts;
  for (const auto& row : *rows) {
    counts.push_back({row["agency"].c_str(), row["n"].as<int64_t>()});
  }
  return counts;
}

absl::StatusOr<std::vector<v1::FigureItem>> Items(absl::StatusOr<pqxx::result> rows) {
  RETURN_IF_ERROR(rows.status());
  std::vector<v1::FigureItem> items;
  for (const auto& row : *rows) {
    auto& item = items.emplace_back();
    item.set_petition_id(row["petition_id"].as<int64_t>());
    item.set_petition_code(row["petition_code"].c_str());
    item.set_agency_code(row["agency"].c_str());
    *item.mutable_opened_on() = law::ToProto(db::DayOf(row["opened_on"]));
    if (const auto day = db::OptionalDayOf(row["disposed_on"])) {
      *item.mutable_disposed_on() = law::ToProto(*day);
    }
    item.set_kind(static_cast<law::v1::PetitionKind>(row["kind"].as<int>()));
    item.set_disposal(static_cast<law::v1::Disposal>(row["disposal"].as<int>()));
    item.set_matter_id(row["matter_id"].as<int64_t>());
  }
  return items;
}

}  // namespace

absl::StatusOr<ledger::Cursor> InspectorateStore::Cursor() {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kCursor, db::Params()));
  return ledger::Cursor::Parse(std::string(rows[0]["xact"].c_str()) + "." + rows[0]["seq"].c_str());
}

absl::StatusOr<bool> InspectorateStore::Project(const ledger::Cursor& from,
                                                const std::vector<ledger::TailedEvent>& events) {
  json handlings = json::array();
  json replies = json::array();
  int place = 0;
  for (const auto& tailed : events) {
    const auto payload = json::parse(tailed.event.payload());
    if (!payload.contains("handling")) continue;
    json handling = payload["handling"];
    handling["place"] = ++place;
    handlings.push_back(std::move(handling));
    if (payload.contains("referral") && payload["referral"]["replied"] == true) {
      const auto& referral = payload["referral"];
      const auto& on = tailed.event.occurred_on();
      replies.push_back(
          {{"referral_id", referral["id"]},
           {"petition_id", referral["petition_id"]},
           {"from_agency", referral["from"]},
           {"replied_on", law::FormatIsoDay(absl::CivilDay(on.year(), on.month(), on.day()))}});
    }
  }
  const ledger::Cursor& to = events.back().cursor;
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kProject, db::Params()
                                                            .Text(std::to_string(from.xact))
                                                            .Int(from.seq)
                                                            .Text(std::to_string(to.xact))
                                                            .Int(to.seq)
                                                            .Text(handlings.dump())
                                                            .Text(replies.dump())));
  return rows[0][0].as<int>() == 1;
}

absl::StatusOr<std::vector<Group>> InspectorateStore::Groups(
    const std::vector<std::string>& agencies, const Period& period) {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kGroups, Scope(agencies, period)));
  std::vector<Group> groups;
  for (const auto& row : rows) {
    Group& group = groups.emplace_back();
    group.agency = row["agency"].c_str();
    Signature& s = group.signature;
    s.carried = row["carried"].as<bool>();
    s.is_new = row["is_new"].as<bool>();
    s.done = row["done"].as<bool>();
    s.eligible = row["eligible"].as<bool>();
    s.competent = row["competent"].as<bool>();
    s.kind = row["kind"].as<int>();
    s.prior_status = row["prior_status"].as<int>();
    s.disposal = row["disposal"].as<int>();
    group.count = row["n"].as<int64_t>();
  }
  return groups;
}

absl::StatusOr<std::vector<AgencyCount>> InspectorateStore::Matters(
    const std::vector<std::string>& agencies, const Period& period,
    const std::vector<std::string>& signatures) {
  return Counts(pool_.Run(kMatters, Scope(agencies, period).TextArray(signatures)));
}

absl::StatusOr<std::vector<AgencyCount>> InspectorateStore::Replies(
    const std::vector<std::string>& agencies, const Period& period) {
  return Counts(pool_.Run(kReplies, Scope(agencies, period)));
}

absl::StatusOr<std::vector<v1::FigureItem>> InspectorateStore::List(
    const std::vector<std::string>& agencies, const Period& period,
    const std::vector<std::string>& signatures, const Position& after, int size) {
  return Items(pool_.Run(kList, Scope(agencies, period)
                                    .TextArray(signatures)
                                    .Int(after.first)
                                    .Text(after.second)
                                    .Int(size + 1)));
}

absl::StatusOr<std::vector<v1::FigureItem>> InspectorateStore::ListReplies(
    const std::vector<std::string>& agencies, const Period& period, const Position& after,
    int size) {
  return Items(pool_.Run(
      kListReplies, Scope(agencies, period).Int(after.first).Text(after.second).Int(size + 1)));
}

}  // namespace donthu::inspectorate
