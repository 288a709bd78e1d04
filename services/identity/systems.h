// The systems of agencies: which certificates may call, for which agency, and what.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "donthu/identity/v1/identity_service.pb.h"
#include "services/base/rpc/methods.h"
#include "services/identity/commands.h"
#include "services/identity/system_store.h"

namespace donthu::identity {

class Systems {
 public:
  // `commands` outlives this. `authority_file`: PEM file of those whose certificates may be
  // registered, read at each registration; empty = none may.
  Systems(db::Pool& pool, const Commands& commands, std::string authority_file)
      : store_(pool), commands_(commands), authority_file_(std::move(authority_file)) {}

  absl::StatusOr<v1::SystemCertificate> Register(const rpc::Call& call,
                                                 const v1::RegisterCertificateRequest& request,
                                                 absl::Time now);
  absl::StatusOr<v1::SystemCertificate> Revoke(const rpc::Call& call,
                                               const v1::RevokeCertificateRequest& request,
                                               absl::Time now);
  absl::StatusOr<v1::ListCertificatesResponse> List(const rpc::Call& call,
                                                    const v1::ListCertificatesRequest& request);

 private:
  // The certificate as it would be registered.
  absl::StatusOr<v1::SystemCertificate> Examine(const v1::RegisterCertificateRequest& request,
                                                absl::Time now) const;
  template <typename Request>
  Command Begin(const rpc::Call& call, const Request& request,
                const v1::SystemCertificate& certificate, const char* kind, absl::Time now) const;

  SystemStore store_;
  const Commands& commands_;
  const std::string authority_file_;
};

}  // namespace donthu::identity
