// The channels of a client, the same for whoever calls by gRPC.
#pragma once

#include <grpcpp/channel.h>

#include <map>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "clients/cpp/options.h"

namespace donthu::client {

// By endpoint, as EndpointOf names it.
using GrpcChannels = std::map<std::string, std::shared_ptr<grpc::Channel>>;

// One lazily connected channel for each endpoint of the options. INVALID_ARGUMENT as CheckOptions,
// NOT_FOUND when a PEM file can't be read, FAILED_PRECONDITION when others may read the key.
absl::StatusOr<GrpcChannels> OpenGrpcChannels(const ConnectionOptions& options);

}  // namespace donthu::client
