#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/cli/commands.h"
#include "clients/cli/run_for_test.h"
#include "donthu/intake/v1/intake_service.pb.h"

namespace donthu::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

const std::vector<std::string> kExtract = {
    "data",  "extract",        "--agency",   "QB-450-UBND", "--request",
    "12/YC", "--requested-on", "2024-04-01", "--id-number", "044070001234"};

TEST(DataExtract, PrintsWhatIsHeld_UnderThePaperItAnswers) {
  FakeConnection connection;
  connection.On<intake::v1::GetPersonalDataRequest, intake::v1::PersonalData>(
      "GetPersonalData", [](const auto& request) -> absl::StatusOr<intake::v1::PersonalData> {
        EXPECT_EQ(request.id_number(), "044070001234");
        EXPECT_EQ(request.request_number(), "12/YC");
        intake::v1::PersonalData data;
        auto* record = data.add_records();
        record->set_code("H46.X-240304-571903");
        record->mutable_petitioner()->set_full_name("Trần Văn Mẫu");
        record->mutable_petitioner()->set_id_number("044070001234");
        record->add_sent_to_agency_codes("QB-18853-UBND");
        record->set_body("Tôi không đồng ý.");
        return data;
      });
  const auto result = RunLine(connection, kExtract);
  EXPECT_EQ(result.exit_status, kOk);
  EXPECT_THAT(
      result.out,
      AllOf(HasSubstr("BẢN TRÍCH THÔNG TIN CÁ NHÂN"), HasSubstr("số 12/YC ngày 01/04/2024"),
            HasSubstr("H46.X-240304-571903"), HasSubstr("044070001234"), HasSubstr("QB-18853-UBND"),
            HasSubstr("Tôi không đồng ý."), Not(HasSubstr("Còn nữa"))));
}

TEST(DataExtract, NothingHeld_IsSaid_AndThePaperIsNeeded) {
  FakeConnection connection;
  connection.On<intake::v1::GetPersonalDataRequest, intake::v1::PersonalData>(
      "GetPersonalData", [](const auto&) -> absl::StatusOr<intake::v1::PersonalData> {
        return intake::v1::PersonalData();
      });
  EXPECT_THAT(RunLine(connection, kExtract).out, HasSubstr("Không lưu thông tin nào"));
  EXPECT_EQ(RunLine(connection, {"data", "extract", "--agency", "X", "--id-number", "044070001234"})
                .exit_status,
            kUsageMistake);
}

TEST(DataErase, SaysHowMany_AndWhetherThereAreMore) {
  FakeConnection connection;
  connection.On<intake::v1::EraseExpiredNumbersRequest, intake::v1::EraseExpiredNumbersResponse>(
      "EraseExpiredNumbers",
      [](const auto& request) -> absl::StatusOr<intake::v1::EraseExpiredNumbersResponse> {
        EXPECT_EQ(request.decision_number(), "45/QĐ-UBND");
        intake::v1::EraseExpiredNumbersResponse response;
        response.set_petitions(1000);
        response.set_more(true);
        return response;
      });
  const auto result = RunLine(connection, {"data", "erase", "--agency", "X", "--decision",
                                           "45/QĐ-UBND", "--decided-on", "2040-01-02"});
  EXPECT_THAT(result.out, AllOf(HasSubstr("1000 đơn"), HasSubstr("Còn nữa")));
  EXPECT_EQ(RunLine(connection, {"data", "erase", "--agency", "X"}).exit_status, kUsageMistake);
}

TEST(DataExpired, ListsThem_WithTheBasis) {
  FakeConnection connection;
  connection.On<intake::v1::ListExpiredNumbersRequest, intake::v1::ListExpiredNumbersResponse>(
      "ListExpiredNumbers",
      [](const auto&) -> absl::StatusOr<intake::v1::ListExpiredNumbersResponse> {
        intake::v1::ListExpiredNumbersResponse response;
        response.add_petitions()->set_code("H46.X-240304-571903");
        response.set_basis_vi("Giữ 15 năm.");
        return response;
      });
  EXPECT_THAT(RunLine(connection, {"data", "expired", "--agency", "X"}).out,
              AllOf(HasSubstr("H46.X-240304-571903"), HasSubstr("Giữ 15 năm.")));
}

// What is handed on must not depend on each command's thinking of it.
TEST(Redacted, LeavesOutWhateverTheProtosCallPersonal) {
  FakeConnection connection;
  connection.On<intake::v1::GetPetitionRequest, intake::v1::Petition>(
      "GetPetition", [](const auto&) -> absl::StatusOr<intake::v1::Petition> {
        intake::v1::Petition petition;
        petition.set_code("H46.X-240304-571903");
        petition.set_title("Đơn của Trần Văn Mẫu");
        petition.add_petitioners()->set_full_name("Trần Văn Mẫu");
        petition.mutable_petitioners(0)->set_phone("0912345678");
        return petition;
      });
  for (const auto& line :
       std::vector<std::vector<std::string>>{{"petition", "get", "7", "--json", "--redacted"},
                                             {"--redacted", "petition", "get", "7"}}) {
    const auto result = RunLine(connection, line);
    EXPECT_EQ(result.exit_status, kOk);
    EXPECT_THAT(result.out, AllOf(HasSubstr("H46.X-240304-571903"), Not(HasSubstr("Mẫu")),
                                  Not(HasSubstr("0912345678"))));
  }
  EXPECT_THAT(RunLine(connection, {"petition", "get", "7", "--json"}).out, HasSubstr("Mẫu"));
}

}  // namespace
}  // namespace donthu::cli
