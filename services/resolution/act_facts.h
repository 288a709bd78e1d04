// What the law needs to know of acts and cases, taken out of what resolution stores.
#pragma once

#include "absl/time/civil_time.h"
#include "donthu/law/v1/facts.pb.h"
#include "donthu/resolution/v1/resolution_service.pb.h"

namespace donthu::resolution {

// UNSPECIFIED for an act without a kind.
law::v1::ActKind KindOf(const v1::Act& act);

// Fields of the act's own message that bear the name and type of a field of ActFacts are handed
// over as they are.
law::v1::ActFacts FactsOf(const v1::Act& act);

law::v1::CaseFacts FactsOf(const v1::Case& found);

// That day, or the day of the case's last act where that is later: acts are dated in order.
absl::CivilDay NotBeforeLastAct(const v1::Case& found, absl::CivilDay day);

}  // namespace donthu::resolution
