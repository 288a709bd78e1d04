#include "clients/cpp/grpc_stub_channel.h"

#include <grpcpp/grpcpp.h>

#include "services/base/config/config.h"
#include "services/base/status/status.h"

namespace donthu::client {
namespace {

// A directory export or a page of petitions; above gRPC's own 4 MB.
constexpr int kResponseBytesMax = 64 << 20;

absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> CredentialsOf(
    const ConnectionOptions& options) {
  if (options.ca_file.empty()) return grpc::InsecureChannelCredentials();
  grpc::SslCredentialsOptions ssl;
  ASSIGN_OR_RETURN(ssl.pem_root_certs, config::ReadFile(options.ca_file));
  if (!options.certificate_file.empty()) {
    ASSIGN_OR_RETURN(ssl.pem_cert_chain, config::ReadFile(options.certificate_file));
    RETURN_IF_ERROR(config::RefuseIfOthersMayRead(options.key_file));
    ASSIGN_OR_RETURN(ssl.pem_private_key, config::ReadFile(options.key_file));
  }
  return grpc::SslCredentials(ssl);
}

std::shared_ptr<grpc::Channel> Open(const std::string& endpoint,
                                    const std::shared_ptr<grpc::ChannelCredentials>& credentials) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kResponseBytesMax);
  // gRPC's own pause before it connects anew must not be longer than our waits between attempts.
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 1000);
  // Despite its name, how long a connection may take: TLS with a far or busy server takes its time.
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 5000);
  // Repeating is decided in one place only, retrying_connection.cc.
  arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
  return grpc::CreateCustomChannel(endpoint, credentials, arguments);
}

}  // namespace

absl::StatusOr<GrpcChannels> OpenGrpcChannels(const ConnectionOptions& options) {
  RETURN_IF_ERROR(CheckOptions(options));
  ASSIGN_OR_RETURN(const auto credentials, CredentialsOf(options));
  GrpcChannels channels;
  if (!options.endpoint.empty()) channels[options.endpoint] = Open(options.endpoint, credentials);
  for (const auto& [service, endpoint] : options.service_endpoints) {
    if (channels.count(endpoint) == 0) channels[endpoint] = Open(endpoint, credentials);
  }
  return channels;
}

}  // namespace donthu::client
