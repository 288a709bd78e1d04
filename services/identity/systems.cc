#include "services/identity/systems.h"

#include <limits>
#include <nlohmann/json.hpp>

#include "absl/strings/escaping.h"
#include "services/base/certificate/certificate.h"
#include "services/base/clock/timestamp.h"
#include "services/base/config/config.h"
#include "services/base/page/page.h"
#include "services/base/status/status.h"

namespace donthu::identity {
namespace {

absl::Status Unfit(const char* what) {
  return InvalidField("certificate_pem", what,
                      "Chứng thư không dùng được: phải do cơ quan chứng thực của hệ thống này cấp, "
                      "cho một hệ thống, và còn hạn.");
}

}  // namespace

template <typename Request>
Command Systems::Begin(const rpc::Call& call, const Request& request,
                       const v1::SystemCertificate& certificate, const char* kind,
                       absl::Time now) const {
  Officer about;
  about.id = certificate.system();
  about.agency = certificate.agency_code();
  auto command = commands_.Begin(call, request, about, kind, now);
  command.subject = "system/" + certificate.system();
  nlohmann::json payload = {{"certificate_sha256", certificate.certificate_sha256()},
                            {"methods", certificate.methods()},
                            {"names_callers", certificate.names_callers()}};
  command.payload = payload.dump();
  command.response = commands_.Seal(request.request_id(), certificate);
  return command;
}

absl::StatusOr<v1::SystemCertificate> Systems::Examine(
    const v1::RegisterCertificateRequest& request, absl::Time now) const {
  if (authority_file_.empty()) return Unfit("can't be checked: tls.client_ca_file is not set");
  ASSIGN_OR_RETURN(const auto authority, config::ReadFile(authority_file_));
  const auto read = certificate::Read(request.certificate_pem());
  if (!read.ok()) return Unfit("holds no certificate");
  if (!certificate::CheckClient(request.certificate_pem(), authority, now).ok()) {
    return Unfit("is not valid now, or not of our authority for a client");
  }
  if (read->system.empty() || !read->for_clients || read->for_servers) {
    return Unfit("is not a system's: it names none, or is for servers");
  }
  v1::SystemCertificate certificate;
  certificate.set_certificate_sha256(absl::BytesToHexString(read->sha256));
  certificate.set_system(read->system);
  certificate.set_agency_code(request.agency_code());
  *certificate.mutable_methods() = request.methods();
  certificate.set_names_callers(request.names_callers());
  *certificate.mutable_valid_from() = ToTimestamp(read->valid_from);
  *certificate.mutable_valid_to() = ToTimestamp(read->valid_to);
  *certificate.mutable_registered_at() = ToTimestamp(now);
  return certificate;
}

absl::StatusOr<v1::SystemCertificate> Systems::Register(
    const rpc::Call& call, const v1::RegisterCertificateRequest& request, absl::Time now) {
  ASSIGN_OR_RETURN(const auto earlier, commands_.Repeated<v1::SystemCertificate>(call, request));
  if (earlier) return *earlier;
  ASSIGN_OR_RETURN(auto certificate, Examine(request, now));
  certificate.set_registered_by(call.principal.officer);
  RETURN_IF_ERROR(store_.Register(
      Begin(call, request, certificate, "identity.CertificateRegistered", now), certificate));
  return certificate;
}

absl::StatusOr<v1::SystemCertificate> Systems::Revoke(const rpc::Call& call,
                                                      const v1::RevokeCertificateRequest& request,
                                                      absl::Time now) {
  ASSIGN_OR_RETURN(const auto earlier, commands_.Repeated<v1::SystemCertificate>(call, request));
  if (earlier) return *earlier;
  const std::string sha256 = absl::HexStringToBytes(request.certificate_sha256());
  ASSIGN_OR_RETURN(auto found, store_.Find(sha256));
  if (!found || !call.reach.Includes(found->agency_code())) {
    return NotFound("certificate", "Không có chứng thư này.");
  }
  *found->mutable_revoked_at() = ToTimestamp(now);
  found->set_revoked_reason(request.reason());
  RETURN_IF_ERROR(store_.Revoke(Begin(call, request, *found, "identity.CertificateRevoked", now),
                                sha256, request.reason()));
  return *std::move(found);
}

absl::StatusOr<v1::ListCertificatesResponse> Systems::List(
    const rpc::Call& call, const v1::ListCertificatesRequest& request) {
  ASSIGN_OR_RETURN(const auto key, page::Key(request, request.page_token(), "i"));
  const int size = page::Size(request.page_size());
  CertificatesWanted wanted;
  wanted.agencies = call.reach.agencies();
  wanted.below = key.empty() ? std::numeric_limits<int64_t>::max() : std::stoll(key[0]);
  wanted.limit = size + 1;
  ASSIGN_OR_RETURN(const auto found, store_.List(wanted));
  v1::ListCertificatesResponse response;
  for (const auto& one : found) {
    if (response.certificates_size() == size) {
      const auto last = static_cast<size_t>(size) - 1;
      response.set_next_page_token(page::Token(request, {std::to_string(found[last].id)}));
      break;
    }
    *response.add_certificates() = one.certificate;
  }
  return response;
}

}  // namespace donthu::identity
