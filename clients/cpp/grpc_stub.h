// Attempts over gRPC, by method descriptor.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "clients/cpp/options.h"
#include "clients/cpp/stub.h"

namespace donthu::client {

// INVALID_ARGUMENT as CheckOptions, NOT_FOUND when a PEM file can't be read.
absl::StatusOr<std::unique_ptr<Stub>> MakeGrpcStub(const ConnectionOptions& options);

}  // namespace donthu::client
