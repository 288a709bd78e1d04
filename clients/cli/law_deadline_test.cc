#include "clients/cli/law_deadline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "clients/cli/run_for_test.h"
#include "donthu/law/v1/law_service.pb.h"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kHeader[] =
    "id,rule_id,anchor_date,remote,complex,stop_from,continue_on,obstacle_from,obstacle_to\n";
constexpr char kHeaderOut[] = "id,rule_id,rule_valid_from,due_strict,due_legal,citation,error\n";

common::v1::Date Day(int year, int month, int day) {
  common::v1::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

// Knows DL-KN-02 only, and every day but the first of a month.
law::v1::DeadlineResult Answer(const law::v1::ComputeDeadlineRequest& request) {
  law::v1::DeadlineResult result;
  if (request.rule_id() != "DL-KN-02") {
    result.mutable_error()->set_reason(common::v1::RULE_NOT_FOUND);
    result.mutable_error()->set_message_vi("Không có quy tắc này.");
  } else if (request.from().day() == 1) {
    auto& violation = *result.mutable_error()->add_field_violations();
    violation.set_field("pauses[0].continued_on");
    violation.set_description_vi("Ngày tiếp tục trước ngày tạm dừng.");
  } else {
    auto& due = *result.mutable_due();
    due.set_rule_id(request.remote() ? "DL-KN-04" : "DL-KN-02");
    *due.mutable_rule_valid_from() = Day(2012, 7, 1);
    *due.mutable_due_strict() = Day(2024, 4, 6);
    *due.mutable_due_legal() = Day(2024, 4, 8);
    due.mutable_basis()->set_citation("L-KN Đ.28, \"đ.1\"");
  }
  return result;
}

class DeadlineFile : public ::testing::Test {
 protected:
  DeadlineFile() {
    connection_.On<law::v1::ComputeDeadlinesRequest, law::v1::ComputeDeadlinesResponse>(
        "ComputeDeadlines",
        [this](const law::v1::ComputeDeadlinesRequest& request)
            -> absl::StatusOr<law::v1::ComputeDeadlinesResponse> {
          law::v1::ComputeDeadlinesResponse response;
          for (const auto& deadline : request.deadlines()) {
            *response.add_results() = Answer(deadline);
            last_ = deadline;
          }
          batches_.push_back(request.deadlines_size());
          return response;
        });
  }

  RunResult RunFile(const std::string& text) {
    return RunLine(connection_, {"law", "deadline", "--csv", folder_.Write("in.csv", text)});
  }

  FakeConnection connection_;
  TemporaryFolder folder_;
  std::vector<int> batches_;
  law::v1::ComputeDeadlineRequest last_;
};

TEST_F(DeadlineFile, AnswersInTheSameOrderAndQuotesWhatMustBe) {
  const auto result =
      RunFile(std::string(kHeader) +
              "\"a,1\",DL-KN-02,2024-03-07,0,0,,,,\n"
              "b,DL-KN-02,2024-03-07,1,2,2024-03-08,2024-03-09,2024-03-10,2024-03-11\n");
  EXPECT_EQ(result.exit_status, kOk) << result.err;
  EXPECT_EQ(result.out,
            std::string(kHeaderOut) +
                "\"a,1\",DL-KN-02,2012-07-01,2024-04-06,2024-04-08,\"L-KN Đ.28, \"\"đ.1\"\"\",\n"
                "b,DL-KN-04,2012-07-01,2024-04-06,2024-04-08,\"L-KN Đ.28, \"\"đ.1\"\"\",\n");
  EXPECT_EQ(
      last_.ShortDebugString(),
      "rule_id: \"DL-KN-02\" from { year: 2024 month: 3 day: 7 } remote: true complexity: 2 "
      "pauses { from { year: 2024 month: 3 day: 8 } continued_on { year: 2024 month: 3 day: 9 "
      "} } obstacles { from { year: 2024 month: 3 day: 10 } to { year: 2024 month: 3 day: 11 "
      "} }");
}

TEST_F(DeadlineFile, ABadRowSaysWhyAndTheOthersGoOn) {
  const auto result = RunFile(std::string(kHeader) +
                              "1,,2024-03-07,,,,,,\n"
                              "2,DL KN,2024-03-07,,,,,,\n"
                              "3,DL-KN-02,2024-02-30,,,,,,\n"
                              "4,DL-KN-02,,,,,,,\n"
                              "5,DL-KN-02,2024-03-07,2,,,,,\n"
                              "6,DL-KN-02,2024-03-07,,3,,,,\n"
                              "7,DL-KN-02,2024-03-07,,,2024-03-08,,,\n"
                              "8,DL-KN-02,2024-03-07,,,,,,2024-03-08\n"
                              "9,DL-KN-02,2024-03-07\n"
                              "10,DL-XX-99,2024-03-07,,,,,,\n"
                              "11,DL-KN-02,2024-03-01,,,2024-03-08,2024-03-07,,\n"
                              "12,DL-KN-02,2024-03-07,,,,,,\n");
  EXPECT_EQ(result.exit_status, kRefused);
  EXPECT_EQ(result.out,
            std::string(kHeaderOut) +
                "1,,,,,,rule_id: không phải mã quy tắc\n"
                "2,DL KN,,,,,rule_id: không phải mã quy tắc\n"
                "3,DL-KN-02,,,,,anchor_date: không phải ngày có thật dạng NĂM-THÁNG-NGÀY "
                "(1900–2200)\n"
                "4,DL-KN-02,,,,,anchor_date: thiếu ngày\n"
                "5,DL-KN-02,,,,,remote: phải từ 0 đến 1\n"
                "6,DL-KN-02,,,,,complex: phải từ 0 đến 2\n"
                "7,DL-KN-02,,,,,continue_on: thiếu ngày\n"
                "8,DL-KN-02,,,,,obstacle_from: thiếu ngày\n"
                "9,DL-KN-02,,,,,\"dòng có 3 ô, phải có 9\"\n"
                "10,DL-XX-99,,,,,rule_id: Không có quy tắc này.\n"
                "11,DL-KN-02,,,,,continue_on: Ngày tiếp tục trước ngày tạm dừng.\n"
                "12,DL-KN-02,2012-07-01,2024-04-06,2024-04-08,\"L-KN Đ.28, \"\"đ.1\"\"\",\n");
  EXPECT_THAT(batches_, ElementsAre(3));
}

TEST_F(DeadlineFile, LargeFilesGoInBatchesAndShowProgress) {
  std::string text = kHeader;
  for (int i = 0; i < 2500; ++i) text += std::to_string(i) + ",DL-KN-02,2024-03-07,,,,,,\n";
  const auto result = RunFile(text);
  EXPECT_EQ(result.exit_status, kOk);
  EXPECT_THAT(batches_, ElementsAre(1000, 1000, 500));
  EXPECT_THAT(result.err, HasSubstr("3/3"));
  EXPECT_EQ(std::count(result.out.begin(), result.out.end(), '\n'), 2501);
}

TEST_F(DeadlineFile, AnotherHeaderIsRefusedAndNobodyIsAsked) {
  for (const char* text : {"", "id,rule_id\n1,DL-KN-02\n",
                           "rule_id,id,anchor_date,remote,complex,stop_from,continue_on,"
                           "obstacle_from,obstacle_to\n"}) {
    const auto result = RunFile(text);
    EXPECT_EQ(result.exit_status, kRefused);
    EXPECT_EQ(result.out, "");
    EXPECT_THAT(result.err, HasSubstr("Dòng đầu của tệp phải là: id,rule_id,anchor_date"));
  }
  EXPECT_TRUE(connection_.called.empty());
}

TEST_F(DeadlineFile, OnlyAHeaderGivesOnlyAHeader) {
  const auto result = RunFile(kHeader);
  EXPECT_EQ(result.exit_status, kOk);
  EXPECT_EQ(result.out, kHeaderOut);
  EXPECT_TRUE(connection_.called.empty());
}

TEST(DeadlineCsv, MistakesOfUse) {
  FakeConnection connection;
  for (const std::vector<std::string>& line : std::vector<std::vector<std::string>>{
           {"law", "deadline", "--csv", "/no/such/file"},
           {"law", "deadline", "--csv", "x.csv", "--rule", "DL-KN-02"},
           {"law", "deadline", "--csv", "x.csv", "--json"},
           {"law", "deadline", "--rule", "A", "--from", "2024-03-07", "--complex", "3"},
           {"law", "deadline", "--rule", "A", "--from", "2024-03-07", "--stop-from", "2024-03-08"},
           {"law", "deadline", "--rule", "A", "--from", "2024-03-07", "--obstacle-to",
            "2024-03-08"},
           {"law", "explain", "deadline", "--rule", "A"},
           {"law", "explain", "weather"},
           {"law", "explain"}}) {
    EXPECT_EQ(RunLine(connection, line).exit_status, kUsageMistake) << line.back();
  }
  EXPECT_TRUE(connection.called.empty());
}

TEST(DeadlineCsv, NoServer_EndsWithThree) {
  FakeConnection connection;
  TemporaryFolder folder;
  const std::string path =
      folder.Write("in.csv", std::string(kHeader) + "1,DL-KN-02,2024-03-07,,,,,,\n");
  EXPECT_EQ(RunLine(connection, {"law", "deadline", "--csv", path}).exit_status, kUnreachable);
}

TEST(LawExplain, Deadline_TellsStepsDaysOffGroundAndCertainty) {
  FakeConnection connection;
  law::v1::ComputeDeadlineRequest asked;
  connection.On<law::v1::ComputeDeadlineRequest, law::v1::DueDate>(
      "ComputeDeadline",
      [&](const law::v1::ComputeDeadlineRequest& request) -> absl::StatusOr<law::v1::DueDate> {
        asked = request;
        law::v1::DueDate due = Answer(request).due();
        due.add_steps_vi("Tính từ 07/3.");
        due.add_steps_vi("Ngày cuối là ngày nghỉ.");
        due.add_skipped_vi("thứ Bảy 06/04/2024");
        *due.mutable_warn_on() = Day(2024, 4, 6);
        due.mutable_basis()->set_text_vi("Giải quyết khiếu nại lần đầu: 30 ngày.");
        due.mutable_basis()->set_certainty(law::v1::CERTAINTY_TEXT_READ);
        return due;
      });
  const auto result =
      RunLine(connection, {"law", "explain", "deadline", "--rule", "DL-KN-02", "--from",
                           "2024-03-07", "--remote", "--complex", "1", "--stop-from", "2024-03-08",
                           "--continue-on", "2024-03-09"});
  EXPECT_EQ(result.exit_status, kOk) << result.err;
  EXPECT_TRUE(asked.remote());
  EXPECT_EQ(asked.complexity(), 1);
  EXPECT_EQ(asked.pauses(0).continued_on().day(), 9);
  EXPECT_EQ(result.out,
            "DL-KN-04: Giải quyết khiếu nại lần đầu: 30 ngày.\n"
            "  1. Tính từ 07/3.\n"
            "  2. Ngày cuối là ngày nghỉ.\n"
            "Ngày nghỉ bỏ qua: thứ Bảy 06/04/2024.\n"
            "Hạn: 08/04/2024. Nhắc từ ngày: 06/04/2024. Không tính quá hạn.\n"
            "Căn cứ: L-KN Đ.28, \"đ.1\" (bản có hiệu lực từ 01/07/2012); Đã đọc toàn văn bản sao, "
            "chưa được xác nhận.\n");
}

}  // namespace
}  // namespace donthu::cli
