#include "services/law/test_book.h"

#include <cstdlib>
#include <iostream>
#include <vector>

#include "services/law/rule_files.h"

namespace donthu::law {
namespace {

std::vector<ExceptionalDay> Days() {
  return {
      {absl::CivilDay(2024, 1, 1), false, "Tết Dương lịch"},
      {absl::CivilDay(2024, 2, 8), false, "Tết Nguyên đán Giáp Thìn"},
      {absl::CivilDay(2024, 2, 9), false, "Tết Nguyên đán Giáp Thìn"},
      {absl::CivilDay(2024, 2, 10), false, "Tết Nguyên đán Giáp Thìn"},
      {absl::CivilDay(2024, 2, 11), false, "Tết Nguyên đán Giáp Thìn"},
      {absl::CivilDay(2024, 2, 12), false, "Tết Nguyên đán Giáp Thìn"},
      {absl::CivilDay(2024, 2, 13), false, "Tết Nguyên đán Giáp Thìn"},
      {absl::CivilDay(2024, 2, 14), false, "Tết Nguyên đán Giáp Thìn"},
      {absl::CivilDay(2024, 4, 18), false, "Giỗ Tổ Hùng Vương"},
      {absl::CivilDay(2024, 4, 29), false, "Nghỉ hoán đổi (dịp 30/4-1/5)"},
      {absl::CivilDay(2024, 4, 30), false, "Ngày Chiến thắng"},
      {absl::CivilDay(2024, 5, 1), false, "Ngày Quốc tế Lao động"},
      {absl::CivilDay(2024, 5, 4), true, "Làm bù cho ngày 29/4/2024"},
      {absl::CivilDay(2024, 9, 2), false, "Quốc khánh"},
      {absl::CivilDay(2024, 9, 3), false, "Quốc khánh (ngày liền kề)"},
      {absl::CivilDay(2025, 1, 1), false, "Tết Dương lịch"},
      {absl::CivilDay(2025, 1, 27), false, "Tết Nguyên đán Ất Tỵ"},
      {absl::CivilDay(2025, 1, 28), false, "Tết Nguyên đán Ất Tỵ"},
      {absl::CivilDay(2025, 1, 29), false, "Tết Nguyên đán Ất Tỵ"},
      {absl::CivilDay(2025, 1, 30), false, "Tết Nguyên đán Ất Tỵ"},
      {absl::CivilDay(2025, 1, 31), false, "Tết Nguyên đán Ất Tỵ"},
      {absl::CivilDay(2025, 4, 7), false, "Giỗ Tổ Hùng Vương"},
      {absl::CivilDay(2025, 4, 26), true, "Làm bù cho ngày 02/5/2025"},
      {absl::CivilDay(2025, 4, 30), false, "Ngày Chiến thắng"},
      {absl::CivilDay(2025, 5, 1), false, "Ngày Quốc tế Lao động"},
      {absl::CivilDay(2025, 5, 2), false, "Nghỉ hoán đổi (dịp 30/4-1/5)"},
      {absl::CivilDay(2025, 9, 1), false, "Quốc khánh (ngày liền kề)"},
      {absl::CivilDay(2025, 9, 2), false, "Quốc khánh"},
      {absl::CivilDay(2026, 1, 1), false, "Tết Dương lịch"},
      {absl::CivilDay(2026, 1, 2), false, "Nghỉ hoán đổi (Tết Dương lịch)"},
      {absl::CivilDay(2026, 1, 10), true, "Làm bù cho ngày 02/01/2026"},
      {absl::CivilDay(2026, 2, 16), false, "Tết Nguyên đán Bính Ngọ"},
      {absl::CivilDay(2026, 2, 17), false, "Tết Nguyên đán Bính Ngọ"},
      {absl::CivilDay(2026, 2, 18), false, "Tết Nguyên đán Bính Ngọ"},
      {absl::CivilDay(2026, 2, 19), false, "Tết Nguyên đán Bính Ngọ"},
      {absl::CivilDay(2026, 2, 20), false, "Tết Nguyên đán Bính Ngọ"},
      {absl::CivilDay(2026, 4, 26), false, "Giỗ Tổ Hùng Vương"},
      {absl::CivilDay(2026, 4, 27), false, "Nghỉ bù Giỗ Tổ Hùng Vương"},
      {absl::CivilDay(2026, 4, 30), false, "Ngày Chiến thắng"},
      {absl::CivilDay(2026, 5, 1), false, "Ngày Quốc tế Lao động"},
      {absl::CivilDay(2026, 8, 22), true, "Làm bù cho ngày 31/8/2026"},
      {absl::CivilDay(2026, 8, 31), false, "Nghỉ hoán đổi (dịp Quốc khánh)"},
      {absl::CivilDay(2026, 9, 1), false, "Quốc khánh (ngày liền kề)"},
      {absl::CivilDay(2026, 9, 2), false, "Quốc khánh"},
  };
}

template <typename T>
T OrAbort(absl::StatusOr<T> result) {
  if (result.ok()) return *std::move(result);
  std::cerr << result.status() << "\n";
  std::abort();
}

}  // namespace

const RuleBook& TestBook() {
  static const auto* book = new RuleBook(OrAbort(LoadRuleBook("services/law/rules")));
  return *book;
}

const Calendar& TestCalendar() {
  static const auto* calendar = new Calendar(OrAbort(Calendar::Create(Days())));
  return *calendar;
}

}  // namespace donthu::law
