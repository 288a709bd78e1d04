// Why an act is lawful or refused, as a derivation: facts, rows, and two or three lines of text.
#pragma once

#include "absl/time/civil_time.h"
#include "donthu/law/v1/facts.pb.h"
#include "services/law/rule_book.h"

namespace donthu::law {

// `rule` is the workflow row of the act in this state on that day, or nullptr; `possible` what came
// of it. Names the transitional rule where the case is older than the row.
v1::Derivation ExplainAct(const RuleBook& book, const v1::CaseFacts& facts, absl::CivilDay on,
                          const v1::WorkflowRule* rule, const v1::PossibleAct& possible);

}  // namespace donthu::law
