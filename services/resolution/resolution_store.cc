#include "services/resolution/resolution_store.h"

#include "services/base/access/read_note.h"
#include "services/base/db/request.h"
#include "services/base/status/status.h"
#include "services/law/date.h"

namespace donthu::resolution {
namespace {

constexpr db::Statement kRepeated = {
    "resolution_repeated",
    "SELECT fingerprint, response FROM resolution.request WHERE request_id = $1::uuid"};

constexpr db::Statement kGet = {
    "resolution_get", "SELECT " DONTHU_CASE_COLUMNS
                      "WHERE c.id = ANY (ARRAY(SELECT l.case_id FROM resolution.case_petition AS l "
                      "WHERE l.petition_id = $2::bigint AND l.parted_on IS NULL) || $1::bigint) "
                      "AND ($3::text[] IS NULL OR c.agency = ANY ($3)) ORDER BY c.id DESC LIMIT 1"};

// Of what was moved by hand, closed cases count too: they keep their petitions.
constexpr db::Statement kFindPetition = {"resolution_find_petition", R"sql(
  WITH link AS (
    SELECT l.case_id, l.parted_on, l.accepted_by, c.state,
           $2::text[] IS NULL OR c.agency = ANY ($2) AS reached
      FROM resolution.case_petition AS l JOIN resolution.case AS c ON c.id = l.case_id
     WHERE l.petition_id = $1::bigint)
  SELECT p.code, to_jsonb(p.kind || p.mixed_kinds) AS kinds,
         coalesce((SELECT max(case_id) FROM link WHERE parted_on IS NULL AND (state <> 10 OR accepted_by IS NULL)), 0)
           AS in_case,
         coalesce((SELECT max(case_id) FROM link WHERE parted_on IS NOT NULL AND reached), 0) AS parted_from
    FROM intake_api.petition_card AS p
   WHERE p.id = $1::bigint
     AND ($2::text[] IS NULL OR p.agency = ANY ($2) OR EXISTS (SELECT FROM link WHERE reached)
          OR EXISTS (SELECT FROM routing_api.holder AS h WHERE h.petition_id = p.id AND h.agency = ANY ($2))))sql"};

// The receiving agency holds a petition from the start; every other one from the referral that it
// accepted.
constexpr db::Statement kFindHeld = {"resolution_find_held", R"sql(
  WITH held AS (
    SELECT p.id, p.code, p.kind, p.mixed_kinds, p.identity_withheld, coalesce(h.agency, p.agency) AS holder,
           coalesce(h.opened_on, p.received_on) AS since, coalesce(h.disposal, 0) AS disposal
      FROM intake_api.petition_card AS p
      LEFT JOIN routing_api.handling AS h ON h.petition_id = p.id AND h.agency = ANY ($2::text[])
     WHERE p.id = $1::bigint AND (h.agency IS NOT NULL OR p.agency = ANY ($2))
     ORDER BY since DESC LIMIT 1),
  link AS (
    SELECT l.case_id, l.accepted_by, l.type FROM resolution.case_petition AS l
     WHERE l.petition_id = $1::bigint AND l.parted_on IS NULL)
  SELECT h.code, to_jsonb(h.kind || h.mixed_kinds) AS kinds, h.identity_withheld, h.holder, h.since, h.disposal,
         EXISTS (SELECT FROM link WHERE accepted_by IS NULL) AS joined,
         coalesce((SELECT jsonb_agg(l.type) FROM link AS l WHERE l.accepted_by = h.holder), '[]') AS opened_here,
         coalesce((SELECT jsonb_agg(jsonb_build_array(c.id, c.type, c.agency) ORDER BY c.id)
                     FROM link AS l JOIN resolution.case AS c ON c.id = l.case_id WHERE l.accepted_by IS NOT NULL),
                  '[]') AS opened
    FROM held AS h)sql"};

// Reading a guarded case, or one of another agency than these, leaves a mark.
constexpr db::Statement kNoteRead = {"resolution_note_read", R"sql(
  SELECT ledger.append('case/' || c.id, 'resolution.CaseRead', $2, $3, $4::date, '{}')
    FROM resolution.case AS c
   WHERE c.id = $1::bigint AND (c.guard_id IS NOT NULL OR c.agency <> ALL ($5::text[])))sql"};

#define DONTHU_DUE_COLUMNS                                                                       \
  "SELECT k.case_id, c.petition_code, c.agency, c.type, c.state, k.clock FROM resolution.clock " \
  "AS k JOIN resolution.case AS c ON c.id = k.case_id WHERE k.stopped_on IS NULL "               \
  "AND NOT k.waiting "
#define DONTHU_DUE_PAGE                                                              \
  "AND k.due_legal <= $2::date AND (k.due_legal, k.case_id, k.number) > ($3::date, " \
  "$4::bigint, $5::int) ORDER BY k.due_legal, k.case_id, k.number LIMIT $6::bigint"

constexpr db::Statement kDueAll = {"resolution_due_all",
                                   DONTHU_DUE_COLUMNS "AND $1::text[] IS NULL " DONTHU_DUE_PAGE};
constexpr db::Statement kDueSome = {
    "resolution_due_some", DONTHU_DUE_COLUMNS "AND k.agency = ANY ($1::text[]) " DONTHU_DUE_PAGE};

// Days are cut in Việt Nam.
constexpr db::Statement kMoved = {"resolution_moved", R"sql(
  SELECT a.case_id, a.number AS act_number, c.petition_code, c.agency, a.acted_on, m.moved,
         (a.act #>> '{redate,directoryRevision}')::bigint AS directory_revision, k.clock ->> 'stepVi' AS step_vi
    FROM resolution.act AS a
    JOIN resolution.case AS c ON c.id = a.case_id
   CROSS JOIN jsonb_array_elements(a.act #> '{redate,moved}') AS m(moved)
    JOIN resolution.clock AS k ON k.case_id = a.case_id AND k.number = (m.moved ->> 'number')::int
   WHERE a.kind = 61 AND ($1::text[] IS NULL OR c.agency = ANY ($1))
     AND ($2::date IS NULL OR a.recorded_at >= ($2::date)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh')
     AND ($3::bigint = 0 OR (a.act #>> '{redate,directoryRevision}')::bigint = $3::bigint)
     AND (a.case_id, a.number, k.number) > ($4::bigint, $5::int, $6::int)
   ORDER BY a.case_id, a.number, k.number LIMIT $7::bigint)sql"};

// The petition's kind and those that are mixed into it, from a JSON array of numbers.
std::vector<law::v1::PetitionKind> KindsFrom(const pqxx::field& field) {
  std::vector<law::v1::PetitionKind> kinds;
  const auto numbers = nlohmann::json::parse(field.c_str());
  for (const auto& number : numbers) {
    kinds.push_back(static_cast<law::v1::PetitionKind>(number.get<int>()));
  }
  return kinds;
}

}  // namespace

void AddReach(const Reach& reach, db::Params* params) {
  if (reach.agencies()) {
    params->TextArray(*reach.agencies());
  } else {
    params->Null();
  }
}

absl::Status Claimed(const absl::StatusOr<pqxx::result>& rows) {
  RETURN_IF_ERROR(rows.status());
  if ((*rows)[0]["claimed"].as<int>() == 1) return absl::OkStatus();
  return Failure(absl::StatusCode::kAborted, common::v1::CONCURRENT_CHANGE,
                 "a twin of this request won; repeat to get its answer")
      .Vi("Yêu cầu vừa được xử lý ở nơi khác. Xin thực hiện lại.");
}

absl::StatusOr<std::optional<std::string>> ResolutionStore::Repeated(
    const std::string& request_id, const std::string& fingerprint) {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kRepeated, db::Params().Text(request_id)));
  if (rows.empty()) return std::optional<std::string>();
  RETURN_IF_ERROR(db::IsRepeat(rows[0]["fingerprint"], fingerprint).status());
  return std::optional<std::string>(db::BytesOf(rows[0]["response"]));
}

absl::StatusOr<v1::Case> ResolutionStore::Get(const v1::GetCaseRequest& request,
                                              const Reach& reach) {
  db::Params params;
  params.Int(request.case_id()).Int(request.petition_id());
  AddReach(reach, &params);
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kGet, params));
  if (rows.empty()) return NotFound("case", "Không tìm thấy vụ việc này.");
  return CaseFrom(rows[0]);
}

absl::StatusOr<std::optional<PetitionPlace>> ResolutionStore::FindPetition(int64_t petition_id,
                                                                           const Reach& reach) {
  // It may be in a case of an agency out of reach.
  const db::ViewScope wherever(db::ViewScope::Current().OfAllAgencies());
  db::Params params;
  params.Int(petition_id);
  AddReach(reach, &params);
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kFindPetition, params));
  if (rows.empty()) return std::optional<PetitionPlace>();
  const auto& row = rows[0];
  return std::optional<PetitionPlace>({row["code"].c_str(), row["in_case"].as<int64_t>(),
                                       row["parted_from"].as<int64_t>(), KindsFrom(row["kinds"])});
}

