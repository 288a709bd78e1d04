#include "services/law/deadline.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/base/status/status.h"
#include "services/law/date.h"
#include "services/law/test_book.h"

namespace donthu::law {
namespace {

absl::CivilDay Day(std::string_view iso) { return *ParseIsoDay(iso); }

std::string Legal(const char* rule, const char* anchor, int given_back = 0) {
  auto due = ComputeDueDays(TestBook(), TestCalendar(), rule, Day(anchor), given_back);
  return due.ok() ? FormatIsoDay(due->legal) : due.status().ToString();
}

RuleBook BookOf(const std::string& rows) {
  auto book = RuleBook::Parse({rows});
  EXPECT_TRUE(book.ok()) << book.status();
  return *std::move(book);
}

struct Vector {
  int number;
  const char* anchor;
  const char* rule;
  int given_back;
  const char* strict;
  const char* legal;
};

// Counted twice by hand, by two methods that agreed.
constexpr Vector kVectors[] = {
    {1, "2024-03-01", "DL-KN-02", 0, "2024-03-31", "2024-04-01"},
    {2, "2024-04-22", "DL-TC-01", 0, "2024-05-04", "2024-05-04"},
    {3, "2025-04-24", "DL-TC-02", 0, "2025-05-05", "2025-05-05"},
    {4, "2026-02-13", "DL-TC-04", 0, "2026-02-27", "2026-02-27"},
    {5, "2026-08-03", "DL-KN-02", 0, "2026-09-02", "2026-09-03"},
    {6, "2024-02-01", "DL-KN-01", 0, "2024-02-11", "2024-02-15"},
    {7, "2025-04-24", "DL-KN-06", 0, "2025-04-28", "2025-04-28"},
    {8, "2024-03-20", "DL-KN-03", 0, "2024-05-04", "2024-05-04"},
    {9, "2026-06-29", "DL-KN-01", 0, "2026-07-09", "2026-07-09"},
    {10, "2026-07-01", "DL-KN-01", 0, "2026-07-10", "2026-07-10"},
    {11, "2026-08-19", "DL-KN-09", 0, "2026-08-27", "2026-08-27"},
    {12, "2025-01-15", "DL-TC-06", 28, "2025-04-13", "2025-04-14"},
    {13, "2026-07-06", "DL-KN-02", 21, "2026-08-26", "2026-08-26"},
    {14, "2025-12-01", "DL-TC-07", 0, "2026-03-01", "2026-03-02"},
    {15, "2026-01-05", "DL-TCD-01", 0, "2026-01-16", "2026-01-16"},
    {16, "2024-05-07", "DL-TCD-04", 0, "2024-04-26", "2024-04-26"},
    {17, "2026-09-08", "DL-TCD-06", 0, "2026-08-27", "2026-08-27"},
    {18, "2024-07-30", "DL-LD-01", 0, "2024-09-13", "2024-09-13"},
    {19, "2024-08-02", "DL-LD-02", 0, "2024-09-01", "2024-09-04"},
    {20, "2025-03-28", "DL-KN-15", 0, "2025-04-27", "2025-04-28"},
    {21, "2026-01-28", "DL-TC-13", 0, "2026-02-17", "2026-02-23"},
};

TEST(ComputeDue, AgreesWithTheCheckedVectors) {
  for (const Vector& vector : kVectors) {
    auto due =
        ComputeDue(TestBook(), TestCalendar(), vector.rule, Day(vector.anchor), vector.given_back);
    ASSERT_TRUE(due.ok()) << vector.number << ": " << due.status();
    EXPECT_EQ(FormatIsoDay(*ToDay(due->due_strict())), vector.strict) << vector.number;
    EXPECT_EQ(FormatIsoDay(*ToDay(due->due_legal())), vector.legal) << vector.number;
    auto days = ComputeDueDays(TestBook(), TestCalendar(), vector.rule, Day(vector.anchor),
                               vector.given_back);
    EXPECT_EQ(FormatIsoDay(days->legal), vector.legal) << vector.number;
  }
}

TEST(ComputeDue, AnswersOrRefusesEveryRuleOfTheBook) {
  for (const auto& [rule, from, to] : TestBook().deadlines()) {
    auto due = ComputeDue(TestBook(), TestCalendar(), rule.id(), from);
    bool countable = rule.value() > 0 && rule.unit() != v1::TIME_UNIT_HOUR &&
                     rule.unit() != v1::TIME_UNIT_HOUR_BEFORE;
    EXPECT_EQ(due.ok(), countable) << rule.id() << " " << due.status();
    if (!due.ok()) {
      EXPECT_EQ(ReasonOf(due.status()), common::v1::INVALID_FIELD);
      EXPECT_EQ(DetailOf(due.status()).field_violations(0).field(), "rule_id");
    }
  }
}

TEST(ComputeDue, MonthsEndOnTheCorrespondingDayOrTheLastOfTheMonth) {
  EXPECT_EQ(Legal("DL-TC-17", "2024-01-15"), "2024-02-15");
  EXPECT_EQ(Legal("DL-TC-17", "2024-01-31"), "2024-02-29");
  EXPECT_EQ(Legal("DL-TC-17", "2023-01-31"), "2023-02-28");
  EXPECT_EQ(Legal("DL-HG-02", "2024-08-31"), "2025-02-28");
  EXPECT_EQ(Legal("DL-TC-17", "2024-12-31"), "2025-02-03");  // 31/1 is Tết, then a weekend
}

TEST(ComputeDue, YearsFrom29FebruaryEndOn28February) {
  EXPECT_EQ(Legal("DL-KN-20", "2024-02-29"), "2025-02-28");
  EXPECT_EQ(Legal("DL-KN-20", "2024-03-12"), "2025-03-12");
}

TEST(ComputeDue, TheAnchorChoosesTheVersion) {
  auto before = ComputeDue(TestBook(), TestCalendar(), "DL-KN-01", Day("2026-06-30"));
  auto after = ComputeDue(TestBook(), TestCalendar(), "DL-KN-01", Day("2026-07-01"));
  EXPECT_EQ(FormatIsoDay(*ToDay(before->rule_valid_from())), "2012-07-01");
  EXPECT_EQ(FormatIsoDay(*ToDay(before->due_strict())), "2026-07-10");
  EXPECT_EQ(FormatIsoDay(*ToDay(after->rule_valid_from())), "2026-07-01");
  EXPECT_EQ(after->basis().citation(), "NĐ 124 Đ.16 k.1 (NĐ 155 Đ.10)");
}

TEST(ComputeDue, UnknownRuleOrDayWithoutVersionIsNotFound) {
  for (const char* id : {"DL-XX-99", "", "DL-LD-01"}) {
    auto due = ComputeDue(TestBook(), TestCalendar(), id, Day("2024-09-01"));
    EXPECT_EQ(due.status().code(), absl::StatusCode::kNotFound) << id;
    EXPECT_EQ(ReasonOf(due.status()), common::v1::RULE_NOT_FOUND) << id;
  }
}

TEST(ComputeDue, AnchorsAndGivenBackDaysOutOfBoundsAreRefused) {
  for (absl::CivilDay anchor : {absl::CivilDay(1903, 1, 1), absl::CivilDay(2199, 1, 1)}) {
    auto due = ComputeDue(TestBook(), TestCalendar(), "DL-KN-02", anchor);
    EXPECT_EQ(DetailOf(due.status()).field_violations(0).field(), "from");
  }
  for (int days : {-1, kDaysGivenBackMax + 1}) {
    auto due = ComputeDue(TestBook(), TestCalendar(), "DL-KN-02", Day("2024-03-01"), days);
    EXPECT_EQ(DetailOf(due.status()).field_violations(0).field(), "days_given_back");
  }
  auto before = ComputeDue(TestBook(), TestCalendar(), "DL-TCD-04", Day("2024-05-07"), 1);
  EXPECT_EQ(DetailOf(before.status()).field_violations(0).field(), "days_given_back");
}

TEST(ComputeDue, ExplainsACountInDaysWhoseEndMoved) {
  auto due = ComputeDue(TestBook(), TestCalendar(), "DL-KN-02", Day("2024-03-01"));
  ASSERT_EQ(due->steps_vi_size(), 3);
  EXPECT_EQ(
      due->steps_vi(0),
      "Mốc tính: 01/03/2024 (ngày thụ lý), ngày này không tính; thời hạn 30 ngày bắt đầu từ ngày "
      "02/03/2024 (BLDS Đ.147 k.2).");
  EXPECT_EQ(
      due->steps_vi(1),
      "Ngày cuối là ngày nghỉ, Chủ nhật 31/03/2024, nên thời hạn kết thúc vào ngày làm việc tiếp "
      "theo, 01/04/2024 (BLDS Đ.148 k.5).");
  EXPECT_EQ(due->steps_vi(2),
            "Căn cứ: L-KN Đ.28 đ.1 (Đã đọc toàn văn bản sao, chưa được xác nhận).");
  ASSERT_EQ(due->skipped_size(), 1);
  EXPECT_EQ(FormatIsoDay(*ToDay(due->skipped(0))), "2024-03-31");
  EXPECT_EQ(due->basis().rule_id(), "DL-KN-02");
  EXPECT_EQ(due->basis().certainty(), v1::CERTAINTY_TEXT_READ);
}

TEST(ComputeDue, ExplainsACountInWorkingDays) {
  auto due = ComputeDue(TestBook(), TestCalendar(), "DL-TC-01", Day("2024-04-22"));
  EXPECT_EQ(
      due->steps_vi(1),
      "Không tính: thứ Hai 29/04/2024 (Nghỉ hoán đổi (dịp 30/4-1/5)), thứ Ba 30/04/2024 (Ngày "
      "Chiến thắng), thứ Tư 01/05/2024 (Ngày Quốc tế Lao động), 2 ngày nghỉ cuối tuần. Tính là "
      "ngày "
      "làm việc: thứ Bảy 04/05/2024 (Làm bù cho ngày 29/4/2024). Thời hạn kết thúc lúc 24 giờ ngày "
      "04/05/2024 (BLDS Đ.148 k.6).");
  EXPECT_EQ(due->skipped_size(), 5);
}

TEST(ComputeDue, ExplainsACountBackFromAnEvent) {
  auto due = ComputeDue(TestBook(), TestCalendar(), "DL-TCD-04", Day("2024-05-07"));
  EXPECT_NE(due->steps_vi(0).find("Tính lùi 5 ngày làm việc trước"), std::string::npos);
  EXPECT_NE(due->steps_vi(1).find("chậm nhất ngày 26/04/2024"), std::string::npos);
  EXPECT_EQ(due->skipped_size(), 6);  // 27-28/4, 29/4-1/5, Sunday 5/5
}

TEST(ComputeDue, SaysHowManyDaysWereGivenBack) {
  auto due = ComputeDue(TestBook(), TestCalendar(), "DL-KN-02", Day("2026-07-06"), 21);
  EXPECT_NE(due->steps_vi(1).find("Cộng 21 ngày"), std::string::npos);
}

TEST(ComputeDue, LocalNumberRunsOnceTheProvinceHasSetIt) {
  const std::string rule = R"(deadlines {
    id: "DL-KP-01" effective { from: "2014-07-01" } step_vi: "Giải quyết" parameter: "KNPA_RESOLVE"
    citation: "tỉnh" certainty: CERTAINTY_LOCAL
  })";
  const std::string number = R"(parameters {
    name: "KNPA_RESOLVE" effective { from: "2025-01-01" } value: 15 unit: TIME_UNIT_WORKING_DAY
  })";
  RuleBook book = BookOf(rule + number);
  EXPECT_EQ(FormatIsoDay(ComputeDueDays(book, Calendar(), "DL-KP-01", Day("2025-03-03"))->strict),
            "2025-03-24");
  auto before = ComputeDueDays(book, Calendar(), "DL-KP-01", Day("2024-12-31"));
  EXPECT_EQ(ReasonOf(before.status()), common::v1::INVALID_FIELD);
}

