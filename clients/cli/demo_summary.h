// What the demonstration ends with: what came in, where it went, what is due, what the inspectorate
// prints.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "clients/cli/command.h"
#include "donthu/intake/v1/intake_service.pb.h"
#include "donthu/law/v1/types.pb.h"
#include "donthu/routing/v1/routing_service.pb.h"

namespace donthu::cli {

struct DemoTally {
  int registered = 0;
  int refused = 0;
  int with_duplicates = 0;
  int failures = 0;
  std::map<std::pair<law::v1::PetitionKind, intake::v1::Channel>, int> received;
  std::map<law::v1::Disposal, int> disposals;
  std::map<routing::v1::ReferralState, int> referrals;
  std::map<law::v1::CaseState, int> cases;
};

// Asks the servers for what is due and for form 01/XLD, then prints all, as tables or as one JSON
// object.
absl::Status PrintDemoSummary(Session& session, const DemoTally& tally);

}  // namespace donthu::cli
