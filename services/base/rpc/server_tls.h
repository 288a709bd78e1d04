// The server's side of TLS.
#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>

#include "absl/time/time.h"
#include "services/base/certificate/certificate.h"

namespace donthu::rpc {

// TLS 1.3 and nothing older; the files have been checked. Callers may show a certificate where an
// authority is named: one of another authority, past its days or issued for servers ends the
// handshake. The files are looked at anew that often, to the second.
std::shared_ptr<grpc::ServerCredentials> MakeTlsCredentials(const certificate::ServerFiles& files,
                                                            absl::Duration look_again);

// SHA-256 (32 bytes) of the certificate that the caller showed, which was found good; empty when it
// showed none.
std::string CertificateOf(const grpc::ServerContextBase& context);

}  // namespace donthu::rpc