std::string Iso(const common::v1::Date& date) { return FormatIsoDay(*ToDay(date)); }

TEST(ComputeDue, OverdueBeginsAfterTheLegalEndUnlessTheProvinceSaysOtherwise) {
  const std::string rule = R"(deadlines {
    id: "DL-KN-01" effective { from: "2012-07-01" } step_vi: "Thụ lý" value: 10
    unit: TIME_UNIT_CALENDAR_DAY citation: "L-KN Đ.27" certainty: CERTAINTY_TEXT_READ
    overdue_parameter: "KN_ACCEPT_OVERDUE"
  })";
  const std::string number = R"(parameters {
    name: "KN_ACCEPT_OVERDUE" effective { from: "2024-03-01" } value: 10
    unit: TIME_UNIT_WORKING_DAY decision: "Quyết định số 1/QĐ-UBND"
  })";
  RuleBook book = BookOf(rule + number);
  auto before = ComputeDue(book, Calendar(), "DL-KN-01", Day("2024-02-29"));
  EXPECT_EQ(Iso(before->overdue_after()), Iso(before->due_legal()));
  auto after = ComputeDue(book, Calendar(), "DL-KN-01", Day("2024-03-01"));
  EXPECT_EQ(Iso(after->due_legal()), "2024-03-11");
  EXPECT_EQ(Iso(after->overdue_after()), "2024-03-15");
  EXPECT_EQ(Iso(after->warn_on()), "2024-03-11");
  EXPECT_EQ(after->steps_vi(2),
            "Chỉ coi là quá hạn sau ngày 15/03/2024, hết 10 ngày làm việc (Quyết định số "
            "1/QĐ-UBND). Căn cứ: L-KN Đ.27 (Đã đọc toàn văn bản sao, chưa được xác nhận).");
  auto paused = ComputeDue(book, Calendar(), "DL-KN-01", Day("2024-03-01"), 3);
  EXPECT_EQ(Iso(paused->overdue_after()), "2024-03-18");
}

