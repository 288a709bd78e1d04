// A petition as routing sees it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "donthu/routing/v1/routing_service.pb.h"
#include "services/base/access/access.h"
#include "services/base/access/sight.h"
#include "services/base/text/similarity.h"

namespace donthu::routing {

// A petition and its handling at one agency.
struct Held {
  v1::Handling handling;
  // 0 = the receiving agency has not acted yet.
  int64_t version = 0;
  std::string subject_code;
  std::string area_key;
  // The agency to which the petitioner handed it.
  std::string received_by;
  // The author was withheld at registration.
  bool identity_withheld = false;
  // Whom a denunciation is kept from, where an officer has just said whom it accuses.
  std::optional<Barred> barred;
  // Of a handling that is about to be opened by accepting a referral; unset where the rule book has
  // no limit.
  std::optional<absl::CivilDay> classify_due_on;
};

// What a proposal is made from.
struct Case {
  Held held;
  intake::v1::Petition card;
  text::DuplicateFacts duplicate_facts;
  std::vector<int64_t> band_keys;
  std::string title;
  std::string body;
};

// The write half of a command.
struct Command {
  std::string request_id;
  std::string fingerprint;
  // Serialised answer, kept for repeats.
  std::string response;
  Principal actor;
};

}  // namespace donthu::routing
