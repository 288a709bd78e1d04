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
#include "services/resolution/parts.h"
#include "services/resolution/resolution_store.h"

namespace donthu::resolution {

// Fills opening.opened, whose type, agency and day of receipt are set, with what LODGE makes of it.
// ACT_NOT_LAWFUL when the law of the day knows no such matter.
absl::Status Lodge(const law::RuleBook& rules, const law::Calendar& calendar,
                   const std::string& note, absl::Time now, Opening* opening);

// What the request needs to be looked at with.
struct OpeningFacts {
  const law::RuleBook& rules;
  const Reference& reference;
  // The parent case that the request names, whoever has it; nullopt = none, or there is no such
  // case.
  std::optional<v1::Case> parent;
  // The petition that the request names, when it was parted from a case.
  std::optional<PetitionPlace> petition;
  // The petition that the request names, when it is a mixed one that the agency has.
  std::optional<HeldPetition> mixed;
  absl::CivilDay today;
};

// The first act. INVALID_FIELD naming what keeps the case from being opened by hand; for parts of
// mixed petitions also what PartOf says.
absl::StatusOr<v1::Lodge> CheckOpening(const v1::OpenCaseRequest& request,
                                       const OpeningFacts& facts);

}  // namespace donthu::resolution
