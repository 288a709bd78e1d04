#include "tests/integration/workflow_paths.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "donthu/options/v1/options.pb.h"
#include "services/law/clock.h"
#include "services/law/date.h"
#include "services/law/test_case.h"
#include "services/law/workflow.h"

namespace donthu::testing {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using law::v1::ActKind;
using law::v1::CaseFacts;

constexpr std::size_t kSituationsMax = 2000;
// Long enough for every limit in turn, and to end before the day on which the tests take place.
constexpr int kDaysMax = 600;
// A dialogue is announced so long ahead.
constexpr int kNoticeDays = 12;
// A calendar that differs by a holiday or two does not change what has ended by then.
constexpr int kMarginDays = 5;

// The act that a guard asks to have been done.
const std::map<std::string, int> kAskedFor = {
    {"DIALOGUE_HELD", law::v1::ACT_KIND_HOLD_DIALOGUE},
    {"DIALOGUE_HELD_OR_REFUSED", law::v1::ACT_KIND_HOLD_DIALOGUE},
    {"ANNOUNCED", law::v1::ACT_KIND_ANNOUNCE_DIALOGUE},
    {"COUNCIL_CONSULTED", law::v1::ACT_KIND_CONSULT_COUNCIL},
    {"PUBLISHED", law::v1::ACT_KIND_PUBLISH},
    {"WAS_CONTINUED", law::v1::ACT_KIND_CONTINUE},
    {"REPORT_DEMANDED", law::v1::ACT_KIND_DEMAND_REPORT}};

// Steps that all types know do not move the matter itself; other tests take them.
bool IsShared(const law::v1::WorkflowRule& row) {
  return row.case_type() == law::v1::CASE_TYPE_UNSPECIFIED;
}

class Search {
 public:
  Search(const law::RuleBook& book, const law::Calendar& calendar, law::v1::CaseType type,
         absl::CivilDay from)
      : book_(book), calendar_(calendar), type_(type), from_(from) {
    for (const auto* row : book.Workflows(type, from)) {
      if (row->act() == law::v1::ACT_KIND_LODGE || IsShared(*row)) continue;
      for (int state : row->from()) open_.insert({row, state});
      if (row->any_open_state()) open_.insert({row, law::v1::CASE_STATE_UNSPECIFIED});
      for (const std::string& guard : row->guards()) {
        const auto asked = kAskedFor.find(guard);
        if (asked != kAskedFor.end()) asked_for_.insert(asked->second);
      }
    }
    found_.steps = static_cast<int>(open_.size());
  }

  Paths Run() {
    Enter({law::OpenedCase(book_, type_, from_), from_, {}}, true);
    while (!queue_.empty() && !open_.empty() && seen_.size() < kSituationsMax) {
      const Place place = std::move(queue_.extract(queue_.begin()).mapped());
      for (absl::CivilDay day : DaysFrom(place)) Leave(place, day);
    }
    for (const auto& [row, state] : open_) {
      found_.missing.push_back(absl::StrFormat("%s from %d", row->id(), state));
    }
    DropBeginnings();
    return std::move(found_);
  }

 private:
  struct Place {
    CaseFacts facts;
    absl::CivilDay on;
    std::vector<PathStep> steps;
  };

  // At once, after an announced dialogue, and after every running limit has ended.
  std::set<absl::CivilDay> DaysFrom(const Place& place) const {
    absl::CivilDay last = place.on;
    for (const auto& clock : place.facts.clocks()) {
      const auto end = law::ToDay(clock.due().due_legal());
      if (!clock.has_stopped_on() && end.ok()) last = std::max(last, *end + kMarginDays);
    }
    std::set<absl::CivilDay> days = {place.on, place.on + kNoticeDays, last};
    while (*days.rbegin() > from_ + kDaysMax) days.erase(std::prev(days.end()));
    return days;
  }

  // What matters for what may come next, but for what time brings by itself.
  std::string SituationOf(const Place& place) const {
    std::set<std::string> parts;
    for (const auto& clock : place.facts.clocks()) {
      if (clock.has_stopped_on()) continue;
      // One that paused late stays late; one that runs may become it.
      const bool late = clock.has_paused_on() && law::IsOverdue(clock, place.on);
      parts.insert(absl::StrFormat("%s %d %d %d", clock.limit(), clock.extensions(),
                                   clock.paused_by_size(), late));
    }
    int held_back = 0;
    for (const auto& act : place.facts.acts()) {
      held_back += act.kind() == law::v1::ACT_KIND_SUSPEND_DECISION;
      held_back -= act.kind() == law::v1::ACT_KIND_LIFT_SUSPENSION;
      if (asked_for_.contains(act.kind())) parts.insert(std::to_string(act.kind()));
    }
    return absl::StrFormat("%d %d ", place.facts.state(), held_back > 0) +
           absl::StrJoin(parts, ",");
  }

