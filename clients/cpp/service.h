// What the typed clients share: a service looked up by name, and calls that return values.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "clients/cpp/connection.h"

namespace donthu::client {

class Service {
 public:
  // `full_name` as in the proto, e.g. "donthu.intake.v1.IntakeService". The connection outlives
  // this.
  Service(Connection& connection, const std::string& full_name);

  template <typename Response>
  absl::StatusOr<Response> Call(const std::string& method,
                                const google::protobuf::Message& request) const {
    Response response;
    const absl::Status status = connection_.Call(Method(method), request, &response);
    if (!status.ok()) return status;
    return response;
  }

  std::unique_ptr<MessageReader> Read(const std::string& method,
                                      const google::protobuf::Message& request) const {
    return connection_.Read(Method(method), request);
  }

 private:
  const google::protobuf::MethodDescriptor& Method(const std::string& name) const;

  Connection& connection_;
  const google::protobuf::ServiceDescriptor& service_;
};

}  // namespace donthu::client
