// The part of the demonstration that resolves cases: all are accepted, about 60 of 100 come to an
// end within their limits, a few late, some are extended or withdrawn, the others keep running.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "clients/cpp/resolution_client.h"

namespace donthu::cli {

// The acts that befall a case, in order of day. `name` decides which; the same name, the same acts.
std::vector<resolution::v1::Act> PlanFor(law::v1::CaseType type, const std::string& name,
                                         bool remote, absl::CivilDay accepted_on);

class DemoCases {
 public:
  // Nothing happens after `last_day`. `remote_areas` are the keys of those.
  DemoCases(client::Connection& connection, absl::CivilDay last_day,
            std::set<std::string> remote_areas)
      : resolution_(connection), last_day_(last_day), remote_areas_(std::move(remote_areas)) {}

  // Does the acts that are not done yet; doing it again changes nothing.
  absl::StatusOr<resolution::v1::Case> Resolve(std::int64_t petition_id, const std::string& name,
                                               const std::string& area_key,
                                               absl::CivilDay disposed_on);

 private:
  const client::ResolutionClient resolution_;
  const absl::CivilDay last_day_;
  const std::set<std::string> remote_areas_;
};

// Types of case that a petition's disposal opens.
bool OpensCase(law::v1::CaseType type);

}  // namespace donthu::cli
