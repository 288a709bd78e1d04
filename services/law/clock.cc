#include "services/law/clock.h"

#include <algorithm>

#include "services/base/status/status.h"
#include "services/law/date.h"
#include "services/law/deadline.h"

namespace donthu::law {
namespace {

// The deadline that a limit is for such a case after so many extensions; empty = it can't be
// extended that far.
std::string DeadlineOf(const v1::CaseLimitRule& limit, bool remote, int extensions) {
  if (extensions == 0) return remote && !limit.remote().empty() ? limit.remote() : limit.normal();
  if (extensions == 1) {
    return remote && !limit.remote_complex().empty() ? limit.remote_complex() : limit.complex();
  }
  return extensions == 2 ? limit.extended_twice() : "";
}

absl::Status Recompute(const RuleBook& book, const Calendar& calendar, const std::string& rule_id,
                       v1::Clock& clock) {
  ASSIGN_OR_RETURN(absl::CivilDay anchor, ToDay(clock.due().anchor()));
  ASSIGN_OR_RETURN(*clock.mutable_due(),
                   ComputeDue(book, calendar, rule_id, anchor, clock.days_given_back()));
  return absl::OkStatus();
}

}  // namespace

bool Runs(const v1::Clock& clock, const LimitNames& limits) {
  if (clock.has_stopped_on()) return false;
  return std::find(limits.begin(), limits.end(), clock.limit()) != limits.end();
}

absl::Status StartClock(const RuleBook& book, const Calendar& calendar,
                        const v1::CaseLimitRule& limit, bool remote, absl::CivilDay anchor,
                        Clocks& clocks) {
  const std::string id = DeadlineOf(limit, remote, 0);
  const auto* rule = book.Deadline(id, anchor);
  // A limit that only the province could number does not run until it has, nor does one that the
  // law of the day does not know.
  if (rule == nullptr || !HasNumber(book, rule->row, anchor)) return absl::OkStatus();
  ASSIGN_OR_RETURN(v1::DueDate due, ComputeDue(book, calendar, id, anchor));
  v1::Clock& clock = *clocks.Add();
  clock.set_number(clocks.size());
  clock.set_limit(limit.limit());
  clock.set_step_vi(rule->row.step_vi());
  clock.set_waiting(rule->row.waiting_period());
  *clock.mutable_due() = due;
  *clock.mutable_original() = std::move(due);
  return absl::OkStatus();
}

void StopClocks(const LimitNames& limits, absl::CivilDay on, Clocks& clocks) {
  for (v1::Clock& clock : clocks) {
    if (Runs(clock, limits)) *clock.mutable_stopped_on() = ToProto(on);
  }
}

void PauseClocks(const LimitNames& limits, v1::ActKind by, absl::CivilDay on, Clocks& clocks) {
  for (v1::Clock& clock : clocks) {
    if (!Runs(clock, limits)) continue;
    if (clock.paused_by().empty()) *clock.mutable_paused_on() = ToProto(on);
    clock.add_paused_by(by);
  }
}

absl::Status ResumeClocks(const RuleBook& book, const Calendar& calendar, v1::ActKind by,
                          absl::CivilDay on, Clocks& clocks) {
  for (v1::Clock& clock : clocks) {
    auto& causes = *clock.mutable_paused_by();
    auto cause = std::find(causes.begin(), causes.end(), by);
    if (clock.has_stopped_on() || cause == causes.end()) continue;
    causes.erase(cause);
    if (!causes.empty()) continue;
    ASSIGN_OR_RETURN(absl::CivilDay paused_on, ToDay(clock.paused_on()));
    clock.set_days_given_back(clock.days_given_back() + static_cast<int>(on - paused_on));
    clock.clear_paused_on();
    const std::string rule_id = clock.due().rule_id();
    RETURN_IF_ERROR(Recompute(book, calendar, rule_id, clock));
  }
  return absl::OkStatus();
}

absl::Status ExtendClocks(const RuleBook& book, const Calendar& calendar, v1::CaseType type,
                          const LimitNames& limits, bool remote, Clocks& clocks) {
  for (v1::Clock& clock : clocks) {
    if (!Runs(clock, limits)) continue;
    const std::string id =
        DeadlineOf(*book.CaseLimit(type, clock.limit()), remote, clock.extensions() + 1);
    if (id.empty()) {
      return InvalidField("act", "the limit can't be extended again",
                          "Thời hạn này không thể gia hạn thêm.");
    }
    RETURN_IF_ERROR(Recompute(book, calendar, id, clock));
    clock.set_extensions(clock.extensions() + 1);
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> RedateClock(const RuleBook& book, const Calendar& calendar, v1::Clock& clock) {
  if (clock.has_stopped_on() || clock.has_paused_on()) return false;
  const std::string before = clock.due().due_legal().SerializeAsString();
  const std::string rule_id = clock.due().rule_id();
  RETURN_IF_ERROR(Recompute(book, calendar, rule_id, clock));
  return clock.due().due_legal().SerializeAsString() != before;
}

bool IsOverdue(const v1::Clock& clock, absl::CivilDay on) {
  const v1::DueDate& due = clock.due();
  if (clock.waiting() || due.basis().certainty() == v1::CERTAINTY_MEMORY) return false;
  // Clocks kept from before limits had a day of their own for this one.
  auto end = ToDay(due.has_overdue_after() ? due.overdue_after() : due.due_legal());
  if (!end.ok()) return false;
  // What happened first ended the count.
  auto paused_on = ToDay(clock.paused_on());
  if (paused_on.ok()) return *paused_on > *end;
  auto stopped_on = ToDay(clock.stopped_on());
  return (stopped_on.ok() ? *stopped_on : on) > *end;
}

}  // namespace donthu::law
