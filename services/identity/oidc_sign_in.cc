#include "services/identity/oidc_sign_in.h"

#include "services/base/access/access.h"
#include "services/base/clock/clock.h"
#include "services/base/crypto/random.h"
#include "services/base/db/request.h"
#include "services/base/log/log.h"
#include "services/base/status/status.h"

namespace donthu::identity {
namespace {

constexpr char kByIssuer[] = "{\"by\": \"issuer\"}";

absl::Status Over() {
  return Failure(absl::StatusCode::kUnauthenticated, common::v1::SIGN_ON_REFUSED,
                 "this attempt is over, was used before, or began in another browser")
      .Vi("Lần đăng nhập qua cổng này đã hết hạn, đã được dùng, hoặc bắt đầu ở trình duyệt khác.");
}

Failure NoOfficer(const char* message) {
  return {absl::StatusCode::kPermissionDenied, common::v1::SIGN_ON_NO_OFFICER, message};
}

}  // namespace

absl::StatusOr<v1::BeginOidcResponse> OidcSignIn::Begin(absl::Time now) {
  const OidcAttempt attempt = BeginOidcAttempt(key_, now);
  v1::BeginOidcResponse response;
  ASSIGN_OR_RETURN(*response.mutable_authorization_url(), issuer_.AuthorizationUrl(attempt, now));
  response.set_browser_secret(attempt.browser_secret);
  return response;
}

absl::StatusOr<OidcSignIn::Opened> OidcSignIn::Finish(const v1::FinishOidcRequest& request,
                                                      absl::Time now) {
  const auto attempt = ResumeOidcAttempt(key_, request.state(), request.browser_secret(), now);
  if (!attempt) return Over();
  // Taken before the issuer is asked, so that two with the same code ask once.
  ASSIGN_OR_RETURN(const bool first,
                   sessions_.TakeState(Sha256(attempt->state), attempt->expires_at, now));
  if (!first) return Over();
  ASSIGN_OR_RETURN(const auto claims, issuer_.Redeem(*attempt, request.code(), now));
  Opened opened;
  ASSIGN_OR_RETURN(opened.officer, Admit(claims, now));
  ASSIGN_OR_RETURN(*opened.response.mutable_session_token(), Open(opened.officer, request, now));
  return opened;
}

absl::StatusOr<Officer> OidcSignIn::Admit(const nlohmann::json& claims, absl::Time now) {
  const OidcSettings& settings = issuer_.settings();
  const auto id = OfficerIn(claims, settings);
  std::optional<Officer> officer;
  if (id) {
    ASSIGN_OR_RETURN(officer, accounts_.Find(*id));
  }
  const bool may = officer && officer->account && !officer->account->disabled &&
                   officer->InOffice(absl::ToCivilDay(now, VietnamTime()));
  if (!may) {
    if (officer) RecordFailure(*officer, now);
    return NoOfficer("whom the issuer names is no officer with an account")
        .Vi("Tài khoản ở cổng đăng nhập chung không ứng với cán bộ nào được vào hệ thống.");
  }
  if (settings.acr.empty() && NeedSecondFactor(officer->roles)) {
    RecordFailure(*officer, now);
    return NoOfficer(
               "a role of this officer needs a second factor, which the issuer isn't asked for")
        .Vi("Vai trò của bạn cần xác thực hai lớp mà cổng đăng nhập chung chưa bảo đảm.");
  }
  return *std::move(officer);
}

absl::StatusOr<std::string> OidcSignIn::Open(const Officer& officer,
                                             const v1::FinishOidcRequest& request, absl::Time now) {
  Command command;
  command.request_id = request.request_id();
  command.fingerprint = key_.Mark(db::FingerprintOf(request), "oidc sign-in");
  // The token is not kept, so that nobody gets it a second time.
  command.response = key_.Seal("", "sign-in");
  command.about = officer.id;
  command.kind = "identity.SignedIn";
  command.agency = officer.agency;
  command.actor = officer.id;
  command.payload = kByIssuer;
  command.now = now;
  std::string token = crypto::RandomToken();
  NewSession session;
  session.token_sha256 = Sha256(token);
  session.device = request.device();
  session.idle_seconds = absl::ToInt64Seconds(limits_.idle);
  session.expires_at = now + limits_.absolute;
  const bool second_factor = !issuer_.settings().acr.empty();
  RETURN_IF_ERROR(sessions_.OpenByIssuer(command, session, second_factor).status());
  return token;
}

void OidcSignIn::RecordFailure(const Officer& officer, absl::Time now) {
  Command event;
  event.about = officer.id;
  event.agency = officer.agency;
  event.kind = "identity.SignInFailed";
  event.actor = "anonymous";
  event.payload = kByIssuer;
  event.now = now;
  if (!accounts_.Record(event).ok()) log::Warning("sign_in_failure_not_recorded");
}

}  // namespace donthu::identity
