#include "services/identity/identity_service.h"

#include <algorithm>
#include <limits>

#include "absl/strings/match.h"
#include "absl/strings/str_format.h"
#include "services/base/access/access.h"
#include "services/base/crypto/random.h"
#include "services/base/crypto/totp.h"
#include "services/base/page/page.h"
#include "services/identity/commands.h"
#include "services/identity/oidc_sign_in.h"
#include "services/identity/sign_in.h"
#include "services/identity/systems.h"
#include "services/law/date.h"

namespace donthu::identity {
namespace {

using rpc::Call;

constexpr char kIssuer[] = "Đơn Thư";
constexpr int kTotpSecretBytes = 20;
constexpr int kSubstitutionDaysMax = 366;
constexpr int kHashesAtOnce = 2;

absl::Status NeedsASession() {
  return Failure(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED,
                 "only an officer's session may do this")
      .Vi("Việc này chỉ dành cho cán bộ đã đăng nhập.");
}

absl::Status SignOnOff() {
  return Failure(absl::StatusCode::kFailedPrecondition, common::v1::SIGN_ON_OFF,
                 "config: identity.oidc is not set")
      .Vi("Hệ thống chưa nối với cổng đăng nhập chung.");
}

absl::Status WrongPassword(const char* field) {
  return InvalidField(field, "is not the password", "Mật khẩu không đúng.");
}

class IdentityService : public Service {
 public:
  // `issuer`: nullptr = officers sign in with passwords only.
  IdentityService(const Environment& environment, crypto::Key key, SessionLimits limits,
                  std::unique_ptr<OidcIssuer> issuer)
      : clock_(environment.clock),
        key_(std::move(key)),
        accounts_(environment.pool),
        sessions_(environment.pool),
        commands_(accounts_, key_),
        sign_in_(environment.pool, accounts_, key_, limits,
                 environment.config.identity().hashes_at_once() > 0
                     ? environment.config.identity().hashes_at_once()
                     : kHashesAtOnce),
        systems_(environment.pool, commands_, environment.config.tls().client_ca_file()),
        oidc_label_vi_(environment.config.identity().oidc().label_vi()),
        issuer_(std::move(issuer)),
        methods_("donthu.identity.v1.IdentityService") {
    if (issuer_ != nullptr) {
      oidc_.emplace(environment.pool, accounts_, key_, limits, *issuer_);
    }
    AddOidcMethods();
    AddOwnMethods();
    AddMethodsOnOthers();
    AddMethodsOnSystems();
  }

  std::vector<const rpc::MethodTable*> tables() const override { return {&methods_}; }

 private:
  void AddOidcMethods() {
    methods_.Unary<v1::GetSignInMethodsRequest, v1::SignInMethods>(
        "GetSignInMethods", [this](const Call&, const auto&) -> absl::StatusOr<v1::SignInMethods> {
          v1::SignInMethods methods;
          methods.set_oidc_label_vi(oidc_label_vi_);
          return methods;
        });
    methods_.Unary<v1::BeginOidcRequest, v1::BeginOidcResponse>(
        "BeginOidc", [this](const Call&, const auto&) -> absl::StatusOr<v1::BeginOidcResponse> {
          if (!oidc_) return SignOnOff();
          return oidc_->Begin(clock_.Now());
        });
    methods_.Unary<v1::FinishOidcRequest, v1::SignInResponse>(
        "FinishOidc", [this](const Call&, const auto& r) { return FinishOidc(r); });
  }

