#include "services/identity/sign_in.h"

#include "absl/strings/str_format.h"
#include "services/base/access/access.h"
#include "services/base/clock/clock.h"
#include "services/base/crypto/random.h"
#include "services/base/crypto/totp.h"
#include "services/base/db/request.h"
#include "services/base/log/log.h"
#include "services/base/status/status.h"

namespace donthu::identity {
namespace {

constexpr absl::Duration kIdle = absl::Minutes(30);
constexpr absl::Duration kAbsolute = absl::Hours(12);
constexpr absl::Duration kOneTimePasswordGood = absl::Hours(7 * 24);
constexpr absl::Duration kDeviceKnown = absl::Hours(180 * 24);

absl::Status Refused() {
  return Failure(absl::StatusCode::kUnauthenticated, common::v1::NOT_SIGNED_IN,
                 "officer, password or code is wrong")
      .Vi("Tên, mật khẩu hoặc mã xác thực không đúng.");
}

absl::Status UsedBefore() {
  return Failure(absl::StatusCode::kAlreadyExists, common::v1::REQUEST_ID_REUSED,
                 "this sign-in was used before: make a new one")
      .Vi("Lần đăng nhập này đã được dùng. Xin đăng nhập lại.");
}

// May sign in at all, whatever the password.
bool MaySignIn(const Officer& officer, absl::Time now) {
  const auto& account = officer.account;
  if (!account || account->disabled) return false;
  if (!officer.InOffice(absl::ToCivilDay(now, VietnamTime()))) return false;
  return !account->must_change || now - account->password_changed_at < kOneTimePasswordGood;
}

}  // namespace

absl::StatusOr<SessionLimits> LimitsFrom(const config::v1::Identity& config) {
  SessionLimits limits{kIdle, kAbsolute};
  if (config.idle_minutes() != 0) limits.idle = absl::Minutes(config.idle_minutes());
  if (config.absolute_hours() != 0) limits.absolute = absl::Hours(config.absolute_hours());
  // Uses are noted to the minute, so that a shorter idle limit would end sessions in use.
  if (limits.idle < absl::Minutes(2) || limits.idle > absl::Hours(12) ||
      limits.absolute < limits.idle || limits.absolute > absl::Hours(24)) {
    return absl::InvalidArgumentError(
        "config: identity.idle_minutes must be from 2 to 720, absolute_hours longer and at most "
        "24");
  }
  return limits;
}

std::string TotpPurpose(const std::string& officer) { return "totp " + officer; }

absl::StatusOr<v1::SignInResponse> SignIn::Run(const rpc::Call& call,
                                               const v1::SignInRequest& request, absl::Time now) {
  std::string device;
  if (!request.device_token().empty()) {
    device = Sha256(request.device_token());
    ASSIGN_OR_RETURN(const bool known,
                     sessions_.IsKnownDevice(request.officer(), device, now - kDeviceKnown));
    if (!known) device.clear();
  }
  ASSIGN_OR_RETURN(const Attempt attempt,
                   attempts_.Begin(request.officer(), call.peer, device, now));
  ASSIGN_OR_RETURN(const auto officer, accounts_.Find(request.officer()));
  const auto step = Check(officer, request, attempt.known_device, now);
  if (!step.ok()) {
    attempts_.Withdrawn(attempt);
    return step.status();
  }
  if (!*step) {
    attempts_.Failed(attempt, now);
    RecordFailure(officer, attempt, now);
    return Refused();
  }
  auto opened = Open(*officer, request, attempt.known_device, **step, now);
  if (opened.ok()) attempts_.Succeeded(attempt);
  return opened;
}

absl::StatusOr<bool> SignIn::Fits(const Officer& officer, int64_t session,
                                  const std::string& password, absl::Time now) {
  const auto attempt = attempts_.Begin(officer.id, "", "session " + std::to_string(session), now);
  if (ReasonOf(attempt.status()) == common::v1::NOT_SIGNED_IN) {
    const auto detail = DetailOf(attempt.status());
    return Failure(absl::StatusCode::kResourceExhausted, common::v1::OVERLOADED,
                   "too many attempts: wait before the next one")
        .With("retry_after_seconds", detail.metadata().at("retry_after_seconds"))
        .Vi(detail.message_vi());
  }
  RETURN_IF_ERROR(attempt.status());
  auto fits = known_.Fits(password, officer.account->password_hash);
  if (!fits.ok()) {
    attempts_.Withdrawn(*attempt);
  } else if (*fits) {
    attempts_.Succeeded(*attempt);
  }
  return fits;
}

absl::StatusOr<std::optional<int64_t>> SignIn::Check(const std::optional<Officer>& officer,
                                                     const v1::SignInRequest& request,
                                                     bool known_device, absl::Time now) {
  crypto::PasswordHasher& hasher = known_device ? known_ : strangers_;
  if (!officer || !officer->account) {
    RETURN_IF_ERROR(hasher.Pretend(request.password()));
    return std::optional<int64_t>();
  }
  const Account& account = *officer->account;
  ASSIGN_OR_RETURN(const bool fits, hasher.Fits(request.password(), account.password_hash));
  if (!fits || !MaySignIn(*officer, now)) return std::optional<int64_t>();
  if (!account.totp_confirmed) return std::optional<int64_t>(0);
  ASSIGN_OR_RETURN(const auto secret, key_.Open(account.totp_secret, TotpPurpose(officer->id)));
  return crypto::TakeTotp(secret, request.totp_code(), now, account.totp_step);
}

absl::StatusOr<v1::SignInResponse> SignIn::Open(const Officer& officer,
                                                const v1::SignInRequest& request, bool known_device,
                                                int64_t step, absl::Time now) {
  Command command;
  command.request_id = request.request_id();
  command.fingerprint = key_.Mark(db::FingerprintOf(request), "sign-in");
  // The token is not kept, so that nobody gets it a second time.
  command.response = key_.Seal("", "sign-in");
  const auto earlier = accounts_.Answered(command.request_id, command.fingerprint);
  if (ReasonOf(earlier.status()) == common::v1::REQUEST_ID_REUSED) return UsedBefore();
  RETURN_IF_ERROR(earlier.status());
  if (*earlier) return UsedBefore();
  command.about = officer.id;
  command.kind = "identity.SignedIn";
  command.agency = officer.agency;
  command.actor = officer.id;
  command.now = now;

  v1::SignInResponse response;
  response.set_session_token(crypto::RandomToken());
  // A token that is not known may have been planted by someone who knows it too.
  response.set_device_token(known_device ? request.device_token() : crypto::RandomToken());
  NewSession session;
  session.token_sha256 = Sha256(response.session_token());
  session.device_sha256 = Sha256(response.device_token());
  session.device = request.device();
  session.idle_seconds = absl::ToInt64Seconds(limits_.idle);
  session.expires_at = now + limits_.absolute;
  if (step != 0) session.totp_step = step;
  const auto id = sessions_.Open(command, session);
  // Two sign-ins with one code: the second is a replay.
  if (id.status().code() == absl::StatusCode::kAborted) return Refused();
  RETURN_IF_ERROR(id.status());
  return response;
}

void SignIn::RecordFailure(const std::optional<Officer>& officer, const Attempt& attempt,
                           absl::Time now) {
  // In a storm of made-up names the ledger would fill up with them.
  if (!officer && attempt.storm) return;
  Command event;
  // What was typed is not kept: it may be a password.
  event.about = officer ? officer->id : "unknown";
  event.agency = officer ? officer->agency : "";
  event.kind = "identity.SignInFailed";
  event.actor = "anonymous";
  event.now = now;
  event.payload =
      absl::StrFormat("{\"known_device\": %s}", attempt.known_device ? "true" : "false");
  if (!accounts_.Record(event).ok()) log::Warning("sign_in_failure_not_recorded");
}

}  // namespace donthu::identity
