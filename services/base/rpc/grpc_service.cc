#include "services/base/rpc/grpc_service.h"

#include <chrono>

#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "donthu/common/v1/error.pb.h"
#include "services/base/log/log.h"
#include "services/base/rpc/grpc_service_bytes.h"
#include "services/base/rpc/server.h"
#include "services/base/rpc/server_tls.h"
#include "services/base/status/status.h"

namespace donthu::rpc {
namespace {

// Streams are looked at this often; the delay that a watcher sees at most.
constexpr auto kTick = std::chrono::milliseconds(20);
// Open at once; each is asked every tick.
constexpr size_t kStreamsMax = 1000;

std::string MetadataOf(const grpc::CallbackServerContext& context, const char* name) {
  const auto& metadata = context.client_metadata();
  const auto found = metadata.find(name);
  if (found == metadata.end()) return "";
  return std::string(found->second.data(), found->second.size());
}

Incoming IncomingOf(const grpc::CallbackServerContext& context, const grpc::ByteBuffer& request) {
  Incoming incoming;
  incoming.authorization = MetadataOf(context, "authorization");
  incoming.client_address = MetadataOf(context, kClientAddress);
  incoming.certificate_sha256 = CertificateOf(context);
  incoming.bytes = BytesOf(request);
  incoming.deadline = absl::FromChrono(context.deadline());
  incoming.peer = context.peer();
  return incoming;
}

absl::Status Overloaded() {
  return Failure(absl::StatusCode::kResourceExhausted, common::v1::OVERLOADED,
                 "too many calls are waiting")
      .Vi("Hệ thống đang quá tải. Xin thử lại sau ít phút.");
}

absl::Status ShuttingDown() {
  return Failure(absl::StatusCode::kUnavailable, common::v1::SHUTTING_DOWN,
                 "the process is stopping")
      .Vi("Hệ thống đang khởi động lại. Xin thử lại.");
}

}  // namespace

grpc::Status ToGrpc(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  common::v1::RpcStatus rpc;
  rpc.set_code(static_cast<int>(status.code()));
  rpc.set_message(std::string(status.message()));
  rpc.add_details()->PackFrom(DetailOf(status));
  return grpc::Status(static_cast<grpc::StatusCode>(status.code()), std::string(status.message()),
                      rpc.SerializeAsString());
}

// One server stream: a worker fills a response, gRPC writes it, and so on; quiet streams cost one
// Ready() per tick.
class StreamReactor : public grpc::ServerWriteReactor<grpc::ByteBuffer>,
                      public std::enable_shared_from_this<StreamReactor> {
 public:
  StreamReactor(const Method& method, grpc::CallbackServerContext* context, const Stack& stack,
                Workers& workers, Streams& streams)
      : method_(method), context_(context), stack_(stack), workers_(workers), streams_(streams) {}

  void Start(Incoming incoming) {
    self_ = shared_from_this();
    Schedule([this, incoming = std::move(incoming)] {
      auto opened = stack_.OpenStream(method_, incoming);
      if (!opened.ok()) return End(opened.status());
      stream_ = *std::move(opened);
      if (!streams_.Add(self_)) return End(Overloaded());
      Advance();
    });
  }

  // From the ticker: a reader that takes nothing holds a stream and what it would be sent.
  void EndIfStuck(absl::Duration write_max) {
    std::lock_guard lock(writing_mutex_);
    if (absl::Now() - writing_since_ > write_max) context_->TryCancel();
  }

  // From the ticker.
  void Wake(bool stopping) {
    bool idle = true;
    if (!idle_.compare_exchange_strong(idle, false)) return;
    if (stopping) return End(ShuttingDown());
    if (cancelled_) return End(absl::CancelledError("the caller left"));
    if (!stream_->Ready()) {
      idle_ = true;
      return;
    }
    Schedule([this] { Advance(); });
  }

  void OnWriteDone(bool ok) override {
    SetWritingSince(absl::InfiniteFuture());
    if (!ok || cancelled_) return End(absl::CancelledError("the caller left"));
    if (streams_.stopped()) return End(ShuttingDown());
    Schedule([this] { Advance(); });
  }
  void OnCancel() override { cancelled_ = true; }
  void OnDone() override {
    streams_.Remove(this);
    const auto last = std::move(self_);  // deletes this object at the end of scope
  }

 private:
  void Schedule(std::function<void()> work) {
    if (!workers_.Submit(std::move(work))) End(Overloaded());
  }

  void Advance() {
    const auto response = method_.new_response();
    const auto step = stream_->Next(response.get());
    if (!step.ok()) return End(step.status());
    if (*step == Stream::Step::kEnd) return End(absl::OkStatus());
    if (*step == Stream::Step::kQuiet) {
      idle_ = true;
      return;
    }
    buffer_ = BufferOf(response->SerializeAsString());
    SetWritingSince(absl::Now());
    StartWrite(&buffer_);
  }

  void SetWritingSince(absl::Time time) {
    std::lock_guard lock(writing_mutex_);
    writing_since_ = time;
  }

  void End(const absl::Status& status) {
    Finish(ToGrpc(Outward(method_.descriptor->full_name(), status)));
  }

  const Method& method_;
  grpc::CallbackServerContext* const context_;
  const Stack& stack_;
  Workers& workers_;
  Streams& streams_;
  std::unique_ptr<Stream> stream_;
  // While a write is under way the context lives. Cancelling may end the write on the same thread.
  std::recursive_mutex writing_mutex_;
  absl::Time writing_since_ = absl::InfiniteFuture();
  grpc::ByteBuffer buffer_;
  std::atomic<bool> idle_{false};
  std::atomic<bool> cancelled_{false};
  std::shared_ptr<StreamReactor> self_;
};

Streams::Streams(absl::Duration write_max) : write_max_(write_max), ticker_([this] { Run(); }) {}

Streams::~Streams() {
  done_ = true;
  ticker_.join();
}

bool Streams::Add(std::shared_ptr<StreamReactor> stream) {
  std::lock_guard lock(mutex_);
  if (open_.size() >= kStreamsMax) return false;
  open_.push_back(std::move(stream));
  return true;
}

void Streams::Remove(StreamReactor* stream) {
  std::lock_guard lock(mutex_);
  open_.remove_if([stream](const auto& one) { return one.get() == stream; });
}

void Streams::Stop() { stopped_ = true; }

void Streams::Run() {
  while (!done_) {
    std::this_thread::sleep_for(kTick);
    std::list<std::shared_ptr<StreamReactor>> open;
    {
      std::lock_guard lock(mutex_);
      open = open_;
    }
    for (const auto& stream : open) {
      stream->EndIfStuck(write_max_);
      stream->Wake(stopped_);
    }
  }
}

GrpcService::GrpcService(const MethodTable& table, const Stack& stack, Workers& workers,
                         Streams& streams, Metrics& metrics)
    : stack_(stack), workers_(workers), streams_(streams), metrics_(metrics) {
  using grpc::ByteBuffer;
  using grpc::internal::RpcMethod;
  int index = 0;
  for (const Method& method : table.methods()) {
    names_.push_back("/" + table.service().full_name() + "/" + method.descriptor->name());
    const auto type = method.unary ? RpcMethod::NORMAL_RPC : RpcMethod::SERVER_STREAMING;
    AddMethod(new grpc::internal::RpcServiceMethod(names_.back().c_str(), type, nullptr));
    if (method.unary) {
      MarkMethodRawCallback(
          index, new grpc::internal::CallbackUnaryHandler<ByteBuffer, ByteBuffer>(
                     [this, &method](auto* context, const auto* request, auto* response) {
                       return StartUnary(method, context, request, response);
                     }));
    } else {
      MarkMethodRawCallback(
          index, new grpc::internal::CallbackServerStreamingHandler<ByteBuffer, ByteBuffer>(
                     [this, &method](auto* context, const auto* request) {
                       return StartStream(method, context, request);
                     }));
    }
    ++index;
  }
}

grpc::ServerUnaryReactor* GrpcService::StartUnary(const Method& method,
                                                  grpc::CallbackServerContext* context,
                                                  const grpc::ByteBuffer* request,
                                                  grpc::ByteBuffer* response) {
  auto* reactor = context->DefaultReactor();
  const absl::Time arrived = absl::Now();
  auto finish = [this, &method, reactor, arrived](const absl::Status& status) {
    const std::string& name = method.descriptor->full_name();
    const absl::Status outward = Outward(name, status);
    metrics_.CallFinished(name, absl::StatusCodeToString(outward.code()), absl::Now() - arrived);
    reactor->Finish(ToGrpc(outward));
  };
  const bool queued = workers_.Submit([this, &method, context, request, response, finish] {
    if (context->IsCancelled()) return finish(absl::CancelledError("the caller left"));
    auto answer = stack_.RunUnary(method, IncomingOf(*context, *request));
    if (answer.ok()) *response = BufferOf(*answer);
    finish(answer.status());
  });
  if (!queued) finish(Overloaded());
  return reactor;
}

grpc::ServerWriteReactor<grpc::ByteBuffer>* GrpcService::StartStream(
    const Method& method, grpc::CallbackServerContext* context, const grpc::ByteBuffer* request) {
  auto reactor = std::make_shared<StreamReactor>(method, context, stack_, workers_, streams_);
  reactor->Start(IncomingOf(*context, *request));
  return reactor.get();
}

}  // namespace donthu::rpc
