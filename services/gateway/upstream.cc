#include "services/gateway/upstream.h"

#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <map>

#include "clients/cpp/errors.h"
#include "clients/cpp/grpc_stub_channel.h"
#include "services/base/rpc/grpc_service_bytes.h"
#include "services/base/status/status.h"

namespace donthu::gateway {
namespace {

using grpc::ByteBuffer;
using rpc::BufferOf;
using rpc::BytesOf;

// What gRPC itself says of a failure names hosts and ports; a browser gets a text of ours.
absl::Status Outward(const absl::Status& status) {
  const bool from_service = ReasonOf(status) != common::v1::ERROR_REASON_UNSPECIFIED;
  if (status.ok() || (from_service && status.code() != absl::StatusCode::kDeadlineExceeded)) {
    return status;
  }
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
      return client::WithMessage(status, "the service can't be reached");
    case absl::StatusCode::kDeadlineExceeded:
      return client::WithMessage(status, "the call took too long");
    case absl::StatusCode::kCancelled:
      return client::WithMessage(status, "the call was cancelled");
    default:
      return client::WithMessage(status, "the service failed without saying why");
  }
}

absl::Status StatusOf(const grpc::Status& status) {
  // error_details() returns by value; so does this.
  const std::string details = status.error_details();
  return Outward(
      client::FromWire(static_cast<int>(status.error_code()), status.error_message(), details));
}

// gRPC reads both when the call is created, not when it starts.
void Prepare(const UpstreamRequest& request, grpc::ClientContext* context) {
  context->set_deadline(absl::ToChronoTime(request.deadline));
  for (const auto& [name, value] : request.metadata) context->AddMetadata(name, value);
}

class GrpcCall : public UpstreamCall, public std::enable_shared_from_this<GrpcCall> {
 public:
  GrpcCall(const UpstreamRequest& request, std::function<void(UpstreamAnswer)> done)
      : in_(BufferOf(request.message)), done_(std::move(done)) {
    Prepare(request, &context_);
  }
  void Start(grpc::GenericStub& stub, const std::string& path) {
    stub.UnaryCall(&context_, path, {}, &in_, &out_,
                   [self = shared_from_this()](const grpc::Status& status) {
                     self->done_({StatusOf(status), status.ok() ? BytesOf(self->out_) : ""});
                   });
  }
  void Cancel() override { context_.TryCancel(); }

 private:
  grpc::ClientContext context_;
  ByteBuffer in_;
  ByteBuffer out_;
  const std::function<void(UpstreamAnswer)> done_;
};

// Keeps itself alive until gRPC is done with it. A hold lets Next be called without knowing whether
// the service has ended the stream meanwhile.
class GrpcStream : public UpstreamStream,
                   public grpc::ClientBidiReactor<ByteBuffer, ByteBuffer>,
                   public std::enable_shared_from_this<GrpcStream> {
 public:
  explicit GrpcStream(const UpstreamRequest& request) : in_(BufferOf(request.message)) {
    Prepare(request, &context_);
  }
  void Start(grpc::GenericStub& stub, const std::string& path) {
    self_ = shared_from_this();
    stub.PrepareBidiStreamingCall(&context_, path, {}, this);
    StartWriteLast(&in_, {});
    AddHold();
    StartCall();
  }
  void Cancel() override { context_.TryCancel(); }
  void Next(std::function<void(bool)> done) override {
    done_ = std::move(done);
    StartRead(&out_);
  }
  std::string message() const override { return BytesOf(out_); }
  absl::Status status() const override { return status_; }

  void OnReadDone(bool ok) override {
    if (!ok) return RemoveHold();  // OnDone follows
    const auto done = std::exchange(done_, nullptr);
    done(true);
  }
  void OnDone(const grpc::Status& status) override {
    const auto last = std::move(self_);
    status_ = StatusOf(status);
    const auto done = std::exchange(done_, nullptr);
    done(false);
  }

 private:
  grpc::ClientContext context_;
  ByteBuffer in_;
  ByteBuffer out_;
  std::function<void(bool)> done_;
  absl::Status status_;
  std::shared_ptr<GrpcStream> self_;
};

class GrpcUpstream : public Upstream {
 public:
  GrpcUpstream(client::ConnectionOptions options, const client::GrpcChannels& channels)
      : options_(std::move(options)) {
    for (const auto& [endpoint, channel] : channels) stubs_.try_emplace(endpoint, channel);
  }

  std::shared_ptr<UpstreamCall> Call(UpstreamRequest request,
                                     std::function<void(UpstreamAnswer)> done) override {
    grpc::GenericStub* stub = StubOf(request.service);
    if (stub == nullptr) {
      done({NoEndpoint(), ""});
      return std::make_shared<NoCall>();
    }
    auto call = std::make_shared<GrpcCall>(request, std::move(done));
    call->Start(*stub, request.path);
    return call;
  }

  std::shared_ptr<UpstreamStream> Open(UpstreamRequest request) override {
    grpc::GenericStub* stub = StubOf(request.service);
    if (stub == nullptr) return std::make_shared<NoCall>();
    auto stream = std::make_shared<GrpcStream>(request);
    stream->Start(*stub, request.path);
    return stream;
  }

 private:
  // To a service for which no endpoint is configured.
  class NoCall : public UpstreamStream {
   public:
    void Cancel() override {}
    void Next(std::function<void(bool)> done) override { done(false); }
    std::string message() const override { return ""; }
    absl::Status status() const override { return NoEndpoint(); }
  };

  static absl::Status NoEndpoint() {
    return Outward(client::FromWire(static_cast<int>(absl::StatusCode::kUnavailable), "", ""));
  }

  grpc::GenericStub* StubOf(const std::string& service) {
    const auto found = stubs_.find(client::EndpointOf(options_, service));
    return found == stubs_.end() ? nullptr : &found->second;
  }

  const client::ConnectionOptions options_;
  std::map<std::string, grpc::GenericStub> stubs_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Upstream>> MakeUpstream(const client::ConnectionOptions& options) {
  ASSIGN_OR_RETURN(const auto channels, client::OpenGrpcChannels(options));
  return std::make_unique<GrpcUpstream>(options, channels);
}

}  // namespace donthu::gateway
