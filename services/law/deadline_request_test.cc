#include "services/law/deadline_request.h"

#include <gtest/gtest.h>

#include <string>

#include "services/base/status/status.h"
#include "services/law/date.h"
#include "services/law/test_book.h"

namespace donthu::law {
namespace {

common::v1::Date Date(std::string_view iso) { return ToProto(*ParseIsoDay(iso)); }

v1::ComputeDeadlineRequest Request(const std::string& rule, std::string_view from) {
  v1::ComputeDeadlineRequest request;
  request.set_rule_id(rule);
  *request.mutable_from() = Date(from);
  return request;
}

void AddPause(v1::ComputeDeadlineRequest& request, std::string_view from, std::string_view on) {
  v1::Pause& pause = *request.add_pauses();
  *pause.mutable_from() = Date(from);
  *pause.mutable_continued_on() = Date(on);
}

void AddObstacle(v1::ComputeDeadlineRequest& request, std::string_view from, std::string_view to) {
  v1::Obstacle& obstacle = *request.add_obstacles();
  *obstacle.mutable_from() = Date(from);
  *obstacle.mutable_to() = Date(to);
}

absl::StatusOr<v1::DueDate> Answer(const v1::ComputeDeadlineRequest& request) {
  return AnswerDeadline(TestBook(), TestCalendar(), request);
}

// "strict legal", or the field that is to blame, or the reason where no field is.
std::string Days(const v1::ComputeDeadlineRequest& request) {
  auto due = Answer(request);
  if (due.ok()) {
    return FormatIsoDay(*ToDay(due->due_strict())) + " " + FormatIsoDay(*ToDay(due->due_legal()));
  }
  const auto detail = DetailOf(due.status());
  return detail.field_violations().empty() ? common::v1::ErrorReason_Name(detail.reason())
                                           : detail.field_violations(0).field();
}

constexpr char kFamilies[] = R"(
  case_limits { case_type: CASE_TYPE_DENUNCIATION_CONTINUED limit: "settle" normal: "DL-TC-05" }
  case_limits {
    case_type: CASE_TYPE_COMPLAINT_FIRST limit: "settle" normal: "DL-KN-02" complex: "DL-KN-03"
    remote: "DL-KN-04" remote_complex: "DL-KN-05"
  }
  case_limits {
    case_type: CASE_TYPE_COMPLAINT_FIRST limit: "in_force" normal: "DL-KN-15" remote: "DL-KN-15r"
  }
  case_limits {
    case_type: CASE_TYPE_COMPLAINT_DISCIPLINARY limit: "settle" normal: "DL-KL-04"
    complex: "DL-KL-04c"
  }
  case_limits {
    case_type: CASE_TYPE_DENUNCIATION limit: "settle" normal: "DL-TC-05" complex: "DL-TC-06"
    extended_twice: "DL-TC-07"
  })";

RuleBook Families() {
  std::string rows = kFamilies;
  for (const char* id : {"DL-KN-02", "DL-KN-03", "DL-KN-04", "DL-KN-05", "DL-KN-15", "DL-KN-15r",
                         "DL-KL-04", "DL-KL-04c", "DL-TC-05", "DL-TC-06", "DL-TC-07"}) {
    rows += "deadlines { id: \"" + std::string(id) +
            "\" effective { from: \"2019-01-01\" } value: 30 unit: TIME_UNIT_CALENDAR_DAY "
            "step_vi: \"s\" citation: \"c\" certainty: CERTAINTY_TEXT_READ }";
  }
  auto book = RuleBook::Parse({rows});
  EXPECT_TRUE(book.ok()) << book.status();
  return *std::move(book);
}

TEST(VariantOf, RemotenessAndComplexityAddToWhatTheRuleIs) {
  const RuleBook book = Families();
  struct Case {
    const char* rule;
    bool remote;
    int complexity;
    const char* expected;
  };
  for (const Case& c : {Case{"DL-KN-02", false, 0, "DL-KN-02"},
                        {"DL-KN-02", false, 1, "DL-KN-03"},
                        {"DL-KN-02", true, 0, "DL-KN-04"},
                        {"DL-KN-02", true, 1, "DL-KN-05"},
                        {"DL-KN-03", true, 0, "DL-KN-05"},
                        {"DL-KN-03", false, 0, "DL-KN-03"},
                        {"DL-KN-04", false, 1, "DL-KN-05"},
                        {"DL-KN-05", false, 0, "DL-KN-05"},
                        {"DL-TC-05", false, 1, "DL-TC-06"},
                        {"DL-TC-05", false, 2, "DL-TC-07"},
                        {"DL-TC-06", false, 2, "DL-TC-07"},
                        {"DL-TC-07", false, 1, "DL-TC-07"}}) {
    EXPECT_EQ(VariantOf(book, c.rule, c.remote, c.complexity), c.expected)
        << c.rule << " " << c.remote << " " << c.complexity;
  }
}

TEST(VariantOf, WithoutSuchAVariantTheNextSimplerOneCounts) {
  const RuleBook book = Families();
  EXPECT_EQ(VariantOf(book, "DL-KN-02", false, 2), "DL-KN-03");
  EXPECT_EQ(VariantOf(book, "DL-KN-15", true, 1), "DL-KN-15r");
  EXPECT_EQ(VariantOf(book, "DL-KN-15", false, 1), "DL-KN-15");
  EXPECT_EQ(VariantOf(book, "DL-KL-04", true, 2), "DL-KL-04c");
  EXPECT_EQ(VariantOf(book, "DL-TC-05", true, 0), "DL-TC-05");
  EXPECT_EQ(VariantOf(book, "DL-XX-99", true, 2), "DL-XX-99");
  EXPECT_EQ(VariantOf(book, "", true, 2), "");
}

TEST(AnswerDeadline, NamesTheVariantThatCounted) {
  auto request = Request("DL-KN-02", "2024-03-01");
  request.set_remote(true);
  request.set_complexity(1);
  auto due = Answer(request);
  ASSERT_TRUE(due.ok()) << due.status();
  EXPECT_EQ(due->rule_id(), "DL-KN-05");
  EXPECT_EQ(due->basis().citation(), "L-KN Đ.28 đ.2");
}

TEST(AnswerDeadline, PausesAndObstaclesGiveTheirDaysBack) {
  auto once = Request("DL-TC-06", "2025-01-15");
  AddPause(once, "2025-02-10", "2025-03-10");
  EXPECT_EQ(Days(once), "2025-04-13 2025-04-14");
  auto suspended = Request("DL-KN-02", "2026-07-06");
  AddPause(suspended, "2026-07-20", "2026-08-10");
  EXPECT_EQ(Days(suspended), "2026-08-26 2026-08-26");
  auto twice = Request("DL-KN-02", "2026-07-06");
  AddPause(twice, "2026-07-20", "2026-07-30");
  AddPause(twice, "2026-07-30", "2026-08-10");
  EXPECT_EQ(Days(twice), Days(suspended));
  // 90 days from 01/03/2024 is 30/05; ten days of illness make it 09/06, a Sunday.
  auto ill = Request("DL-KN-00", "2024-03-01");
  AddObstacle(ill, "2024-03-11", "2024-03-20");
  EXPECT_EQ(Days(ill), "2024-06-09 2024-06-10");
  auto both = Request("DL-KN-00", "2024-03-01");
  AddObstacle(both, "2024-03-11", "2024-03-11");
  AddPause(both, "2024-03-01", "2024-03-04");
  EXPECT_EQ(Days(both), "2024-06-03 2024-06-03");
}

TEST(AnswerDeadline, APauseOfNoDaysGivesNothingBack) {
  auto request = Request("DL-KN-02", "2024-03-01");
  AddPause(request, "2024-03-01", "2024-03-01");
  EXPECT_EQ(Days(request), "2024-03-31 2024-04-01");
}

TEST(AnswerDeadline, ExplainsPausesAndObstacles) {
  auto request = Request("DL-KN-02", "2026-07-06");
  AddPause(request, "2026-07-20", "2026-08-10");
  AddObstacle(request, "2026-08-11", "2026-08-12");
  auto due = Answer(request);
  ASSERT_TRUE(due.ok()) << due.status();
  ASSERT_EQ(due->steps_vi_size(), 3);
  EXPECT_EQ(due->steps_vi(1),
            "Hết 30 ngày vào ngày 05/08/2026. Tạm dừng từ ngày 20/07/2026, tiếp tục từ ngày "
            "10/08/2026: cộng 21 ngày (L-TC Đ.34 k.2; NĐ 124 Đ.28b k.2). Trở ngại từ ngày "
            "11/08/2026 đến hết ngày 12/08/2026: cộng 2 ngày (L-KN Đ.9, Đ.48). Thời hạn kết thúc "
            "lúc 24 giờ ngày 28/08/2026 (BLDS Đ.148 k.6).");
}

TEST(AnswerDeadline, NamesTheFieldThatIsWrong) {
  EXPECT_EQ(Days(v1::ComputeDeadlineRequest()), "rule_id");
  auto undated = Request("DL-KN-02", "2024-03-01");
  undated.clear_from();
  EXPECT_EQ(Days(undated), "from");
  undated.mutable_from()->set_month(13);
  EXPECT_EQ(Days(undated), "from");
  for (int complexity : {-1, 3}) {
    auto request = Request("DL-KN-02", "2024-03-01");
    request.set_complexity(complexity);
    EXPECT_EQ(Days(request), "complexity");
  }
  EXPECT_EQ(Days(Request("DL-XX-99", "2024-03-01")), "RULE_NOT_FOUND");
  EXPECT_EQ(Days(Request("DL-LD-02", "2024-07-31")), "RULE_NOT_FOUND");
  EXPECT_EQ(Days(Request("DL-KN-19", "2026-08-03")), "rule_id");
  EXPECT_EQ(Days(Request("DL-TCD-08", "2026-08-03")), "rule_id");
  EXPECT_EQ(Days(Request("DL-KP-01", "2024-03-01")), "rule_id");
}

TEST(AnswerDeadline, RefusesPausesAndObstaclesThatCannotBe) {
  auto half = Request("DL-KN-02", "2024-03-01");
  half.add_pauses();
  EXPECT_EQ(Days(half), "pauses[0].from");
  *half.mutable_pauses(0)->mutable_from() = Date("2024-03-05");
  EXPECT_EQ(Days(half), "pauses[0].continued_on");
  auto open = Request("DL-KN-02", "2024-03-01");
  *open.add_obstacles()->mutable_from() = Date("2024-03-05");
  EXPECT_EQ(Days(open), "obstacles[0].to");
  auto reversed = Request("DL-KN-02", "2024-03-01");
  AddPause(reversed, "2024-03-05", "2024-03-04");
  EXPECT_EQ(Days(reversed), "pauses[0].continued_on");
  auto early = Request("DL-KN-02", "2024-03-01");
  AddPause(early, "2024-02-29", "2024-03-04");
  EXPECT_EQ(Days(early), "pauses[0].from");
  auto overlapping = Request("DL-KN-02", "2024-03-01");
  AddPause(overlapping, "2024-03-05", "2024-03-10");
  AddPause(overlapping, "2024-03-09", "2024-03-12");
  EXPECT_EQ(Days(overlapping), "pauses[1].from");
  auto backwards = Request("DL-KN-02", "2024-03-01");
  AddObstacle(backwards, "2024-03-05", "2024-03-04");
  EXPECT_EQ(Days(backwards), "obstacles[0].to");
  auto touching = Request("DL-KN-02", "2024-03-01");
  AddObstacle(touching, "2024-03-05", "2024-03-06");
  AddObstacle(touching, "2024-03-06", "2024-03-07");
  EXPECT_EQ(Days(touching), "obstacles[1].from");
  auto endless = Request("DL-KN-02", "2024-03-01");
  AddObstacle(endless, "2024-03-05", "2034-03-05");
  EXPECT_EQ(Days(endless), "obstacles");
}

TEST(AnswerDeadline, ALimitCountedBackFromAnEventIsNeverHeldUp) {
  auto paused = Request("DL-TCD-04", "2024-05-07");
  AddPause(paused, "2024-05-07", "2024-05-07");
  EXPECT_EQ(Days(paused), "pauses");
  auto hindered = Request("DL-KN-24", "2026-08-03");
  AddObstacle(hindered, "2026-08-04", "2026-08-04");
  EXPECT_EQ(Days(hindered), "obstacles");
}

}  // namespace
}  // namespace donthu::law
