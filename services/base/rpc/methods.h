// A service as a table of methods, described by its proto. Handlers decide and store; everything
// that is the same for all of them happens in one place, services/base/rpc/stack.cc. No gRPC header
// is needed to write a service.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "services/base/access/access.h"

namespace donthu::rpc {

// What a handler knows of its caller.
struct Call {
  Principal principal;
  Reach reach = Reach::Only({});
  absl::Time deadline = absl::InfiniteFuture();
  // Where the call came from, as gRPC writes it: "ipv4:192.0.2.7:51234".
  std::string peer;
};

// A running server stream. Ready and Next are never called at the same time.
class Stream {
 public:
  virtual ~Stream() = default;
  // Cheap: true when Next would have something to send or to say. Asked every few milliseconds.
  virtual bool Ready() = 0;
  // Fills one response. kSent: send it. kQuiet: nothing now. kEnd: the stream is complete.
  enum class Step { kSent, kQuiet, kEnd };
  virtual absl::StatusOr<Step> Next(google::protobuf::Message* response) = 0;
};

struct Method {
  const google::protobuf::MethodDescriptor* descriptor;
  std::function<std::unique_ptr<google::protobuf::Message>()> new_request;
  std::function<std::unique_ptr<google::protobuf::Message>()> new_response;
  // Exactly one of the two is set.
  std::function<absl::Status(const Call&, const google::protobuf::Message&,
                             google::protobuf::Message*)>
      unary;
  std::function<absl::StatusOr<std::unique_ptr<Stream>>(const Call&,
                                                        const google::protobuf::Message&)>
      stream;
};

class MethodTable {
 public:
  // `full_name` of the proto service, e.g. "donthu.intake.v1.IntakeService". A name that is not in
  // the binary is a defect.
  explicit MethodTable(const std::string& full_name);

  // fn: absl::StatusOr<Response>(const Call&, const Request&)
  template <typename Request, typename Response, typename Fn>
  void Unary(const std::string& name, Fn fn) {
    Method& method = Add<Request, Response>(name);
    method.unary = [fn](const Call& call, const google::protobuf::Message& request,
                        google::protobuf::Message* response) -> absl::Status {
      auto answer = fn(call, static_cast<const Request&>(request));
      if (!answer.ok()) return answer.status();
      *static_cast<Response*>(response) = *std::move(answer);
      return absl::OkStatus();
    };
  }

  // fn: absl::StatusOr<std::unique_ptr<Stream>>(const Call&, const Request&)
  template <typename Request, typename Response, typename Fn>
  void ServerStream(const std::string& name, Fn fn) {
    Method& method = Add<Request, Response>(name);
    method.stream = [fn](const Call& call, const google::protobuf::Message& request) {
      return fn(call, static_cast<const Request&>(request));
    };
  }

  const google::protobuf::ServiceDescriptor& service() const { return *service_; }
  const std::vector<Method>& methods() const { return methods_; }

 private:
  template <typename Request, typename Response>
  Method& Add(const std::string& name) {
    return Add(name, Method{nullptr, [] { return std::make_unique<Request>(); },
                            [] { return std::make_unique<Response>(); }, nullptr, nullptr});
  }
  Method& Add(const std::string& name, Method method);

  const google::protobuf::ServiceDescriptor* service_;
  std::vector<Method> methods_;
};

}  // namespace donthu::rpc
