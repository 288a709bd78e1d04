// officer account create, reset, disable; officer substitute, unsubstitute.
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

template <typename Request>
Request About(const Arguments& arguments) {
  Request request;
  request.set_request_id(client::NewRequestId());
  request.set_officer(arguments.words[0]);
  return request;
}

// The password alone on a line, so that it can be handed on.
int Show(Session& session, const identity::v1::OneTimePassword& password) {
  if (session.json) {
    PrintJson(ToJson(password), session.out);
  } else {
    session.out << password.password() << "\n";
    session.err << "Mật khẩu dùng một lần, giao tận tay; phải đổi khi đăng nhập, hạn 7 ngày.\n";
  }
  return kOk;
}

absl::StatusOr<int> Create(Session& session, const Arguments& arguments) {
  ASSIGN_OR_RETURN(const auto password,
                   IdentityClient(session.connection)
                       .CreateAccount(About<identity::v1::CreateAccountRequest>(arguments)));
  return Show(session, password);
}

absl::StatusOr<int> Reset(Session& session, const Arguments& arguments) {
  auto request = About<identity::v1::ResetPasswordRequest>(arguments);
  request.set_clear_totp(arguments.Has("clear-totp"));
  ASSIGN_OR_RETURN(const auto password, IdentityClient(session.connection).ResetPassword(request));
  return Show(session, password);
}

absl::StatusOr<int> Disable(Session& session, const Arguments& arguments) {
  RETURN_IF_ERROR(IdentityClient(session.connection)
                      .DisableAccount(About<identity::v1::DisableAccountRequest>(arguments))
                      .status());
  return kOk;
}

int Show(Session& session, const identity::v1::Substitution& substitution) {
  if (session.json) {
    PrintJson(ToJson(substitution), session.out);
  } else {
    session.out << absl::StrFormat("Phân công %d: %s thay %s, %s–%s%s\n", substitution.id(),
                                   substitution.deputy(), substitution.officer(),
                                   DayVi(substitution.from()), DayVi(substitution.to()),
                                   substitution.revoked() ? " (đã thu hồi)" : "");
  }
  return kOk;
}

absl::StatusOr<int> Substitute(Session& session, const Arguments& arguments) {
  auto request = About<identity::v1::GrantSubstitutionRequest>(arguments);
  ASSIGN_OR_RETURN(*request.mutable_deputy(), arguments.Required("deputy"));
  ASSIGN_OR_RETURN(*request.mutable_from(), arguments.RequiredDay("from"));
  ASSIGN_OR_RETURN(*request.mutable_to(), arguments.RequiredDay("to"));
  ASSIGN_OR_RETURN(*request.mutable_reason(), arguments.Required("reason"));
  ASSIGN_OR_RETURN(const auto granted,
                   IdentityClient(session.connection).GrantSubstitution(request));
  return Show(session, granted);
}

absl::StatusOr<int> Unsubstitute(Session& session, const Arguments& arguments) {
  identity::v1::RevokeSubstitutionRequest request;
  request.set_request_id(client::NewRequestId());
  ASSIGN_OR_RETURN(const auto id, ParseId(arguments.words[0]));
  request.set_substitution_id(id);
  ASSIGN_OR_RETURN(const auto revoked,
                   IdentityClient(session.connection).RevokeSubstitution(request));
  return Show(session, revoked);
}

}  // namespace

Command OfficerAccountCreateCommand() {
  return {"officer account create",
          "CÁN BỘ",
          "tạo tài khoản, in mật khẩu dùng một lần",
          {},
          1,
          1,
          Create};
}
Command OfficerAccountResetCommand() {
  return {"officer account reset",
          "CÁN BỘ",
          "đặt lại mật khẩu, mở lại tài khoản",
          {{"clear-totp", "", "bỏ cả mã xác thực (mất điện thoại)"}},
          1,
          1,
          Reset};
}
Command OfficerAccountDisableCommand() {
  return {
      "officer account disable", "CÁN BỘ", "khóa tài khoản, kết thúc các phiên", {}, 1, 1, Disable};
}
Command OfficerSubstituteCommand() {
  return {"officer substitute",
          "CÁN BỘ",
          "phân công người thay khi vắng mặt",
          {{"deputy", "CÁN BỘ", "người thay, cùng cơ quan"},
           {"from", "NGÀY", "từ ngày"},
           {"to", "NGÀY", "đến hết ngày"},
           {"reason", "CHỮ", "quyết định hoặc lý do"}},
          1,
          1,
          Substitute};
}
Command OfficerUnsubstituteCommand() {
  return {"officer unsubstitute", "SỐ", "thu hồi phân công trước hạn", {}, 1, 1, Unsubstitute};
}

}  // namespace donthu::cli
