#include "services/law/deadline_request.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_format.h"
#include "services/base/status/status.h"
#include "services/law/date.h"
#include "services/law/deadline.h"

namespace donthu::law {
namespace {

// A variant of a limit.
struct Variant {
  bool remote;
  int complexity;
};

// The longest variants first, so that a rule that serves several counts as the longest.
constexpr Variant kVariants[] = {{true, 1}, {true, 0}, {false, 2}, {false, 1}, {false, 0}};

const std::string& RuleOf(const v1::CaseLimitRule& limit, const Variant& variant) {
  if (variant.remote) return variant.complexity > 0 ? limit.remote_complex() : limit.remote();
  if (variant.complexity == 2) return limit.extended_twice();
  return variant.complexity == 1 ? limit.complex() : limit.normal();
}

// The rule for a variant, or for the next simpler one that the limit has.
const std::string& NearestRule(const v1::CaseLimitRule& limit, const Variant& wanted) {
  if (wanted.remote && wanted.complexity > 0 && !limit.remote_complex().empty()) {
    return limit.remote_complex();
  }
  if (wanted.remote && !limit.remote().empty()) return limit.remote();
  if (wanted.complexity == 2 && !limit.extended_twice().empty()) return limit.extended_twice();
  if (wanted.complexity > 0 && !limit.complex().empty()) return limit.complex();
  return limit.normal();
}

absl::StatusOr<absl::CivilDay> DayAt(bool given, const common::v1::Date& date,
                                     const std::string& path) {
  if (!given) return InvalidField(path, "is required", "Thiếu ngày.");
  auto day = ToDay(date);
  if (day.ok()) return day;
  return InvalidField(path, "is not a day between 1900 and 2200",
                      "Ngày không tồn tại hoặc nằm ngoài các năm 1900–2200.");
}

absl::StatusOr<Delays> DelaysOf(const v1::ComputeDeadlineRequest& request) {
  Delays delays;
  for (int i = 0; i < request.pauses_size(); ++i) {
    const v1::Pause& pause = request.pauses(i);
    const std::string path = absl::StrFormat("pauses[%d].", i);
    ASSIGN_OR_RETURN(const auto from, DayAt(pause.has_from(), pause.from(), path + "from"));
    ASSIGN_OR_RETURN(const auto continued_on,
                     DayAt(pause.has_continued_on(), pause.continued_on(), path + "continued_on"));
    delays.pauses.push_back({from, continued_on});
  }
  for (int i = 0; i < request.obstacles_size(); ++i) {
    const v1::Obstacle& obstacle = request.obstacles(i);
    const std::string path = absl::StrFormat("obstacles[%d].", i);
    ASSIGN_OR_RETURN(const auto from, DayAt(obstacle.has_from(), obstacle.from(), path + "from"));
    ASSIGN_OR_RETURN(const auto to, DayAt(obstacle.has_to(), obstacle.to(), path + "to"));
    delays.obstacles.push_back({from, to});
  }
  return delays;
}

}  // namespace

std::string VariantOf(const RuleBook& book, const std::string& rule_id, bool remote,
                      int complexity) {
  // Variants that a limit lacks are empty too.
  if (rule_id.empty()) return rule_id;
  for (const v1::CaseLimitRule& limit : book.case_limits()) {
    const auto* own = std::find_if(std::begin(kVariants), std::end(kVariants),
                                   [&](const auto& one) { return RuleOf(limit, one) == rule_id; });
    if (own == std::end(kVariants)) continue;
    const std::string& rule =
        NearestRule(limit, {own->remote || remote, std::max(own->complexity, complexity)});
    // A rule may be a limit of several types of case, not all of which know its variants.
    if (rule != rule_id) return rule;
  }
  return rule_id;
}

absl::StatusOr<v1::DueDate> AnswerDeadline(const RuleBook& book, const Calendar& calendar,
                                           const v1::ComputeDeadlineRequest& request) {
  if (request.rule_id().empty()) {
    return InvalidField("rule_id", "is required", "Thiếu mã quy tắc.");
  }
  ASSIGN_OR_RETURN(const auto anchor, DayAt(request.has_from(), request.from(), "from"));
  if (request.complexity() < 0 || request.complexity() > 2) {
    return InvalidField("complexity", "is not between 0 and 2",
                        "Mức phức tạp phải là 0, 1 hoặc 2.");
  }
  ASSIGN_OR_RETURN(const Delays delays, DelaysOf(request));
  return ComputeDue(book, calendar,
                    VariantOf(book, request.rule_id(), request.remote(), request.complexity()),
                    anchor, delays);
}

}  // namespace donthu::law
