#include "services/identity/system_store.h"

#include <nlohmann/json.hpp>

#include "absl/strings/escaping.h"
#include "services/base/clock/timestamp.h"
#include "services/base/status/status.h"
#include "services/identity/command_store.h"

namespace donthu::identity {
namespace {

// Two of one system at once meet on the lock that CarryOut takes on its name.
constexpr db::Statement kNameTaken = {"identity_system_name_taken", R"sql(
  SELECT 1 FROM directory_api.officer WHERE id = $1
   UNION ALL SELECT 1 FROM identity.certificate WHERE system = $1 AND agency_code <> $2 LIMIT 1)sql"};

constexpr db::Statement kRegister = {"identity_register_certificate", R"sql(
  INSERT INTO identity.certificate (sha256, system, agency_code, methods, names_callers, valid_from, valid_to,
                                    registered_at, registered_by)
  VALUES ($1::bytea, $2, $3, $4::text[], $5::boolean, $6::timestamptz, $7::timestamptz, $8::timestamptz, $9)
  ON CONFLICT (sha256) DO NOTHING RETURNING 1)sql",
                                     true};

constexpr db::Statement kFind = {"identity_find_certificate", R"sql(
  SELECT id, encode(sha256, 'hex') AS sha256, system, agency_code, to_json(methods) AS methods, names_callers,
         (extract(epoch FROM valid_from) * 1e6)::bigint AS valid_from,
         (extract(epoch FROM valid_to) * 1e6)::bigint AS valid_to,
         (extract(epoch FROM registered_at) * 1e6)::bigint AS registered_at, registered_by,
         (extract(epoch FROM revoked_at) * 1e6)::bigint AS revoked_at, revoked_reason
    FROM identity.certificate WHERE sha256 = $1::bytea)sql"};

constexpr db::Statement kList = {"identity_list_certificates", R"sql(
  SELECT id, encode(sha256, 'hex') AS sha256, system, agency_code, to_json(methods) AS methods, names_callers,
         (extract(epoch FROM valid_from) * 1e6)::bigint AS valid_from,
         (extract(epoch FROM valid_to) * 1e6)::bigint AS valid_to,
         (extract(epoch FROM registered_at) * 1e6)::bigint AS registered_at, registered_by,
         (extract(epoch FROM revoked_at) * 1e6)::bigint AS revoked_at, revoked_reason
    FROM identity.certificate
   WHERE id < $1::bigint AND ($2::text[] IS NULL OR agency_code = ANY ($2::text[]))
   ORDER BY id DESC LIMIT $3::int)sql"};

constexpr db::Statement kRevoke = {"identity_revoke_certificate", R"sql(
  UPDATE identity.certificate SET revoked_at = $2::timestamptz, revoked_reason = $3
   WHERE sha256 = $1::bytea AND revoked_at IS NULL RETURNING 1)sql",
                                   true};

v1::SystemCertificate CertificateOf(const pqxx::row& row) {
  v1::SystemCertificate certificate;
  certificate.set_certificate_sha256(row["sha256"].c_str());
  certificate.set_system(row["system"].c_str());
  certificate.set_agency_code(row["agency_code"].c_str());
  for (const auto& method : nlohmann::json::parse(row["methods"].c_str())) {
    certificate.add_methods(method.get<std::string>());
  }
  certificate.set_names_callers(row["names_callers"].as<bool>());
  *certificate.mutable_valid_from() = ToTimestamp(db::TimeOf(row["valid_from"]));
  *certificate.mutable_valid_to() = ToTimestamp(db::TimeOf(row["valid_to"]));
  *certificate.mutable_registered_at() = ToTimestamp(db::TimeOf(row["registered_at"]));
  certificate.set_registered_by(row["registered_by"].c_str());
  if (!row["revoked_at"].is_null()) {
    *certificate.mutable_revoked_at() = ToTimestamp(db::TimeOf(row["revoked_at"]));
    certificate.set_revoked_reason(row["revoked_reason"].c_str());
  }
  return certificate;
}

}  // namespace

absl::Status SystemStore::Register(const Command& command,
                                   const v1::SystemCertificate& certificate) {
  return CarryOut(pool_, command, [&](db::Transaction& tx, Command*) -> absl::Status {
    ASSIGN_OR_RETURN(
        const auto taken,
        tx.Run(kNameTaken,
               db::Params().Text(certificate.system()).Text(certificate.agency_code())));
    if (!taken.empty()) {
      return InvalidField("certificate_pem", "names an officer, or a system of another agency",
                          "Tên hệ thống trong chứng thư đã là của cán bộ hoặc cơ quan khác.");
    }
    ASSIGN_OR_RETURN(
        const auto registered,
        tx.Run(kRegister,
               db::Params()
                   .Bytes(absl::HexStringToBytes(certificate.certificate_sha256()))
                   .Text(certificate.system())
                   .Text(certificate.agency_code())
                   .TextArray({certificate.methods().begin(), certificate.methods().end()})
                   .Bool(certificate.names_callers())
                   .Text(Instant(FromTimestamp(certificate.valid_from())))
                   .Text(Instant(FromTimestamp(certificate.valid_to())))
                   .Text(Instant(FromTimestamp(certificate.registered_at())))
                   .Text(certificate.registered_by())));
    if (!registered.empty()) return absl::OkStatus();
    return InvalidField("certificate_pem", "is registered already",
                        "Chứng thư này đã được đăng ký, hoặc đã bị thu hồi.");
  });
}

absl::StatusOr<std::optional<v1::SystemCertificate>> SystemStore::Find(const std::string& sha256) {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kFind, db::Params().Bytes(sha256)));
  if (rows.empty()) return std::optional<v1::SystemCertificate>();
  return std::optional<v1::SystemCertificate>(CertificateOf(rows[0]));
}

absl::Status SystemStore::Revoke(const Command& command, const std::string& sha256,
                                 const std::string& reason) {
  return CarryOut(pool_, command, [&](db::Transaction& tx, Command*) -> absl::Status {
    ASSIGN_OR_RETURN(
        const auto revoked,
        tx.Run(kRevoke, db::Params().Bytes(sha256).Text(Instant(command.now)).Text(reason)));
    if (!revoked.empty()) return absl::OkStatus();
    return NotFound("certificate", "Không có chứng thư này, hoặc đã bị thu hồi trước đó.");
  });
}

absl::StatusOr<std::vector<NumberedCertificate>> SystemStore::List(
    const CertificatesWanted& wanted) {
  db::Params params;
  params.Int(wanted.below);
  if (wanted.agencies) {
    params.TextArray(*wanted.agencies);
  } else {
    params.Null();
  }
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kList, params.Int(wanted.limit)));
  std::vector<NumberedCertificate> certificates;
  for (const auto& row : rows) {
    certificates.push_back({row["id"].as<int64_t>(), CertificateOf(row)});
  }
  return certificates;
}

}  // namespace donthu::identity