absl::StatusOr<std::optional<HeldPetition>> ResolutionStore::FindHeld(
    int64_t petition_id, const std::vector<std::string>& agencies) {
  const db::ViewScope wherever(db::ViewScope::Current().OfAllAgencies());
  ASSIGN_OR_RETURN(const auto rows,
                   pool_.Run(kFindHeld, db::Params().Int(petition_id).TextArray(agencies)));
  if (rows.empty()) return std::optional<HeldPetition>();
  const auto& row = rows[0];
  HeldPetition held;
  held.code = row["code"].c_str();
  held.kinds = KindsFrom(row["kinds"]);
  held.identity_withheld = row["identity_withheld"].as<bool>();
  held.holder = row["holder"].c_str();
  held.held_since = db::DayOf(row["since"]);
  held.disposal = static_cast<law::v1::Disposal>(row["disposal"].as<int>());
  held.joined = row["joined"].as<bool>();
  const auto types = nlohmann::json::parse(row["opened_here"].c_str());
  for (const auto& type : types) {
    held.opened_here.push_back(static_cast<law::v1::CaseType>(type.get<int>()));
  }
  const auto opened = SplitCasesFrom(row["opened"].c_str());
  held.opened.assign(opened.begin(), opened.end());
  return std::optional<HeldPetition>(std::move(held));
}

