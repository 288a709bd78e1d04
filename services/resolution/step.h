// An act about to be written, and what the law makes of the case by it.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "donthu/law/v1/facts.pb.h"
#include "donthu/resolution/v1/resolution_service.pb.h"
#include "services/law/calendar.h"
#include "services/law/rule_book.h"

namespace donthu::resolution {

struct Step {
  // Empty for what the system does by itself, which nobody repeats.
  std::string request_id;
  std::string fingerprint;
  // Serialised answer, kept for repeats.
  std::string response;
  std::string actor;
  // The case as read, then as the act leaves it; `version` stays the one that was read.
  v1::Case after;
  int64_t version = 0;
  v1::TimelineEntry entry;
  law::v1::ActKind kind = law::v1::ACT_KIND_UNSPECIFIED;
};

// Moves step->after on by the act, with state, clocks, petitions, agency and timeline entry. Errors
// as law::ApplyAct; then the step is spoilt.
absl::Status Advance(const law::RuleBook& rules, const law::Calendar& calendar, const v1::Act& act,
                     absl::Time now, Step* step);

// The timeline entry of an act recorded now.
v1::TimelineEntry EntryOf(int number, const v1::Act& act, const law::v1::Basis& basis,
                          const std::string& actor, absl::Time now);

}  // namespace donthu::resolution
