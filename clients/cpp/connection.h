// The way to the servers, as the typed clients see it. Derive from it to test code that calls us.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cpp/options.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace donthu::client {

// The messages of one server stream.
class MessageReader {
 public:
  virtual ~MessageReader() = default;
  // Waits for the next message. False when the server ended the stream; afterwards never call
  // again.
  virtual absl::StatusOr<bool> Next(google::protobuf::Message* message) = 0;
  // Ends the stream early; a waiting Next returns CANCELLED. May be called from another thread.
  virtual void Cancel() = 0;
};

// What the health service of one endpoint answered; OK = SERVING.
struct EndpointHealth {
  std::string endpoint;
  absl::Status status;
};

// Failures carry the server's ErrorDetail (donthu::DetailOf). UNAVAILABLE without a reason means
// that no server was reached. Safe for use by several threads at once.
class Connection {
 public:
  virtual ~Connection() = default;
  // Calls a unary method and fills `response`.
  virtual absl::Status Call(const google::protobuf::MethodDescriptor& method,
                            const google::protobuf::Message& request,
                            google::protobuf::Message* response) = 0;
  // Opens a server stream. Failures come with the first Next; a stream is never opened anew by
  // itself, since only the caller knows where to go on. Outlived by the connection.
  virtual std::unique_ptr<MessageReader> Read(const google::protobuf::MethodDescriptor& method,
                                              const google::protobuf::Message& request) = 0;
  // Asks each endpoint once, in order of name.
  virtual std::vector<EndpointHealth> Health() = 0;
};

// Connects lazily, on the first call. Unary calls are repeated as options.retry says where
// repeating is safe: methods marked NO_SIDE_EFFECTS, and methods marked IDEMPOTENT whose request_id
// is set.
absl::StatusOr<std::unique_ptr<Connection>> MakeConnection(ConnectionOptions options);

}  // namespace donthu::client
