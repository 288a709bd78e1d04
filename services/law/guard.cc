#include "services/law/guard.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_format.h"
#include "services/law/clock.h"
#include "services/law/date.h"
#include "services/law/deadline.h"
#include "services/law/label.h"

namespace donthu::law {
namespace {

struct Guard {
  std::string_view name;
  std::string (*refusal)(const Attempt&);
  // What it asks, for a table of steps.
  std::string_view words_vi;
};

int TimesDone(const v1::CaseFacts& facts, v1::ActKind kind) {
  return static_cast<int>(std::count_if(facts.acts().begin(), facts.acts().end(),
                                        [kind](const auto& done) { return done.kind() == kind; }));
}

bool WasDone(const v1::CaseFacts& facts, v1::ActKind kind) { return TimesDone(facts, kind) > 0; }

std::string Once(const Attempt& attempt) {
  if (!WasDone(attempt.facts, attempt.act.kind())) return "";
  return "Việc “" + LabelVi(attempt.act.kind()) + "” chỉ được làm một lần và đã được thực hiện.";
}

std::string ReasonWritten(const Attempt& attempt) {
  if (attempt.act.reason_written()) return "";
  return "Hồ sơ chưa có văn bản nêu rõ lý do của việc “" + LabelVi(attempt.act.kind()) + "”.";
}

std::string PeriodEnded(const Attempt& attempt) {
  for (const auto& clock : attempt.facts.clocks()) {
    if (clock.has_stopped_on() || !clock.waiting()) continue;
    auto end = ToDay(clock.due().due_legal());
    if (!end.ok() || attempt.on > *end) continue;
    return "Quyết định chưa có hiệu lực pháp luật: phải chờ hết ngày " + FormatDayVi(*end) + " (" +
           clock.due().basis().citation() + ").";
  }
  return "";
}

int DistinctCriteria(const v1::ActFacts& act) {
  std::set<int> distinct(act.criteria().begin(), act.criteria().end());
  distinct.erase(v1::CRITERION_UNSPECIFIED);
  return static_cast<int>(distinct.size());
}

// The first extension needs one criterion of complexity, the second, of an especially complex case,
// two.
std::string ComplexByCriteria(const Attempt& attempt) {
  int needed = 1;
  for (const auto& clock : attempt.facts.clocks()) {
    if (Runs(clock, attempt.rule.extends())) needed = std::max(needed, clock.extensions() + 1);
  }
  if (DistinctCriteria(attempt.act) >= needed) return "";
  return absl::StrFormat("Chưa đủ căn cứ xác định vụ việc %s: cần ít nhất %d tiêu chí.",
                         needed > 1 ? "đặc biệt phức tạp" : "phức tạp", needed);
}

enum class Absence { kCounts, kDoesNotCount };

std::string DialogueMissing(const Attempt& attempt, Absence absence) {
  for (const auto& done : attempt.facts.acts()) {
    if (done.kind() != v1::ACT_KIND_HOLD_DIALOGUE) continue;
    if (!done.complainant_absent() || absence == Absence::kCounts) return "";
  }
  return "Chưa tổ chức đối thoại.";
}

std::string DialogueHeld(const Attempt& attempt) {
  return DialogueMissing(attempt, Absence::kDoesNotCount);
}

std::string DialogueHeldOrRefused(const Attempt& attempt) {
  return DialogueMissing(attempt, Absence::kCounts);
}

// L-KN Đ.30: only where claim and finding still differ.
std::string DialogueIfClaimsDiffer(const Attempt& attempt) {
  return attempt.act.claims_differ() ? DialogueHeld(attempt) : "";
}

std::string DialogueOrRefusalIfClaimsDiffer(const Attempt& attempt) {
  return attempt.act.claims_differ() ? DialogueHeldOrRefused(attempt) : "";
}

// The announcement leaves as many days before the dialogue as the row's `notice` says.
std::string NoticeGiven(const Attempt& attempt) {
  auto dialogue_on = ToDay(attempt.act.dialogue_on());
  if (!dialogue_on.ok()) return "Chưa ghi ngày đối thoại.";
  auto last = ComputeDueDays(attempt.book, attempt.calendar, attempt.rule.notice(), *dialogue_on);
  if (!last.ok() || attempt.on <= last->legal) return "";
  return "Phải thông báo chậm nhất ngày " + FormatDayVi(last->legal) + " cho buổi đối thoại ngày " +
         FormatDayVi(*dialogue_on) + ".";
}

std::string Announced(const Attempt& attempt) {
  for (const auto& done : attempt.facts.acts()) {
    auto dialogue_on = ToDay(done.dialogue_on());
    if (dialogue_on.ok() && *dialogue_on <= attempt.on) return "";
  }
  return "Chưa thông báo về buổi đối thoại này.";
}

std::string LimitRuns(const Attempt& attempt) {
  for (const auto& clock : attempt.facts.clocks()) {
    if (Runs(clock, attempt.rule.stops())) return "";
  }
  return "Không có việc nào đang chờ “" + LabelVi(attempt.act.kind()) + "”.";
}

// A running limit that the act meets is not past its legal end.
std::string InTime(const Attempt& attempt) {
  for (const auto& clock : attempt.facts.clocks()) {
    auto end = ToDay(clock.due().due_legal());
    if (!Runs(clock, attempt.rule.stops()) || !end.ok() || attempt.on <= *end) continue;
    return "Đã quá thời hạn " + LabelVi(attempt.act.kind()) + ": hết ngày " + FormatDayVi(*end) +
           " (" + clock.due().basis().citation() + ").";
  }
  return "";
}

// L-KN Đ.33, L-TC Đ.38: only the limit to settle opens the way to the next level.
std::string LimitOverdue(const Attempt& attempt) {
  for (const auto& clock : attempt.facts.clocks()) {
    if (clock.limit() != kSettleLimit || clock.has_stopped_on()) continue;
    if (IsOverdue(clock, attempt.on)) return "";
  }
  return "Chưa hết thời hạn giải quyết.";
}

// What the act ends has begun, and not ended yet.
std::string Begun(const Attempt& attempt) {
  const v1::ActKind beginning = attempt.rule.ends_pause_of();
  const int begun = TimesDone(attempt.facts, beginning);
  if (begun > TimesDone(attempt.facts, attempt.act.kind())) return "";
  return "Chưa có việc “" + LabelVi(beginning) + "” nào đang chờ kết thúc.";
}

std::string After(v1::ActKind before, const Attempt& attempt) {
  if (WasDone(attempt.facts, before)) return "";
  return "Phải có việc “" + LabelVi(before) + "” trước.";
}

std::string Published(const Attempt& attempt) { return After(v1::ACT_KIND_PUBLISH, attempt); }

std::string WasContinued(const Attempt& attempt) { return After(v1::ACT_KIND_CONTINUE, attempt); }

std::string ReportDemanded(const Attempt& attempt) {
  return After(v1::ACT_KIND_DEMAND_REPORT, attempt);
}

std::string CouncilConsulted(const Attempt& attempt) {
  if (WasDone(attempt.facts, v1::ACT_KIND_CONSULT_COUNCIL)) return "";
  return "Chưa có ý kiến của hội đồng.";
}

std::string FreeWill(const Attempt& attempt) {
  if (!attempt.act.coerced()) return "";
  return "Có dấu hiệu bị đe dọa, ép buộc, mua chuộc hoặc vu khống: vẫn phải giải quyết.";
}

std::string NoOpenCommitment(const Attempt& attempt) {
  if (attempt.facts.open_commitments() == 0) return "";
  return absl::StrFormat("Còn %d cam kết chưa kết thúc.", attempt.facts.open_commitments());
}

// Whoever closes has done what the law still asks for.
std::string NothingDue(const Attempt& attempt) {
  for (const auto& clock : attempt.facts.clocks()) {
    if (clock.has_stopped_on() || clock.waiting() || Runs(clock, attempt.rule.stops())) continue;
    return "Còn việc phải làm: " + clock.step_vi() + ".";
  }
  return "";
}

constexpr Guard kGuards[] = {
    {"ONCE", Once, "chỉ một lần"},
    {"REASON_WRITTEN", ReasonWritten, "có văn bản nêu rõ lý do trong hồ sơ"},
    {"PERIOD_ENDED", PeriodEnded, "đã hết thời gian chờ quyết định có hiệu lực"},
    {"COMPLEX_BY_CRITERIA", ComplexByCriteria,
     "đủ tiêu chí phức tạp: lần đầu một, lần hai hai tiêu chí"},
    {"DIALOGUE_HELD", DialogueHeld, "đã đối thoại"},
    {"DIALOGUE_HELD_OR_REFUSED", DialogueHeldOrRefused,
     "đã đối thoại, hoặc người khiếu nại vắng mặt không lý do"},
    {"DIALOGUE_IF_CLAIMS_DIFFER", DialogueIfClaimsDiffer,
     "yêu cầu và kết quả xác minh còn khác nhau thì đã đối thoại"},
    {"DIALOGUE_OR_REFUSAL_IF_CLAIMS_DIFFER", DialogueOrRefusalIfClaimsDiffer,
     "yêu cầu và kết quả xác minh còn khác nhau thì đã đối thoại, hoặc người khiếu nại vắng mặt"},
    {"NOTICE_GIVEN", NoticeGiven, "thông báo trước đủ số ngày"},
    {"ANNOUNCED", Announced, "đã thông báo về buổi đối thoại"},
    {"LIMIT_RUNS", LimitRuns, "đang có thời hạn phải thực hiện việc này"},
    {"IN_TIME", InTime, "trong thời hạn"},
    {"LIMIT_OVERDUE", LimitOverdue, "đã hết thời hạn giải quyết"},
    {"BEGUN", Begun, "việc tương ứng đã bắt đầu, chưa kết thúc"},
    {"PUBLISHED", Published, "đã công khai"},
    {"WAS_CONTINUED", WasContinued, "đã có tố cáo tiếp"},
    {"REPORT_DEMANDED", ReportDemanded, "đã yêu cầu báo cáo"},
    {"COUNCIL_CONSULTED", CouncilConsulted, "đã có ý kiến của hội đồng"},
    {"FREE_WILL", FreeWill,
     "tự nguyện, không có dấu hiệu vi phạm, đe dọa, ép buộc, mua chuộc, vu khống"},
    {"NO_OPEN_COMMITMENT", NoOpenCommitment, "không còn cam kết dang dở"},
    {"NOTHING_DUE", NothingDue, "không còn việc phải làm"},
};

const Guard* Find(std::string_view name) {
  auto found = std::find_if(std::begin(kGuards), std::end(kGuards),
                            [name](const Guard& guard) { return guard.name == name; });
  return found == std::end(kGuards) ? nullptr : found;
}

}  // namespace

bool IsGuard(std::string_view name) { return Find(name) != nullptr; }

std::string GuardVi(std::string_view name) { return std::string(Find(name)->words_vi); }

std::string GuardRefusal(std::string_view name, const Attempt& attempt) {
  return Find(name)->refusal(attempt);
}

}  // namespace donthu::law
