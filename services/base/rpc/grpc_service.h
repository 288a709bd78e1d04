// A gRPC service built from a MethodTable: no generated service code, so one place sees the raw
// bytes of every call.
#pragma once

#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/codegen/server_callback_handlers.h>
#include <grpcpp/impl/rpc_service_method.h>
#include <grpcpp/impl/service_type.h>

#include <atomic>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "absl/time/time.h"
#include "services/base/metrics/metrics.h"
#include "services/base/rpc/methods.h"
#include "services/base/rpc/stack.h"
#include "services/base/rpc/workers.h"

namespace donthu::rpc {

class StreamReactor;

// The open streams; a single thread wakes those that have something to say.
class Streams {
 public:
  // A stream whose reader does not take a message within `write_max` ends.
  explicit Streams(absl::Duration write_max);
  ~Streams();

  // False when as many as may be are open.
  bool Add(std::shared_ptr<StreamReactor> stream);
  void Remove(StreamReactor* stream);
  // Ends every stream with SHUTTING_DOWN and refuses new ones.
  void Stop();
  bool stopped() const { return stopped_; }

 private:
  void Run();

  const absl::Duration write_max_;
  std::mutex mutex_;
  std::list<std::shared_ptr<StreamReactor>> open_;
  std::atomic<bool> stopped_{false};
  std::atomic<bool> done_{false};
  std::thread ticker_;
};

class GrpcService : public grpc::Service {
 public:
  // All arguments must outlive the service.
  GrpcService(const MethodTable& table, const Stack& stack, Workers& workers, Streams& streams,
              Metrics& metrics);

 private:
  grpc::ServerUnaryReactor* StartUnary(const Method& method, grpc::CallbackServerContext* context,
                                       const grpc::ByteBuffer* request, grpc::ByteBuffer* response);
  grpc::ServerWriteReactor<grpc::ByteBuffer>* StartStream(const Method& method,
                                                          grpc::CallbackServerContext* context,
                                                          const grpc::ByteBuffer* request);

  const Stack& stack_;
  Workers& workers_;
  Streams& streams_;
  Metrics& metrics_;
  // gRPC keeps pointers to the names.
  std::list<std::string> names_;
};

// What the caller sees of a failure: code, English text, and a RpcStatus with the detail.
grpc::Status ToGrpc(const absl::Status& status);

}  // namespace donthu::rpc