TEST(ComputeDue, RulesFromMemoryAndWaitingPeriodsAreNeverOverdue) {
  auto memory = ComputeDue(TestBook(), TestCalendar(), "DL-LD-01", Day("2024-07-30"));
  EXPECT_FALSE(memory->has_overdue_after());
  EXPECT_EQ(memory->steps_vi(2),
            "Chỉ để tham khảo, không dùng để xác định quá hạn. Căn cứ: L-DD13 Đ.202 k.3 (Theo trí "
            "nhớ, chưa được xác nhận).");
  auto waiting = ComputeDue(TestBook(), TestCalendar(), "DL-KN-15", Day("2024-07-30"));
  EXPECT_FALSE(waiting->has_overdue_after());
  auto ordinary = ComputeDue(TestBook(), TestCalendar(), "DL-KN-02", Day("2024-03-01"));
  EXPECT_EQ(Iso(ordinary->overdue_after()), "2024-04-01");
}

// Seven working days over Tết 2027 take longer than the ten calendar days of the law's own text.
TEST(ComputeDue, WarnsWhenTenCalendarDaysComeBeforeSevenWorkingDays) {
  std::vector<ExceptionalDay> holidays;
  for (int day = 5; day <= 11; ++day) {
    holidays.push_back({absl::CivilDay(2027, 2, day), false, "Tết"});
  }
  Calendar calendar = *Calendar::Create(holidays);
  auto due = ComputeDue(TestBook(), calendar, "DL-KN-01", Day("2027-02-01"));
  EXPECT_EQ(Iso(due->due_strict()), "2027-02-17");
  EXPECT_EQ(Iso(due->warn_on()), "2027-02-11");
  EXPECT_EQ(Iso(due->overdue_after()), "2027-02-17");
  auto quiet = ComputeDue(TestBook(), calendar, "DL-KN-01", Day("2027-03-01"));
  EXPECT_EQ(Iso(quiet->warn_on()), Iso(quiet->due_strict()));
}

