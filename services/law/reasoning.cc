#include "services/law/reasoning.h"

#include <string>

#include "services/law/basis.h"
#include "services/law/date.h"
#include "services/law/label.h"

namespace donthu::law {
namespace {

std::string DayVi(const common::v1::Date& date) {
  auto day = ToDay(date);
  return day.ok() ? FormatDayVi(*day) : std::string("không rõ");
}

std::string GroundVi(const v1::Basis& basis) {
  return basis.citation() + " (" + LabelVi(basis.certainty()) + ")";
}

void AddTransitions(const RuleBook& book, const v1::CaseFacts& facts, absl::CivilDay on,
                    v1::Derivation& derivation) {
  auto received_on = ToDay(facts.received_on());
  if (!received_on.ok()) return;
  for (const v1::TransitionRule* row : book.Transitions(facts.type(), *received_on, on)) {
    const v1::Basis& basis = *derivation.add_rules() = BasisOf(*row);
    derivation.add_steps_vi(row->text_vi() + " " + GroundVi(basis) + ".");
  }
}

std::string ResultVi(const v1::PossibleAct& possible) {
  if (!possible.lawful()) return "Chưa được thực hiện: " + possible.reason_vi();
  std::string text = "Được thực hiện; hồ sơ ở trạng thái “" + LabelVi(possible.to()) + "”.";
  for (const auto& due : possible.starts()) {
    text += " " + due.basis().text_vi() + " Đến hết ngày " + DayVi(due.due_legal()) + ".";
  }
  return text;
}

}  // namespace

v1::Derivation ExplainAct(const RuleBook& book, const v1::CaseFacts& facts, absl::CivilDay on,
                          const v1::WorkflowRule* rule, const v1::PossibleAct& possible) {
  v1::Derivation derivation;
  AddFact("Loại vụ việc", LabelVi(facts.type()), derivation);
  AddFact("Trạng thái", LabelVi(facts.state()), derivation);
  AddFact("Ngày nhận đơn", DayVi(facts.received_on()), derivation);
  AddFact("Ngày thực hiện", FormatDayVi(on), derivation);
  if (rule == nullptr) {
    derivation.add_steps_vi("Quy trình “" + LabelVi(facts.type()) + "” ngày " + FormatDayVi(on) +
                            " không có việc “" + possible.label_vi() + "” ở trạng thái này.");
    return derivation;
  }
  *derivation.add_rules() = BasisOf(*rule);
  for (const auto& due : possible.starts()) *derivation.add_rules() = due.basis();
  derivation.add_steps_vi(rule->text_vi() + " Căn cứ " + GroundVi(BasisOf(*rule)) + ".");
  AddTransitions(book, facts, on, derivation);
  derivation.add_steps_vi(ResultVi(possible));
  return derivation;
}

}  // namespace donthu::law
