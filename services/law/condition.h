// The predicates that condition rows name (rules/conditions.textproto): what the facts of a
// petition say of each.
#pragma once

#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "donthu/law/v1/facts.pb.h"
#include "services/law/calendar.h"
#include "services/law/rule_book.h"

namespace donthu::law {

enum class Verdict { kMet, kFailed, kDoesNotApply };

bool IsCondition(std::string_view id);

// All condition ids in the order in which they decide: anonymous, incomplete, unclear, duplicate,
// mixed, dispute, out of time, then competence.
std::vector<std::string_view> ConditionsInOrder();

// `id` is one for which IsCondition is true.
Verdict Judge(std::string_view id, const RuleBook& book, const Calendar& calendar,
              const v1::PetitionFacts& facts, absl::CivilDay received_on);

// A complaint about a disciplinary decision (L-KN Đ.47-58), not about recruitment, which shares its
// subject code.
bool IsDisciplinary(const v1::PetitionFacts& facts);

// A dispute over land between parties, which the commune mediates.
bool IsLandDispute(const v1::PetitionFacts& facts);

}  // namespace donthu::law
