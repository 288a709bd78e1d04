#include "clients/cli/redacted_connection.h"

#include "services/base/redact/redact.h"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

constexpr char kIdentity[] = "donthu.identity.v1.IdentityService";

class RedactedReader : public client::MessageReader {
 public:
  explicit RedactedReader(std::unique_ptr<client::MessageReader> reader)
      : reader_(std::move(reader)) {}

  absl::StatusOr<bool> Next(google::protobuf::Message* message) override {
    ASSIGN_OR_RETURN(const bool more, reader_->Next(message));
    Redact(message);
    return more;
  }
  void Cancel() override { reader_->Cancel(); }

 private:
  const std::unique_ptr<client::MessageReader> reader_;
};

class RedactedConnection : public client::Connection {
 public:
  explicit RedactedConnection(std::unique_ptr<client::Connection> connection)
      : connection_(std::move(connection)) {}

  absl::Status Call(const google::protobuf::MethodDescriptor& method,
                    const google::protobuf::Message& request,
                    google::protobuf::Message* response) override {
    RETURN_IF_ERROR(connection_->Call(method, request, response));
    if (method.service()->full_name() != kIdentity) Redact(response);
    return absl::OkStatus();
  }
  std::unique_ptr<client::MessageReader> Read(const google::protobuf::MethodDescriptor& method,
                                              const google::protobuf::Message& request) override {
    return std::make_unique<RedactedReader>(connection_->Read(method, request));
  }
  std::vector<client::EndpointHealth> Health() override { return connection_->Health(); }

 private:
  const std::unique_ptr<client::Connection> connection_;
};

}  // namespace

std::unique_ptr<client::Connection> Redacted(std::unique_ptr<client::Connection> connection) {
  return std::make_unique<RedactedConnection>(std::move(connection));
}

}  // namespace donthu::cli
