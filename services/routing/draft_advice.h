// What the law makes of a petition that is not registered yet.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "donthu/routing/v1/routing_service.pb.h"
#include "services/base/duplicates/draft.h"
#include "services/base/reference/reference.h"
#include "services/law/rule_book.h"

namespace donthu::routing {

// As Propose would advise `agency`, had it registered the draft, and the limits that would run.
// Nothing at all while the kind is not known.
v1::DraftAdvice AdviseDraft(const Draft& draft, const std::string& agency,
                            const Reference& reference, const law::RuleBook& rules,
                            const std::vector<intake::v1::DuplicateHint>& duplicates,
                            const std::optional<v1::Accused>& accused);

}  // namespace donthu::routing
