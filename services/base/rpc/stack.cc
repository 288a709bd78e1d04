#include "services/base/rpc/stack.h"

#include <random>

#include "absl/strings/str_format.h"
#include "services/base/log/log.h"
#include "services/base/rpc/validation.h"
#include "services/base/status/status.h"

namespace donthu::rpc {
namespace {

absl::Status DeadlinePassed() {
  return Failure(absl::StatusCode::kDeadlineExceeded, common::v1::DEADLINE_PASSED,
                 "the caller's deadline passed before the work began")
      .Vi("Hệ thống đang bận. Xin thử lại.");
}

absl::Status CheckScope(const Reach& reach, const google::protobuf::Message& request) {
  for (const std::string& agency : ScopedAgencies(request)) {
    if (!reach.Includes(agency)) {
      return Failure(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED,
                     "the agency lies outside the caller's scope")
          .Vi("Cơ quan này ngoài phạm vi được giao.");
    }
  }
  return absl::OkStatus();
}

// Runs fn; what it throws becomes INTERNAL without the text, which may hold citizens' data.
template <typename Fn>
auto Guarded(const Method& method, Fn fn) -> decltype(fn()) {
  try {
    return fn();
  } catch (const std::exception&) {
    log::Error("handler_threw", {{"method", method.descriptor->full_name()}});
    return absl::InternalError("exception in handler");
  }
}

// Asks before every message whether the caller may still have it.
class WatchedStream : public Stream {
 public:
  WatchedStream(std::unique_ptr<Stream> stream, std::function<absl::Status()> allowed)
      : stream_(std::move(stream)), allowed_(std::move(allowed)) {}
  bool Ready() override { return stream_->Ready(); }
  absl::StatusOr<Step> Next(google::protobuf::Message* response) override {
    RETURN_IF_ERROR(allowed_());
    return stream_->Next(response);
  }

 private:
  const std::unique_ptr<Stream> stream_;
  const std::function<absl::Status()> allowed_;
};

}  // namespace

absl::Status Stack::Identify(const Method& method, const std::string& authorization,
                             Call* call) const {
  ASSIGN_OR_RETURN(call->principal, authenticator_.Authenticate(authorization));
  ASSIGN_OR_RETURN(const auto scope, Authorise(*method.descriptor, call->principal));
  ASSIGN_OR_RETURN(call->reach, reach_of_(call->principal, scope));
  return absl::OkStatus();
}

absl::Status Stack::Admit(const Method& method, const Incoming& incoming, Call* call,
                          google::protobuf::Message* request) const {
  const auto& access = method.descriptor->options().GetExtension(options::v1::access);
  if (!access.public_()) {
    RETURN_IF_ERROR(Identify(method, incoming.authorization, call));
  }
  RETURN_IF_ERROR(ParseRequest(incoming.bytes, request));
  Normalise(request);
  RETURN_IF_ERROR(Validate(*request, clock_.Today()));
  if (!access.public_()) RETURN_IF_ERROR(CheckScope(call->reach, *request));
  call->deadline = incoming.deadline;
  call->peer = incoming.peer;
  if (clock_.Now() >= incoming.deadline) return DeadlinePassed();
  return absl::OkStatus();
}

absl::StatusOr<std::string> Stack::RunUnary(const Method& method, const Incoming& incoming) const {
  return Guarded(method, [&]() -> absl::StatusOr<std::string> {
    Call call;
    const auto request = method.new_request();
    RETURN_IF_ERROR(Admit(method, incoming, &call, request.get()));
    const auto response = method.new_response();
    RETURN_IF_ERROR(method.unary(call, *request, response.get()));
    return response->SerializeAsString();
  });
}

absl::StatusOr<std::unique_ptr<Stream>> Stack::OpenStream(const Method& method,
                                                          const Incoming& incoming) const {
  return Guarded(method, [&]() -> absl::StatusOr<std::unique_ptr<Stream>> {
    Call call;
    const auto request = method.new_request();
    RETURN_IF_ERROR(Admit(method, incoming, &call, request.get()));
    ASSIGN_OR_RETURN(auto stream, method.stream(call, *request));
    if (method.descriptor->options().GetExtension(options::v1::access).public_()) return stream;
    return std::make_unique<WatchedStream>(
        std::move(stream), [this, &method, authorization = incoming.authorization] {
          ASSIGN_OR_RETURN(const auto principal, authenticator_.Authenticate(authorization));
          return Authorise(*method.descriptor, principal).status();
        });
  });
}

absl::Status Outward(const std::string& method, const absl::Status& status) {
  if (status.code() != absl::StatusCode::kInternal) return status;
  thread_local std::mt19937_64 random{std::random_device{}()};
  const std::string incident = absl::StrFormat("%08x", random() & 0xffffffff);
  log::Error("incident", {{"incident", incident}, {"method", method}});
  return Failure(absl::StatusCode::kInternal, common::v1::INTERNAL_DEFECT,
                 "internal defect; quote incident " + incident)
      .With("incident", incident)
      .Vi("Hệ thống gặp lỗi. Xin báo quản trị kèm mã sự cố " + incident + ".");
}

}  // namespace donthu::rpc