  void AddOwnMethods() {
    methods_.Unary<v1::SignInRequest, v1::SignInResponse>(
        "SignIn", [this](const Call& call, const auto& r) { return RunSignIn(call, r); });
    methods_.Unary<v1::WhoAmIRequest, v1::Me>(
        "WhoAmI", [this](const Call& call, const auto&) { return MeOf(call.principal); });
    methods_.Unary<v1::ChangePasswordRequest, v1::ChangePasswordResponse>(
        "ChangePassword",
        [this](const Call& call, const auto& r) { return ChangePassword(call, r); });
    methods_.Unary<v1::EnrolTotpRequest, v1::EnrolTotpResponse>(
        "EnrolTotp", [this](const Call& call, const auto& r) { return EnrolTotp(call, r); });
    methods_.Unary<v1::ConfirmTotpRequest, v1::ConfirmTotpResponse>(
        "ConfirmTotp", [this](const Call& call, const auto& r) { return ConfirmTotp(call, r); });
    methods_.Unary<v1::SignOutRequest, v1::SignOutResponse>("SignOut", [this](const Call& call,
                                                                              const auto& r) {
      return EndSession<v1::SignOutResponse>(call, r, call.principal.session, "identity.SignedOut");
    });
    methods_.Unary<v1::ListSessionsRequest, v1::ListSessionsResponse>(
        "ListSessions", [this](const Call& call, const auto& r) { return ListSessions(call, r); });
    methods_.Unary<v1::RevokeSessionRequest, v1::RevokeSessionResponse>(
        "RevokeSession", [this](const Call& call, const auto& r) {
          return EndSession<v1::RevokeSessionResponse>(call, r, r.session_id(),
                                                       "identity.SessionRevoked");
        });
    methods_.Unary<v1::ActForRequest, v1::Me>(
        "ActFor", [this](const Call& call, const auto& r) { return ActFor(call, r); });
  }

  void AddMethodsOnOthers() {
    methods_.Unary<v1::GrantSubstitutionRequest, v1::Substitution>(
        "GrantSubstitution", [this](const Call& call, const auto& r) { return Grant(call, r); });
    methods_.Unary<v1::RevokeSubstitutionRequest, v1::Substitution>(
        "RevokeSubstitution", [this](const Call& call, const auto& r) { return Revoke(call, r); });
    methods_.Unary<v1::CreateAccountRequest, v1::OneTimePassword>(
        "CreateAccount",
        [this](const Call& call, const auto& r) { return CreateAccount(call, r); });
    methods_.Unary<v1::ResetPasswordRequest, v1::OneTimePassword>(
        "ResetPassword",
        [this](const Call& call, const auto& r) { return ResetPassword(call, r); });
    methods_.Unary<v1::DisableAccountRequest, v1::DisableAccountResponse>(
        "DisableAccount", [this](const Call& call, const auto& r) { return Disable(call, r); });
  }

  void AddMethodsOnSystems() {
    methods_.Unary<v1::RegisterCertificateRequest, v1::SystemCertificate>(
        "RegisterCertificate", [this](const Call& call, const auto& r) {
          return systems_.Register(call, r, clock_.Now());
        });
    methods_.Unary<v1::RevokeCertificateRequest, v1::SystemCertificate>(
        "RevokeCertificate",
        [this](const Call& call, const auto& r) { return systems_.Revoke(call, r, clock_.Now()); });
    methods_.Unary<v1::ListCertificatesRequest, v1::ListCertificatesResponse>(
        "ListCertificates",
        [this](const Call& call, const auto& r) { return systems_.List(call, r); });
  }

  absl::StatusOr<v1::SignInResponse> RunSignIn(const Call& call, const v1::SignInRequest& request) {
    ASSIGN_OR_RETURN(auto response, sign_in_.Run(call, request, clock_.Now()));
    ASSIGN_OR_RETURN(const auto officer, accounts_.Find(request.officer()));
    if (!officer || !officer->account) return NotSignedIn();
    Principal principal{officer->id, officer->agency, officer->roles, 0, officer->id};
    principal.must_change_password = officer->account->must_change;
    principal.must_enrol_totp =
        !officer->account->totp_confirmed && NeedSecondFactor(officer->roles);
    ASSIGN_OR_RETURN(*response.mutable_me(), MeOf(principal));
    return response;
  }

  absl::StatusOr<v1::SignInResponse> FinishOidc(const v1::FinishOidcRequest& request) {
    if (!oidc_) return SignOnOff();
    ASSIGN_OR_RETURN(auto opened, oidc_->Finish(request, clock_.Now()));
    const Officer& officer = opened.officer;
    const Principal principal{officer.id, officer.agency, officer.roles, 0, officer.id};
    ASSIGN_OR_RETURN(*opened.response.mutable_me(), MeOf(principal));
    return std::move(opened.response);
  }

