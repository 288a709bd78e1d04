#include "services/law/workflow.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_join.h"
#include "services/base/status/status.h"
#include "services/law/basis.h"
#include "services/law/clock.h"
#include "services/law/date.h"
#include "services/law/guard.h"
#include "services/law/label.h"
#include "services/law/reasoning.h"

namespace donthu::law {
namespace {

// Further ahead than any notice that a dialogue needs, for acts that are only previewed.
constexpr int kPreviewedDialogueDays = 30;

// A step about to be taken: the facts with readable dates.
struct Step {
  const v1::CaseFacts& facts;
  const v1::ActFacts& act;
  absl::CivilDay received_on;
  absl::CivilDay acted_on;
};

const v1::WorkflowRule* RuleOf(const RuleBook& book, const Step& step) {
  return book.Workflow(step.facts.type(), step.facts.state(), step.act.kind(), step.acted_on);
}

// What the workflow knows in this state, for the officer who tried something else.
std::string AllowedVi(const RuleBook& book, const Step& step) {
  std::vector<std::string> labels;
  for (const auto* rule : book.Workflows(step.facts.type(), step.acted_on)) {
    if (rule->any_open_state()) continue;
    if (book.Workflow(step.facts.type(), step.facts.state(), rule->act(), step.acted_on) == rule) {
      labels.push_back(LabelVi(rule->act()));
    }
  }
  if (labels.empty()) return "Ở trạng thái này không còn việc nào phải làm.";
  return "Có thể: " + absl::StrJoin(labels, ", ") + ".";
}

Failure NotLawful(const RuleBook& book, const Step& step, const v1::WorkflowRule* rule,
                  const std::string& reason_vi) {
  v1::PossibleAct refused;
  refused.set_label_vi(LabelVi(step.act.kind()));
  refused.set_reason_vi(reason_vi);
  Failure failure(absl::StatusCode::kFailedPrecondition, common::v1::ACT_NOT_LAWFUL,
                  "the act is not lawful now");
  failure.Vi(reason_vi + " " + AllowedVi(book, step))
      .With("reason", reason_vi)
      .With("act", v1::ActKind_Name(step.act.kind()))
      .With("state", v1::CaseState_Name(step.facts.state()));
  failure.With("citation", rule == nullptr ? std::string() : rule->citation())
      .Because(ExplainAct(book, step.facts, step.acted_on, rule, refused));
  return failure;
}

// An act that every case knows: it does not move the matter, so it orders nothing.
bool IsShared(const RuleBook& book, v1::ActKind kind) {
  return std::any_of(book.workflows().begin(), book.workflows().end(), [kind](const auto& dated) {
    return dated.row.act() == kind && dated.row.any_open_state();
  });
}

// Empty when the day of the act follows what was done before in the matter.
std::string OrderRefusal(const RuleBook& book, const Step& step) {
  if (step.acted_on < step.received_on) {
    return "Ngày thực hiện " + FormatDayVi(step.acted_on) + " trước ngày nhận đơn " +
           FormatDayVi(step.received_on) + ".";
  }
  const auto& acts = step.facts.acts();
  auto done = std::find_if(acts.rbegin(), acts.rend(),
                           [&book](const auto& act) { return !IsShared(book, act.kind()); });
  if (done == acts.rend() || IsShared(book, step.act.kind())) return "";
  auto last = ToDay(done->acted_on());
  if (!last.ok() || step.acted_on >= *last) return "";
  return "Ngày thực hiện " + FormatDayVi(step.acted_on) + " trước ngày của việc đã làm gần nhất " +
         FormatDayVi(*last) + ".";
}

// Empty when the act gives one of the grounds that the step needs.
std::string GroundRefusal(const Step& step, const v1::WorkflowRule& rule) {
  if (rule.grounds().empty()) return "";
  std::vector<std::string> labels;
  for (int ground : rule.grounds()) {
    if (ground == step.act.ground()) return "";
    labels.push_back(LabelVi(static_cast<v1::Ground>(ground)));
  }
  return "Cần một trong các căn cứ: " + absl::StrJoin(labels, "; ") + ".";
}

// Empty unless an extension comes after the end of what it would extend, or finds nothing running
// or nothing longer.
std::string ExtensionRefusal(const RuleBook& book, const Step& step, const v1::WorkflowRule& rule) {
  if (rule.extends().empty()) return "";
  for (const auto& clock : step.facts.clocks()) {
    if (!Runs(clock, rule.extends())) continue;
    auto end = ToDay(clock.due().due_legal());
    if (!end.ok() || IsOverdue(clock, step.acted_on)) {
      return "Thời hạn đã hết ngày " + (end.ok() ? FormatDayVi(*end) : std::string("?")) +
             ", không thể gia hạn sau khi hết hạn.";
    }
    const auto& limit = *book.CaseLimit(step.facts.type(), clock.limit());
    bool longer =
        clock.extensions() == 0 || (clock.extensions() == 1 && !limit.extended_twice().empty());
    return longer ? "" : "Thời hạn này đã được gia hạn đủ số lần luật cho phép.";
  }
  return "Không có thời hạn nào đang chạy để gia hạn.";
}

// Empty when the act is lawful under the rule.
std::string Refusal(const RuleBook& book, const Calendar& calendar, const Step& step,
                    const v1::WorkflowRule& rule) {
  std::string reason = OrderRefusal(book, step);
  if (reason.empty()) reason = GroundRefusal(step, rule);
  const Attempt attempt{book, calendar, rule, step.facts, step.act, step.acted_on};
  for (const std::string& guard : rule.guards()) {
    if (!reason.empty()) return reason;
    reason = GuardRefusal(guard, attempt);
  }
  return reason.empty() ? ExtensionRefusal(book, step, rule) : reason;
}

// The row of an act, nullptr where the workflow has none, and why the act can't be done, in
// Vietnamese; empty = it can.
struct Verdict {
  const v1::WorkflowRule* rule;
  std::string refusal;
};

Verdict JudgeStep(const RuleBook& book, const Calendar& calendar, const Step& step) {
  const auto* rule = RuleOf(book, step);
  // An opened case is never opened again, even if its state was lost on the way here.
  if (rule == nullptr || step.act.kind() == v1::ACT_KIND_LODGE) {
    return {nullptr, "Không thể “" + LabelVi(step.act.kind()) + "” khi hồ sơ ở trạng thái “" +
                         LabelVi(step.facts.state()) + "”."};
  }
  return {rule, Refusal(book, calendar, step, *rule)};
}

absl::StatusOr<Step> ReadStep(const v1::CaseFacts& facts, const v1::ActFacts& act) {
  ASSIGN_OR_RETURN(absl::CivilDay received_on, ToDay(facts.received_on()));
  ASSIGN_OR_RETURN(absl::CivilDay acted_on, ToDay(act.acted_on()));
  return Step{facts, act, received_on, acted_on};
}

// Where new limits count from: the day of the act, or, when the act notes that a waiting period
// ended, the day after its end (a decision comes into force by itself, L-KN Đ.44).
absl::CivilDay AnchorOf(const Step& step, const v1::WorkflowRule& rule) {
  for (const auto& clock : step.facts.clocks()) {
    auto end = ToDay(clock.due().due_legal());
    if (clock.waiting() && Runs(clock, rule.stops()) && end.ok() && *end < step.acted_on) {
      return *end + 1;
    }
  }
  return step.acted_on;
}

// Whether the act says that the matter itself is complex, and not only its first check.
bool ExtendsSettling(const v1::WorkflowRule& rule) {
  const auto& extends = rule.extends();
  return std::find(extends.begin(), extends.end(), kSettleLimit) != extends.end();
}

absl::Status MoveClocks(const RuleBook& book, const Calendar& calendar, const Step& step,
                        const v1::WorkflowRule& rule, v1::Outcome& outcome) {
  const v1::CaseType type = step.facts.type();
  Clocks& clocks = *outcome.mutable_clocks();
  StopClocks(rule.stops(), step.acted_on, clocks);
  RETURN_IF_ERROR(ResumeClocks(book, calendar, rule.ends_pause_of(), step.acted_on, clocks));
  PauseClocks(rule.pauses(), rule.act(), step.acted_on, clocks);
  RETURN_IF_ERROR(ExtendClocks(book, calendar, type, rule.extends(), outcome.remote(), clocks));
  const absl::CivilDay anchor = AnchorOf(step, rule);
  for (const std::string& name : rule.starts()) {
    RETURN_IF_ERROR(
        StartClock(book, calendar, *book.CaseLimit(type, name), outcome.remote(), anchor, clocks));
  }
  for (v1::Clock& clock : clocks) clock.set_overdue(IsOverdue(clock, step.acted_on));
  return absl::OkStatus();
}

absl::StatusOr<v1::Outcome> Take(const RuleBook& book, const Calendar& calendar, const Step& step,
                                 const v1::WorkflowRule& rule) {
  v1::Outcome outcome;
  bool stays = rule.to() == v1::CASE_STATE_UNSPECIFIED;
  outcome.set_state(stays ? step.facts.state() : rule.to());
  outcome.set_remote(step.facts.remote() ||
                     (step.act.kind() == v1::ACT_KIND_ACCEPT && step.act.remote()));
  outcome.set_complex(step.facts.complex() || ExtendsSettling(rule));
  *outcome.mutable_clocks() = step.facts.clocks();
  *outcome.mutable_basis() = BasisOf(rule);
  RETURN_IF_ERROR(MoveClocks(book, calendar, step, rule, outcome));
  return outcome;
}

// Due dates that the act set: of new clocks, and of those that it moved.
void AddDueDates(const v1::CaseFacts& facts, const v1::Outcome& outcome,
                 v1::PossibleAct& possible) {
  for (int i = 0; i < outcome.clocks_size(); ++i) {
    const v1::Clock& clock = outcome.clocks(i);
    bool moved = i >= facts.clocks_size() ||
                 facts.clocks(i).due().SerializeAsString() != clock.due().SerializeAsString();
    if (moved) *possible.add_starts() = clock.due();
  }
}

v1::PossibleAct Preview(const RuleBook& book, const Calendar& calendar, const Step& step) {
  v1::PossibleAct possible;
  possible.set_kind(step.act.kind());
  possible.set_label_vi(LabelVi(step.act.kind()));
  const auto [rule, refusal] = JudgeStep(book, calendar, step);
  if (rule != nullptr) {
    *possible.mutable_basis() = BasisOf(*rule);
    possible.set_who(rule->who());
    *possible.mutable_grounds() = rule->grounds();
  }
  possible.set_reason_vi(refusal);
  if (refusal.empty()) {
    auto outcome = Take(book, calendar, step, *rule);
    // A due date that can't be computed leaves the act to the officer, who is told why.
    if (outcome.ok()) {
      possible.set_lawful(true);
      possible.set_to(outcome->state());
      AddDueDates(step.facts, *outcome, possible);
    } else {
      possible.set_reason_vi(DetailOf(outcome.status()).message_vi());
    }
  }
  *possible.mutable_derivation() = ExplainAct(book, step.facts, step.acted_on, rule, possible);
  return possible;
}

// The act of that kind as an officer who has everything would do it.
v1::ActFacts Favourable(const RuleBook& book, const v1::CaseFacts& facts, v1::ActKind kind,
                        absl::CivilDay on) {
  v1::ActFacts act;
  act.set_kind(kind);
  *act.mutable_acted_on() = ToProto(on);
  act.set_remote(facts.remote());
  act.set_reason_written(true);
  for (int i = v1::Criterion_MIN + 1; i <= v1::Criterion_MAX; ++i) {
    act.add_criteria(static_cast<v1::Criterion>(i));
  }
  *act.mutable_dialogue_on() = ToProto(on + kPreviewedDialogueDays);
  const auto* rule = book.Workflow(facts.type(), facts.state(), kind, on);
  if (rule != nullptr && !rule->grounds().empty()) act.set_ground(rule->grounds(0));
  return act;
}

}  // namespace

absl::StatusOr<v1::Outcome> OpenCase(const RuleBook& book, const Calendar& calendar,
                                     v1::CaseType type, absl::CivilDay received_on) {
  v1::CaseFacts facts;
  facts.set_type(type);
  v1::ActFacts act;
  act.set_kind(v1::ACT_KIND_LODGE);
  Step step{facts, act, received_on, received_on};
  const auto* rule = RuleOf(book, step);
  if (rule == nullptr) {
    return NotLawful(book, step, nullptr, "Chưa có quy trình giải quyết cho loại vụ việc này.");
  }
  return Take(book, calendar, step, *rule);
}

absl::StatusOr<v1::Outcome> ApplyAct(const RuleBook& book, const Calendar& calendar,
                                     const v1::CaseFacts& facts, const v1::ActFacts& act) {
  ASSIGN_OR_RETURN(Step step, ReadStep(facts, act));
  const auto [rule, refusal] = JudgeStep(book, calendar, step);
  if (!refusal.empty()) return NotLawful(book, step, rule, refusal);
  return Take(book, calendar, step, *rule);
}

std::vector<v1::PossibleAct> PreviewActs(const RuleBook& book, const Calendar& calendar,
                                         const v1::CaseFacts& facts, absl::CivilDay on) {
  std::vector<v1::ActKind> kinds;
  for (const auto* rule : book.Workflows(facts.type(), on)) {
    if (rule->act() != v1::ACT_KIND_LODGE && rule->act() != v1::ACT_KIND_REDATE) {
      kinds.push_back(rule->act());
    }
  }
  std::sort(kinds.begin(), kinds.end());
  kinds.erase(std::unique(kinds.begin(), kinds.end()), kinds.end());
  std::vector<v1::PossibleAct> possible;
  for (v1::ActKind kind : kinds) {
    const v1::ActFacts act = Favourable(book, facts, kind, on);
    auto step = ReadStep(facts, act);
    if (!step.ok()) return {};
    possible.push_back(Preview(book, calendar, *step));
  }
  return possible;
}

}  // namespace donthu::law
