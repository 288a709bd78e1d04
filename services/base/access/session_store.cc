#include "services/base/access/session_store.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "absl/strings/str_format.h"
#include "services/base/status/status.h"

namespace donthu {
namespace {

constexpr db::Statement kFind = {"session_find", R"sql(
  SELECT id, officer, agency_code, to_json(roles) AS roles, valid_from, valid_to,
         (extract(epoch FROM last_seen_at) * 1e6)::bigint AS last_seen_at, idle_seconds,
         (extract(epoch FROM expires_at) * 1e6)::bigint AS expires_at, ended, must_change,
         acting_for, acting_from, acting_to, to_json(acting_roles) AS acting_roles, acting_valid_from, acting_valid_to,
         totp_confirmed
    FROM identity_api.session WHERE token_sha256 = $1::bytea)sql"};

constexpr db::Statement kTouch = {"session_touch",
                                  "SELECT identity.touch($1::bytea, $2::timestamptz)", true};

// Uses are told to the minute, so that reading does not become writing.
constexpr absl::Duration kTellEvery = absl::Minutes(1);
// Of those who use the system at one time; beyond, everything is read anew.
constexpr size_t kKnownMax = 20000;

bool InOffice(const pqxx::field& from, const pqxx::field& to, absl::CivilDay today) {
  const auto first = db::OptionalDayOf(from);
  const auto last = db::OptionalDayOf(to);
  return (!first || *first <= today) && (!last || today <= *last);
}

std::vector<options::v1::Role> RolesOf(const pqxx::field& field) {
  std::vector<options::v1::Role> roles;
  if (field.is_null()) return roles;
  for (const auto& role : nlohmann::json::parse(field.c_str())) {
    roles.push_back(static_cast<options::v1::Role>(role.get<int>()));
  }
  return roles;
}

// Roles that rest on one person's trust: no deputy gets them.
bool Passes(options::v1::Role role) {
  return role != options::v1::ROLE_ADMINISTRATOR && role != options::v1::ROLE_CUSTODIAN &&
         role != options::v1::ROLE_SYSTEM;
}

// Adds the rights of the officer acted for while the substitution is in force.
void AddActing(const pqxx::row& row, absl::CivilDay today, Principal* principal) {
  if (row["acting_for"].is_null() || row["acting_roles"].is_null()) return;
  if (!InOffice(row["acting_from"], row["acting_to"], today)) return;
  if (!InOffice(row["acting_valid_from"], row["acting_valid_to"], today)) return;
  principal->officer += std::string("/") + row["acting_for"].c_str();
  for (const auto role : RolesOf(row["acting_roles"])) {
    auto& roles = principal->roles;
    if (Passes(role) && std::find(roles.begin(), roles.end(), role) == roles.end()) {
      roles.push_back(role);
    }
  }
}

}  // namespace

absl::StatusOr<SessionStore::Known> SessionStore::Read(const std::string& token_sha256,
                                                       absl::Time now) {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kFind, db::Params().Bytes(token_sha256)));
  if (rows.empty()) return NotSignedIn();
  const auto row = rows[0];
  const absl::CivilDay today = absl::ToCivilDay(now, VietnamTime());
  if (row["ended"].as<bool>() || !InOffice(row["valid_from"], row["valid_to"], today)) {
    return NotSignedIn();
  }
  Known known;
  known.principal.officer = row["officer"].c_str();
  known.principal.self = known.principal.officer;
  known.principal.agency = row["agency_code"].c_str();
  known.principal.roles = RolesOf(row["roles"]);
  known.principal.session = row["id"].as<int64_t>();
  known.principal.must_change_password = row["must_change"].as<bool>();
  AddActing(row, today, &known.principal);
  known.principal.must_enrol_totp =
      !row["totp_confirmed"].as<bool>() && NeedSecondFactor(known.principal.roles);
  known.told_at = db::TimeOf(row["last_seen_at"]);
  known.read_at = now;
  known.good_until = std::min(db::TimeOf(row["expires_at"]),
                              known.told_at + absl::Seconds(row["idle_seconds"].as<int64_t>()));
  return known;
}

void SessionStore::Tell(const std::string& token_sha256, absl::Time now, Known* known) {
  const std::string at = absl::FormatTime("%Y-%m-%d %H:%M:%E6S+00", now, absl::UTCTimeZone());
  // Untold, the session only seems idle a little longer than it was.
  if (pool_.Run(kTouch, db::Params().Bytes(token_sha256).Text(at)).ok()) known->told_at = now;
}

absl::StatusOr<Principal> SessionStore::Find(const std::string& token_sha256) {
  const absl::Time now = clock_.Now();
  {
    std::lock_guard lock(mutex_);
    const auto found = known_.find(token_sha256);
    if (found != known_.end() && now >= found->second.read_at &&
        now - found->second.read_at < kSessionKnownFor && now < found->second.good_until) {
      return found->second.principal;
    }
  }
  auto known = Read(token_sha256, now);
  if (known.ok() && now >= known->good_until) known = NotSignedIn();
  if (known.ok() && now - known->told_at >= kTellEvery) Tell(token_sha256, now, &*known);
  std::lock_guard lock(mutex_);
  if (!known.ok()) {
    known_.erase(token_sha256);
    return known.status();
  }
  // Once it has done what comes first, a session goes on at once.
  if (known->principal.must_change_password || known->principal.must_enrol_totp) {
    known_.erase(token_sha256);
    return known->principal;
  }
  if (known_.size() >= kKnownMax) known_.clear();
  known_[token_sha256] = *known;
  return known->principal;
}

}  // namespace donthu
