// login, logout, whoami, password, totp.
#include "absl/strings/str_format.h"
#include "clients/cli/commands.h"
#include "clients/cli/json_output.h"
#include "clients/cli/labels.h"
#include "clients/cpp/identity_client.h"
#include "clients/cpp/request_id.h"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

using client::IdentityClient;

int Show(Session& session, const identity::v1::Me& me) {
  if (session.json) {
    PrintJson(ToJson(me), session.out);
    return kOk;
  }
  session.out << absl::StrFormat("%s%s%s, %s:", me.officer(), me.name().empty() ? "" : " – ",
                                 me.name(), me.agency_code());
  for (const int role : me.roles()) {
    session.out << " " << ShortName(static_cast<options::v1::Role>(role));
  }
  session.out << "\n";
  if (!me.on_behalf_of().empty()) session.out << "Đang làm thay: " << me.on_behalf_of() << "\n";
  for (const auto& one : me.substitutions()) {
    session.out << absl::StrFormat("Được phân công thay %s đến hết %s\n", one.officer(),
                                   DayVi(one.to()));
  }
  return kOk;
}

// Asks for a new password twice.
absl::StatusOr<std::string> NewPassword(const SignInPlace& place) {
  ASSIGN_OR_RETURN(const auto first, place.ask("Mật khẩu mới (từ 12 ký tự)", true));
  ASSIGN_OR_RETURN(const auto second, place.ask("Nhập lại mật khẩu mới", true));
  if (first != second) return UsageError("hai lần nhập không giống nhau");
  return first;
}

absl::Status Change(const IdentityClient& identity, const SignInPlace& place,
                    const std::string& current) {
  identity::v1::ChangePasswordRequest request;
  request.set_request_id(client::NewRequestId());
  request.set_current_password(current);
  ASSIGN_OR_RETURN(*request.mutable_new_password(), NewPassword(place));
  return identity.ChangePassword(request).status();
}

absl::StatusOr<int> Login(Session& session, const Arguments& arguments) {
  const SignInPlace& place = *session.sign_in;
  identity::v1::SignInRequest request;
  request.set_request_id(client::NewRequestId());
  request.set_officer(arguments.Text("officer"));
  if (request.officer().empty()) {
    ASSIGN_OR_RETURN(*request.mutable_officer(), place.ask("Tài khoản", false));
  }
  ASSIGN_OR_RETURN(*request.mutable_password(), place.ask("Mật khẩu", true));
  ASSIGN_OR_RETURN(*request.mutable_totp_code(),
                   place.ask("Mã xác thực (để trống nếu chưa đăng ký)", false));
  request.set_device(place.device);
  request.set_device_token(Kept(place, DeviceName(request.officer())));
  ASSIGN_OR_RETURN(const auto in, IdentityClient(session.connection).SignIn(request));
  RETURN_IF_ERROR(Keep(place, kSessionName, in.session_token()));
  RETURN_IF_ERROR(Keep(place, DeviceName(request.officer()), in.device_token()));
  if (in.me().must_change_password()) {
    session.err << "Đã đăng nhập bằng mật khẩu dùng một lần. Đặt mật khẩu mới: donthu password\n";
  }
  if (in.me().must_enrol_totp()) {
    session.err << "Vai trò này cần mã xác thực trước khi làm việc khác. Đăng ký: donthu totp\n";
  }
  return Show(session, in.me());
}

absl::StatusOr<int> Logout(Session& session, const Arguments&) {
  identity::v1::SignOutRequest request;
  request.set_request_id(client::NewRequestId());
  const auto out = IdentityClient(session.connection).SignOut(request);
  // One that had ended already is forgotten all the same.
  if (!out.ok() && ReasonOf(out.status()) != common::v1::NOT_SIGNED_IN) return out.status();
  Forget(*session.sign_in, kSessionName);
  return kOk;
}

absl::StatusOr<int> WhoAmI(Session& session, const Arguments&) {
  ASSIGN_OR_RETURN(const auto me, IdentityClient(session.connection).WhoAmI({}));
  return Show(session, me);
}

absl::StatusOr<int> Password(Session& session, const Arguments&) {
  ASSIGN_OR_RETURN(const auto current, session.sign_in->ask("Mật khẩu hiện tại", true));
  RETURN_IF_ERROR(Change(IdentityClient(session.connection), *session.sign_in, current));
  session.err << "Đã đổi mật khẩu.\n";
  return kOk;
}

absl::StatusOr<int> Totp(Session& session, const Arguments&) {
  const IdentityClient identity(session.connection);
  identity::v1::EnrolTotpRequest enrol;
  enrol.set_request_id(client::NewRequestId());
  ASSIGN_OR_RETURN(*enrol.mutable_password(), session.sign_in->ask("Mật khẩu", true));
  ASSIGN_OR_RETURN(const auto enrolled, identity.EnrolTotp(enrol));
  session.err << "Nhập vào ứng dụng xác thực: " << enrolled.secret() << "\n"
              << enrolled.uri() << "\n";
  identity::v1::ConfirmTotpRequest confirm;
  confirm.set_request_id(client::NewRequestId());
  ASSIGN_OR_RETURN(*confirm.mutable_code(), session.sign_in->ask("Mã ứng dụng hiện ra", false));
  RETURN_IF_ERROR(identity.ConfirmTotp(confirm).status());
  session.err << "Từ nay đăng nhập cần mã xác thực.\n";
  return kOk;
}

}  // namespace

Command LoginCommand() {
  return {
      "login", "",   "đăng nhập; hỏi mật khẩu và mã xác thực", {{"officer", "MÃ", "tài khoản"}}, 0,
      0,       Login};
}
Command LogoutCommand() { return {"logout", "", "kết thúc phiên đăng nhập", {}, 0, 0, Logout}; }
Command WhoAmICommand() { return {"whoami", "", "đang là ai, có quyền gì", {}, 0, 0, WhoAmI}; }
Command PasswordCommand() {
  return {"password", "", "đổi mật khẩu; các phiên khác kết thúc", {}, 0, 0, Password};
}
Command TotpCommand() { return {"totp", "", "đăng ký mã xác thực", {}, 0, 0, Totp}; }

}  // namespace donthu::cli
