#include "services/base/access/certificate_store.h"

#include <nlohmann/json.hpp>

#include "services/base/access/session_store.h"
#include "services/base/status/status.h"

namespace donthu {
namespace {

constexpr db::Statement kFind = {"certificate_find", R"sql(
  SELECT system, agency_code, to_json(methods) AS methods, names_callers,
         (extract(epoch FROM valid_from) * 1e6)::bigint AS valid_from,
         (extract(epoch FROM valid_to) * 1e6)::bigint AS valid_to
    FROM identity_api.certificate WHERE sha256 = $1::bytea AND NOT revoked)sql"};

// Of systems that call at one time; beyond, everything is read anew.
constexpr size_t kKnownMax = 1000;

}  // namespace

absl::StatusOr<CertificateStore::Known> CertificateStore::Read(const std::string& sha256,
                                                               absl::Time now) {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kFind, db::Params().Bytes(sha256)));
  if (rows.empty()) return NotSignedIn();
  const auto row = rows[0];
  Known known;
  Principal& principal = known.system.principal;
  principal.officer = row["system"].c_str();
  principal.self = principal.officer;
  principal.agency = row["agency_code"].c_str();
  principal.roles = {options::v1::ROLE_SYSTEM};
  principal.methods = std::make_shared<const std::vector<std::string>>(
      nlohmann::json::parse(row["methods"].c_str()).get<std::vector<std::string>>());
  known.system.names_callers = row["names_callers"].as<bool>();
  known.read_at = now;
  known.good_from = db::TimeOf(row["valid_from"]);
  known.good_until = db::TimeOf(row["valid_to"]);
  return known;
}

absl::StatusOr<CertifiedSystem> CertificateStore::Find(const std::string& sha256) {
  const absl::Time now = clock_.Now();
  {
    std::lock_guard lock(mutex_);
    const auto found = known_.find(sha256);
    if (found != known_.end() && now >= found->second.read_at &&
        now - found->second.read_at < kSessionKnownFor && now >= found->second.good_from &&
        now < found->second.good_until) {
      return found->second.system;
    }
  }
  auto known = Read(sha256, now);
  if (known.ok() && (now < known->good_from || now >= known->good_until)) known = NotSignedIn();
  std::lock_guard lock(mutex_);
  if (!known.ok()) {
    known_.erase(sha256);
    return known.status();
  }
  if (known_.size() >= kKnownMax) known_.clear();
  known_[sha256] = *known;
  return known->system;
}

}  // namespace donthu
