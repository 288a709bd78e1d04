#include "services/law/deadline.h"

#include <algorithm>
#include <optional>
#include <string>

#include "absl/strings/str_format.h"
#include "services/base/status/status.h"
#include "services/law/basis.h"
#include "services/law/date.h"
#include "services/law/deadline_steps.h"
#include "services/law/label.h"

namespace donthu::law {
namespace {

// Anchors from which every limit of the book stays within the years that a Date may name.
constexpr absl::CivilDay kAnchorMin(kYearMin + 5, 1, 1);
constexpr absl::CivilDay kAnchorMax(kYearMax - 20, 12, 31);

// How many working days before due_strict the province wants to be warned, whatever the rule.
constexpr char kWarnParameter[] = "WARN_WORKING_DAYS";

// The corresponding day of the month that lies `months` later; its last day where there is none
// (CA-05).
absl::CivilDay AddMonths(absl::CivilDay day, int months) {
  absl::CivilMonth month = absl::CivilMonth(day) + months;
  absl::CivilDay last = absl::CivilDay(month + 1) - 1;
  return std::min(absl::CivilDay(month) + (day.day() - 1), last);
}

absl::StatusOr<absl::CivilDay> StrictEnd(const Calendar& calendar, const Term& term,
                                         absl::CivilDay anchor) {
  switch (term.unit) {
    case v1::TIME_UNIT_CALENDAR_DAY:
      return anchor + term.value;
    case v1::TIME_UNIT_WORKING_DAY:
      return calendar.AddWorkingDays(anchor, term.value);
    case v1::TIME_UNIT_MONTH:
      return AddMonths(anchor, term.value);
    case v1::TIME_UNIT_YEAR:
      return AddMonths(anchor, 12 * term.value);
    case v1::TIME_UNIT_CALENDAR_DAY_BEFORE:
      return anchor - term.value;
    case v1::TIME_UNIT_WORKING_DAY_BEFORE:
      return calendar.AddWorkingDays(anchor, -term.value);
    default:
      return InvalidField(
          "rule_id", "is not counted in days, months or years",
          "Quy tắc này không tính theo ngày, tháng, năm nên không có ngày hết hạn.");
  }
}

absl::Status CheckBounds(absl::CivilDay anchor, int days_given_back) {
  if (anchor < kAnchorMin || anchor > kAnchorMax) {
    return InvalidField("from", "is too far from today to be counted from",
                        "Ngày bắt đầu tính thời hạn quá xa.");
  }
  if (days_given_back < 0 || days_given_back > kDaysGivenBackMax) {
    return InvalidField("days_given_back", "is not between 0 and 3650",
                        "Số ngày được trừ phải từ 0 đến 3650.");
  }
  return absl::OkStatus();
}

Failure NoRule(std::string_view rule_id, absl::CivilDay anchor) {
  return Failure(absl::StatusCode::kNotFound, common::v1::RULE_NOT_FOUND,
                 "no such rule on the anchor day")
      .Vi("Không có quy tắc này tại ngày " + FormatDayVi(anchor) + ".")
      .With("rule", rule_id)
      .With("day", FormatIsoDay(anchor));
}

// All but overdue_after.
absl::StatusOr<CountedLimit> CountDue(const RuleBook& book, const Calendar& calendar,
                                      std::string_view rule_id, absl::CivilDay anchor,
                                      int days_given_back) {
  RETURN_IF_ERROR(CheckBounds(anchor, days_given_back));
  CountedLimit limit{};
  limit.anchor = anchor;
  limit.days_given_back = days_given_back;
  limit.rule = book.Deadline(rule_id, anchor);
  if (limit.rule == nullptr) return NoRule(rule_id, anchor);
  const v1::DeadlineRule& rule = limit.rule->row;
  limit.term = {rule.value(), rule.unit()};
  if (!rule.parameter().empty()) {
    limit.number = book.Parameter(rule.parameter(), anchor);
    if (limit.number == nullptr) {
      return InvalidField("rule_id", "its number is a local parameter that is not set",
                          "Thời hạn này do tỉnh quy định và chưa được khai báo.");
    }
    limit.term = {limit.number->value(), limit.number->unit()};
  }
  if (IsBefore(limit.term.unit) && days_given_back != 0) {
    return InvalidField("days_given_back", "does not apply to a limit counted back from an event",
                        "Không cộng thêm ngày vào thời hạn tính lùi từ một sự kiện.");
  }
  ASSIGN_OR_RETURN(limit.counted, StrictEnd(calendar, limit.term, anchor));
  limit.due.strict = limit.counted + days_given_back;
  limit.due.legal =
      IsBefore(limit.term.unit) ? limit.due.strict : calendar.NextWorkingDay(limit.due.strict);
  return limit;
}

// A province may call a limit overdue later than its legal end, never earlier.
absl::Status SetOverdue(const RuleBook& book, const Calendar& calendar, CountedLimit& limit) {
  const v1::DeadlineRule& rule = limit.rule->row;
  if (rule.waiting_period() || rule.certainty() == v1::CERTAINTY_MEMORY) return absl::OkStatus();
  limit.overdue_after = limit.due.legal;
  if (rule.overdue_parameter().empty()) return absl::OkStatus();
  limit.overdue = book.Parameter(rule.overdue_parameter(), limit.anchor);
  if (limit.overdue == nullptr) return absl::OkStatus();
  ASSIGN_OR_RETURN(
      absl::CivilDay end,
      StrictEnd(calendar, {limit.overdue->value(), limit.overdue->unit()}, limit.anchor));
  end = calendar.NextWorkingDay(end + limit.days_given_back);
  limit.overdue_after = std::max(limit.due.legal, end);
  return absl::OkStatus();
}

absl::CivilDay WarnOn(const RuleBook& book, const Calendar& calendar, const CountedLimit& limit) {
  absl::CivilDay warn_on = limit.due.strict;
  const int calendar_days = limit.rule->row.warn_calendar_days();
  if (calendar_days > 0) {
    warn_on = std::min(warn_on, limit.anchor + (calendar_days + limit.days_given_back));
  }
  const v1::LocalParameter* early = book.Parameter(kWarnParameter, limit.anchor);
  if (early != nullptr) {
    warn_on = std::min(warn_on, calendar.AddWorkingDays(limit.due.strict, -early->value()));
  }
  // There is nothing to warn of before the limit begins.
  return IsBefore(limit.term.unit) ? warn_on : std::max(warn_on, limit.anchor);
}

absl::StatusOr<v1::DueDate> Compute(const RuleBook& book, const Calendar& calendar,
                                    std::string_view rule_id, absl::CivilDay anchor,
                                    int days_given_back, const Delays& delays) {
  ASSIGN_OR_RETURN(CountedLimit limit, CountDue(book, calendar, rule_id, anchor, days_given_back));
  RETURN_IF_ERROR(SetOverdue(book, calendar, limit));
  const v1::DeadlineRule& rule = limit.rule->row;
  v1::DueDate due;
  due.set_rule_id(rule.id());
  *due.mutable_rule_valid_from() = ToProto(limit.rule->from);
  *due.mutable_anchor() = ToProto(anchor);
  *due.mutable_due_strict() = ToProto(limit.due.strict);
  *due.mutable_due_legal() = ToProto(limit.due.legal);
  if (limit.overdue_after) *due.mutable_overdue_after() = ToProto(*limit.overdue_after);
  *due.mutable_warn_on() = ToProto(WarnOn(book, calendar, limit));
  ExplainDue(calendar, limit, delays, due);
  *due.mutable_basis() = BasisOf(rule, absl::StrFormat("%s: %d %s.", rule.step_vi(),
                                                       limit.term.value, LabelVi(limit.term.unit)));
  return due;
}

std::string Path(const char* list, std::size_t i, const char* field) {
  return absl::StrFormat("%s[%d].%s", list, i, field);
}

// Days that the pauses give back.
absl::StatusOr<absl::civil_diff_t> PausedDays(const std::vector<Pause>& pauses,
                                              absl::CivilDay anchor) {
  absl::civil_diff_t days = 0;
  for (std::size_t i = 0; i < pauses.size(); ++i) {
    const auto& [from, continued_on] = pauses[i];
    if (from < anchor) {
      return InvalidField(Path("pauses", i, "from"), "lies before the anchor",
                          "Ngày tạm dừng trước ngày bắt đầu tính thời hạn.");
    }
    if (continued_on < from) {
      return InvalidField(Path("pauses", i, "continued_on"), "lies before from",
                          "Ngày tiếp tục trước ngày tạm dừng.");
    }
    if (i > 0 && from < pauses[i - 1].continued_on) {
      return InvalidField(Path("pauses", i, "from"), "lies within the pause before",
                          "Hai lần tạm dừng trùng nhau hoặc không theo thứ tự.");
    }
    days += continued_on - from;
  }
  return days;
}

// Days that the obstacles give back.
absl::StatusOr<absl::civil_diff_t> ObstructedDays(const std::vector<Obstacle>& obstacles) {
  absl::civil_diff_t days = 0;
  for (std::size_t i = 0; i < obstacles.size(); ++i) {
    const auto& [from, to] = obstacles[i];
    if (to < from) {
      return InvalidField(Path("obstacles", i, "to"), "lies before from",
                          "Ngày cuối của trở ngại trước ngày đầu.");
    }
    if (i > 0 && from <= obstacles[i - 1].to) {
      return InvalidField(Path("obstacles", i, "from"), "lies within the obstacle before",
                          "Hai trở ngại trùng nhau hoặc không theo thứ tự.");
    }
    days += to - from + 1;
  }
  return days;
}

// The list that is to blame when the sum of all days is.
const char* ListOf(const Delays& delays) { return delays.pauses.empty() ? "obstacles" : "pauses"; }

absl::Status CheckDelays(const RuleBook& book, std::string_view rule_id, absl::CivilDay anchor,
                         const Delays& delays, absl::civil_diff_t days) {
  if (days > kDaysGivenBackMax) {
    return InvalidField(ListOf(delays), "give back more than 3650 days",
                        "Tổng thời gian không tính vượt quá 3650 ngày.");
  }
  const auto* rule = book.Deadline(rule_id, anchor);
  const bool delayed = !delays.pauses.empty() || !delays.obstacles.empty();
  if (rule == nullptr || !delayed || !IsBefore(rule->row.unit())) return absl::OkStatus();
  return InvalidField(ListOf(delays), "do not apply to a limit counted back from an event",
                      "Thời hạn tính lùi từ một sự kiện không có tạm dừng, trở ngại.");
}

}  // namespace

absl::StatusOr<DueDays> ComputeDueDays(const RuleBook& book, const Calendar& calendar,
                                       std::string_view rule_id, absl::CivilDay anchor,
                                       int days_given_back) {
  ASSIGN_OR_RETURN(const CountedLimit limit,
                   CountDue(book, calendar, rule_id, anchor, days_given_back));
  return limit.due;
}

absl::StatusOr<v1::DueDate> ComputeDue(const RuleBook& book, const Calendar& calendar,
                                       std::string_view rule_id, absl::CivilDay anchor,
                                       int days_given_back) {
  return Compute(book, calendar, rule_id, anchor, days_given_back, {});
}

absl::StatusOr<v1::DueDate> ComputeDue(const RuleBook& book, const Calendar& calendar,
                                       std::string_view rule_id, absl::CivilDay anchor,
                                       const Delays& delays) {
  ASSIGN_OR_RETURN(const auto paused, PausedDays(delays.pauses, anchor));
  ASSIGN_OR_RETURN(const auto obstructed, ObstructedDays(delays.obstacles));
  RETURN_IF_ERROR(CheckDelays(book, rule_id, anchor, delays, paused + obstructed));
  return Compute(book, calendar, rule_id, anchor, static_cast<int>(paused + obstructed), delays);
}

bool HasNumber(const RuleBook& book, const v1::DeadlineRule& rule, absl::CivilDay day) {
  return rule.parameter().empty() || book.Parameter(rule.parameter(), day) != nullptr;
}

}  // namespace donthu::law
