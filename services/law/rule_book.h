// The rule book: dated rows of law, read from textproto and looked up by the day on which they
// apply.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "donthu/law/v1/rule.pb.h"

namespace donthu::law {

// A row and the days on which it is law, both inclusive.
template <typename Row>
struct Dated {
  Row row;
  absl::CivilDay from;
  absl::CivilDay to;

  bool Holds(absl::CivilDay day) const { return from <= day && day <= to; }
};

class RuleBook {
 public:
  using DeadlineRow = Dated<v1::DeadlineRule>;
  using WorkflowRow = Dated<v1::WorkflowRule>;
  using ConditionRow = Dated<v1::ConditionRule>;
  using DisposalRow = Dated<v1::DisposalRule>;
  using PartRow = Dated<v1::PartRule>;
  using ParameterRow = Dated<v1::LocalParameter>;
  using RepresentativeRow = Dated<v1::RepresentativeRule>;
  using ReceptionDutyRow = Dated<v1::ReceptionDutyRule>;
  using TransitionRow = Dated<v1::TransitionRule>;
  using CompetenceRow = Dated<v1::CompetenceRule>;

  // Reads RuleFile messages. INVALID_ARGUMENT, naming the row, when a text has an unknown field; a
  // row has no id, citation or certainty, a bad date or an end before its start; versions of one id
  // overlap or leave days between them open; a case limit names an unknown deadline; a workflow
  // names an unknown limit, guard or notice, has a step that can't be reached, a state that leads
  // nowhere, or allows one act twice in one state on one day; a condition has no predicate of its
  // name; or two rows of competence fit one question, or the table of disposals or that of parts
  // overlaps itself. A parameter that the province has decided goes before the proposed default of
  // its name on the days of the decision.
  static absl::StatusOr<RuleBook> Parse(const std::vector<std::string>& textprotos);

  // The version in force on the anchor day; nullptr when there is none. Valid as long as the book,
  // which does not move rows.
  const DeadlineRow* Deadline(std::string_view id, absl::CivilDay anchor) const;

  // The step from `state` by `act` on that day, of the type's own workflow or of those that all
  // types share; nullptr = the law knows none. LODGE starts from CASE_STATE_UNSPECIFIED.
  const v1::WorkflowRule* Workflow(v1::CaseType type, v1::CaseState state, v1::ActKind act,
                                   absl::CivilDay day) const;
  // All steps of a case type on that day, shared ones too, in the order of the files; empty when
  // the type has no workflow of its own.
  std::vector<const v1::WorkflowRule*> Workflows(v1::CaseType type, absl::CivilDay day) const;

  // The named limit of a case type, e.g. "settle"; nullptr = none.
  const v1::CaseLimitRule* CaseLimit(v1::CaseType type, std::string_view limit) const;

  // Transitional rules for a case received on one day and an act on a later one: those that began
  // to hold in between.
  std::vector<const v1::TransitionRule*> Transitions(v1::CaseType type, absl::CivilDay received_on,
                                                     absl::CivilDay acted_on) const;

  // How many may speak for a group of that size; nullptr = the law of the day sets no number.
  const v1::RepresentativeRule* Representatives(int people, absl::CivilDay day) const;

  // The province's number on that day; nullptr = not set.
  const v1::LocalParameter* Parameter(std::string_view name, absl::CivilDay day) const;

  // The condition for petitions of that kind on that day; nullptr = does not apply.
  const v1::ConditionRule* Condition(std::string_view id, v1::PetitionKind kind,
                                     absl::CivilDay day) const;

  // The row of the closed table of disposals; nullptr = none on that day. `competent` is ignored
  // when not eligible.
  const v1::DisposalRule* Disposals(v1::PetitionKind kind, bool eligible, bool competent,
                                    absl::CivilDay day) const;

  // What a part of that kind of a mixed petition may become; nullptr = nothing on that day.
  const v1::PartRule* Part(v1::PetitionKind kind, absl::CivilDay day) const;

  const std::vector<v1::Instrument>& instruments() const { return instruments_; }
  const std::vector<DeadlineRow>& deadlines() const { return deadlines_; }
  const std::vector<WorkflowRow>& workflows() const { return workflows_; }
  const std::vector<v1::CaseLimitRule>& case_limits() const { return case_limits_; }
  const std::vector<ConditionRow>& conditions() const { return conditions_; }
  const std::vector<CompetenceRow>& competences() const { return competences_; }
  const std::vector<DisposalRow>& disposals() const { return disposals_; }
  const std::vector<PartRow>& parts() const { return parts_; }
  const std::vector<ParameterRow>& parameters() const { return parameters_; }
  const std::vector<RepresentativeRow>& representatives() const { return representatives_; }
  const std::vector<ReceptionDutyRow>& reception_duties() const { return reception_duties_; }
  const std::vector<TransitionRow>& transitions() const { return transitions_; }

 private:
  RuleBook() = default;

  std::vector<v1::Instrument> instruments_;
  std::vector<DeadlineRow> deadlines_;
  std::vector<WorkflowRow> workflows_;
  std::vector<v1::CaseLimitRule> case_limits_;
  std::vector<ConditionRow> conditions_;
  std::vector<DisposalRow> disposals_;
  std::vector<PartRow> parts_;
  std::vector<ParameterRow> parameters_;
  std::vector<RepresentativeRow> representatives_;
  std::vector<ReceptionDutyRow> reception_duties_;
  std::vector<TransitionRow> transitions_;
  std::vector<CompetenceRow> competences_;
  // Deadline id -> positions of its versions in deadlines_.
  absl::flat_hash_map<std::string, std::vector<int>> deadline_versions_;
};

}  // namespace donthu::law
