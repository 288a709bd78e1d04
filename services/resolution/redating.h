// Running clocks follow a change of the working calendar, by an act of each case whose clocks
// moved; stopped and paused ones stay.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "donthu/ledger/v1/ledger_service.pb.h"
#include "services/law/calendar.h"
#include "services/law/rule_book.h"
#include "services/resolution/opener_store.h"

namespace donthu::resolution {

// A change of the working calendar, as the directory's event tells it.
struct CalendarChange {
  // Revision of the directory that brought it.
  int64_t revision;
  // The earliest day that changed; limits that ended before it stay as they are.
  absl::CivilDay from;
  absl::CivilDay recorded_on;
  std::string actor;
};

// nullopt when the event is none.
absl::StatusOr<std::optional<CalendarChange>> CalendarChangeOf(const ledger::v1::Event& event);

// The act for a case; nullopt when no clock of it moves. The new calendar must be at hand.
std::optional<Step> Redate(const law::RuleBook& rules, const law::Calendar& calendar,
                           const CalendarChange& change, const v1::Case& found, absl::Time now);

}  // namespace donthu::resolution
