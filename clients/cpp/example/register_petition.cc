// Registers one petition from a program of your own:
//   register_petition CONFIG AGENCY
#include <iostream>
#include <string>

#include "clients/cpp/connection.h"
#include "clients/cpp/intake_client.h"
#include "clients/cpp/request_id.h"
#include "services/base/status/status.h"

namespace {

//! [fill]
donthu::intake::v1::RegisterPetitionRequest LetterTo(const std::string& agency) {
  donthu::intake::v1::RegisterPetitionRequest request;
  // Keep the id with your own record: the same id again returns the first receipt, never a second
  // one.
  request.set_request_id(donthu::client::NamedRequestId("example.vn/letter", "2024/17\n" + agency));
  request.set_agency_code(agency);
  request.set_channel(donthu::intake::v1::CHANNEL_PORTAL);
  request.mutable_received_on()->set_year(2024);
  request.mutable_received_on()->set_month(3);
  request.mutable_received_on()->set_day(18);
  request.set_kind(donthu::law::v1::PETITION_KIND_RECOMMENDATION);
  request.set_subject_code("GT01");
  request.set_title("Đề nghị sửa cầu thôn Trung");
  request.set_body("Cầu thôn Trung hỏng mặt cầu từ trận lũ tháng 10/2023, đề nghị sửa chữa.");
  request.add_petitioners()->set_full_name("Nguyễn Văn A");
  request.set_group_size(1);
  request.set_has_signature(true);
  return request;
}
//! [fill]

int Fail(const absl::Status& status) {
  std::cerr << donthu::DetailOf(status).message_vi() << "\n" << status.message() << "\n";
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: register_petition CONFIG AGENCY\n";
    return 2;
  }
  //! [connect]
  auto options = donthu::client::LoadOptions(argv[1]);
  if (!options.ok()) return Fail(options.status());
  auto connection = donthu::client::MakeConnection(*options);
  if (!connection.ok()) return Fail(connection.status());
  //! [connect]
  //! [call]
  const donthu::client::IntakeClient intake(**connection);
  const auto receipt = intake.RegisterPetition(LetterTo(argv[2]));
  if (!receipt.ok()) return Fail(receipt.status());
  std::cout << receipt->code() << "\n";
  //! [call]
  return 0;
}
