#include "clients/cpp/grpc_stub.h"

#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/client_unary_call.h>
#include <grpcpp/impl/codegen/proto_utils.h>
#include <grpcpp/impl/rpc_method.h>
#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/sync_stream.h>

#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/str_format.h"
#include "clients/cpp/errors.h"
#include "clients/cpp/grpc_stub_channel.h"
#include "services/base/status/status.h"

namespace donthu::client {
namespace {

using google::protobuf::Message;
using google::protobuf::MethodDescriptor;
using grpc::internal::RpcMethod;

std::string PathOf(const MethodDescriptor& method) {
  return absl::StrFormat("/%s/%s", method.service()->full_name(), method.name());
}

// "donthu.intake.v1" gives "intake".
std::string ServiceOf(const MethodDescriptor& method) {
  const std::string& package = method.file()->package();
  const auto begin = package.find('.') + 1;
  return package.substr(begin, package.find('.', begin) - begin);
}

absl::Status FromGrpc(const grpc::Status& status) {
  return FromWire(static_cast<int>(status.error_code()), status.error_message(),
                  status.error_details());
}

class GrpcReader : public MessageReader {
 public:
  GrpcReader(grpc::Channel* channel, std::string path, const std::string& authorization,
             const Message& request)
      : path_(std::move(path)) {
    if (!authorization.empty()) context_.AddMetadata("authorization", authorization);
    reader_.reset(grpc::internal::ClientReaderFactory<Message>::Create(
        channel, RpcMethod(path_.c_str(), RpcMethod::SERVER_STREAMING), &context_, request));
  }
  ~GrpcReader() override {
    if (!finished_) {
      context_.TryCancel();
      reader_->Finish();
    }
  }

  absl::StatusOr<bool> Next(Message* message) override {
    if (reader_->Read(message)) return true;
    finished_ = true;
    const grpc::Status status = reader_->Finish();
    if (!status.ok()) return FromGrpc(status);
    return false;
  }
  void Cancel() override { context_.TryCancel(); }

 private:
  const std::string path_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReader<Message>> reader_;
  bool finished_ = false;
};

// A stream to a service for which no endpoint is configured.
class FailedReader : public MessageReader {
 public:
  explicit FailedReader(absl::Status status) : status_(std::move(status)) {}
  absl::StatusOr<bool> Next(Message*) override { return status_; }
  void Cancel() override {}

 private:
  const absl::Status status_;
};

class GrpcStub : public Stub {
 public:
  GrpcStub(ConnectionOptions options, GrpcChannels channels)
      : options_(std::move(options)), channels_(std::move(channels)) {
    if (!options_.token.empty()) authorization_ = "Bearer " + options_.token;
  }

  absl::Status Call(const MethodDescriptor& method, const Message& request, Message* response,
                    absl::Time deadline) override {
    grpc::Channel* channel = ChannelOf(method);
    if (channel == nullptr) return NoEndpoint(method);
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(deadline));
    if (!authorization_.empty()) context.AddMetadata("authorization", authorization_);
    const std::string path = PathOf(method);
    const RpcMethod rpc(path.c_str(), RpcMethod::NORMAL_RPC);
    return FromGrpc(grpc::internal::BlockingUnaryCall<Message, Message, Message, Message>(
        channel, rpc, &context, request, response));
  }

  std::unique_ptr<MessageReader> Read(const MethodDescriptor& method,
                                      const Message& request) override {
    grpc::Channel* channel = ChannelOf(method);
    if (channel == nullptr) return std::make_unique<FailedReader>(NoEndpoint(method));
    return std::make_unique<GrpcReader>(channel, PathOf(method), authorization_, request);
  }

  std::vector<EndpointHealth> Health(absl::Time deadline) override {
    std::vector<EndpointHealth> all;
    for (const auto& [endpoint, channel] : channels_) {
      all.push_back({endpoint, HealthOf(*channel, deadline)});
    }
    return all;
  }

 private:
  grpc::Channel* ChannelOf(const MethodDescriptor& method) const {
    const auto found = channels_.find(EndpointOf(options_, ServiceOf(method)));
    return found == channels_.end() ? nullptr : found->second.get();
  }

  absl::Status NoEndpoint(const MethodDescriptor& method) const {
    return absl::InvalidArgumentError(
        absl::StrFormat("no endpoint is configured for service \"%s\"", ServiceOf(method)));
  }

  // grpc.health.v1.Health/Check of the whole server: an empty request; field 1 = 1 says SERVING.
  absl::Status HealthOf(grpc::Channel& channel, absl::Time deadline) const {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(deadline));
    const RpcMethod rpc("/grpc.health.v1.Health/Check", RpcMethod::NORMAL_RPC);
    const grpc::Slice nothing(std::string{});
    const grpc::ByteBuffer request(&nothing, 1);
    grpc::ByteBuffer response;
    const grpc::Status status =
        grpc::internal::BlockingUnaryCall<grpc::ByteBuffer, grpc::ByteBuffer, grpc::ByteBuffer,
                                          grpc::ByteBuffer>(&channel, rpc, &context, request,
                                                            &response);
    if (!status.ok()) return FromGrpc(status);
    grpc::Slice bytes;
    if (!response.DumpToSingleSlice(&bytes).ok() ||
        std::string_view(reinterpret_cast<const char*>(bytes.begin()), bytes.size()) !=
            "\x08\x01") {
      return FromWire(static_cast<int>(absl::StatusCode::kUnavailable), "not serving", "");
    }
    return absl::OkStatus();
  }

  const ConnectionOptions options_;
  std::string authorization_;
  const GrpcChannels channels_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Stub>> MakeGrpcStub(const ConnectionOptions& options) {
  ASSIGN_OR_RETURN(auto channels, OpenGrpcChannels(options));
  return std::make_unique<GrpcStub>(options, std::move(channels));
}

}  // namespace donthu::client