  absl::StatusOr<v1::Me> MeOf(const Principal& principal) {
    v1::Me me;
    me.set_officer(principal.self);
    me.set_agency_code(principal.agency);
    for (const auto role : principal.roles) me.add_roles(role);
    if (principal.officer != principal.self) {
      me.set_on_behalf_of(principal.officer.substr(principal.self.size() + 1));
    }
    me.set_must_change_password(principal.must_change_password);
    ASSIGN_OR_RETURN(const auto officer, accounts_.Find(principal.self));
    // A system of the principals file may bear an officer's id; it has no account here.
    if (!officer || !officer->account) return me;
    me.set_name(officer->name);
    me.set_totp_enabled(officer->account->totp_confirmed);
    me.set_must_enrol_totp(principal.must_enrol_totp);
    ASSIGN_OR_RETURN(auto substitutions, accounts_.InForce(principal.self, clock_.Today()));
    for (auto& one : substitutions) *me.add_substitutions() = std::move(one);
    if (principal.session == 0) return me;
    ASSIGN_OR_RETURN(const auto sessions,
                     sessions_.List(principal.self, clock_.Now(), principal.session + 1, 1));
    if (!sessions.empty()) {
      *me.mutable_session() = sessions[0];
      me.mutable_session()->set_current(true);
    }
    return me;
  }

  // The calling officer, with an account.
  absl::StatusOr<Officer> Self(const Call& call) {
    if (call.principal.session == 0) return NeedsASession();
    ASSIGN_OR_RETURN(auto officer, accounts_.Find(call.principal.self));
    if (!officer || !officer->account) return NeedsASession();
    return *std::move(officer);
  }

  absl::StatusOr<v1::ChangePasswordResponse> ChangePassword(
      const Call& call, const v1::ChangePasswordRequest& request) {
    ASSIGN_OR_RETURN(const auto officer, Self(call));
    ASSIGN_OR_RETURN(const auto earlier,
                     commands_.Repeated<v1::ChangePasswordResponse>(call, request));
    if (earlier) return *earlier;
    if (request.new_password() == request.current_password() ||
        absl::StrContains(request.new_password(), officer.id)) {
      return InvalidField("new_password", "is the old one or holds the officer's id",
                          "Mật khẩu mới phải khác mật khẩu cũ và không chứa tên tài khoản.");
    }
    ASSIGN_OR_RETURN(const bool fits, Fits(call, officer, request.current_password()));
    if (!fits) return WrongPassword("current_password");
    PasswordChange change;
    ASSIGN_OR_RETURN(change.hash, sign_in_.Hash(request.new_password()));
    change.keep_session = call.principal.session;
    auto command = Begin(call, request, officer, "identity.PasswordChanged");
    command.response = commands_.Seal(request.request_id(), v1::ChangePasswordResponse());
    RETURN_IF_ERROR(accounts_.SetPassword(command, change));
    return v1::ChangePasswordResponse();
  }

  absl::StatusOr<v1::EnrolTotpResponse> EnrolTotp(const Call& call,
                                                  const v1::EnrolTotpRequest& request) {
    ASSIGN_OR_RETURN(const auto officer, Self(call));
    ASSIGN_OR_RETURN(const auto earlier, commands_.Repeated<v1::EnrolTotpResponse>(call, request));
    if (earlier) return *earlier;
    if (officer.account->totp_confirmed) {
      return InvalidField("request_id",
                          "a second factor is enrolled: an administrator takes it away",
                          "Đã có mã xác thực. Muốn đổi, nhờ quản trị đặt lại.");
    }
    ASSIGN_OR_RETURN(const bool fits, Fits(call, officer, request.password()));
    if (!fits) return WrongPassword("password");
    const std::string secret = crypto::RandomBytes(kTotpSecretBytes);
    v1::EnrolTotpResponse response;
    response.set_secret(crypto::Base32(secret));
    response.set_uri(crypto::TotpUri(secret, kIssuer, officer.id));
    auto command = Begin(call, request, officer, "identity.TotpEnrolled");
    command.response = commands_.Seal(request.request_id(), response);
    RETURN_IF_ERROR(accounts_.EnrolTotp(command, key_.Seal(secret, TotpPurpose(officer.id))));
    return response;
  }

