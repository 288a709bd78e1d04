#include "services/resolution/redating.h"

#include <nlohmann/json.hpp>

#include "services/base/log/log.h"
#include "services/base/status/status.h"
#include "services/law/clock.h"
#include "services/law/date.h"
#include "services/resolution/act_facts.h"

namespace donthu::resolution {
namespace {

constexpr char kImported[] = "directory.Imported";

// What moved, and the clocks as they are then. A clock that can't be computed stays, and is logged.
v1::Redate MoveClocks(const law::RuleBook& rules, const law::Calendar& calendar, v1::Case* found) {
  v1::Redate act;
  for (auto& clock : *found->mutable_clocks()) {
    const law::v1::Clock before = clock;
    const auto moved = law::RedateClock(rules, calendar, clock);
    if (!moved.ok()) {
      clock = before;
      log::Warning("clock_not_redated", {{"case", std::to_string(found->id())},
                                         {"clock", std::to_string(clock.number())}});
    }
    if (!moved.ok() || !*moved) continue;
    auto* one = act.add_moved();
    one->set_number(clock.number());
    *one->mutable_from() = before.due().due_legal();
    *one->mutable_to() = clock.due().due_legal();
  }
  return act;
}

}  // namespace

absl::StatusOr<std::optional<CalendarChange>> CalendarChangeOf(const ledger::v1::Event& event) {
  if (event.kind() != kImported) return std::optional<CalendarChange>();
  const auto payload = nlohmann::json::parse(event.payload());
  const auto from = payload.find("calendar_from");
  if (from == payload.end() || from->is_null()) return std::optional<CalendarChange>();
  CalendarChange change;
  change.revision = payload["revision"];
  ASSIGN_OR_RETURN(change.from, law::ParseIsoDay(from->get<std::string>()));
  ASSIGN_OR_RETURN(change.recorded_on, law::ToDay(event.occurred_on()));
  change.actor = event.actor();
  return std::optional<CalendarChange>(std::move(change));
}

std::optional<Step> Redate(const law::RuleBook& rules, const law::Calendar& calendar,
                           const CalendarChange& change, const v1::Case& found, absl::Time now) {
  v1::Case moved = found;
  v1::Act act;
  *act.mutable_redate() = MoveClocks(rules, calendar, &moved);
  if (act.redate().moved().empty()) return std::nullopt;
  act.mutable_redate()->set_directory_revision(change.revision);
  *act.mutable_acted_on() = law::ToProto(NotBeforeLastAct(found, change.recorded_on));
  Step step;
  step.actor = change.actor;
  step.after = std::move(moved);
  const absl::Status done = Advance(rules, calendar, act, now, &step);
  if (!done.ok()) {
    log::Warning("case_not_redated", {{"case", std::to_string(found.id())}});
    return std::nullopt;
  }
  return step;
}

}  // namespace donthu::resolution
