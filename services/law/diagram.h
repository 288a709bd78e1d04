// The steps of one type of case as people read them: a picture, a table, a page.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "donthu/law/v1/law_service.pb.h"
#include "services/law/rule_book.h"

namespace donthu::law {

// A Mermaid stateDiagram-v2 with Vietnamese labels: one arrow from state to state with all acts
// that lead there. Acts that are possible wherever a case stands are left out. Empty when the type
// has no workflow on that day.
std::string WorkflowMermaid(const RuleBook& book, v1::CaseType type, absl::CivilDay day);

// A Markdown table, one step a line: state, act, next state, who, limits, conditions, citation with
// its certainty; then the limits and what they are on that day. Empty when the type has no workflow
// on that day.
std::string WorkflowTable(const RuleBook& book, v1::CaseType type, absl::CivilDay day);

// The first day and each day after it on which a step of the type, or a limit that its steps name,
// changes.
std::vector<absl::CivilDay> WorkflowVersions(const RuleBook& book, v1::CaseType type,
                                             absl::CivilDay first);

// One page in Markdown: picture and table of every version from `first` on, the latest first.
std::string WorkflowPage(const RuleBook& book, v1::CaseType type, absl::CivilDay first);

// "complaint_first" for CASE_TYPE_COMPLAINT_FIRST.
std::string WorkflowFileStem(v1::CaseType type);

// Case types that have a workflow on some day, in the order of the enum.
std::vector<v1::CaseType> TypesWithWorkflow(const RuleBook& book);

// Rows, picture and table. INVALID_FIELD on "on" for a day that does not exist; RULE_NOT_FOUND when
// the type has no workflow on that day.
absl::StatusOr<v1::Workflow> AnswerWorkflow(const RuleBook& book,
                                            const v1::GetWorkflowRequest& request);

}  // namespace donthu::law
