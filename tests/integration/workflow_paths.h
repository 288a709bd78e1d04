// Ways through the workflows, found in the rule book, so that tests need not list them by hand.
#pragma once

#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "donthu/law/v1/facts.pb.h"
#include "donthu/resolution/v1/act.pb.h"
#include "services/law/calendar.h"
#include "services/law/rule_book.h"

namespace donthu::testing {

// An act, and what it leads to under the law.
struct PathStep {
  law::v1::ActFacts act;
  law::v1::CaseState state;
  std::string rule_id;
};

struct Path {
  law::v1::CaseType type;
  absl::CivilDay received_on;
  std::vector<PathStep> steps;
};

struct Paths {
  // Together they take every step that the workflow names on the day of receipt, from every state
  // that it names; none is the beginning of another.
  std::vector<Path> paths;
  // Steps for which no way was found: "KN1-SEND from 6".
  std::vector<std::string> missing;
  int steps = 0;
};

// Cases received on `from`; acts may lie in later versions of the law, but count for that of
// `from`.
Paths FindPaths(const law::RuleBook& book, const law::Calendar& calendar, law::v1::CaseType type,
                absl::CivilDay from);

// The act as an officer would send it: with whatever its message requires, naming `agency`.
resolution::v1::Act ActOf(const law::v1::ActFacts& facts, const std::string& agency);

}  // namespace donthu::testing
