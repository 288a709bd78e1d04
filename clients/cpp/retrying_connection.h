// A Connection that repeats calls where that is safe and sensible. The loop is here and nowhere
// else.
#pragma once

#include <memory>
#include <string>

#include "clients/cpp/connection.h"
#include "clients/cpp/stub.h"

namespace donthu::client {

class RetryingConnection : public Connection {
 public:
  // Only deadline, retry, sleep, now and random of the options are looked at; the last three are
  // set.
  RetryingConnection(ConnectionOptions options, std::unique_ptr<Stub> stub);

  // The message of a failure ends with why the loop ended and after how many attempts.
  absl::Status Call(const google::protobuf::MethodDescriptor& method,
                    const google::protobuf::Message& request,
                    google::protobuf::Message* response) override;
  std::unique_ptr<MessageReader> Read(const google::protobuf::MethodDescriptor& method,
                                      const google::protobuf::Message& request) override;
  std::vector<EndpointHealth> Health() override;

 private:
  absl::Duration WaitAfter(int attempt) const;

  const ConnectionOptions options_;
  const std::unique_ptr<Stub> stub_;
};

}  // namespace donthu::client
