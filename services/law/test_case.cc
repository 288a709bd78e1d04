#include "services/law/test_case.h"

#include <cstdlib>
#include <iostream>
#include <utility>

#include "services/law/date.h"
#include "services/law/test_book.h"

namespace donthu::law {

v1::CaseFacts OpenedCase(const RuleBook& book, v1::CaseType type, absl::CivilDay received_on) {
  auto outcome = OpenCase(book, TestCalendar(), type, received_on);
  if (!outcome.ok()) {
    std::cerr << outcome.status() << "\n";
    std::abort();
  }
  v1::CaseFacts facts;
  facts.set_type(type);
  *facts.mutable_received_on() = ToProto(received_on);
  facts.set_state(outcome->state());
  *facts.mutable_clocks() = outcome->clocks();
  return facts;
}

v1::CaseFacts After(v1::CaseFacts facts, const v1::ActFacts& act, const v1::Outcome& outcome) {
  facts.set_state(outcome.state());
  facts.set_remote(outcome.remote());
  facts.set_complex(outcome.complex());
  *facts.mutable_clocks() = outcome.clocks();
  *facts.add_acts() = act;
  return facts;
}

v1::ActFacts FavourableAct(const RuleBook& book, const v1::CaseFacts& facts, v1::ActKind kind,
                           absl::CivilDay on) {
  v1::ActFacts act;
  act.set_kind(kind);
  *act.mutable_acted_on() = ToProto(on);
  act.set_reason_written(true);
  for (int i = v1::Criterion_MIN + 1; i <= v1::Criterion_MAX; ++i) {
    act.add_criteria(static_cast<v1::Criterion>(i));
  }
  if (kind == v1::ACT_KIND_ANNOUNCE_DIALOGUE) *act.mutable_dialogue_on() = ToProto(on + 12);
  const auto* rule = book.Workflow(facts.type(), facts.state(), kind, on);
  if (rule != nullptr && !rule->grounds().empty()) {
    act.set_ground(static_cast<v1::Ground>(rule->grounds(0)));
  }
  return act;
}

}  // namespace donthu::law
