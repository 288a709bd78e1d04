#include "services/identity/attempts.h"

#include "services/base/access/origin.h"
#include "services/base/log/log.h"
#include "services/base/status/status.h"

namespace donthu::identity {
namespace {

// A person mistypes a few times; a device stolen alone must not help to guess.
constexpr Pace kDevice = {5, absl::Minutes(1)};
constexpr Pace kOrigin = {3, absl::Minutes(15)};
constexpr Pace kOriginInStorm = {1, absl::Minutes(15)};
// Of all strangers on one account, from wherever they come.
constexpr Pace kAccount = {20, absl::Minutes(1)};
// Strangers who fail within a minute, on whichever accounts, before all strangers slow down.
constexpr int kStorm = 100;
constexpr absl::Duration kRemembered = absl::Hours(24);

absl::Status TooEarly(absl::Time not_before, absl::Time now) {
  const int64_t seconds = absl::ToInt64Seconds(not_before - now) + 1;
  return Failure(absl::StatusCode::kUnauthenticated, common::v1::NOT_SIGNED_IN,
                 "too many attempts: wait before the next one")
      .With("retry_after_seconds", std::to_string(seconds))
      .Vi("Đăng nhập sai nhiều lần. Xin thử lại sau " + std::to_string(seconds) + " giây.");
}

// Counting is a precaution: when it fails, the attempt itself goes on.
void Note(const absl::Status& status) {
  if (!status.ok()) log::Warning("attempts_not_counted");
}

}  // namespace

std::string Attempts::Bucket(const std::string& kind, const std::string& what) const {
  return key_.Mark(what, "attempt " + kind);
}

absl::StatusOr<Attempt> Attempts::Begin(const std::string& officer, std::string_view peer,
                                        const std::string& device_sha256, absl::Time now) {
  Attempt attempt;
  std::vector<Pace> paces;
  if (!device_sha256.empty()) {
    attempt.known_device = true;
    attempt.buckets = {Bucket("device", officer + " " + device_sha256)};
    paces = {kDevice};
  } else {
    ASSIGN_OR_RETURN(const int failing, store_.InMinute(Bucket("all", ""), now));
    attempt.storm = failing >= kStorm;
    attempt.buckets = {Bucket("origin", officer + " " + OriginOf(peer)),
                       Bucket("account", officer)};
    paces = {attempt.storm ? kOriginInStorm : kOrigin, kAccount};
  }
  for (size_t i = 0; i < paces.size(); ++i) {
    ASSIGN_OR_RETURN(const absl::Time not_before, store_.Count(attempt.buckets[i], paces[i], now));
    if (not_before > now) return TooEarly(not_before, now);
  }
  return attempt;
}

void Attempts::Failed(const Attempt& attempt, absl::Time now) {
  if (attempt.known_device) return;
  const auto failing = store_.CountInMinute(Bucket("all", ""), now);
  Note(failing.status());
  if (failing.ok() && *failing == kStorm) log::Warning("sign_in_storm");
  Note(store_.Sweep(now - kRemembered));
}

void Attempts::Succeeded(const Attempt& attempt) {
  // The account's bucket keeps what others did.
  Note(store_.Forget(attempt.buckets[0]));
  for (size_t i = 1; i < attempt.buckets.size(); ++i) Note(store_.Withdraw(attempt.buckets[i]));
}

void Attempts::Withdrawn(const Attempt& attempt) {
  for (const auto& bucket : attempt.buckets) Note(store_.Withdraw(bucket));
}

}  // namespace donthu::identity
