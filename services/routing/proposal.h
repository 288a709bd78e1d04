// The advice on one petition: facts → law, directory → competent agency, duplicates → joining.
#pragma once

#include "services/base/reference/reference.h"
#include "services/law/rule_book.h"
#include "services/routing/routing_store.h"

namespace donthu::routing {

v1::Proposal Propose(const Case& found, const Reference& reference, const law::RuleBook& rules,
                     const std::vector<intake::v1::DuplicateHint>& duplicates);

}  // namespace donthu::routing
