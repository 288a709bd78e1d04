#include "services/resolution/step.h"

#include <algorithm>

#include "services/base/clock/timestamp.h"
#include "services/base/status/status.h"
#include "services/law/workflow.h"
#include "services/resolution/act_facts.h"

namespace donthu::resolution {
namespace {

// What the act moves beside state and clocks.
void MovePetitionsAndAgency(const v1::Act& act, v1::Case* after) {
  if (act.has_hand_over()) after->set_agency_code(act.hand_over().to_agency_code());
  auto& petitions = *after->mutable_petition_ids();
  if (act.has_join_petition()) petitions.Add(act.join_petition().petition_id());
  if (act.has_part_petition()) {
    petitions.erase(
        std::remove(petitions.begin(), petitions.end(), act.part_petition().petition_id()),
        petitions.end());
  }
}

}  // namespace

v1::TimelineEntry EntryOf(int number, const v1::Act& act, const law::v1::Basis& basis,
                          const std::string& actor, absl::Time now) {
  v1::TimelineEntry entry;
  entry.set_number(number);
  *entry.mutable_act() = act;
  *entry.mutable_basis() = basis;
  entry.set_actor(actor);
  *entry.mutable_recorded_at() = ToTimestamp(now);
  return entry;
}

absl::Status Advance(const law::RuleBook& rules, const law::Calendar& calendar, const v1::Act& act,
                     absl::Time now, Step* step) {
  v1::Case& after = step->after;
  step->version = std::stoll(after.etag());
  step->kind = KindOf(act);
  ASSIGN_OR_RETURN(const auto outcome,
                   law::ApplyAct(rules, calendar, FactsOf(after), FactsOf(act)));
  after.set_state(outcome.state());
  after.set_remote(outcome.remote());
  after.set_complex(outcome.complex());
  *after.mutable_clocks() = outcome.clocks();
  MovePetitionsAndAgency(act, &after);
  step->entry = EntryOf(after.timeline_size() + 1, act, outcome.basis(), step->actor, now);
  *after.add_timeline() = step->entry;
  after.set_etag(std::to_string(step->version + 1));
  return absl::OkStatus();
}

}  // namespace donthu::resolution
