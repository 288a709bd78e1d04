#include "services/base/rpc/server_tls.h"

#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_credentials_options.h>

#include <cstdlib>
#include <cstring>

#include "services/base/rpc/server.h"

namespace donthu::rpc {

// gRPC 1.51 has no setting for the lowest version. It takes the ciphers of TLS 1.2 from this
// variable, read once, and those of TLS 1.3 from OpenSSL: with one for which nobody here has a
// pre-shared key, TLS 1.2 finds none in common and ends. services/base/rpc/server_test.cc tries it.
void RequireTls13() {
  constexpr char kName[] = "GRPC_SSL_CIPHER_SUITES";
  constexpr char kUnusable[] = "ECDHE-PSK-CHACHA20-POLY1305";
  const char* set = std::getenv(kName);
  if (set == nullptr || std::strcmp(set, kUnusable) != 0) setenv(kName, kUnusable, 1);
}

std::shared_ptr<grpc::ServerCredentials> MakeTlsCredentials(const certificate::ServerFiles& files,
                                                            absl::Duration look_again) {
  namespace tls = grpc::experimental;
  RequireTls13();
  tls::TlsServerCredentialsOptions options(std::make_shared<tls::FileWatcherCertificateProvider>(
      files.key, files.certificate, files.client_authority,
      static_cast<unsigned>(absl::ToInt64Seconds(look_again))));
  options.watch_identity_key_cert_pairs();
  if (!files.client_authority.empty()) {
    options.watch_root_certs();
    options.set_cert_request_type(GRPC_SSL_REQUEST_CLIENT_CERTIFICATE_AND_VERIFY);
  }
  return tls::TlsServerCredentials(options);
}

std::string CertificateOf(const grpc::ServerContextBase& context) {
  const auto auth = context.auth_context();
  if (auth == nullptr) return "";
  const auto pem = auth->FindPropertyValues(GRPC_X509_PEM_CERT_PROPERTY_NAME);
  if (pem.empty()) return "";
  return certificate::FingerprintOf(std::string(pem[0].data(), pem[0].size()));
}

}  // namespace donthu::rpc