absl::Status ResolutionStore::Record(const Step& step) {
  // A case may be handed over to an agency out of reach.
  const db::ViewScope wherever(db::ViewScope::Current().OfAllAgencies());
  return Claimed(pool_.Run(kRecordAct, RecordParams(step)));
}

absl::Status ResolutionStore::NoteRead(int64_t case_id, const Principal& reader, absl::CivilDay day,
                                       const std::optional<std::vector<std::string>>& own) {
  return donthu::NoteRead(pool_, kNoteRead, case_id, reader, day, own);
}

absl::StatusOr<int64_t> ResolutionStore::NextCaseId(const v1::Case& opening) {
  const db::ViewScope wherever(db::ViewScope::Current().OfAllAgencies());
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kNextCaseId, NextCaseIdParams(opening)));
  return rows[0]["id"].as<int64_t>();
}

absl::Status ResolutionStore::Open(const Opening& opening) {
  return Claimed(pool_.Run(kOpenCase, OpenParams(opening)));
}

absl::StatusOr<std::vector<v1::DueItem>> ResolutionStore::ListDue(
    const Reach& reach, const std::optional<absl::CivilDay>& until,
    const std::optional<Position>& after, int size) {
  const Position start = after.value_or(Position{absl::CivilDay(1900, 1, 1), 0, 0});
  db::Params params;
  AddReach(reach, &params);
  params.Day(until.value_or(absl::CivilDay(2300, 1, 1)))
      .Day(start.due_legal)
      .Int(start.case_id)
      .Int(start.number)
      .Int(size + 1);
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(reach.agencies() ? kDueSome : kDueAll, params));
  std::vector<v1::DueItem> items;
  for (const auto& row : rows) {
    auto& item = items.emplace_back();
    item.set_case_id(row["case_id"].as<int64_t>());
    item.set_petition_code(row["petition_code"].c_str());
    item.set_agency_code(row["agency"].c_str());
    item.set_type(static_cast<law::v1::CaseType>(row["type"].as<int>()));
    item.set_state(static_cast<law::v1::CaseState>(row["state"].as<int>()));
    FromJsonText(row["clock"].c_str(), item.mutable_clock());
  }
  return items;
}

absl::StatusOr<std::vector<v1::MovedClockItem>> ResolutionStore::ListMoved(
    const Reach& reach, const std::optional<absl::CivilDay>& since, int64_t directory_revision,
    const std::vector<int64_t>& after, int size) {
  db::Params params;
  AddReach(reach, &params);
  params.Day(since).Int(directory_revision);
  for (int i = 0; i < 3; ++i) params.Int(after.empty() ? 0 : after[i]);
  params.Int(size + 1);
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kMoved, params));
  std::vector<v1::MovedClockItem> items;
  for (const auto& row : rows) {
    auto& item = items.emplace_back();
    item.set_case_id(row["case_id"].as<int64_t>());
    item.set_petition_code(row["petition_code"].c_str());
    item.set_agency_code(row["agency"].c_str());
    item.set_step_vi(row["step_vi"].c_str());
    FromJsonText(row["moved"].c_str(), item.mutable_moved());
    item.set_act_number(row["act_number"].as<int>());
    *item.mutable_moved_on() = law::ToProto(db::DayOf(row["acted_on"]));
    item.set_directory_revision(row["directory_revision"].as<int64_t>());
  }
  return items;
}

}  // namespace donthu::resolution
