// That the same text exists as a denunciation elsewhere must not show in any answer to an officer
// without rights to it (L-TC Đ.9, 56).
#include <gtest/gtest.h>

#include "clients/cpp/request_id.h"
#include "tests/support/clients.h"
#include "tests/support/matchers.h"
#include "tests/support/stack.h"

namespace donthu::quality {
namespace {

using testing::Caller;
using testing::Day;
using testing::kCommune;
using testing::kDistrict;
using testing::SomePetition;
using testing::Stack;
using testing::Succeeds;

constexpr char kTold[] =
    "Ông P.H.S, công chức địa chính phường, nhận 12.500.000 đồng của hai hộ rồi ký xác nhận khống "
    "nguồn gốc thửa đất số 417, tờ bản đồ số 31 tại tổ dân phố 2 vào ngày 05/02/2024. Việc này có "
    "hai người làm chứng. Đề nghị kiểm tra hồ sơ và xử lý nghiêm.";
constexpr char kUnrelated[] =
    "Trạm bơm của hợp tác xã hỏng từ tháng sáu, ruộng khô nứt nẻ mà ban quản trị không sửa máy, "
    "xã viên đã họp hai lần nhưng chủ nhiệm vắng mặt. Đề nghị thanh tra quỹ và công khai sổ sách.";

intake::v1::RegisterPetitionRequest Denunciation(bool same_text) {
  auto request = SomePetition();
  request.set_kind(law::v1::PETITION_KIND_DENUNCIATION);
  request.clear_decision_on();
  request.set_title("Đơn tố cáo");
  request.set_body(same_text ? kTold : kUnrelated);
  if (!same_text) {
    request.set_subject_code("TN03");
    request.set_area_key("18880");
  }
  return request;
}

intake::v1::RegisterPetitionRequest OpenComplaint() {
  auto request = SomePetition();
  request.set_agency_code("QB-18853-UBND");
  request.set_title("Đơn khiếu nại");
  request.set_body(kTold);
  return request;
}

// All that the officer of the commune is told about what he registers, as one text; times and
// random numbers are left out.
class Told {
 public:
  explicit Told(Stack& stack) : commune_(stack, kCommune) {}

  std::string Register(const intake::v1::RegisterPetitionRequest& request) {
    const auto receipt = commune_.intake.RegisterPetition(request);
    EXPECT_THAT(receipt, Succeeds());
    std::string told = receipt->DebugString();
    routing::v1::ProposeDisposalRequest propose;
    propose.set_petition_id(receipt->petition_id());
    propose.set_agency_code(request.agency_code());
    told += commune_.routing.ProposeDisposal(propose)->DebugString();
    intake::v1::SearchPetitionsRequest search;
    search.set_query("xac nhan khong nguon goc");
    told += Listed(*commune_.intake.SearchPetitions(search));
    told += Listed(*commune_.intake.ListPetitions(intake::v1::ListPetitionsRequest()));
    return told;
  }

 private:
  static std::string Listed(intake::v1::ListPetitionsResponse page) {
    for (auto& petition : *page.mutable_petitions()) petition.clear_registered_at();
    return page.DebugString();
  }

  Caller commune_;
};

// What the officer is told while `denunciations` of the same or another text lie at the district.
std::string ToldBeside(int denunciations, bool same_text) {
  Stack stack;
  Caller district(stack, kDistrict);
  for (int i = 0; i < denunciations; ++i) {
    EXPECT_THAT(district.intake.RegisterPetition(Denunciation(same_text)), Succeeds());
  }
  Told told(stack);
  const std::string first = told.Register(OpenComplaint());
  return testing::WithoutReceiptNumbers(first + told.Register(OpenComplaint()));
}

TEST(DenunciationElsewhere, OfTheSameText_ChangesNothingThatAnOfficerIsTold) {
  const std::string beside = ToldBeside(1, true);
  EXPECT_EQ(beside, ToldBeside(1, false));
  EXPECT_NE(beside.find("duplicates"), std::string::npos) << "his own first one is hinted at";
}

// More than the number of candidates that are compared.
TEST(DenunciationsElsewhere, OfTheSameText_DoNotCrowdOutAnOpenPetition) {
  constexpr int kMany = 120;
  EXPECT_EQ(ToldBeside(kMany, true), ToldBeside(kMany, false));
}

}  // namespace
}  // namespace donthu::quality