  absl::StatusOr<v1::ConfirmTotpResponse> ConfirmTotp(const Call& call,
                                                      const v1::ConfirmTotpRequest& request) {
    ASSIGN_OR_RETURN(const auto officer, Self(call));
    ASSIGN_OR_RETURN(const auto earlier,
                     commands_.Repeated<v1::ConfirmTotpResponse>(call, request));
    if (earlier) return *earlier;
    std::optional<int64_t> step;
    if (!officer.account->totp_secret.empty()) {
      ASSIGN_OR_RETURN(const auto secret,
                       key_.Open(officer.account->totp_secret, TotpPurpose(officer.id)));
      step = crypto::TakeTotp(secret, request.code(), clock_.Now(), officer.account->totp_step);
    }
    if (!step) return InvalidField("code", "does not fit", "Mã xác thực không đúng.");
    auto command = Begin(call, request, officer, "identity.TotpConfirmed");
    command.response = commands_.Seal(request.request_id(), v1::ConfirmTotpResponse());
    RETURN_IF_ERROR(accounts_.ConfirmTotp(command, *step));
    return v1::ConfirmTotpResponse();
  }

  template <typename Response, typename Request>
  absl::StatusOr<Response> EndSession(const Call& call, const Request& request, int64_t session,
                                      const char* kind) {
    ASSIGN_OR_RETURN(const auto officer, Self(call));
    ASSIGN_OR_RETURN(const auto earlier, commands_.Repeated<Response>(call, request));
    if (earlier) return *earlier;
    auto command = Begin(call, request, officer, kind);
    command.response = commands_.Seal(request.request_id(), Response());
    RETURN_IF_ERROR(sessions_.End(command, session));
    return Response();
  }

  absl::StatusOr<v1::ListSessionsResponse> ListSessions(const Call& call,
                                                        const v1::ListSessionsRequest& request) {
    ASSIGN_OR_RETURN(const auto officer, Self(call));
    ASSIGN_OR_RETURN(const auto key, page::Key(request, request.page_token(), "i"));
    const int64_t below = key.empty() ? std::numeric_limits<int64_t>::max() : std::stoll(key[0]);
    const int size = page::Size(request.page_size());
    ASSIGN_OR_RETURN(const auto sessions,
                     sessions_.List(officer.id, clock_.Now(), below, size + 1));
    v1::ListSessionsResponse response;
    for (const auto& session : sessions) {
      if (response.sessions_size() == size) {
        const auto& last = response.sessions(size - 1);
        response.set_next_page_token(page::Token(request, {std::to_string(last.id())}));
        break;
      }
      *response.add_sessions() = session;
      if (session.id() == call.principal.session) {
        response.mutable_sessions(response.sessions_size() - 1)->set_current(true);
      }
    }
    return response;
  }

  absl::StatusOr<v1::Me> ActFor(const Call& call, const v1::ActForRequest& request) {
    ASSIGN_OR_RETURN(const auto officer, Self(call));
    ASSIGN_OR_RETURN(const auto earlier, commands_.Repeated<v1::Me>(call, request));
    if (earlier) return *earlier;
    std::optional<int64_t> under;
    ASSIGN_OR_RETURN(const auto substitutions, accounts_.InForce(officer.id, clock_.Today()));
    for (const auto& one : substitutions) {
      if (one.officer() == request.officer()) under = one.id();
    }
    if (!under && !request.officer().empty()) {
      return Failure(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED,
                     "no substitution of this officer by the caller is in force")
          .Vi("Hôm nay không có phân công thay cán bộ này.");
    }
    auto command = Begin(call, request, officer, "identity.ActingChanged");
    if (under) command.payload = absl::StrFormat("{\"substitution\": %d}", *under);
    auto principal = call.principal;
    principal.officer = under ? officer.id + "/" + request.officer() : officer.id;
    principal.roles = officer.roles;
    ASSIGN_OR_RETURN(auto me, MeOf(principal));
    command.response = commands_.Seal(request.request_id(), me);
    RETURN_IF_ERROR(sessions_.ActUnder(command, call.principal.session, under));
    return me;
  }

