#include "services/identity/sign_in_store.h"

#include "services/base/clock/timestamp.h"
#include "services/base/status/status.h"
#include "services/identity/command_store.h"

namespace donthu::identity {
namespace {

constexpr db::Statement kTakeCode = {"identity_take_code", R"sql(
  UPDATE identity.account SET totp_step = $2::bigint WHERE officer = $1 AND totp_step < $2::bigint RETURNING 1)sql",
                                     true};

constexpr db::Statement kOpen = {"identity_open_session", R"sql(
  INSERT INTO identity.session (token_sha256, officer, device, created_at, last_seen_at, idle_seconds, expires_at)
  VALUES ($1::bytea, $2, $3, $4::timestamptz, $4::timestamptz, $5::int, $6::timestamptz) RETURNING id)sql",
                                 true};

constexpr db::Statement kOpenByIssuer = {"identity_open_session_by_issuer", R"sql(
  INSERT INTO identity.session (token_sha256, officer, device, created_at, last_seen_at, idle_seconds, expires_at,
                                by_issuer, second_factor)
  VALUES ($1::bytea, $2, $3, $4::timestamptz, $4::timestamptz, $5::int, $6::timestamptz, true, $7::boolean)
  RETURNING id)sql",
                                         true};

// An hour for clocks that differ: what is forgotten is refused for its age.
constexpr db::Statement kTakeState = {"identity_take_state", R"sql(
  WITH forgotten AS (
    DELETE FROM identity.used_state WHERE expires_at < $3::timestamptz - interval '1 hour')
  INSERT INTO identity.used_state (state_sha256, expires_at) VALUES ($1::bytea, $2::timestamptz)
  ON CONFLICT (state_sha256) DO NOTHING RETURNING 1)sql",
                                      true};

constexpr db::Statement kKnow = {"identity_know_device", R"sql(
  INSERT INTO identity.device (token_sha256, officer, last_used_at) VALUES ($1::bytea, $2, $3::timestamptz)
  ON CONFLICT (officer, token_sha256) DO UPDATE SET last_used_at = excluded.last_used_at)sql",
                                 true};

constexpr db::Statement kIsKnown = {"identity_is_known_device", R"sql(
  SELECT 1 FROM identity.device WHERE officer = $1 AND token_sha256 = $2::bytea
     AND last_used_at >= $3::timestamptz)sql"};

constexpr db::Statement kList = {"identity_list_sessions", R"sql(
  SELECT id, device, (extract(epoch FROM created_at) * 1e6)::bigint AS created_at,
         (extract(epoch FROM last_seen_at) * 1e6)::bigint AS last_seen_at,
         (extract(epoch FROM expires_at) * 1e6)::bigint AS expires_at
    FROM identity.session
   WHERE officer = $1 AND ended_at IS NULL AND expires_at > $2::timestamptz
     AND last_seen_at + make_interval(secs => idle_seconds) > $2::timestamptz AND id < $3::bigint
   ORDER BY id DESC LIMIT $4::int)sql"};

constexpr db::Statement kEnd = {"identity_end_session", R"sql(
  UPDATE identity.session SET ended_at = $3::timestamptz
   WHERE id = $1::bigint AND officer = $2 AND ended_at IS NULL RETURNING 1)sql",
                                true};

constexpr db::Statement kActUnder = {"identity_act_under", R"sql(
  UPDATE identity.session SET acting_under = $2::bigint WHERE id = $1::bigint AND officer = $3)sql",
                                     true};

}  // namespace

