// The wire as the retry loop sees it: one attempt, no patience. The only implementation is
// grpc_stub.cc.
#pragma once

#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "clients/cpp/connection.h"

namespace donthu::client {

class Stub {
 public:
  virtual ~Stub() = default;
  virtual absl::Status Call(const google::protobuf::MethodDescriptor& method,
                            const google::protobuf::Message& request,
                            google::protobuf::Message* response, absl::Time deadline) = 0;
  virtual std::unique_ptr<MessageReader> Read(const google::protobuf::MethodDescriptor& method,
                                              const google::protobuf::Message& request) = 0;
  virtual std::vector<EndpointHealth> Health(absl::Time deadline) = 0;
};

}  // namespace donthu::client