TEST(ComputeDue, TheProvinceMayWantToBeWarnedEarlierButNotBeforeTheLimitBegins) {
  const std::string rule = R"(deadlines {
    id: "DL-X" effective { from: "2012-07-01" } step_vi: "Gửi" value: 3
    unit: TIME_UNIT_WORKING_DAY citation: "c" certainty: CERTAINTY_TEXT_READ
  } deadlines {
    id: "DL-Y" effective { from: "2012-07-01" } step_vi: "Báo" value: 3
    unit: TIME_UNIT_WORKING_DAY_BEFORE citation: "c" certainty: CERTAINTY_TEXT_READ
  })";
  auto warned = [&](const std::string& id, int days) {
    RuleBook book = BookOf(rule + R"(parameters {
      name: "WARN_WORKING_DAYS" effective { from: "2012-07-01" } unit: TIME_UNIT_WORKING_DAY
      value: )" + std::to_string(days) +
                           "}");
    return Iso(ComputeDue(book, Calendar(), id, Day("2024-03-04"))->warn_on());
  };
  EXPECT_EQ(warned("DL-X", 1), "2024-03-06");
  EXPECT_EQ(warned("DL-X", 9), "2024-03-04");
  EXPECT_EQ(warned("DL-Y", 1), "2024-02-27");
}