  // An officer of an agency within reach; the others are as if they did not exist.
  absl::StatusOr<Officer> Within(const Call& call, const std::string& id) {
    ASSIGN_OR_RETURN(auto officer, accounts_.Find(id));
    if (!officer || !call.reach.Includes(officer->agency)) {
      return NotFound("officer", "Không có cán bộ này.");
    }
    return *std::move(officer);
  }

  // A person, not whoever got the right by substitution, answers for passing it on.
  static absl::Status CheckOwnRight(const Call& call) {
    if (call.principal.officer == call.principal.self) return absl::OkStatus();
    return Failure(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED,
                   "rights held as a deputy are not passed on")
        .Vi("Quyền được giao thay không được giao tiếp.");
  }

  absl::Status CheckPeriod(const v1::GrantSubstitutionRequest& request) {
    ASSIGN_OR_RETURN(const auto from, law::ToDay(request.from()));
    ASSIGN_OR_RETURN(const auto to, law::ToDay(request.to()));
    if (to < from || to < clock_.Today() || to - from > kSubstitutionDaysMax) {
      return InvalidField("to", "lies before from or today, or more than a year after from",
                          "Ngày cuối phải từ hôm nay, không trước ngày đầu và không quá một năm.");
    }
    return absl::OkStatus();
  }

  absl::StatusOr<v1::Substitution> Grant(const Call& call,
                                         const v1::GrantSubstitutionRequest& request) {
    RETURN_IF_ERROR(CheckOwnRight(call));
    ASSIGN_OR_RETURN(const auto earlier, commands_.Repeated<v1::Substitution>(call, request));
    if (earlier) return *earlier;
    RETURN_IF_ERROR(CheckPeriod(request));
    ASSIGN_OR_RETURN(const auto officer, Within(call, request.officer()));
    ASSIGN_OR_RETURN(const auto deputy, accounts_.Find(request.deputy()));
    ASSIGN_OR_RETURN(const auto from, law::ToDay(request.from()));
    if (!deputy || deputy->agency != officer.agency || deputy->id == officer.id ||
        !deputy->InOffice(std::max(from, clock_.Today()))) {
      return InvalidField("deputy", "is not another officer of the same agency",
                          "Người thay phải là cán bộ khác cùng cơ quan.");
    }
    v1::Substitution substitution;
    substitution.set_officer(officer.id);
    substitution.set_deputy(deputy->id);
    *substitution.mutable_from() = request.from();
    *substitution.mutable_to() = request.to();
    substitution.set_reason(request.reason());
    auto command = Begin(call, request, officer, "identity.SubstitutionGranted");
    ASSIGN_OR_RETURN(const auto to, law::ToDay(request.to()));
    command.payload = absl::StrFormat("{\"deputy\": \"%s\", \"from\": \"%s\", \"to\": \"%s\"}",
                                      deputy->id, law::FormatIsoDay(from), law::FormatIsoDay(to));
    RETURN_IF_ERROR(accounts_.Grant(command, &substitution, [&](const v1::Substitution& granted) {
      return commands_.Seal(request.request_id(), granted);
    }));
    return substitution;
  }

  absl::StatusOr<v1::Substitution> Revoke(const Call& call,
                                          const v1::RevokeSubstitutionRequest& request) {
    ASSIGN_OR_RETURN(const auto earlier, commands_.Repeated<v1::Substitution>(call, request));
    if (earlier) return *earlier;
    ASSIGN_OR_RETURN(auto found, accounts_.FindSubstitution(request.substitution_id()));
    if (!found) return NotFound("substitution", "Không có phân công này.");
    ASSIGN_OR_RETURN(const auto officer, Within(call, found->officer()));
    found->set_revoked(true);
    auto command = Begin(call, request, officer, "identity.SubstitutionRevoked");
    command.payload = absl::StrFormat("{\"substitution\": %d}", found->id());
    command.response = commands_.Seal(request.request_id(), *found);
    RETURN_IF_ERROR(accounts_.RevokeSubstitution(command, found->id()));
    return *std::move(found);
  }

