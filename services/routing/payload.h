// What routing's events carry, as JSON: no texts, no names, no office of an accused.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "services/routing/held.h"

namespace donthu::routing {

// The handling whole, so that a reader needs only the last event of each.
nlohmann::json HandlingJson(const Held& held);

nlohmann::json ReferralJson(const v1::Referral& referral);

// The chairman's decision on a dispute of competence.
nlohmann::json DecisionJson(const std::string& number, const std::string& by,
                            const std::string& to);

}  // namespace donthu::routing
