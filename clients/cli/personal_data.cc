// data extract, expired, erase.
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/commands.h"
#include "clients/cli/json_output.h"
#include "clients/cli/labels.h"
#include "clients/cli/paging.h"
#include "clients/cli/text_table.h"
#include "clients/cpp/intake_client.h"
#include "clients/cpp/request_id.h"

namespace donthu::cli {
namespace {

std::string OrNone(const std::string& value) { return value.empty() ? "(không có)" : value; }

void PrintRecord(const intake::v1::PersonalRecord& record, std::ostream& out) {
  const auto& person = record.petitioner();
  const std::string year = person.birth_year() == 0 ? "" : std::to_string(person.birth_year());
  TextTable table({});
  table.AddRow({"Đơn", absl::StrCat(record.code(), ", nhận ngày ", DayVi(record.received_on()),
                                    " tại ", record.agency_code())});
  table.AddRow({"Họ tên", person.full_name()});
  table.AddRow({"Giới tính, năm sinh", OrNone(absl::StrCat(LabelVi(person.gender()), " ", year))});
  table.AddRow({"Địa chỉ", OrNone(person.address())});
  table.AddRow({"Số giấy tờ", OrNone(person.id_number())});
  table.AddRow({"Điện thoại", OrNone(person.phone())});
  table.AddRow({"Số người cùng đứng đơn", std::to_string(record.group_size())});
  table.AddRow({"Đã chuyển cho", OrNone(absl::StrJoin(record.sent_to_agency_codes(), ", "))});
  table.Print(out);
  out << "\n" << record.title() << "\n\n" << record.body() << "\n\n";
}

void PrintExtract(const intake::v1::GetPersonalDataRequest& request,
                  const intake::v1::PersonalData& data, std::ostream& out) {
  out << "BẢN TRÍCH THÔNG TIN CÁ NHÂN\n"
      << "Cơ quan: " << request.agency_code() << "\n"
      << "Theo văn bản yêu cầu số " << request.request_number() << " ngày "
      << DayVi(request.requested_on()) << "\n\n";
  if (data.records().empty()) out << "Không lưu thông tin nào của người này.\n";
  for (const auto& record : data.records()) PrintRecord(record, out);
  if (data.more()) {
    const auto& last = data.records(data.records_size() - 1);
    out << "Còn nữa. Xem tiếp với --received-to " << IsoDay(last.received_on()) << "\n";
  }
}

absl::StatusOr<int> Extract(Session& session, const Arguments& arguments) {
  intake::v1::GetPersonalDataRequest request;
  ASSIGN_OR_RETURN(*request.mutable_agency_code(), arguments.Required("agency"));
  ASSIGN_OR_RETURN(*request.mutable_request_number(), arguments.Required("request"));
  ASSIGN_OR_RETURN(*request.mutable_requested_on(), arguments.RequiredDay("requested-on"));
  request.set_id_number(arguments.Text("id-number"));
  request.set_full_name(arguments.Text("name"));
  ASSIGN_OR_RETURN(const auto year, arguments.Number("birth-year", 0, 1900, 2100));
  request.set_birth_year(static_cast<int>(year));
  ASSIGN_OR_RETURN(const auto received_to, arguments.Day("received-to"));
  if (received_to) *request.mutable_received_to() = *received_to;
  ASSIGN_OR_RETURN(const auto data,
                   client::IntakeClient(session.connection).GetPersonalData(request));
  if (session.json) {
    PrintJson(ToJson(data), session.out);
  } else {
    PrintExtract(request, data, session.out);
  }
  return kOk;
}

absl::StatusOr<int> Expired(Session& session, const Arguments& arguments) {
  intake::v1::ListExpiredNumbersRequest request;
  ASSIGN_OR_RETURN(*request.mutable_agency_code(), arguments.Required("agency"));
  ASSIGN_OR_RETURN(*request.mutable_on(), DayOrToday(session, arguments, "on"));
  const client::IntakeClient intake(session.connection);
  TextTable table({"Giữ đến", "Đơn", "Kết thúc", "Số người"});
  Json items = Json::array();
  std::string basis;
  ASSIGN_OR_RETURN(
      const auto next,
      EachPage(
          arguments, request, [&](const auto& page) { return intake.ListExpiredNumbers(page); },
          [&](const intake::v1::ListExpiredNumbersResponse& page) {
            basis = page.basis_vi();
            for (const auto& one : page.petitions()) {
              items.push_back(ToJson(one));
              table.AddRow({DayVi(one.keep_until()), one.code(), DayVi(one.ended_on()),
                            std::to_string(one.petitioners())});
            }
          }));
  if (session.json) {
    PrintJson({{"petitions", items}, {"next_page_token", next}, {"basis_vi", basis}}, session.out);
    return kOk;
  }
  if (table.empty()) {
    session.out << "Không có số giấy tờ, số điện thoại nào quá thời hạn giữ.\n";
  } else {
    table.Print(session.out);
  }
  session.out << basis << "\n";
  PrintNextPage(next, session.out);
  return kOk;
}

absl::StatusOr<int> Erase(Session& session, const Arguments& arguments) {
  intake::v1::EraseExpiredNumbersRequest request;
  request.set_request_id(client::NewRequestId());
  ASSIGN_OR_RETURN(*request.mutable_agency_code(), arguments.Required("agency"));
  ASSIGN_OR_RETURN(*request.mutable_decision_number(), arguments.Required("decision"));
  ASSIGN_OR_RETURN(*request.mutable_decided_on(), arguments.RequiredDay("decided-on"));
  ASSIGN_OR_RETURN(*request.mutable_on(), DayOrToday(session, arguments, "on"));
  ASSIGN_OR_RETURN(const auto erased,
                   client::IntakeClient(session.connection).EraseExpiredNumbers(request));
  if (session.json) {
    PrintJson(ToJson(erased), session.out);
  } else {
    session.out << "Đã xóa số giấy tờ, số điện thoại của người gửi trong " << erased.petitions()
                << " đơn.\n";
    if (erased.more()) session.out << "Còn nữa: chạy lại lệnh này.\n";
  }
  return kOk;
}

}  // namespace

Command DataExtractCommand() {
  return {"data extract",
          "",
          "trích mọi thông tin đang giữ về một người gửi đơn, theo văn bản yêu cầu của người đó",
          {{"agency", "MÃ", "cơ quan trả lời"},
           {"request", "SỐ", "số của văn bản yêu cầu"},
           {"requested-on", "NGÀY", "ngày của văn bản yêu cầu"},
           {"id-number", "SỐ", "số CCCD, CMND hoặc hộ chiếu"},
           {"name", "TÊN", "họ tên, khi không có số giấy tờ"},
           {"birth-year", "NĂM", "năm sinh, đi cùng họ tên"},
           {"received-to", "NGÀY", "chỉ đơn nhận trong hoặc trước ngày này"}},
          0,
          0,
          Extract};
}

Command DataExpiredCommand() {
  return {"data expired",
          "",
          "đơn còn giữ số giấy tờ, số điện thoại quá thời hạn",
          WithPageFlags({{"agency", "MÃ", "cơ quan đã nhận đơn"},
                         {"on", "NGÀY", "tính đến ngày này; mặc định hôm nay"}}),
          0,
          0,
          Expired};
}

Command DataEraseCommand() {
  return {"data erase",
          "",
          "xóa số giấy tờ, số điện thoại quá thời hạn giữ; không lấy lại được",
          {{"agency", "MÃ", "cơ quan đã nhận đơn"},
           {"decision", "SỐ", "số của quyết định xóa"},
           {"decided-on", "NGÀY", "ngày của quyết định"},
           {"on", "NGÀY", "quá thời hạn tính đến ngày này; mặc định hôm nay"}},
          0,
          0,
          Erase};
}

}  // namespace donthu::cli