absl::StatusOr<int64_t> SignInStore::Open(const Command& command, const NewSession& session) {
  int64_t id = 0;
  RETURN_IF_ERROR(CarryOut(pool_, command, [&](db::Transaction& tx, Command*) -> absl::Status {
    const std::string now = Instant(command.now);
    if (session.totp_step) {
      ASSIGN_OR_RETURN(const auto taken,
                       tx.Run(kTakeCode, db::Params().Text(command.about).Int(*session.totp_step)));
      if (taken.empty()) return absl::AbortedError("the code was taken by another sign-in");
    }
    ASSIGN_OR_RETURN(const auto opened, tx.Run(kOpen, db::Params()
                                                          .Bytes(session.token_sha256)
                                                          .Text(command.about)
                                                          .Text(session.device)
                                                          .Text(now)
                                                          .Int(session.idle_seconds)
                                                          .Text(Instant(session.expires_at))));
    id = opened[0][0].as<int64_t>();
    return tx.Run(kKnow, db::Params().Bytes(session.device_sha256).Text(command.about).Text(now))
        .status();
  }));
  return id;
}

absl::StatusOr<int64_t> SignInStore::OpenByIssuer(const Command& command, const NewSession& session,
                                                  bool second_factor) {
  int64_t id = 0;
  RETURN_IF_ERROR(CarryOut(pool_, command, [&](db::Transaction& tx, Command*) -> absl::Status {
    ASSIGN_OR_RETURN(const auto opened, tx.Run(kOpenByIssuer, db::Params()
                                                                  .Bytes(session.token_sha256)
                                                                  .Text(command.about)
                                                                  .Text(session.device)
                                                                  .Text(Instant(command.now))
                                                                  .Int(session.idle_seconds)
                                                                  .Text(Instant(session.expires_at))
                                                                  .Bool(second_factor)));
    id = opened[0][0].as<int64_t>();
    return absl::OkStatus();
  }));
  return id;
}

absl::StatusOr<bool> SignInStore::TakeState(const std::string& state_sha256, absl::Time expires_at,
                                            absl::Time now) {
  ASSIGN_OR_RETURN(
      const auto rows,
      pool_.Run(kTakeState,
                db::Params().Bytes(state_sha256).Text(Instant(expires_at)).Text(Instant(now))));
  return !rows.empty();
}

absl::StatusOr<bool> SignInStore::IsKnownDevice(const std::string& officer,
                                                const std::string& device_sha256,
                                                absl::Time since) {
  ASSIGN_OR_RETURN(
      const auto rows,
      pool_.Run(kIsKnown, db::Params().Text(officer).Bytes(device_sha256).Text(Instant(since))));
  return !rows.empty();
}

absl::StatusOr<std::vector<v1::Session>> SignInStore::List(const std::string& officer,
                                                           absl::Time now, int64_t below,
                                                           int limit) {
  ASSIGN_OR_RETURN(
      const auto rows,
      pool_.Run(kList, db::Params().Text(officer).Text(Instant(now)).Int(below).Int(limit)));
  std::vector<v1::Session> sessions;
  for (const auto& row : rows) {
    v1::Session& session = sessions.emplace_back();
    session.set_id(row["id"].as<int64_t>());
    session.set_device(row["device"].c_str());
    *session.mutable_created_at() = ToTimestamp(db::TimeOf(row["created_at"]));
    *session.mutable_last_seen_at() = ToTimestamp(db::TimeOf(row["last_seen_at"]));
    *session.mutable_expires_at() = ToTimestamp(db::TimeOf(row["expires_at"]));
  }
  return sessions;
}

absl::Status SignInStore::End(const Command& command, int64_t session) {
  return CarryOut(pool_, command, [&](db::Transaction& tx, Command*) -> absl::Status {
    ASSIGN_OR_RETURN(
        const auto ended,
        tx.Run(kEnd, db::Params().Int(session).Text(command.about).Text(Instant(command.now))));
    if (!ended.empty()) return absl::OkStatus();
    return NotFound("session", "Không có phiên đăng nhập này.");
  });
}

absl::Status SignInStore::ActUnder(const Command& command, int64_t session,
                                   const std::optional<int64_t>& substitution) {
  return CarryOut(pool_, command, [&](db::Transaction& tx, Command*) -> absl::Status {
    return tx.Run(kActUnder, db::Params().Int(session).IntOrNull(substitution).Text(command.about))
        .status();
  });
}

}  // namespace donthu::identity
