#include "services/base/rpc/stack.h"

#include <algorithm>
#include <random>

#include "absl/strings/str_format.h"
#include "services/base/access/origin.h"
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

Credentials CredentialsOf(const Incoming& incoming, const std::string& peer) {
  return {incoming.authorization, incoming.certificate_sha256, IsLocal(peer)};
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
  // `handle` runs what it is given as the caller, or says why not any more.
  using Handle = std::function<absl::Status(const std::function<absl::Status()>&)>;
  WatchedStream(std::unique_ptr<Stream> stream, Handle handle)
      : stream_(std::move(stream)), handle_(std::move(handle)) {}
  bool Ready() override { return stream_->Ready(); }
  absl::StatusOr<Step> Next(google::protobuf::Message* response) override {
    auto step = Step::kQuiet;
    RETURN_IF_ERROR(handle_([&]() -> absl::Status {
      ASSIGN_OR_RETURN(step, stream_->Next(response));
      return absl::OkStatus();
    }));
    return step;
  }

 private:
  const std::unique_ptr<Stream> stream_;
  const Handle handle_;
};

}  // namespace

absl::Status Stack::Count(const std::string& caller, const Rate& rate) const {
  const absl::Duration wait = limiter_.Take(caller, rate, clock_.Now());
  if (wait <= absl::ZeroDuration()) return absl::OkStatus();
  const int64_t seconds = absl::ToInt64Seconds(absl::Ceil(wait, absl::Seconds(1)));
  return Failure(absl::StatusCode::kResourceExhausted, common::v1::RATE_LIMITED,
                 "this caller has made too many calls: wait before the next one")
      .With("retry_after_seconds", std::to_string(seconds))
      .Vi(absl::StrFormat("Gọi quá nhiều lần. Xin thử lại sau %d giây.", seconds));
}

absl::Status Stack::CountAddress(const std::string& peer) const {
  return Count("address " + OriginOf(peer), limits_.address);
}

absl::StatusOr<std::string> Stack::PeerOfCall(const Incoming& incoming) const {
  if (incoming.client_address.empty() || incoming.certificate_sha256.empty()) return incoming.peer;
  const auto system = authenticator_.SystemOf(incoming.certificate_sha256);
  // From anyone else the address is an invention, and the connection is what counts.
  if (ReasonOf(system.status()) == common::v1::NOT_SIGNED_IN) return incoming.peer;
  RETURN_IF_ERROR(system.status());
  if (!system->names_callers) return incoming.peer;
  return PeerOf(incoming.client_address).value_or(incoming.peer);
}

absl::Status Stack::Identify(const Method& method, const Credentials& credentials,
                             Call* call) const {
  auto principal = authenticator_.Authenticate(credentials);
  if (ReasonOf(principal.status()) == common::v1::NOT_SIGNED_IN) {
    RETURN_IF_ERROR(CountAddress(call->peer));
  }
  RETURN_IF_ERROR(principal.status());
  call->principal = *std::move(principal);
  const bool officer = call->principal.session != 0;
  RETURN_IF_ERROR(Count((officer ? "officer " : "system ") + call->principal.self,
                        officer ? limits_.officer : limits_.system));
  ASSIGN_OR_RETURN(const auto scope, Authorise(*method.descriptor, call->principal));
  ASSIGN_OR_RETURN(call->reach, reach_of_(call->principal, scope));
  return absl::OkStatus();
}

absl::Status Stack::Admit(const Method& method, const Incoming& incoming, Call* call,
                          google::protobuf::Message* request) const {
  const auto& access = method.descriptor->options().GetExtension(options::v1::access);
  ASSIGN_OR_RETURN(call->peer, PeerOfCall(incoming));
  if (access.public_()) {
    RETURN_IF_ERROR(CountAddress(call->peer));
  } else {
    RETURN_IF_ERROR(Identify(method, CredentialsOf(incoming, call->peer), call));
  }
  RETURN_IF_ERROR(ParseRequest(incoming.bytes, request));
  Normalise(request);
  RETURN_IF_ERROR(Validate(*request, clock_.Today()));
  if (!access.public_()) RETURN_IF_ERROR(CheckScope(call->reach, *request));
  const absl::Time now = clock_.Now();
  if (now >= incoming.deadline) return DeadlinePassed();
  call->deadline = incoming.deadline;
  if (method.unary) call->deadline = std::min(call->deadline, now + kCallMax);
  return absl::OkStatus();
}

absl::StatusOr<std::string> Stack::RunUnary(const Method& method, const Incoming& incoming) const {
  return Guarded(method, [&]() -> absl::StatusOr<std::string> {
    Call call;
    const auto request = method.new_request();
    RETURN_IF_ERROR(Admit(method, incoming, &call, request.get()));
    const auto response = method.new_response();
    RETURN_IF_ERROR(
        Handle(method, call, [&] { return method.unary(call, *request, response.get()); }));
    return response->SerializeAsString();
  });
}

absl::StatusOr<std::unique_ptr<Stream>> Stack::OpenStream(const Method& method,
                                                          const Incoming& incoming) const {
  return Guarded(method, [&]() -> absl::StatusOr<std::unique_ptr<Stream>> {
    Call call;
    const auto request = method.new_request();
    RETURN_IF_ERROR(Admit(method, incoming, &call, request.get()));
    std::unique_ptr<Stream> stream;
    RETURN_IF_ERROR(Handle(method, call, [&]() -> absl::Status {
      ASSIGN_OR_RETURN(stream, method.stream(call, *request));
      return absl::OkStatus();
    }));
    if (method.descriptor->options().GetExtension(options::v1::access).public_()) return stream;
    return std::make_unique<WatchedStream>(
        std::move(stream),
        [this, &method, call, credentials = CredentialsOf(incoming, call.peer)](
            const std::function<absl::Status()>& handler) -> absl::Status {
          ASSIGN_OR_RETURN(const auto principal, authenticator_.Authenticate(credentials));
          RETURN_IF_ERROR(Authorise(*method.descriptor, principal).status());
          return Handle(method, call, handler);
        });
  });
}

absl::Status Stack::Handle(const Method& method, const Call& call,
                           const std::function<absl::Status()>& handler) const {
  const auto& access = method.descriptor->options().GetExtension(options::v1::access);
  return within_ == nullptr || access.public_() ? handler() : within_(call, handler);
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
