// Cases as they open: by a petition's disposal, or by hand.
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "donthu/resolution/v1/resolution_service.pb.h"
#include "services/base/reference/reference.h"
#include "services/law/calendar.h"
#include "services/law/rule_book.h"
#include "services/resolution/case_rows_store.h"
#include "services/resolution/resolution_store.h"

namespace donthu::resolution {

// Fills opening.opened, whose type, agency and day of receipt are set, with what LODGE makes of it.
// ACT_NOT_LAWFUL when the law of the day knows no such matter.
absl::Status Lodge(const law::RuleBook& rules, const law::Calendar& calendar,
                   const std::string& note, absl::Time now, Opening* opening);

// What the request needs to be looked at with.
struct OpeningFacts {
  const Reference& reference;
  // The parent case that the request names, whoever has it; nullopt = none, or there is no such
  // case.
  std::optional<v1::Case> parent;
  // The petition that the request names.
  std::optional<PetitionPlace> petition;
  absl::CivilDay today;
};

// INVALID_FIELD naming what keeps the case from being opened by hand.
absl::Status CheckOpening(const v1::OpenCaseRequest& request, const OpeningFacts& facts);

}  // namespace donthu::resolution
