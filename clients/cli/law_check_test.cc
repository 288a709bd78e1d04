#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/cli/run_for_test.h"
#include "donthu/law/v1/law_service.pb.h"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

using ::testing::HasSubstr;

law::v1::RuleCoverage Coverage() {
  law::v1::RuleCoverage coverage;
  auto& row = *coverage.add_rows();
  row.set_kind("workflows");
  row.set_certainty(law::v1::CERTAINTY_TEXT_READ);
  row.set_count(7);
  auto& act = *coverage.add_acts();
  act.set_act(law::v1::ACT_KIND_ACCEPT);
  act.set_rows(2);
  act.add_citations("L-KN Đ.27");
  coverage.add_acts()->set_act(law::v1::ACT_KIND_REFUSE);
  coverage.add_parameters_not_set("KNPA_RESOLVE");
  auto& parameter = *coverage.add_parameters();
  parameter.set_name("HOT_SPOT_DAYS");
  parameter.mutable_effective()->set_from("2024-03-01");
  parameter.set_value(45);
  parameter.set_unit(law::v1::TIME_UNIT_CALENDAR_DAY);
  parameter.set_decision("12/QĐ-UBND");
  return coverage;
}

class LawCheck : public ::testing::Test {
 protected:
  LawCheck() {
    connection_.On<law::v1::CheckRulesRequest, law::v1::RuleCoverage>(
        "CheckRules",
        [this](const law::v1::CheckRulesRequest& request) -> absl::StatusOr<law::v1::RuleCoverage> {
          asked_ = request;
          if (bad_) return InvalidField("files", "x", "Bộ quy tắc có lỗi: text 2, line 1: x");
          return Coverage();
        });
  }

  FakeConnection connection_;
  law::v1::CheckRulesRequest asked_;
  bool bad_ = false;
};

TEST_F(LawCheck, WithoutAFolderItSaysWhatTheBookInForceCovers) {
  const auto result = RunLine(connection_, {"law", "check"});
  EXPECT_EQ(result.exit_status, kOk);
  EXPECT_EQ(asked_.files_size(), 0);
  EXPECT_THAT(result.out, HasSubstr("workflows: 7 — Đã đọc toàn văn"));
  EXPECT_THAT(result.out, HasSubstr("Thụ lý: 2 — L-KN Đ.27"));
  EXPECT_THAT(result.out, HasSubstr("Không thụ lý: CHƯA CÓ quy tắc"));
  EXPECT_THAT(result.out, HasSubstr("chưa khai báo: KNPA_RESOLVE."));
  EXPECT_THAT(result.out, HasSubstr("HOT_SPOT_DAYS = 45 ngày, từ 2024-03-01 — 12/QĐ-UBND"));
}

TEST_F(LawCheck, SendsTheFilesOfAFolderAndTellsWhichIsWhich) {
  TemporaryFolder folder;
  const std::string second = folder.Write("b.textproto", "workflows {\n}\n");
  const std::string first = folder.Write("a.textproto", "# nothing");
  folder.Write("notes.txt", "not a rule");
  bad_ = true;
  const auto result = RunLine(connection_, {"law", "check", folder.path().string()});
  EXPECT_EQ(result.exit_status, kRefused);
  ASSERT_EQ(asked_.files_size(), 2);
  EXPECT_EQ(asked_.files(0).lines(0), "# nothing");
  EXPECT_EQ(asked_.files(1).lines_size(), 2);
  EXPECT_THAT(result.err, HasSubstr("text 1: " + first));
  EXPECT_THAT(result.err, HasSubstr("text 2: " + second));
}

TEST_F(LawCheck, FolderWithoutRulesIsAMistake) {
  TemporaryFolder folder;
  for (const std::string& path : {folder.path().string(), folder.path().string() + "/none"}) {
    EXPECT_EQ(RunLine(connection_, {"law", "check", path}).exit_status, kUsageMistake);
  }
  EXPECT_TRUE(connection_.called.empty());
}

}  // namespace
}  // namespace donthu::cli
