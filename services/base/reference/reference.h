// The directory as every service needs it at hand: agencies, areas, subject fields and the working
// calendar, read through the directory's published views and kept in memory until its revision
// changes.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "donthu/directory/v1/directory.pb.h"
#include "services/base/db/db.h"
#include "services/law/calendar.h"

namespace donthu {

// An immutable picture of the directory at one revision.
class Reference {
 public:
  int64_t revision = 0;
  absl::flat_hash_map<std::string, directory::v1::Agency> agencies;
  absl::flat_hash_map<std::string, directory::v1::Area> areas;
  absl::flat_hash_map<std::string, directory::v1::SubjectField> subjects;
  // By the agency that ended.
  absl::flat_hash_map<std::string, std::vector<directory::v1::OrgSuccession>> successions;
  law::Calendar calendar;

  // nullptr when there is none.
  const directory::v1::Agency* Agency(const std::string& code) const;
  const directory::v1::Area* Area(const std::string& key) const;
  const directory::v1::SubjectField* Subject(const std::string& code) const;

  // The agency and those above it, nearest first; empty when there is none of that code.
  std::vector<const directory::v1::Agency*> Line(const std::string& code) const;

  // The agency and all below it, in order of code. For the province's People's Committee everything
  // on its territory, bodies outside the committees' hierarchy (courts, Party, central branches)
  // included.
  std::vector<std::string> Tree(const std::string& code) const;

  // The agency of this kind that serves the area on this day; nullptr when there is none.
  const directory::v1::Agency* AgencyOf(const std::string& kind, const std::string& area_key,
                                        absl::CivilDay day) const;
  // Who answers on this day for what the agency did about a subject at a place: the agency itself
  // while it exists, else who took it over, step by step; without a row of its own an agency
  // follows the one above it. Empty subject and place = what it held. nullptr when nobody is known.
  const directory::v1::Agency* Heir(const std::string& code, const std::string& subject,
                                    const std::string& area_key, absl::CivilDay day) const;

  // These agencies and those that ended before the day and left to one of them what they held.
  std::vector<std::string> WithPredecessors(std::vector<std::string> codes,
                                            absl::CivilDay day) const;

  // The place is this area or lies in it.
  bool Covers(const std::string& area_key, std::string place) const;

  // To be called once agencies and successions are filled, before WithPredecessors and AreaOn.
  void Index();

  // The area in which the place lies on this day: itself while it exists, else that of the
  // committee that took over; empty when not known.
  std::string AreaOn(const std::string& area_key, absl::CivilDay day) const;

 private:
  // Agencies with a last day, by the one that what they held is left to.
  absl::flat_hash_map<std::string, std::vector<std::string>> left_to_;
  // The People's Committee of each area.
  absl::flat_hash_map<std::string, std::string> committees_;
};

// True when the day lies within valid_from..valid_to, both inclusive, unset = open.
bool ExistsOn(const directory::v1::Agency& agency, absl::CivilDay day);
bool ExistsOn(const directory::v1::Area& area, absl::CivilDay day);

class ReferenceCache {
 public:
  explicit ReferenceCache(db::Pool& pool) : pool_(pool) {}

  // The picture held, unless the directory has a new revision, which is asked for every 50
  // milliseconds at most. When the database is away, the last picture is still good; without one,
  // DATABASE_UNAVAILABLE.
  absl::StatusOr<std::shared_ptr<const Reference>> Get();

  // The next Get looks at the revision.
  void LookAgain();

  // Returns once no cache of any process answers with a directory from before this call: for the
  // one who has just changed it, so that whoever is told of the change can build on it.
  void AwaitAllCaches();

 private:
  absl::StatusOr<std::shared_ptr<const Reference>> Read(int64_t revision);

  db::Pool& pool_;
  std::mutex mutex_;
  std::shared_ptr<const Reference> current_;
  absl::Time checked_at_ = absl::InfinitePast();
};

}  // namespace donthu