TEST(ComputeDue, NamesEveryDaySkipped) {
  auto due = ComputeDue(TestBook(), TestCalendar(), "DL-KN-02", Day("2026-08-03"));
  ASSERT_EQ(due->skipped_size(), due->skipped_vi_size());
  ASSERT_EQ(due->skipped_vi_size(), 1);
  EXPECT_EQ(due->skipped_vi(0), "thứ Tư 02/09/2026 (Quốc khánh)");
}

// Days given back run on over days off; only those of the count itself and of the end are skipped.
TEST(ComputeDue, DaysGivenBackAreNotCountedAsSkipped) {
  auto due = ComputeDue(TestBook(), TestCalendar(), "DL-KN-06", Day("2024-03-04"), 9);
  EXPECT_EQ(Iso(due->due_strict()), "2024-03-16");
  EXPECT_EQ(Iso(due->due_legal()), "2024-03-18");
  ASSERT_EQ(due->skipped_size(), 2);
  EXPECT_EQ(Iso(due->skipped(0)), "2024-03-16");
  EXPECT_EQ(due->steps_vi(1),
            "Hết 3 ngày làm việc vào ngày 07/03/2024. Cộng 9 ngày không tính vào thời hạn. Ngày "
            "cuối là ngày nghỉ, thứ Bảy 16/03/2024, nên thời hạn kết thúc vào ngày làm việc tiếp "
            "theo, 18/03/2024 (BLDS Đ.148 k.5).");
}

// Whatever the rule, until an officer has compared it with the gazette the explanation says so.
TEST(ComputeDue, EveryUnconfirmedRuleSaysSo) {
  for (const auto& [rule, from, to] : TestBook().deadlines()) {
    auto due = ComputeDue(TestBook(), TestCalendar(), rule.id(), from);
    if (!due.ok() || rule.certainty() == v1::CERTAINTY_CONFIRMED) continue;
    const std::string& ground = due->steps_vi(due->steps_vi_size() - 1);
    EXPECT_NE(ground.find("chưa được xác nhận)."), std::string::npos) << rule.id() << ground;
  }
}

// Whatever the anchor: strict <= legal, legal is a working day, and a later anchor never ends
// earlier.
TEST(ComputeDue, EndsOnWorkingDaysAndNeverEarlierForALaterAnchor) {
  for (const char* rule : {"DL-KN-02", "DL-TC-01", "DL-KN-20", "DL-HG-02"}) {
    absl::CivilDay last;
    for (absl::CivilDay day(2024, 1, 1); day < absl::CivilDay(2026, 6, 30); ++day) {
      auto due = ComputeDueDays(TestBook(), TestCalendar(), rule, day);
      ASSERT_TRUE(due.ok());
      EXPECT_LE(due->strict, due->legal);
      EXPECT_TRUE(TestCalendar().IsWorkingDay(due->legal));
      EXPECT_GE(due->legal, last) << rule << " " << day;
      last = due->legal;
    }
  }
}

}  // namespace
}  // namespace donthu::law