  // What a new step led to is looked at first: that is where more new steps are. A situation is
  // looked at again when it can be reached earlier, for then there is more time to go on.
  void Enter(Place place, bool by_new_step) {
    const auto [seen, fresh] = seen_.insert({SituationOf(place), place.on});
    if (!fresh && seen->second <= place.on) return;
    seen->second = place.on;
    // How a date came about does not matter here, and is long.
    for (auto& clock : *place.facts.mutable_clocks()) {
      clock.clear_original();
      clock.mutable_due()->clear_steps_vi();
      clock.mutable_due()->clear_skipped();
      clock.mutable_due()->clear_skipped_vi();
    }
    const auto order = std::make_tuple(!by_new_step, place.steps.size(), place.on);
    queue_.insert({order, std::move(place)});
  }

  void Leave(const Place& place, absl::CivilDay day) {
    for (int i = law::v1::ActKind_MIN + 1; i <= law::v1::ActKind_MAX; ++i) {
      const auto kind = static_cast<ActKind>(i);
      const auto* row = book_.Workflow(type_, place.facts.state(), kind, day);
      if (row == nullptr || IsShared(*row)) continue;
      const auto act = law::FavourableAct(book_, place.facts, kind, day);
      const auto outcome = law::ApplyAct(book_, calendar_, place.facts, act);
      if (!outcome.ok()) continue;
      Place next{law::After(place.facts, act, *outcome), day, place.steps};
      next.steps.push_back({act, outcome->state(), row->id()});
      const int state =
          row->any_open_state() ? law::v1::CASE_STATE_UNSPECIFIED : place.facts.state();
      const bool fresh = open_.erase({row, state}) > 0;
      if (fresh) found_.paths.push_back({type_, from_, next.steps});
      Enter(std::move(next), fresh);
    }
  }

  static std::string KeyOf(const Path& path) {
    std::string key;
    for (const auto& step : path.steps) key += step.act.SerializeAsString() + "|";
    return key;
  }

  void DropBeginnings() {
    std::vector<std::string> keys;
    for (const auto& path : found_.paths) keys.push_back(KeyOf(path));
    std::vector<Path> kept;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const bool begins = std::any_of(keys.begin(), keys.end(), [&](const auto& other) {
        return other.size() > keys[i].size() && other.compare(0, keys[i].size(), keys[i]) == 0;
      });
      if (!begins) kept.push_back(found_.paths[i]);
    }
    found_.paths = std::move(kept);
  }

  const law::RuleBook& book_;
  const law::Calendar& calendar_;
  const law::v1::CaseType type_;
  const absl::CivilDay from_;
  // Steps not taken yet, by row and the state that they start from.
  std::set<std::pair<const law::v1::WorkflowRule*, int>> open_;
  // Acts that guards of this workflow ask for.
  std::set<int> asked_for_;
  // The earliest day on which each situation was reached.
  std::map<std::string, absl::CivilDay> seen_;
  // Those that a new step led to first, then the shortest, then the earliest.
  std::multimap<std::tuple<bool, std::size_t, absl::CivilDay>, Place> queue_;
  Paths found_;
};

void FillField(const law::v1::ActFacts& facts, const std::string& agency,
               const FieldDescriptor& field, Message* done) {
  const auto& to = *done->GetReflection();
  const auto& from = *facts.GetReflection();
  const auto* told = facts.GetDescriptor()->FindFieldByName(field.name());
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      to.SetString(done, &field, field.name() == "to_agency_code" ? agency : "Nội dung thử");
      break;
    case FieldDescriptor::CPPTYPE_ENUM:
      if (field.is_repeated()) {
        for (int i = 0; i < from.FieldSize(facts, told); ++i) {
          to.AddEnumValue(done, &field, from.GetRepeatedEnumValue(facts, told, i));
        }
      } else {
        to.SetEnumValue(done, &field, told == nullptr ? 1 : from.GetEnumValue(facts, told));
      }
      break;
    case FieldDescriptor::CPPTYPE_MESSAGE:
      if (told != nullptr && from.HasField(facts, told)) {
        to.MutableMessage(done, &field)->CopyFrom(from.GetMessage(facts, told));
      }
      break;
    default:
      break;
  }
}

}  // namespace

Paths FindPaths(const law::RuleBook& book, const law::Calendar& calendar, law::v1::CaseType type,
                absl::CivilDay from) {
  return Search(book, calendar, type, from).Run();
}

resolution::v1::Act ActOf(const law::v1::ActFacts& facts, const std::string& agency) {
  resolution::v1::Act act;
  *act.mutable_acted_on() = facts.acted_on();
  act.set_document_number("1/VB");
  const int number =
      facts.kind() - law::v1::ACT_KIND_LODGE + resolution::v1::Act::kLodgeFieldNumber;
  const auto* kind = act.GetDescriptor()->FindFieldByNumber(number);
  Message* done = act.GetReflection()->MutableMessage(&act, kind);
  for (int i = 0; i < kind->message_type()->field_count(); ++i) {
    FillField(facts, agency, *kind->message_type()->field(i), done);
  }
  return act;
}

}  // namespace donthu::testing
