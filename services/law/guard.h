// The guards that a workflow row may name: conditions on the case that its state does not show.
#pragma once

#include <string>
#include <string_view>

#include "absl/time/civil_time.h"
#include "donthu/law/v1/facts.pb.h"
#include "services/law/calendar.h"
#include "services/law/rule_book.h"

namespace donthu::law {

// An act about to be done under a row, with everything a guard may look at.
struct Attempt {
  const RuleBook& book;
  const Calendar& calendar;
  const v1::WorkflowRule& rule;
  const v1::CaseFacts& facts;
  const v1::ActFacts& act;
  absl::CivilDay on;
};

// The names are listed in guard.cc, each beside what it asks.
bool IsGuard(std::string_view name);

// What it asks, in a few Vietnamese words. `name` is one for which IsGuard is true.
std::string GuardVi(std::string_view name);

// Empty when the guard lets the act pass, otherwise why not, in Vietnamese. `name` is one for which
// IsGuard is true.
std::string GuardRefusal(std::string_view name, const Attempt& attempt);

}  // namespace donthu::law