  absl::StatusOr<v1::OneTimePassword> CreateAccount(const Call& call,
                                                    const v1::CreateAccountRequest& request) {
    ASSIGN_OR_RETURN(const auto earlier, commands_.Repeated<v1::OneTimePassword>(call, request));
    if (earlier) return *earlier;
    ASSIGN_OR_RETURN(const auto officer, Within(call, request.officer()));
    v1::OneTimePassword password;
    password.set_password(crypto::RandomPassword());
    ASSIGN_OR_RETURN(const auto hash, sign_in_.Hash(password.password()));
    auto command = Begin(call, request, officer, "identity.AccountCreated");
    command.response = commands_.Seal(request.request_id(), password);
    RETURN_IF_ERROR(accounts_.Create(command, hash));
    return password;
  }

  absl::StatusOr<v1::OneTimePassword> ResetPassword(const Call& call,
                                                    const v1::ResetPasswordRequest& request) {
    ASSIGN_OR_RETURN(const auto earlier, commands_.Repeated<v1::OneTimePassword>(call, request));
    if (earlier) return *earlier;
    ASSIGN_OR_RETURN(const auto officer, Within(call, request.officer()));
    v1::OneTimePassword password;
    password.set_password(crypto::RandomPassword());
    PasswordChange change;
    ASSIGN_OR_RETURN(change.hash, sign_in_.Hash(password.password()));
    change.must_change = true;
    change.enable = true;
    change.clear_totp = request.clear_totp();
    auto command = Begin(call, request, officer, "identity.PasswordReset");
    command.payload =
        absl::StrFormat("{\"clear_totp\": %s}", request.clear_totp() ? "true" : "false");
    command.response = commands_.Seal(request.request_id(), password);
    RETURN_IF_ERROR(accounts_.SetPassword(command, change));
    return password;
  }

  absl::StatusOr<v1::DisableAccountResponse> Disable(const Call& call,
                                                     const v1::DisableAccountRequest& request) {
    ASSIGN_OR_RETURN(const auto earlier,
                     commands_.Repeated<v1::DisableAccountResponse>(call, request));
    if (earlier) return *earlier;
    ASSIGN_OR_RETURN(const auto officer, Within(call, request.officer()));
    auto command = Begin(call, request, officer, "identity.AccountDisabled");
    command.response = commands_.Seal(request.request_id(), v1::DisableAccountResponse());
    RETURN_IF_ERROR(accounts_.Disable(command));
    return v1::DisableAccountResponse();
  }

  absl::StatusOr<bool> Fits(const Call& call, const Officer& officer, const std::string& password) {
    return sign_in_.Fits(officer, call.principal.session, password, clock_.Now());
  }

  template <typename Request>
  Command Begin(const Call& call, const Request& request, const Officer& about, const char* kind) {
    return commands_.Begin(call, request, about, kind, clock_.Now());
  }

  const Clock& clock_;
  const crypto::Key key_;
  AccountStore accounts_;
  SignInStore sessions_;
  Commands commands_;
  SignIn sign_in_;
  Systems systems_;
  const std::string oidc_label_vi_;
  const std::unique_ptr<OidcIssuer> issuer_;
  std::optional<OidcSignIn> oidc_;
  rpc::MethodTable methods_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Service>> NewIdentityService(const Environment& environment) {
  const auto& config = environment.config.identity();
  if (config.key_file().empty()) {
    return absl::InvalidArgumentError("config: identity.key_file is missing");
  }
  ASSIGN_OR_RETURN(auto key, crypto::Key::Load(config.key_file()));
  ASSIGN_OR_RETURN(const auto limits, LimitsFrom(config));
  std::unique_ptr<OidcIssuer> issuer;
  if (config.has_oidc()) {
    ASSIGN_OR_RETURN(auto settings, OidcSettingsFrom(config.oidc()));
    auto http = HttpOverCurl(settings.ca_file);
    issuer = std::make_unique<OidcIssuer>(std::move(settings), std::move(http));
  }
  return std::make_unique<IdentityService>(environment, std::move(key), limits, std::move(issuer));
}

}  // namespace donthu::identity
