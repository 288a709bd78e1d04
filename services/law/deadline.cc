#include "services/law/deadline.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "services/base/status/status.h"
#include "services/law/date.h"
#include "services/law/label.h"

namespace donthu::law {
namespace {

// Anchors from which every limit of the book stays within the years that a Date may name.
constexpr absl::CivilDay kAnchorMin(kYearMin + 5, 1, 1);
constexpr absl::CivilDay kAnchorMax(kYearMax - 20, 12, 31);

// The number of a limit and what it is counted in.
struct Term {
  int value;
  v1::TimeUnit unit;
};

// A limit being computed: the version chosen, its number, and the result.
struct Count {
  const RuleBook::DeadlineRow* rule;
  Term term;
  DueDays due;
};

bool IsBefore(v1::TimeUnit unit) {
  return unit == v1::TIME_UNIT_CALENDAR_DAY_BEFORE || unit == v1::TIME_UNIT_WORKING_DAY_BEFORE;
}

bool CountsWorkingDays(v1::TimeUnit unit) {
  return unit == v1::TIME_UNIT_WORKING_DAY || unit == v1::TIME_UNIT_WORKING_DAY_BEFORE;
}

// The rule's own number, or the province's where the rule leaves it to a parameter.
std::optional<Term> TermOf(const RuleBook& book, const v1::DeadlineRule& rule, absl::CivilDay day) {
  if (rule.parameter().empty()) return Term{rule.value(), rule.unit()};
  const v1::LocalParameter* parameter = book.Parameter(rule.parameter(), day);
  if (parameter == nullptr) return std::nullopt;
  return Term{parameter->value(), parameter->unit()};
}

absl::CivilDay CountWorkingDays(const Calendar& calendar, absl::CivilDay day, int count, int step) {
  while (count > 0) {
    day += step;
    if (calendar.IsWorkingDay(day)) --count;
  }
  return day;
}

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
      return CountWorkingDays(calendar, anchor, term.value, 1);
    case v1::TIME_UNIT_MONTH:
      return AddMonths(anchor, term.value);
    case v1::TIME_UNIT_YEAR:
      return AddMonths(anchor, 12 * term.value);
    case v1::TIME_UNIT_CALENDAR_DAY_BEFORE:
      return anchor - term.value;
    case v1::TIME_UNIT_WORKING_DAY_BEFORE:
      return CountWorkingDays(calendar, anchor, term.value, -1);
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

absl::StatusOr<Count> CountDue(const RuleBook& book, const Calendar& calendar,
                               std::string_view rule_id, absl::CivilDay anchor,
                               int days_given_back) {
  RETURN_IF_ERROR(CheckBounds(anchor, days_given_back));
  const auto* rule = book.Deadline(rule_id, anchor);
  if (rule == nullptr) {
    return Failure(absl::StatusCode::kNotFound, common::v1::RULE_NOT_FOUND,
                   "no such rule on the anchor day")
        .Vi("Không có quy tắc này tại ngày " + FormatDayVi(anchor) + ".")
        .With("rule", rule_id)
        .With("day", FormatIsoDay(anchor));
  }
  std::optional<Term> term = TermOf(book, rule->row, anchor);
  if (!term) {
    return InvalidField("rule_id", "its number is a local parameter that is not set",
                        "Thời hạn này do tỉnh quy định và chưa được khai báo.");
  }
  if (IsBefore(term->unit) && days_given_back != 0) {
    return InvalidField("days_given_back", "does not apply to a limit counted back from an event",
                        "Không cộng thêm ngày vào thời hạn tính lùi từ một sự kiện.");
  }
  ASSIGN_OR_RETURN(absl::CivilDay strict, StrictEnd(calendar, *term, anchor));
  strict += days_given_back;
  absl::CivilDay legal = IsBefore(term->unit) ? strict : calendar.NextWorkingDay(strict);
  return Count{rule, *term, DueDays{strict, legal}};
}

// Days off that the count jumped over, then those that moved the end.
std::vector<absl::CivilDay> SkippedDays(const Calendar& calendar, const Count& count,
                                        absl::CivilDay anchor) {
  std::vector<absl::CivilDay> skipped;
  absl::CivilDay from = std::min(anchor, count.due.strict) + 1;
  absl::CivilDay to = std::max(anchor, count.due.legal);
  if (!CountsWorkingDays(count.term.unit)) from = count.due.strict;
  if (IsBefore(count.term.unit) && !CountsWorkingDays(count.term.unit)) return skipped;
  for (absl::CivilDay day = from; day < to; ++day) {
    if (!calendar.IsWorkingDay(day)) skipped.push_back(day);
  }
  return skipped;
}

constexpr const char* kWeekdaysVi[] = {"thứ Hai", "thứ Ba",  "thứ Tư",  "thứ Năm",
                                       "thứ Sáu", "thứ Bảy", "Chủ nhật"};

std::string WeekdayVi(absl::CivilDay day) {
  return kWeekdaysVi[static_cast<int>(absl::GetWeekday(day))];
}

// "Chủ nhật 31/03/2024" or "thứ Hai 02/09/2024 (Quốc khánh)".
std::string DescribeDay(const Calendar& calendar, absl::CivilDay day) {
  std::string text = WeekdayVi(day) + " " + FormatDayVi(day);
  std::string name(calendar.NameOf(day));
  return name.empty() ? text : text + " (" + name + ")";
}

std::string AnchorStep(const Count& count, absl::CivilDay anchor) {
  std::string number = absl::StrFormat("%d %s", count.term.value, LabelVi(count.term.unit));
  if (IsBefore(count.term.unit)) {
    return "Tính lùi " + number + " ngày diễn ra sự kiện " + FormatDayVi(anchor) +
           "; ngày sự kiện không tính (áp dụng tương tự BLDS Đ.147).";
  }
  return "Mốc tính: " + FormatDayVi(anchor) + " (" + count.rule->row.starts_at_vi() +
         "), ngày này không tính; thời hạn " + number + " bắt đầu từ ngày " +
         FormatDayVi(anchor + 1) + " (BLDS Đ.147 k.2).";
}

// What a count in working days jumped over, and Saturdays that it counted.
std::string WorkingDayStep(const Calendar& calendar, const Count& count, absl::CivilDay anchor) {
  absl::CivilDay from = std::min(anchor, count.due.strict) + 1;
  absl::CivilDay to = std::max(anchor - 1, count.due.strict);
  int weekend_days = 0;
  std::vector<std::string> named;
  std::vector<std::string> worked;
  for (absl::CivilDay day = from; day <= to; ++day) {
    bool exceptional = !calendar.NameOf(day).empty();
    if (calendar.IsWorkingDay(day)) {
      if (exceptional) worked.push_back(DescribeDay(calendar, day));
    } else if (exceptional) {
      named.push_back(DescribeDay(calendar, day));
    } else {
      ++weekend_days;
    }
  }
  if (weekend_days > 0) named.push_back(absl::StrFormat("%d ngày nghỉ cuối tuần", weekend_days));
  std::string text;
  if (!named.empty()) text = "Không tính: " + absl::StrJoin(named, ", ") + ". ";
  if (!worked.empty()) text += "Tính là ngày làm việc: " + absl::StrJoin(worked, ", ") + ". ";
  return text;
}

std::string EndStep(const Calendar& calendar, const Count& count, absl::CivilDay anchor,
                    int days_given_back) {
  std::string text;
  if (CountsWorkingDays(count.term.unit)) text = WorkingDayStep(calendar, count, anchor);
  if (days_given_back > 0) {
    text += absl::StrFormat("Cộng %d ngày không tính vào thời hạn. ", days_given_back);
  }
  if (IsBefore(count.term.unit)) {
    return text + "Phải thực hiện chậm nhất ngày " + FormatDayVi(count.due.legal) + ".";
  }
  if (count.due.legal == count.due.strict) {
    return text + "Thời hạn kết thúc lúc 24 giờ ngày " + FormatDayVi(count.due.legal) +
           " (BLDS Đ.148 k.6).";
  }
  return text + "Ngày cuối là ngày nghỉ, " + DescribeDay(calendar, count.due.strict) +
         ", nên thời hạn kết thúc vào ngày làm việc tiếp theo, " + FormatDayVi(count.due.legal) +
         " (BLDS Đ.148 k.5).";
}

std::string GroundStep(const v1::DeadlineRule& rule) {
  return "Căn cứ: " + rule.citation() + " (" + LabelVi(rule.certainty()) + ").";
}

}  // namespace

absl::StatusOr<DueDays> ComputeDueDays(const RuleBook& book, const Calendar& calendar,
                                       std::string_view rule_id, absl::CivilDay anchor,
                                       int days_given_back) {
  ASSIGN_OR_RETURN(Count count, CountDue(book, calendar, rule_id, anchor, days_given_back));
  return count.due;
}

absl::StatusOr<v1::DueDate> ComputeDue(const RuleBook& book, const Calendar& calendar,
                                       std::string_view rule_id, absl::CivilDay anchor,
                                       int days_given_back) {
  ASSIGN_OR_RETURN(Count count, CountDue(book, calendar, rule_id, anchor, days_given_back));
  const v1::DeadlineRule& rule = count.rule->row;
  v1::DueDate due;
  due.set_rule_id(rule.id());
  *due.mutable_rule_valid_from() = ToProto(count.rule->from);
  *due.mutable_anchor() = ToProto(anchor);
  *due.mutable_due_strict() = ToProto(count.due.strict);
  *due.mutable_due_legal() = ToProto(count.due.legal);
  due.add_steps_vi(AnchorStep(count, anchor));
  due.add_steps_vi(EndStep(calendar, count, anchor, days_given_back));
  due.add_steps_vi(GroundStep(rule));
  for (absl::CivilDay day : SkippedDays(calendar, count, anchor)) {
    *due.add_skipped() = ToProto(day);
  }
  v1::Basis& basis = *due.mutable_basis();
  basis.set_rule_id(rule.id());
  basis.set_citation(rule.citation());
  basis.set_certainty(rule.certainty());
  basis.set_text_vi(
      absl::StrFormat("%s: %d %s.", rule.step_vi(), count.term.value, LabelVi(count.term.unit)));
  return due;
}

bool HasNumber(const RuleBook& book, const v1::DeadlineRule& rule, absl::CivilDay day) {
  return TermOf(book, rule, day).has_value();
}

}  // namespace donthu::law
