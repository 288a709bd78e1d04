#include "services/base/rpc/server.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "services/base/rpc/grpc_service.h"
#include "services/base/rpc/server_tls.h"
#include "services/base/status/status.h"

namespace donthu::rpc {
namespace {

// Calls under way on one connection; a gateway brings those of many browsers over one.
constexpr int kStreamsPerConnection = 1000;
// Callers that ping more often than this are shut out.
constexpr absl::Duration kPingsApart = absl::Seconds(10);
constexpr int kMetadataBytesMax = 16 << 10;
// For the bytes of all requests and answers on their way.
constexpr size_t kMemoryMax = size_t{1} << 30;

void SetMilliseconds(grpc::ServerBuilder* builder, const char* name, absl::Duration time) {
  builder->AddChannelArgument(name, static_cast<int>(absl::ToInt64Milliseconds(time)));
}

// What keeps slow, silent and greedy callers from using the server up.
void SetBounds(const Bounds& bounds, grpc::ServerBuilder* builder) {
  builder->SetMaxReceiveMessageSize(kRequestBytesMax);
  // A small compressed message can be a huge one.
  for (const auto algorithm : {GRPC_COMPRESS_DEFLATE, GRPC_COMPRESS_GZIP}) {
    builder->SetCompressionAlgorithmSupportStatus(algorithm, false);
  }
  builder->SetResourceQuota(grpc::ResourceQuota("requests").Resize(kMemoryMax));
  builder->AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, kMetadataBytesMax);
  builder->AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, kStreamsPerConnection);
  builder->AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  SetMilliseconds(builder, GRPC_ARG_SERVER_HANDSHAKE_TIMEOUT_MS, bounds.handshake);
  SetMilliseconds(builder, GRPC_ARG_MAX_CONNECTION_IDLE_MS, bounds.idle);
  SetMilliseconds(builder, GRPC_ARG_MAX_CONNECTION_AGE_MS, bounds.connection_age);
  SetMilliseconds(builder, GRPC_ARG_KEEPALIVE_TIME_MS, bounds.ping_after);
  SetMilliseconds(builder, GRPC_ARG_KEEPALIVE_TIMEOUT_MS, bounds.ping_answer);
  SetMilliseconds(builder, GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, kPingsApart);
}

// Asks `healthy` every second until destroyed and tells gRPC's health service.
class HealthLoop {
 public:
  HealthLoop(grpc::HealthCheckServiceInterface* health, std::function<bool()> healthy)
      : health_(health), healthy_(std::move(healthy)), thread_([this] { Run(); }) {}
  ~HealthLoop() {
    {
      std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
  }

 private:
  void Run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
      lock.unlock();
      health_->SetServingStatus(healthy_());
      lock.lock();
      wake_.wait_for(lock, std::chrono::seconds(1), [this] { return stopping_; });
    }
  }

  grpc::HealthCheckServiceInterface* health_;
  std::function<bool()> healthy_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

class GrpcServer : public Server {
 public:
  GrpcServer(const Options& options, std::vector<const MethodTable*> tables, const Stack& stack,
             Metrics& metrics)
      : options_(options),
        workers_(options.workers, static_cast<size_t>(options.queue_max)),
        streams_(options.bounds.write) {
    for (const auto* table : tables) {
      services_.push_back(
          std::make_unique<GrpcService>(*table, stack, workers_, streams_, metrics));
    }
  }

  ~GrpcServer() override { Drain(); }

  absl::Status Listen() {
    auto credentials = grpc::InsecureServerCredentials();
    if (options_.tls) {
      RETURN_IF_ERROR(certificate::CheckServerFiles(*options_.tls, absl::Now()));
      credentials = MakeTlsCredentials(*options_.tls, options_.tls_look_again);
    }
    workers_.Start();
    grpc::ServerBuilder builder;
    // Without this two servers on one port share connections silently.
    builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
    SetBounds(options_.bounds, &builder);
    builder.AddListeningPort(options_.listen, credentials, &port_);
    for (const auto& service : services_) builder.RegisterService(service.get());
    server_ = builder.BuildAndStart();
    if (server_ == nullptr || port_ == 0) {
      return absl::UnavailableError(absl::StrFormat(
          "cannot listen on %s: the port is taken or the address is not this machine's",
          options_.listen));
    }
    health_ = std::make_unique<HealthLoop>(server_->GetHealthCheckService(), options_.healthy);
    return absl::OkStatus();
  }

  int port() const override { return port_; }

  void Drain() override {
    if (server_ == nullptr) return;
    health_.reset();
    server_->GetHealthCheckService()->SetServingStatus(false);
    streams_.Stop();
    server_->Shutdown(absl::ToChronoTime(absl::Now() + options_.drain));
    server_->Wait();
    server_.reset();
    // A worker may still be leaving a handler whose answer is already out.
    workers_.Stop();
  }

 private:
  const Options options_;
  Workers workers_;
  Streams streams_;
  std::vector<std::unique_ptr<GrpcService>> services_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<HealthLoop> health_;
  int port_ = 0;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const Options& options,
                                                      std::vector<const MethodTable*> tables,
                                                      const Stack& stack, Metrics& metrics) {
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  auto server = std::make_unique<GrpcServer>(options, std::move(tables), stack, metrics);
  const absl::Status listening = server->Listen();
  if (!listening.ok()) return listening;
  return server;
}

}  // namespace donthu::rpc
