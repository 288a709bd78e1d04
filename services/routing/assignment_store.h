// All SQL of who works on a petition.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/base/db/db.h"
#include "services/routing/held.h"

namespace donthu::routing {

// Where an officer is to be in office, and when (services/routing/places.h).
struct Post {
  std::vector<std::string> places;
  absl::CivilDay on;
};

// An officer who may be given work.
struct Candidate {
  // Where he serves.
  std::string agency;
  // Agencies that the accused of the petition asked about leads.
  std::vector<std::string> leads;
};

// Whose work an agency lists as left: officers not in office on that day.
struct LeftWork {
  // The agency, and those that it took over from.
  std::vector<std::string> agencies;
  Post post;
  // Empty = of all who left.
  std::string officer;
};

// Work to be given on.
struct GivingOn {
  std::vector<std::string> agencies;
  std::string from;
  std::string to;
  absl::CivilDay on;
  std::string reason;
  // The agency of the one who goes on, and those above it: what their leaders are accused of is
  // kept from him.
  std::vector<std::string> superiors;
};

class AssignmentStore {
 public:
  explicit AssignmentStore(db::Pool& pool) : pool_(pool) {}

  // In order of officer; `officer` empty = all.
  absl::StatusOr<std::vector<v1::Assignment>> List(int64_t petition_id, const std::string& agency,
                                                   const std::string& officer, const Post& today);

  // The officer as one who holds such a post; nullopt when he does not. `petition_id` 0 = none.
  absl::StatusOr<std::optional<Candidate>> Find(const std::string& officer, const Post& post,
                                                int64_t petition_id);

  // Writes the assignment as it is now, with its event, on that day.
  absl::Status Write(const Command& command, const v1::Assignment& now, absl::CivilDay on);

  // In order of petition, agency and officer, strictly after `after`, at most `size`.
  absl::StatusOr<std::vector<v1::Assignment>> ListLeft(const LeftWork& left,
                                                       const v1::Assignment& after, int size);

  // All or nothing, with an event on each petition; the answer is kept for repeats of the command,
  // whose own response does not count.
  absl::StatusOr<v1::ReassignWorkResponse> GiveOn(const Command& command, const GivingOn& giving);

 private:
  db::Pool& pool_;
};

}  // namespace donthu::routing
