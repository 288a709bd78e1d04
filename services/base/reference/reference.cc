#include "services/base/reference/reference.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "absl/time/clock.h"
#include "services/base/status/status.h"
#include "services/law/date.h"

namespace donthu {
namespace {

constexpr db::Statement kRevision = {"reference_revision",
                                     "SELECT revision FROM directory_api.revision"};
constexpr db::Statement kAgencies = {
    "reference_agencies",
    "SELECT code, name, short_name, kind, level, parent_code, area_key, settles, receives, "
    "valid_from, valid_to, successor FROM directory_api.agency"};
constexpr db::Statement kAreas = {
    "reference_areas",
    "SELECT key, code, name, level, parent_key, valid_from, valid_to, successor, remote "
    "FROM directory_api.area"};
constexpr db::Statement kSubjects = {
    "reference_subjects",
    "SELECT code, parent_code, name, usual_level, commune_kind, district_kind, province_kind, "
    "note, to_json(district_words) AS district_words FROM directory_api.subject_field"};
constexpr db::Statement kSuccessions = {
    "reference_successions",
    "SELECT old_agency, new_agency, to_json(functions) AS functions, starts_on "
    "FROM directory_api.succession"};
// Days that were not confirmed are held but not counted with.
constexpr db::Statement kCalendar = {
    "reference_calendar",
    "SELECT day, working, name FROM directory_api.calendar_day WHERE confirmed"};

// How long a cache may go by a directory that has changed. A look costs 40 microseconds.
constexpr absl::Duration kStaleMax = absl::Milliseconds(50);

// The kind of agency at the top of the reporting tree.
constexpr char kProvinceCommittee[] = "ubnd_tinh";

template <typename Message>
void SetValidity(const pqxx::row& row, Message* message) {
  if (const auto from = db::OptionalDayOf(row["valid_from"])) {
    *message->mutable_valid_from() = law::ToProto(*from);
  }
  if (const auto to = db::OptionalDayOf(row["valid_to"])) {
    *message->mutable_valid_to() = law::ToProto(*to);
  }
}

directory::v1::Agency AgencyOfRow(const pqxx::row& row) {
  directory::v1::Agency agency;
  agency.set_code(row["code"].c_str());
  agency.set_name(row["name"].c_str());
  agency.set_short_name(row["short_name"].c_str());
  agency.set_kind(row["kind"].c_str());
  agency.set_level(static_cast<directory::v1::AreaLevel>(row["level"].as<int>()));
  agency.set_parent_code(row["parent_code"].c_str());
  agency.set_area_key(row["area_key"].c_str());
  agency.set_settles(row["settles"].as<bool>());
  agency.set_receives(row["receives"].as<bool>());
  SetValidity(row, &agency);
  agency.set_successor(row["successor"].c_str());
  return agency;
}

directory::v1::Area AreaOfRow(const pqxx::row& row) {
  directory::v1::Area area;
  area.set_key(row["key"].c_str());
  area.set_code(row["code"].c_str());
  area.set_name(row["name"].c_str());
  area.set_level(static_cast<directory::v1::AreaLevel>(row["level"].as<int>()));
  area.set_parent_key(row["parent_key"].c_str());
  SetValidity(row, &area);
  area.set_successor(row["successor"].c_str());
  area.set_remote(row["remote"].as<bool>());
  return area;
}

directory::v1::SubjectField SubjectOfRow(const pqxx::row& row) {
  directory::v1::SubjectField subject;
  subject.set_code(row["code"].c_str());
  subject.set_parent_code(row["parent_code"].c_str());
  subject.set_name(row["name"].c_str());
  subject.set_usual_level(static_cast<directory::v1::AreaLevel>(row["usual_level"].as<int>()));
  subject.set_commune_kind(row["commune_kind"].c_str());
  subject.set_district_kind(row["district_kind"].c_str());
  subject.set_province_kind(row["province_kind"].c_str());
  subject.set_note(row["note"].c_str());
  for (const auto& word : nlohmann::json::parse(row["district_words"].c_str())) {
    subject.add_district_words(word.get<std::string>());
  }
  return subject;
}

directory::v1::OrgSuccession SuccessionOfRow(const pqxx::row& row) {
  directory::v1::OrgSuccession succession;
  succession.set_old_agency(row["old_agency"].c_str());
  succession.set_new_agency(row["new_agency"].c_str());
  for (const auto& function : nlohmann::json::parse(row["functions"].c_str())) {
    succession.add_functions(function.get<std::string>());
  }
  *succession.mutable_on() = law::ToProto(db::DayOf(row["starts_on"]));
  return succession;
}

template <typename Message>
bool Within(const Message& message, absl::CivilDay day) {
  if (message.has_valid_from()) {
    const auto from = law::ToDay(message.valid_from());
    if (from.ok() && day < *from) return false;
  }
  if (message.has_valid_to()) {
    const auto to = law::ToDay(message.valid_to());
    if (to.ok() && day > *to) return false;
  }
  return true;
}

// A line of superiors is a handful long; the bound guards against a cycle in imported data.
constexpr size_t kLineMax = 10;

template <typename Map>
const typename Map::mapped_type* FindIn(const Map& map, const std::string& key) {
  const auto found = map.find(key);
  return found == map.end() ? nullptr : &found->second;
}

}  // namespace

bool ExistsOn(const directory::v1::Agency& agency, absl::CivilDay day) {
  return Within(agency, day);
}
bool ExistsOn(const directory::v1::Area& area, absl::CivilDay day) { return Within(area, day); }

const directory::v1::Agency* Reference::Agency(const std::string& code) const {
  return FindIn(agencies, code);
}
const directory::v1::Area* Reference::Area(const std::string& key) const {
  return FindIn(areas, key);
}
const directory::v1::SubjectField* Reference::Subject(const std::string& code) const {
  return FindIn(subjects, code);
}

std::vector<const directory::v1::Agency*> Reference::Line(const std::string& code) const {
  std::vector<const directory::v1::Agency*> line;
  line.reserve(kLineMax);
  const auto* at = Agency(code);
  while (at != nullptr && line.size() < kLineMax) {
    line.push_back(at);
    at = Agency(at->parent_code());
  }
  return line;
}

std::vector<std::string> Reference::Tree(const std::string& root) const {
  const auto* top = Agency(root);
  const bool province = top != nullptr && top->kind() == kProvinceCommittee;
  const auto at_the_top = [&](const directory::v1::Agency& agency) {
    return province && agency.parent_code().empty() && agency.area_key() == top->area_key();
  };
  std::vector<std::string> tree;
  for (const auto& [code, agency] : agencies) {
    const auto line = Line(code);
    const bool below = std::any_of(line.begin(), line.end(), [&](const auto* at) {
      return at->code() == root || at_the_top(*at);
    });
    if (below) tree.push_back(code);
  }
  if (top == nullptr) tree.push_back(root);
  std::sort(tree.begin(), tree.end());
  return tree;
}

const directory::v1::Agency* Reference::AgencyOf(const std::string& kind,
                                                 const std::string& area_key,
                                                 absl::CivilDay day) const {
  const directory::v1::Agency* best = nullptr;
  for (const auto& [code, agency] : agencies) {
    const bool fits =
        agency.kind() == kind && agency.area_key() == area_key && ExistsOn(agency, day);
    if (fits && (best == nullptr || code < best->code())) best = &agency;
  }
  return best;
}

absl::StatusOr<std::shared_ptr<const Reference>> ReferenceCache::Get() {
  std::lock_guard lock(mutex_);
  const absl::Time now = absl::Now();
  if (current_ != nullptr && now - checked_at_ < kStaleMax) return current_;
  const auto rows = pool_.Run(kRevision, db::Params());
  if (!rows.ok()) {
    if (current_ != nullptr) return current_;
    return rows.status();
  }
  const int64_t revision = (*rows)[0][0].as<int64_t>();
  if (current_ == nullptr || current_->revision != revision) {
    ASSIGN_OR_RETURN(current_, Read(revision));
  }
  checked_at_ = now;
  return current_;
}

void ReferenceCache::AwaitAllCaches() { absl::SleepFor(kStaleMax); }

void ReferenceCache::LookAgain() {
  std::lock_guard lock(mutex_);
  checked_at_ = absl::InfinitePast();
}

absl::StatusOr<std::shared_ptr<const Reference>> ReferenceCache::Read(int64_t revision) {
  auto picture = std::make_shared<Reference>();
  picture->revision = revision;
  ASSIGN_OR_RETURN(const auto agencies, pool_.Run(kAgencies, db::Params()));
  for (const auto& row : agencies) picture->agencies[row["code"].c_str()] = AgencyOfRow(row);
  ASSIGN_OR_RETURN(const auto areas, pool_.Run(kAreas, db::Params()));
  for (const auto& row : areas) picture->areas[row["key"].c_str()] = AreaOfRow(row);
  ASSIGN_OR_RETURN(const auto subjects, pool_.Run(kSubjects, db::Params()));
  for (const auto& row : subjects) picture->subjects[row["code"].c_str()] = SubjectOfRow(row);
  ASSIGN_OR_RETURN(const auto days, pool_.Run(kCalendar, db::Params()));
  std::vector<law::ExceptionalDay> exceptional;
  for (const auto& row : days) {
    exceptional.push_back({db::DayOf(row["day"]), row["working"].as<bool>(), row["name"].c_str()});
  }
  ASSIGN_OR_RETURN(picture->calendar, law::Calendar::Create(exceptional));
  ASSIGN_OR_RETURN(const auto successions, pool_.Run(kSuccessions, db::Params()));
  for (const auto& row : successions) {
    const auto succession = SuccessionOfRow(row);
    picture->successions[succession.old_agency()].push_back(succession);
  }
  picture->Index();
  return std::shared_ptr<const Reference>(std::move(picture));
}

}  // namespace donthu
