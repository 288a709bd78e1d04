#include "services/law/workflow.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "absl/strings/str_join.h"
#include "services/base/status/status.h"
#include "services/law/date.h"
#include "services/law/deadline.h"
#include "services/law/guard.h"
#include "services/law/label.h"

namespace donthu::law {
namespace {

// A step about to be taken: the facts with readable dates.
struct Step {
  const v1::CaseFacts& facts;
  const v1::ActFacts& act;
  absl::CivilDay received_on;
  absl::CivilDay acted_on;
};

v1::Basis BasisOf(const v1::WorkflowRule& rule) {
  v1::Basis basis;
  basis.set_rule_id(rule.id());
  basis.set_citation(rule.citation());
  basis.set_certainty(rule.certainty());
  basis.set_text_vi(rule.text_vi());
  return basis;
}

// The deadline that a limit is for such a case. A version that the limit lacks is the next simpler
// one.
const std::string& DeadlineOf(const v1::CaseLimitRule& limit, bool remote, bool complex) {
  if (remote && complex && !limit.remote_complex().empty()) return limit.remote_complex();
  if (remote && !limit.remote().empty()) return limit.remote();
  if (complex && !limit.complex().empty()) return limit.complex();
  return limit.normal();
}

bool Contains(const google::protobuf::RepeatedPtrField<std::string>& names,
              const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Whether the clock runs and measures one of the named limits.
bool Runs(const RuleBook& book, v1::CaseType type, const v1::Clock& clock,
          const google::protobuf::RepeatedPtrField<std::string>& limits) {
  if (clock.has_stopped_on()) return false;
  const auto* limit = book.CaseLimitOfDeadline(type, clock.due().rule_id());
  return limit != nullptr && Contains(limits, limit->limit());
}

absl::Status StartClock(const RuleBook& book, const Calendar& calendar,
                        const v1::CaseLimitRule& limit, absl::CivilDay anchor,
                        v1::Outcome& outcome) {
  const std::string& id = DeadlineOf(limit, outcome.remote(), outcome.complex());
  const auto* rule = book.Deadline(id, anchor);
  // A limit that only the province could number does not run until it has.
  if (rule != nullptr && !HasNumber(book, rule->row, anchor)) return absl::OkStatus();
  ASSIGN_OR_RETURN(v1::DueDate due, ComputeDue(book, calendar, id, anchor));
  int number = 0;
  for (const auto& clock : outcome.clocks()) number = std::max(number, clock.number());
  v1::Clock& clock = *outcome.add_clocks();
  clock.set_number(number + 1);
  clock.set_step_vi(rule->row.step_vi());
  clock.set_waiting(rule->row.waiting_period());
  *clock.mutable_due() = due;
  *clock.mutable_original() = std::move(due);
  return absl::OkStatus();
}

absl::Status StartClocks(const RuleBook& book, const Calendar& calendar,
                         const v1::WorkflowRule& rule, absl::CivilDay anchor,
                         v1::Outcome& outcome) {
  for (const std::string& name : rule.starts()) {
    const auto& limit = *book.CaseLimit(rule.case_type(), name);
    RETURN_IF_ERROR(StartClock(book, calendar, limit, anchor, outcome));
  }
  return absl::OkStatus();
}

// Same anchor and version day, the number for complex cases; what was first computed stays beside
// it.
absl::Status ExtendClocks(const RuleBook& book, const Calendar& calendar,
                          const v1::WorkflowRule& rule, v1::Outcome& outcome) {
  for (v1::Clock& clock : *outcome.mutable_clocks()) {
    if (!Runs(book, rule.case_type(), clock, rule.extends())) continue;
    const auto& limit = *book.CaseLimitOfDeadline(rule.case_type(), clock.due().rule_id());
    const std::string& id = DeadlineOf(limit, outcome.remote(), outcome.complex());
    ASSIGN_OR_RETURN(absl::CivilDay anchor, ToDay(clock.due().anchor()));
    ASSIGN_OR_RETURN(*clock.mutable_due(), ComputeDue(book, calendar, id, anchor));
  }
  return absl::OkStatus();
}

// What the workflow knows in this state, for the officer who tried something else.
std::string AllowedVi(const RuleBook& book, const Step& step) {
  std::vector<std::string> labels;
  for (const auto* rule : book.Workflows(step.facts.type(), step.acted_on)) {
    if (book.Workflow(step.facts.type(), step.facts.state(), rule->act(), step.acted_on) == rule) {
      labels.push_back(LabelVi(rule->act()));
    }
  }
  if (labels.empty()) return "Ở trạng thái này không còn việc nào phải làm.";
  return "Có thể: " + absl::StrJoin(labels, ", ") + ".";
}

Failure NotLawful(const RuleBook& book, const Step& step, const v1::WorkflowRule* rule,
                  const std::string& reason_vi) {
  Failure failure(absl::StatusCode::kFailedPrecondition, common::v1::ACT_NOT_LAWFUL,
                  "the act is not lawful now");
  failure.Vi(reason_vi + " " + AllowedVi(book, step))
      .With("reason", reason_vi)
      .With("act", v1::ActKind_Name(step.act.kind()))
      .With("state", v1::CaseState_Name(step.facts.state()));
  failure.With("citation", rule == nullptr ? std::string() : rule->citation());
  return failure;
}

// Empty when the day of the act follows what was done before.
std::string OrderRefusal(const Step& step) {
  if (step.acted_on < step.received_on) {
    return "Ngày thực hiện " + FormatDayVi(step.acted_on) + " trước ngày nhận đơn " +
           FormatDayVi(step.received_on) + ".";
  }
  if (step.facts.acts().empty()) return "";
  auto last = ToDay(step.facts.acts().rbegin()->acted_on());
  if (!last.ok() || step.acted_on >= *last) return "";
  return "Ngày thực hiện " + FormatDayVi(step.acted_on) + " trước ngày của việc đã làm gần nhất " +
         FormatDayVi(*last) + ".";
}

// Empty unless an extension comes after the end of what it would extend, or finds nothing running.
std::string ExtensionRefusal(const RuleBook& book, const Step& step, const v1::WorkflowRule& rule) {
  if (rule.extends().empty()) return "";
  for (const auto& clock : step.facts.clocks()) {
    if (!Runs(book, step.facts.type(), clock, rule.extends())) continue;
    auto end = ToDay(clock.due().due_legal());
    if (end.ok() && step.acted_on <= *end) return "";
    return "Thời hạn đã hết ngày " + (end.ok() ? FormatDayVi(*end) : std::string("?")) +
           ", không thể gia hạn sau khi hết hạn.";
  }
  return "Không có thời hạn nào đang chạy để gia hạn.";
}

absl::StatusOr<const v1::WorkflowRule*> LawfulRule(const RuleBook& book, const Step& step) {
  const auto* rule =
      book.Workflow(step.facts.type(), step.facts.state(), step.act.kind(), step.acted_on);
  // An opened case is never opened again, even if its state was lost on the way here.
  if (rule == nullptr || step.act.kind() == v1::ACT_KIND_LODGE) {
    return NotLawful(book, step, nullptr,
                     "Không thể “" + LabelVi(step.act.kind()) + "” khi hồ sơ ở trạng thái “" +
                         LabelVi(step.facts.state()) + "”.");
  }
  std::string reason = OrderRefusal(step);
  for (const std::string& guard : rule->guards()) {
    if (!reason.empty()) break;
    reason = GuardRefusal(guard, step.facts, step.act, step.acted_on);
  }
  if (reason.empty()) reason = ExtensionRefusal(book, step, *rule);
  if (!reason.empty()) return NotLawful(book, step, rule, reason);
  return rule;
}

absl::StatusOr<Step> ReadStep(const v1::CaseFacts& facts, const v1::ActFacts& act) {
  ASSIGN_OR_RETURN(absl::CivilDay received_on, ToDay(facts.received_on()));
  ASSIGN_OR_RETURN(absl::CivilDay acted_on, ToDay(act.acted_on()));
  return Step{facts, act, received_on, acted_on};
}

absl::StatusOr<v1::Outcome> Take(const RuleBook& book, const Calendar& calendar, const Step& step,
                                 const v1::WorkflowRule& rule) {
  v1::Outcome outcome;
  bool stays = rule.to() == v1::CASE_STATE_UNSPECIFIED;
  outcome.set_state(stays ? step.facts.state() : rule.to());
  outcome.set_remote(step.facts.remote() ||
                     (step.act.kind() == v1::ACT_KIND_ACCEPT && step.act.remote()));
  outcome.set_complex(step.facts.complex() || !rule.extends().empty());
  *outcome.mutable_clocks() = step.facts.clocks();
  *outcome.mutable_basis() = BasisOf(rule);
  for (v1::Clock& clock : *outcome.mutable_clocks()) {
    if (Runs(book, rule.case_type(), clock, rule.stops())) {
      *clock.mutable_stopped_on() = ToProto(step.acted_on);
    }
  }
  RETURN_IF_ERROR(ExtendClocks(book, calendar, rule, outcome));
  RETURN_IF_ERROR(StartClocks(book, calendar, rule, step.acted_on, outcome));
  for (v1::Clock& clock : *outcome.mutable_clocks()) {
    clock.set_overdue(IsOverdue(clock, step.acted_on));
  }
  return outcome;
}

v1::PossibleAct Preview(const RuleBook& book, const Calendar& calendar, const Step& step) {
  v1::PossibleAct possible;
  possible.set_kind(step.act.kind());
  possible.set_label_vi(LabelVi(step.act.kind()));
  const auto* row =
      book.Workflow(step.facts.type(), step.facts.state(), step.act.kind(), step.acted_on);
  if (row != nullptr) *possible.mutable_basis() = BasisOf(*row);
  auto rule = LawfulRule(book, step);
  auto outcome =
      rule.ok() ? Take(book, calendar, step, **rule) : absl::StatusOr<v1::Outcome>(rule.status());
  if (!outcome.ok()) {
    common::v1::ErrorDetail detail = DetailOf(outcome.status());
    auto reason = detail.metadata().find("reason");
    possible.set_reason_vi(reason == detail.metadata().end() ? detail.message_vi()
                                                             : reason->second);
    return possible;
  }
  possible.set_lawful(true);
  possible.set_to(outcome->state());
  for (const auto& clock : outcome->clocks()) {
    bool extended = Runs(book, step.facts.type(), clock, (*rule)->extends());
    bool started = Runs(book, step.facts.type(), clock, (*rule)->starts());
    if (extended || started) *possible.add_starts() = clock.due();
  }
  return possible;
}

}  // namespace

absl::StatusOr<v1::Outcome> OpenCase(const RuleBook& book, const Calendar& calendar,
                                     v1::CaseType type, absl::CivilDay received_on) {
  v1::CaseFacts facts;
  facts.set_type(type);
  v1::ActFacts act;
  act.set_kind(v1::ACT_KIND_LODGE);
  Step step{facts, act, received_on, received_on};
  const auto* rule =
      book.Workflow(type, v1::CASE_STATE_UNSPECIFIED, v1::ACT_KIND_LODGE, received_on);
  if (rule == nullptr) {
    return NotLawful(book, step, nullptr, "Chưa có quy trình giải quyết cho loại vụ việc này.");
  }
  return Take(book, calendar, step, *rule);
}

absl::StatusOr<v1::Outcome> ApplyAct(const RuleBook& book, const Calendar& calendar,
                                     const v1::CaseFacts& facts, const v1::ActFacts& act) {
  ASSIGN_OR_RETURN(Step step, ReadStep(facts, act));
  ASSIGN_OR_RETURN(const v1::WorkflowRule* rule, LawfulRule(book, step));
  return Take(book, calendar, step, *rule);
}

std::vector<v1::PossibleAct> PreviewActs(const RuleBook& book, const Calendar& calendar,
                                         const v1::CaseFacts& facts, absl::CivilDay on) {
  std::vector<v1::ActKind> kinds;
  for (const auto* rule : book.Workflows(facts.type(), on)) {
    if (rule->act() != v1::ACT_KIND_LODGE) kinds.push_back(rule->act());
  }
  std::sort(kinds.begin(), kinds.end());
  kinds.erase(std::unique(kinds.begin(), kinds.end()), kinds.end());
  std::vector<v1::PossibleAct> possible;
  for (v1::ActKind kind : kinds) {
    v1::ActFacts act;
    act.set_kind(kind);
    *act.mutable_acted_on() = ToProto(on);
    act.set_remote(facts.remote());
    act.set_reason_written(true);
    auto step = ReadStep(facts, act);
    if (!step.ok()) return {};
    possible.push_back(Preview(book, calendar, *step));
  }
  return possible;
}

bool IsOverdue(const v1::Clock& clock, absl::CivilDay on) {
  auto end = ToDay(clock.due().due_legal());
  if (!end.ok() || clock.waiting()) return false;
  auto stopped_on = ToDay(clock.stopped_on());
  return (stopped_on.ok() ? *stopped_on : on) > *end;
}

}  // namespace donthu::law
