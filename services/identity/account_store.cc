#include "services/identity/account_store.h"

#include <nlohmann/json.hpp>

#include "services/base/db/request.h"
#include "services/base/status/status.h"
#include "services/identity/command_store.h"
#include "services/law/date.h"

namespace donthu::identity {
namespace {

constexpr db::Statement kFind = {"identity_find_officer", R"sql(
  SELECT o.id, o.name, o.agency_code, to_json(o.roles) AS roles, o.valid_from, o.valid_to, a.officer AS account,
         a.password_hash, a.must_change, a.disabled, a.totp_secret, a.totp_confirmed, a.totp_step,
         (extract(epoch FROM a.password_changed_at) * 1e6)::bigint AS password_changed_at
    FROM directory_api.officer AS o LEFT JOIN identity.account AS a ON a.officer = o.id WHERE o.id = $1)sql"};

constexpr db::Statement kRequest = {
    "identity_request",
    "SELECT fingerprint, response FROM identity.request WHERE request_id = $1::uuid"};

constexpr db::Statement kCreate = {"identity_create_account", R"sql(
  INSERT INTO identity.account (officer, password_hash, must_change, created_at, password_changed_at)
  VALUES ($1, $2, true, $3::timestamptz, $3::timestamptz) ON CONFLICT (officer) DO NOTHING RETURNING 1)sql",
                                   true};

constexpr db::Statement kSetPassword = {"identity_set_password", R"sql(
  UPDATE identity.account
     SET password_hash = $2, must_change = $3::boolean, disabled = disabled AND NOT $4::boolean,
         totp_secret = CASE WHEN $5::boolean THEN NULL ELSE totp_secret END,
         totp_confirmed = totp_confirmed AND NOT $5::boolean, password_changed_at = $6::timestamptz
   WHERE officer = $1 RETURNING 1)sql",
                                        true};

constexpr db::Statement kDisable = {
    "identity_disable",
    "UPDATE identity.account SET disabled = true WHERE officer = $1 RETURNING 1", true};

constexpr db::Statement kEnd = {"identity_end_sessions", R"sql(
  UPDATE identity.session SET ended_at = $2::timestamptz
   WHERE officer = $1 AND ended_at IS NULL AND id <> $3::bigint)sql",
                                true};

constexpr db::Statement kEnrol = {"identity_enrol_totp", R"sql(
  UPDATE identity.account SET totp_secret = $2::bytea, totp_confirmed = false WHERE officer = $1 RETURNING 1)sql",
                                  true};

constexpr db::Statement kConfirm = {"identity_confirm_totp", R"sql(
  UPDATE identity.account SET totp_confirmed = true, totp_step = $2::bigint
   WHERE officer = $1 AND totp_secret IS NOT NULL AND totp_step < $2::bigint RETURNING 1)sql",
                                    true};

constexpr db::Statement kGrant = {"identity_grant", R"sql(
  INSERT INTO identity.substitution (officer, deputy, starts_on, ends_on, reason, granted_by)
  VALUES ($1, $2, $3::date, $4::date, $5, $6) RETURNING id)sql",
                                  true};

constexpr db::Statement kFindSubstitution = {"identity_find_substitution", R"sql(
  SELECT id, officer, deputy, starts_on, ends_on, reason, revoked FROM identity.substitution
   WHERE id = $1::bigint)sql"};

constexpr db::Statement kInForce = {"identity_substitutions_in_force", R"sql(
  SELECT id, officer, deputy, starts_on, ends_on, reason, revoked FROM identity.substitution
   WHERE deputy = $1 AND $2::date BETWEEN starts_on AND ends_on AND NOT revoked ORDER BY id)sql"};

constexpr db::Statement kRevoke = {
    "identity_revoke_substitution",
    "UPDATE identity.substitution SET revoked = true WHERE id = $1::bigint RETURNING 1", true};

Account AccountOf(const pqxx::row& row) {
  Account account;
  account.password_hash = row["password_hash"].c_str();
  account.must_change = row["must_change"].as<bool>();
  account.disabled = row["disabled"].as<bool>();
  account.password_changed_at = db::TimeOf(row["password_changed_at"]);
  if (!row["totp_secret"].is_null()) account.totp_secret = db::BytesOf(row["totp_secret"]);
  account.totp_confirmed = row["totp_confirmed"].as<bool>();
  account.totp_step = row["totp_step"].as<int64_t>();
  return account;
}

v1::Substitution SubstitutionOf(const pqxx::row& row) {
  v1::Substitution substitution;
  substitution.set_id(row["id"].as<int64_t>());
  substitution.set_officer(row["officer"].c_str());
  substitution.set_deputy(row["deputy"].c_str());
  *substitution.mutable_from() = law::ToProto(db::DayOf(row["starts_on"]));
  *substitution.mutable_to() = law::ToProto(db::DayOf(row["ends_on"]));
  substitution.set_reason(row["reason"].c_str());
  substitution.set_revoked(row["revoked"].as<bool>());
  return substitution;
}

absl::CivilDay DayOf(const common::v1::Date& date) {
  return absl::CivilDay(date.year(), date.month(), date.day());
}

// OK when the statement found its row.
absl::Status Found(const absl::StatusOr<pqxx::result>& rows) {
  RETURN_IF_ERROR(rows.status());
  if (!rows->empty()) return absl::OkStatus();
  return NotFound("account", "Cán bộ này chưa có tài khoản.");
}

