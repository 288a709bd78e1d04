// The advice on one petition: facts → law, directory → competent agency, duplicates → joining.
#pragma once

#include "services/base/reference/reference.h"
#include "services/law/rule_book.h"
#include "services/routing/competence.h"
#include "services/routing/held.h"

namespace donthu::routing {

// What competence is found from; `accused` goes before what the handling holds.
Matter MatterOf(const Case& found, const std::optional<v1::Accused>& accused);

// Vượt cấp: a first complaint, recommendation or reflection was handed to an agency above the one
// that settles it.
bool IsAboveLevel(const Reference& reference, const Held& held, const Matter& matter,
                  const Competence& competence);

v1::Proposal Propose(const Case& found, const Reference& reference, const law::RuleBook& rules,
                     const std::vector<intake::v1::DuplicateHint>& duplicates,
                     const std::optional<v1::Accused>& accused);

}  // namespace donthu::routing
