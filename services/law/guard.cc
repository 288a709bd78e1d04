#include "services/law/guard.h"

#include <algorithm>

#include "services/law/date.h"
#include "services/law/label.h"

namespace donthu::law {
namespace {

struct Guard {
  std::string_view name;
  std::string (*refusal)(const v1::CaseFacts&, const v1::ActFacts&, absl::CivilDay);
};

std::string Once(const v1::CaseFacts& facts, const v1::ActFacts& act, absl::CivilDay) {
  for (const auto& done : facts.acts()) {
    if (done.kind() == act.kind()) {
      return "Việc “" + LabelVi(act.kind()) + "” chỉ được làm một lần và đã được thực hiện.";
    }
  }
  return "";
}

std::string ReasonWritten(const v1::CaseFacts&, const v1::ActFacts& act, absl::CivilDay) {
  if (act.reason_written()) return "";
  return "Hồ sơ chưa có văn bản nêu rõ lý do của việc “" + LabelVi(act.kind()) + "”.";
}

std::string PeriodEnded(const v1::CaseFacts& facts, const v1::ActFacts&, absl::CivilDay on) {
  for (const auto& clock : facts.clocks()) {
    if (clock.has_stopped_on() || !clock.waiting()) continue;
    auto end = ToDay(clock.due().due_legal());
    if (!end.ok() || on > *end) continue;
    return "Quyết định chưa có hiệu lực pháp luật: phải chờ hết ngày " + FormatDayVi(*end) + " (" +
           clock.due().basis().citation() + ").";
  }
  return "";
}

constexpr Guard kGuards[] = {
    {"ONCE", Once},
    {"REASON_WRITTEN", ReasonWritten},
    {"PERIOD_ENDED", PeriodEnded},
};

const Guard* Find(std::string_view name) {
  auto found = std::find_if(std::begin(kGuards), std::end(kGuards),
                            [name](const Guard& guard) { return guard.name == name; });
  return found == std::end(kGuards) ? nullptr : found;
}

}  // namespace

bool IsGuard(std::string_view name) { return Find(name) != nullptr; }

std::string GuardRefusal(std::string_view name, const v1::CaseFacts& facts, const v1::ActFacts& act,
                         absl::CivilDay on) {
  return Find(name)->refusal(facts, act, on);
}

}  // namespace donthu::law
