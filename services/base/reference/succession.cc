// Who took over from agencies that ended.
#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "services/base/reference/reference.h"
#include "services/law/date.h"

namespace donthu {
namespace {

using directory::v1::Agency;
using directory::v1::OrgSuccession;

// Against cycles in imported data; real chains have two or three links.
constexpr int kHopsMax = 8;

constexpr char kEverythingElse[] = "*";
constexpr char kCommittee[] = "ubnd_";

bool Ended(const Agency& agency, absl::CivilDay day) {
  if (!agency.has_valid_to()) return false;
  const auto to = law::ToDay(agency.valid_to());
  return to.ok() && *to < day;
}

bool Begun(const OrgSuccession& row, absl::CivilDay day) {
  const auto on = law::ToDay(row.on());
  return on.ok() && *on <= day;
}

// 2 = names the subject, 1 = takes the rest, 0 = does not take it.
int Takes(const OrgSuccession& row, const std::string& subject) {
  int takes = 0;
  for (const auto& function : row.functions()) {
    if (function == kEverythingElse) {
      takes = std::max(takes, 1);
    } else if (!subject.empty() && absl::StartsWith(subject, function)) {
      takes = 2;
    }
  }
  return takes;
}

}  // namespace

const Agency* Reference::Heir(const std::string& code, const std::string& subject,
                              const std::string& area_key, absl::CivilDay day) const {
  const directory::v1::Agency* at = Agency(code);
  for (int hop = 0; hop < kHopsMax && at != nullptr && Ended(*at, day); ++hop) {
    const auto rows = successions.find(at->code());
    if (rows == successions.end()) {
      at = Agency(at->parent_code());
      continue;
    }
    const directory::v1::Agency* next = nullptr;
    int best = 0;
    for (const auto& row : rows->second) {
      const auto* heir = Agency(row.new_agency());
      const int takes = Takes(row, subject);
      if (heir == nullptr || takes == 0 || !Begun(row, day)) continue;
      // Who took over a function for one place took it for that place only.
      const bool here = Covers(heir->area_key(), area_key);
      if (takes == 2 && !here) continue;
      const int rank = 2 * takes + (here ? 1 : 0);
      if (rank > best) {
        best = rank;
        next = heir;
      }
    }
    at = next;
  }
  return at != nullptr && ExistsOn(*at, day) ? at : nullptr;
}

void Reference::Index() {
  for (const auto& [code, agency] : agencies) {
    if (absl::StartsWith(agency.kind(), kCommittee)) committees_[agency.area_key()] = code;
    if (!agency.has_valid_to()) continue;
    const auto rows = successions.find(code);
    if (rows == successions.end()) {
      left_to_[agency.parent_code()].push_back(code);
      continue;
    }
    for (const auto& row : rows->second) {
      if (Takes(row, "") > 0) left_to_[row.new_agency()].push_back(code);
    }
  }
}

std::vector<std::string> Reference::WithPredecessors(std::vector<std::string> codes,
                                                     absl::CivilDay day) const {
  absl::flat_hash_set<std::string> known(codes.begin(), codes.end());
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const auto left = left_to_.find(codes[i]);
    if (left == left_to_.end()) continue;
    for (const auto& code : left->second) {
      if (Ended(agencies.at(code), day) && known.insert(code).second) codes.push_back(code);
    }
  }
  std::sort(codes.begin(), codes.end());
  return codes;
}

std::string Reference::AreaOn(const std::string& area_key, absl::CivilDay day) const {
  std::string key = area_key;
  for (int hop = 0; hop < kHopsMax && !key.empty(); ++hop) {
    const auto* area = Area(key);
    if (area == nullptr) return "";
    if (ExistsOn(*area, day)) return key;
    const auto committee = committees_.find(key);
    const auto* heir =
        committee == committees_.end() ? nullptr : Heir(committee->second, "", "", day);
    if (heir != nullptr) return heir->area_key();
    key = area->parent_key();
  }
  return "";
}

bool Reference::Covers(const std::string& area_key, std::string place) const {
  for (int hop = 0; hop < kHopsMax && !place.empty(); ++hop) {
    if (place == area_key) return true;
    const auto* area = Area(place);
    place = area == nullptr ? "" : area->parent_key();
  }
  return false;
}

}  // namespace donthu