absl::Status EndSessions(db::Transaction& tx, const Command& command, int64_t except) {
  return tx.Run(kEnd, db::Params().Text(command.about).Text(Instant(command.now)).Int(except))
      .status();
}

}  // namespace

absl::StatusOr<std::optional<Officer>> AccountStore::Find(const std::string& id) {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kFind, db::Params().Text(id)));
  if (rows.empty()) return std::optional<Officer>();
  const auto row = rows[0];
  Officer officer;
  officer.id = row["id"].c_str();
  officer.name = row["name"].c_str();
  officer.agency = row["agency_code"].c_str();
  for (const auto& role : nlohmann::json::parse(row["roles"].c_str())) {
    officer.roles.push_back(static_cast<options::v1::Role>(role.get<int>()));
  }
  officer.valid_from = db::OptionalDayOf(row["valid_from"]);
  officer.valid_to = db::OptionalDayOf(row["valid_to"]);
  if (!row["account"].is_null()) officer.account = AccountOf(row);
  return std::optional<Officer>(std::move(officer));
}

absl::StatusOr<std::optional<std::string>> AccountStore::Answered(const std::string& request_id,
                                                                  const std::string& fingerprint) {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kRequest, db::Params().Text(request_id)));
  if (rows.empty()) return std::optional<std::string>();
  RETURN_IF_ERROR(db::IsRepeat(rows[0]["fingerprint"], fingerprint).status());
  return std::optional<std::string>(db::BytesOf(rows[0]["response"]));
}

absl::Status AccountStore::Create(const Command& command, const std::string& hash) {
  return CarryOut(pool_, command, [&](db::Transaction& tx, Command*) -> absl::Status {
    ASSIGN_OR_RETURN(
        const auto created,
        tx.Run(kCreate, db::Params().Text(command.about).Text(hash).Text(Instant(command.now))));
    if (!created.empty()) return absl::OkStatus();
    return InvalidField("officer", "has an account already", "Cán bộ này đã có tài khoản.");
  });
}

absl::Status AccountStore::SetPassword(const Command& command, const PasswordChange& change) {
  return CarryOut(pool_, command, [&](db::Transaction& tx, Command*) -> absl::Status {
    RETURN_IF_ERROR(Found(tx.Run(kSetPassword, db::Params()
                                                   .Text(command.about)
                                                   .Text(change.hash)
                                                   .Bool(change.must_change)
                                                   .Bool(change.enable)
                                                   .Bool(change.clear_totp)
                                                   .Text(Instant(command.now)))));
    return EndSessions(tx, command, change.keep_session);
  });
}

absl::Status AccountStore::Disable(const Command& command) {
  return CarryOut(pool_, command, [&](db::Transaction& tx, Command*) -> absl::Status {
    RETURN_IF_ERROR(Found(tx.Run(kDisable, db::Params().Text(command.about))));
    return EndSessions(tx, command, 0);
  });
}

absl::Status AccountStore::EnrolTotp(const Command& command, const std::string& sealed) {
  return CarryOut(pool_, command, [&](db::Transaction& tx, Command*) -> absl::Status {
    return Found(tx.Run(kEnrol, db::Params().Text(command.about).Bytes(sealed)));
  });
}

absl::Status AccountStore::ConfirmTotp(const Command& command, int64_t step) {
  return CarryOut(pool_, command, [&](db::Transaction& tx, Command*) -> absl::Status {
    return Found(tx.Run(kConfirm, db::Params().Text(command.about).Int(step)));
  });
}

absl::Status AccountStore::Grant(const Command& command, v1::Substitution* substitution,
                                 const std::function<std::string(const v1::Substitution&)>& seal) {
  return CarryOut(pool_, command, [&](db::Transaction& tx, Command* own) -> absl::Status {
    ASSIGN_OR_RETURN(const auto rows, tx.Run(kGrant, db::Params()
                                                         .Text(substitution->officer())
                                                         .Text(substitution->deputy())
                                                         .Day(DayOf(substitution->from()))
                                                         .Day(DayOf(substitution->to()))
                                                         .Text(substitution->reason())
                                                         .Text(command.actor)));
    substitution->set_id(rows[0][0].as<int64_t>());
    own->response = seal(*substitution);
    return absl::OkStatus();
  });
}

absl::StatusOr<std::optional<v1::Substitution>> AccountStore::FindSubstitution(int64_t id) {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kFindSubstitution, db::Params().Int(id)));
  if (rows.empty()) return std::optional<v1::Substitution>();
  return std::optional<v1::Substitution>(SubstitutionOf(rows[0]));
}

absl::Status AccountStore::RevokeSubstitution(const Command& command, int64_t id) {
  return CarryOut(pool_, command, [&](db::Transaction& tx, Command*) -> absl::Status {
    return tx.Run(kRevoke, db::Params().Int(id)).status();
  });
}

absl::StatusOr<std::vector<v1::Substitution>> AccountStore::InForce(const std::string& deputy,
                                                                    absl::CivilDay day) {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kInForce, db::Params().Text(deputy).Day(day)));
  std::vector<v1::Substitution> substitutions;
  for (const auto& row : rows) substitutions.push_back(SubstitutionOf(row));
  return substitutions;
}

absl::Status AccountStore::Record(const Command& event) {
  return CarryOut(pool_, event, [](db::Transaction&, Command*) { return absl::OkStatus(); });
}

}  // namespace donthu::identity
