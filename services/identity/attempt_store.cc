#include "services/identity/attempt_store.h"

#include "services/base/status/status.h"
#include "services/identity/command_store.h"

namespace donthu::identity {
namespace {

// $3 attempts are free, then the wait doubles up to $4 seconds; an hour of quiet starts anew. The
// row is only moved when its time has come: a refused attempt changes nothing.
constexpr db::Statement kCount = {"identity_count_attempt", R"sql(
  INSERT INTO identity.attempt AS a (bucket, failures, last_at, not_before)
  VALUES ($1::bytea, 1, $2::timestamptz, $2::timestamptz + make_interval(secs => CASE WHEN $3::int <= 1 THEN 1 ELSE 0 END))
  ON CONFLICT (bucket) DO UPDATE
     SET failures = CASE WHEN a.last_at < excluded.last_at - interval '1 hour' THEN 1 ELSE a.failures + 1 END,
         last_at = excluded.last_at,
         not_before = excluded.last_at + make_interval(secs => CASE
           WHEN a.last_at < excluded.last_at - interval '1 hour' OR a.failures + 1 < $3::int THEN 0
           ELSE least(2 ^ least(a.failures + 1 - $3::int, 30), $4::int) END)
   WHERE a.not_before <= excluded.last_at
  RETURNING 1)sql",
                                  true};

constexpr db::Statement kNotBefore = {"identity_attempt_not_before", R"sql(
  SELECT (extract(epoch FROM not_before) * 1e6)::bigint FROM identity.attempt WHERE bucket = $1::bytea)sql"};

constexpr db::Statement kWithdraw = {"identity_withdraw_attempt", R"sql(
  UPDATE identity.attempt SET failures = greatest(failures - 1, 0) WHERE bucket = $1::bytea)sql",
                                     true};

constexpr db::Statement kForget = {"identity_forget_attempts",
                                   "DELETE FROM identity.attempt WHERE bucket = $1::bytea", true};

// Here not_before is the end of the running minute.
constexpr db::Statement kCountInMinute = {"identity_count_in_minute", R"sql(
  INSERT INTO identity.attempt AS a (bucket, failures, last_at, not_before)
  VALUES ($1::bytea, 1, $2::timestamptz, $2::timestamptz + interval '1 minute')
  ON CONFLICT (bucket) DO UPDATE
     SET failures = CASE WHEN a.not_before <= excluded.last_at THEN 1 ELSE a.failures + 1 END,
         last_at = excluded.last_at,
         not_before = CASE WHEN a.not_before <= excluded.last_at THEN excluded.not_before ELSE a.not_before END
  RETURNING failures)sql",
                                          true};

constexpr db::Statement kInMinute = {"identity_in_minute", R"sql(
  SELECT failures FROM identity.attempt WHERE bucket = $1::bytea AND not_before > $2::timestamptz)sql"};

constexpr db::Statement kSweep = {"identity_sweep_attempts",
                                  "DELETE FROM identity.attempt WHERE last_at < $1::timestamptz",
                                  true};

}  // namespace

absl::StatusOr<absl::Time> AttemptStore::Count(const std::string& bucket, const Pace& pace,
                                               absl::Time now) {
  ASSIGN_OR_RETURN(const auto counted,
                   pool_.Run(kCount, db::Params()
                                         .Bytes(bucket)
                                         .Text(Instant(now))
                                         .Int(pace.free)
                                         .Int(absl::ToInt64Seconds(pace.wait_max))));
  if (!counted.empty()) return now;
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kNotBefore, db::Params().Bytes(bucket)));
  return rows.empty() ? now + absl::Seconds(1) : db::TimeOf(rows[0][0]);
}

absl::Status AttemptStore::Withdraw(const std::string& bucket) {
  return pool_.Run(kWithdraw, db::Params().Bytes(bucket)).status();
}

absl::Status AttemptStore::Forget(const std::string& bucket) {
  return pool_.Run(kForget, db::Params().Bytes(bucket)).status();
}

absl::StatusOr<int> AttemptStore::CountInMinute(const std::string& bucket, absl::Time now) {
  ASSIGN_OR_RETURN(const auto rows,
                   pool_.Run(kCountInMinute, db::Params().Bytes(bucket).Text(Instant(now))));
  return rows[0][0].as<int>();
}

absl::StatusOr<int> AttemptStore::InMinute(const std::string& bucket, absl::Time now) {
  ASSIGN_OR_RETURN(const auto rows,
                   pool_.Run(kInMinute, db::Params().Bytes(bucket).Text(Instant(now))));
  return rows.empty() ? 0 : rows[0][0].as<int>();
}

absl::Status AttemptStore::Sweep(absl::Time before) {
  return pool_.Run(kSweep, db::Params().Text(Instant(before))).status();
}

}  // namespace donthu::identity
