// Until when an agency must say what becomes of a petition.
#pragma once

#include <optional>

#include "absl/time/civil_time.h"
#include "donthu/law/v1/explanation.pb.h"
#include "donthu/law/v1/types.pb.h"
#include "services/law/calendar.h"
#include "services/law/rule_book.h"

namespace donthu::routing {

// The limit for classifying a petition, from the day on which the agency received it: DL-TC-01 for
// denunciations, else DL-DON-01. nullopt where the rule book has none for that day.
std::optional<law::v1::Clock> ClassifyLimit(const law::RuleBook& rules,
                                            const law::Calendar& calendar,
                                            law::v1::PetitionKind kind, absl::CivilDay received_on);

// Its last lawful day alone.
std::optional<absl::CivilDay> ClassifyDueOn(const law::RuleBook& rules,
                                            const law::Calendar& calendar,
                                            law::v1::PetitionKind kind, absl::CivilDay received_on);

}  // namespace donthu::routing
