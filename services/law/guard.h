// The guards that a workflow row may name: conditions on the case that its state does not show.
#pragma once

#include <string>
#include <string_view>

#include "absl/time/civil_time.h"
#include "donthu/law/v1/facts.pb.h"

namespace donthu::law {

// ONCE: the act was not done before. REASON_WRITTEN: a written reason is in the file.
// PERIOD_ENDED: every running waiting period (DL-KN-15) is over before the day of the act.
bool IsGuard(std::string_view name);

// Empty when the guard lets the act pass, otherwise why not, in Vietnamese. `name` is one for which
// IsGuard is true.
std::string GuardRefusal(std::string_view name, const v1::CaseFacts& facts, const v1::ActFacts& act,
                         absl::CivilDay on);

}  // namespace donthu::law
