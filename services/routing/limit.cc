#include "services/routing/limit.h"

#include "services/law/deadline.h"

namespace donthu::routing {
namespace {

const char* RuleFor(law::v1::PetitionKind kind) {
  return kind == law::v1::PETITION_KIND_DENUNCIATION ? "DL-TC-01" : "DL-DON-01";
}

}  // namespace

std::optional<law::v1::Clock> ClassifyLimit(const law::RuleBook& rules,
                                            const law::Calendar& calendar,
                                            law::v1::PetitionKind kind,
                                            absl::CivilDay received_on) {
  const auto due = law::ComputeDue(rules, calendar, RuleFor(kind), received_on);
  if (!due.ok()) return std::nullopt;
  law::v1::Clock clock;
  clock.set_number(1);
  clock.set_step_vi("Phân loại, xử lý đơn");
  clock.set_limit("classify");
  *clock.mutable_due() = *due;
  *clock.mutable_original() = *due;
  return clock;
}

std::optional<absl::CivilDay> ClassifyDueOn(const law::RuleBook& rules,
                                            const law::Calendar& calendar,
                                            law::v1::PetitionKind kind,
                                            absl::CivilDay received_on) {
  const auto due = law::ComputeDueDays(rules, calendar, RuleFor(kind), received_on);
  if (!due.ok()) return std::nullopt;
  return due->legal;
}

}  // namespace donthu::routing
