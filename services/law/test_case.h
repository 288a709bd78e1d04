// Cases for the tests of workflows: opened, and moved on act by act.
#pragma once

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "services/law/rule_book.h"
#include "services/law/workflow.h"

namespace donthu::law {

// A case of that type as opened on that day. Aborts when the book has no workflow for it.
v1::CaseFacts OpenedCase(const RuleBook& book, v1::CaseType type, absl::CivilDay received_on);

// The facts after an act that led to `outcome`.
v1::CaseFacts After(v1::CaseFacts facts, const v1::ActFacts& act, const v1::Outcome& outcome);

// An act by someone who has everything in hand: written reason, all criteria, the first ground that
// the step asks for, a dialogue announced twelve days ahead.
v1::ActFacts FavourableAct(const RuleBook& book, const v1::CaseFacts& facts, v1::ActKind kind,
                           absl::CivilDay on);

}  // namespace donthu::law
