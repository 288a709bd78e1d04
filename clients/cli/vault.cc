// vault request, list, grant, refuse, open, unregistered.
#include "absl/strings/escaping.h"
#include "absl/strings/str_format.h"
#include "clients/cli/commands.h"
#include "clients/cli/enum_flag.h"
#include "clients/cli/json_output.h"
#include "clients/cli/paging.h"
#include "clients/cli/text_table.h"
#include "clients/cli/vault_files.h"
#include "clients/cli/vault_open.h"
#include "clients/cpp/request_id.h"
#include "clients/cpp/vault_client.h"

namespace donthu::cli {
namespace {

using client::NewRequestId;
using client::VaultClient;

std::string TimeVi(const google::protobuf::Timestamp& time) {
  if (time.seconds() == 0) return "";
  return absl::FormatTime("%H:%M:%S %d/%m/%Y", absl::FromUnixSeconds(time.seconds()),
                          VietnamTime());
}

int Show(Session& session, const vault::v1::Disclosure& disclosure) {
  if (session.json) {
    PrintJson(ToJson(disclosure), session.out);
    return kOk;
  }
  session.out << absl::StrFormat("Yêu cầu xem số %d, hồ sơ mật %s: %s\n", disclosure.id(),
                                 disclosure.reference(), LabelVi(disclosure.state()));
  if (disclosure.has_expires_at()) {
    session.out << absl::StrFormat("Được xem đến %s\n", TimeVi(disclosure.expires_at()));
  }
  return kOk;
}

absl::StatusOr<int> Request(Session& session, const Arguments& arguments) {
  vault::v1::RequestDisclosureRequest request;
  request.set_request_id(NewRequestId());
  request.set_reference(arguments.words[0]);
  ASSIGN_OR_RETURN(*request.mutable_reason(), arguments.Required("reason"));
  RETURN_IF_ERROR(arguments.Required("purpose").status());
  ASSIGN_OR_RETURN(const auto purpose,
                   EnumFlag<vault::v1::DisclosurePurpose>(arguments, "purpose"));
  request.set_purpose(purpose);
  ASSIGN_OR_RETURN(const auto hours, arguments.Number("hours", 24, 1, 720));
  request.set_hours(static_cast<int>(hours));
  ASSIGN_OR_RETURN(const auto pair, MakeKey(arguments));
  request.set_public_key(absl::Base64Escape(pair.public_key));
  ASSIGN_OR_RETURN(const auto disclosure,
                   VaultClient(session.connection).RequestDisclosure(request));
  if (!session.json) {
    session.out << "Đọc dấu vân này cho người giữ khóa: "
                << envelope::FingerprintOf(pair.public_key) << "\n";
  }
  return Show(session, disclosure);
}

absl::StatusOr<int> List(Session& session, const Arguments& arguments) {
  vault::v1::ListDisclosuresRequest request;
  request.set_agency_code(arguments.Text("agency"));
  request.set_waiting(arguments.Has("waiting"));
  const VaultClient client(session.connection);
  TextTable table({"Số", "Hồ sơ mật", "Người yêu cầu", "Mục đích", "Giờ", "Trạng thái", "Lý do"});
  Json items = Json::array();
  ASSIGN_OR_RETURN(
      const auto next,
      EachPage(
          arguments, request, [&](const auto& page) { return client.ListDisclosures(page); },
          [&](const vault::v1::ListDisclosuresResponse& page) {
            for (const auto& one : page.disclosures()) {
              items.push_back(ToJson(one));
              table.AddRow({std::to_string(one.id()), one.reference(), one.requested_by(),
                            LabelVi(one.purpose()), std::to_string(one.hours()),
                            LabelVi(one.state()), Shorten(one.reason(), 40)});
            }
          }));
  if (session.json) {
    PrintJson({{"disclosures", items}, {"next_page_token", next}}, session.out);
    return kOk;
  }
  table.Print(session.out);
  PrintNextPage(next, session.out);
  return kOk;
}

absl::StatusOr<int> Grant(Session& session, const Arguments& arguments) {
  const VaultClient client(session.connection);
  vault::v1::TakeKeyRequest take;
  take.set_request_id(NewRequestId());
  ASSIGN_OR_RETURN(const auto id, ParseId(arguments.words[0]));
  take.set_disclosure_id(id);
  ASSIGN_OR_RETURN(const auto told, arguments.Required("fingerprint"));
  ASSIGN_OR_RETURN(const auto pair, LoadKey(arguments, "key", "passphrase-file"));
  ASSIGN_OR_RETURN(const auto taken, client.TakeKey(take));
  // Computed here: a server that put its own key in the requester's place is found out.
  std::string requester;
  absl::Base64Unescape(taken.public_key(), &requester);
  if (!envelope::SameFingerprint(told, envelope::FingerprintOf(requester))) {
    return UsageError(
        "dấu vân không khớp với khóa của người yêu cầu: KHÔNG cho xem; báo thủ trưởng");
  }
  vault::v1::GrantDisclosureRequest grant;
  grant.set_request_id(NewRequestId());
  grant.set_disclosure_id(id);
  ASSIGN_OR_RETURN(*grant.mutable_wrapped(), LockForRequester(taken, pair));
  ASSIGN_OR_RETURN(const auto disclosure, client.GrantDisclosure(grant));
  return Show(session, disclosure);
}

absl::StatusOr<int> Refuse(Session& session, const Arguments& arguments) {
  vault::v1::RefuseDisclosureRequest request;
  request.set_request_id(NewRequestId());
  ASSIGN_OR_RETURN(const auto id, ParseId(arguments.words[0]));
  request.set_disclosure_id(id);
  ASSIGN_OR_RETURN(*request.mutable_reason(), arguments.Required("reason"));
  ASSIGN_OR_RETURN(const auto disclosure,
                   VaultClient(session.connection).RefuseDisclosure(request));
  return Show(session, disclosure);
}

void PrintPerson(const intake::v1::Petitioner& person, std::ostream& out) {
  const auto line = [&](const char* label, const std::string& value) {
    if (!value.empty()) out << label << ": " << value << "\n";
  };
  line("Họ và tên", person.full_name());
  line("Năm sinh", person.birth_year() == 0 ? "" : std::to_string(person.birth_year()));
  line("Địa chỉ", person.address());
  line("Số CCCD, CMND, hộ chiếu", person.id_number());
  line("Điện thoại", person.phone());
}

// The mark stands above and below every part, so that no part can be photographed without it.
void PrintIdentity(const vault::v1::SecretIdentity& identity, const std::string& mark,
                   std::ostream& out) {
  out << mark;
  for (const auto& person : identity.petitioners()) {
    PrintPerson(person, out);
    out << mark;
  }
  for (const std::string& text : {identity.title(), identity.body(), identity.addressee()}) {
    if (!text.empty()) out << text << "\n" << mark;
  }
}

absl::StatusOr<int> Open(Session& session, const Arguments& arguments) {
  vault::v1::OpenDisclosureRequest request;
  request.set_request_id(NewRequestId());
  ASSIGN_OR_RETURN(const auto id, ParseId(arguments.words[0]));
  request.set_disclosure_id(id);
  ASSIGN_OR_RETURN(const auto pair, LoadKey(arguments, "key", "passphrase-file"));
  ASSIGN_OR_RETURN(const auto opened, VaultClient(session.connection).OpenDisclosure(request));
  ASSIGN_OR_RETURN(const auto identity, Reveal(opened, pair));
  const auto& disclosure = opened.disclosure();
  const std::string mark = absl::StrFormat(
      "─── MẬT · %s xem lúc %s · yêu cầu số %d · hết hạn %s ───\n", disclosure.requested_by(),
      TimeVi(opened.opened_at()), disclosure.id(), TimeVi(disclosure.expires_at()));
  PrintIdentity(identity, mark, session.out);
  return kOk;
}

absl::StatusOr<int> Unregistered(Session& session, const Arguments& arguments) {
  vault::v1::ListUnregisteredRequest request;
  ASSIGN_OR_RETURN(*request.mutable_agency_code(), arguments.Required("agency"));
  const VaultClient client(session.connection);
  TextTable table({"Hồ sơ mật", "Lúc gửi vào"});
  Json items = Json::array();
  ASSIGN_OR_RETURN(
      const auto next,
      EachPage(
          arguments, request, [&](const auto& page) { return client.ListUnregistered(page); },
          [&](const vault::v1::ListUnregisteredResponse& page) {
            for (const auto& one : page.entries()) {
              items.push_back(ToJson(one));
              table.AddRow({one.entry().reference(), TimeVi(one.deposited_at())});
            }
          }));
  if (session.json) {
    PrintJson({{"entries", items}, {"next_page_token", next}}, session.out);
    return kOk;
  }
  table.Print(session.out);
  PrintNextPage(next, session.out);
  return kOk;
}

}  // namespace

Command VaultRequestCommand() {
  return {"vault request",
          "MÃ HỒ SƠ MẬT",
          "yêu cầu được xem thông tin người tố cáo; tạo khóa dùng một lần",
          WithKeyFlags({{"reason", "LÝ DO", "vì sao cần xem, một câu, không nêu tên ai"},
                        {"purpose", "MỤC ĐÍCH",
                         "verify-identity, work-with-denouncer, notify, protect, hand-over"},
                        {"hours", "SỐ", "thời gian được xem (mặc định 24 giờ)"}}),
          1,
          1,
          Request};
}

Command VaultListCommand() {
  return {"vault list",
          "",
          "các yêu cầu xem của mình; người giữ khóa: của cơ quan mình",
          WithPageFlags({{"agency", "MÃ", "chỉ của cơ quan này"},
                         {"waiting", "", "chỉ yêu cầu chờ quyết định"}}),
          0,
          0,
          List};
}

Command VaultGrantCommand() {
  return {"vault grant",
          "SỐ",
          "người giữ khóa cho xem",
          WithKeyFlags({{"fingerprint", "DẤU VÂN", "dấu vân do người yêu cầu đọc"}}),
          1,
          1,
          Grant};
}

Command VaultRefuseCommand() {
  return {"vault refuse", "SỐ", "người giữ khóa từ chối", {{"reason", "LÝ DO", "vì sao"}}, 1, 1,
          Refuse};
}

Command VaultOpenCommand() {
  return {"vault open", "SỐ", "xem thông tin đã được cho phép", WithKeyFlags({}), 1, 1, Open};
}

Command VaultUnregisteredCommand() {
  return {"vault unregistered",
          "",
          "hồ sơ mật còn lại từ những lần đăng ký không thành",
          WithPageFlags({{"agency", "MÃ", "cơ quan"}}),
          0,
          0,
          Unregistered};
}

}  // namespace donthu::cli
