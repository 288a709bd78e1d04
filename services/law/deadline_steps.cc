#include "services/law/deadline_steps.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "services/law/date.h"
#include "services/law/label.h"

namespace donthu::law {
namespace {

constexpr const char* kWeekdaysVi[] = {"thứ Hai", "thứ Ba",  "thứ Tư",  "thứ Năm",
                                       "thứ Sáu", "thứ Bảy", "Chủ nhật"};

// "Chủ nhật 31/03/2024" or "thứ Hai 02/09/2024 (Quốc khánh)".
std::string DescribeDay(const Calendar& calendar, absl::CivilDay day) {
  std::string text = kWeekdaysVi[static_cast<int>(absl::GetWeekday(day))];
  text += " " + FormatDayVi(day);
  std::string name(calendar.NameOf(day));
  return name.empty() ? text : text + " (" + name + ")";
}

std::string NumberVi(const Term& term) {
  return absl::StrFormat("%d %s", term.value, LabelVi(term.unit));
}

// Days off that the count jumped over, then those that moved the end.
std::vector<absl::CivilDay> SkippedDays(const Calendar& calendar, const CountedLimit& limit) {
  std::vector<absl::CivilDay> skipped;
  auto add = [&](absl::CivilDay from, absl::CivilDay to) {
    for (absl::CivilDay day = from; day < to; ++day) {
      if (!calendar.IsWorkingDay(day)) skipped.push_back(day);
    }
  };
  if (CountsWorkingDays(limit.term.unit)) {
    add(std::min(limit.anchor, limit.counted) + 1, std::max(limit.anchor, limit.counted));
  }
  add(limit.due.strict, limit.due.legal);
  return skipped;
}

std::string AnchorStep(const CountedLimit& limit) {
  if (IsBefore(limit.term.unit)) {
    return "Tính lùi " + NumberVi(limit.term) + " ngày diễn ra sự kiện " +
           FormatDayVi(limit.anchor) + "; ngày sự kiện không tính (áp dụng tương tự BLDS Đ.147).";
  }
  return "Mốc tính: " + FormatDayVi(limit.anchor) + " (" + limit.rule->row.starts_at_vi() +
         "), ngày này không tính; thời hạn " + NumberVi(limit.term) + " bắt đầu từ ngày " +
         FormatDayVi(limit.anchor + 1) + " (BLDS Đ.147 k.2).";
}

// What a count in working days jumped over, and Saturdays that it counted.
std::string WorkingDayStep(const Calendar& calendar, const CountedLimit& limit) {
  absl::CivilDay from = std::min(limit.anchor, limit.counted) + 1;
  absl::CivilDay to = std::max(limit.anchor - 1, limit.counted);
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

// What held the limit up, and for how long.
std::string DelayStep(const CountedLimit& limit, const Delays& delays) {
  if (limit.days_given_back == 0) return "";
  std::string text =
      "Hết " + NumberVi(limit.term) + " vào ngày " + FormatDayVi(limit.counted) + ". ";
  for (const auto& [from, continued_on] : delays.pauses) {
    text += absl::StrFormat(
        "Tạm dừng từ ngày %s, tiếp tục từ ngày %s: cộng %d ngày (L-TC Đ.34 k.2; NĐ 124 Đ.28b "
        "k.2). ",
        FormatDayVi(from), FormatDayVi(continued_on), continued_on - from);
  }
  for (const auto& [from, to] : delays.obstacles) {
    text += absl::StrFormat("Trở ngại từ ngày %s đến hết ngày %s: cộng %d ngày (L-KN Đ.9, Đ.48). ",
                            FormatDayVi(from), FormatDayVi(to), to - from + 1);
  }
  if (!delays.pauses.empty() || !delays.obstacles.empty()) return text;
  return text + absl::StrFormat("Cộng %d ngày không tính vào thời hạn. ", limit.days_given_back);
}

std::string EndStep(const Calendar& calendar, const CountedLimit& limit, const Delays& delays) {
  std::string text;
  if (CountsWorkingDays(limit.term.unit)) text = WorkingDayStep(calendar, limit);
  text += DelayStep(limit, delays);
  const DueDays& due = limit.due;
  if (IsBefore(limit.term.unit)) {
    return text + "Phải thực hiện chậm nhất ngày " + FormatDayVi(due.legal) + ".";
  }
  if (due.legal == due.strict) {
    return text + "Thời hạn kết thúc lúc 24 giờ ngày " + FormatDayVi(due.legal) +
           " (BLDS Đ.148 k.6).";
  }
  return text + "Ngày cuối là ngày nghỉ, " + DescribeDay(calendar, due.strict) +
         ", nên thời hạn kết thúc vào ngày làm việc tiếp theo, " + FormatDayVi(due.legal) +
         " (BLDS Đ.148 k.5).";
}

// "Quyết định số …", or that there is none yet.
std::string DecisionVi(const v1::LocalParameter& parameter) {
  return parameter.decision().empty() ? "mức đề xuất của tỉnh, chưa được xác nhận"
                                      : parameter.decision();
}

std::string GroundStep(const CountedLimit& limit) {
  const v1::DeadlineRule& rule = limit.rule->row;
  std::string text;
  if (limit.overdue != nullptr && limit.overdue_after) {
    text = "Chỉ coi là quá hạn sau ngày " + FormatDayVi(*limit.overdue_after) + ", hết " +
           NumberVi({limit.overdue->value(), limit.overdue->unit()}) + " (" +
           DecisionVi(*limit.overdue) + "). ";
  }
  if (rule.certainty() == v1::CERTAINTY_MEMORY) {
    text += "Chỉ để tham khảo, không dùng để xác định quá hạn. ";
  }
  text += "Căn cứ: " + rule.citation();
  if (limit.number != nullptr) text += "; " + DecisionVi(*limit.number);
  return text + " (" + LabelVi(rule.certainty()) + ").";
}

}  // namespace

bool IsBefore(v1::TimeUnit unit) {
  return unit == v1::TIME_UNIT_CALENDAR_DAY_BEFORE || unit == v1::TIME_UNIT_WORKING_DAY_BEFORE;
}

bool CountsWorkingDays(v1::TimeUnit unit) {
  return unit == v1::TIME_UNIT_WORKING_DAY || unit == v1::TIME_UNIT_WORKING_DAY_BEFORE;
}

void ExplainDue(const Calendar& calendar, const CountedLimit& limit, const Delays& delays,
                v1::DueDate& due) {
  due.add_steps_vi(AnchorStep(limit));
  due.add_steps_vi(EndStep(calendar, limit, delays));
  due.add_steps_vi(GroundStep(limit));
  for (absl::CivilDay day : SkippedDays(calendar, limit)) {
    *due.add_skipped() = ToProto(day);
    due.add_skipped_vi(DescribeDay(calendar, day));
  }
}

}  // namespace donthu::law
