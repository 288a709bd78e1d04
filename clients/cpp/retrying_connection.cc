#include "clients/cpp/retrying_connection.h"

#include <algorithm>
#include <random>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "clients/cpp/errors.h"
#include "clients/cpp/grpc_stub.h"
#include "clients/cpp/idempotency.h"
#include "services/base/status/status.h"

namespace donthu::client {
namespace {

absl::Status Ended(const absl::Status& status, const std::string& method, const char* why,
                   int attempts) {
  return WithMessage(
      status, absl::StrFormat("%s [%s: %s, attempt %d]", status.message(), method, why, attempts));
}

// The pause that the server asks for; none = zero.
absl::Duration AskedFor(const absl::Status& status) {
  const auto detail = DetailOf(status);
  const auto found = detail.metadata().find("retry_after_seconds");
  int64_t seconds = 0;
  if (found == detail.metadata().end() || !absl::SimpleAtoi(found->second, &seconds)) {
    return absl::ZeroDuration();
  }
  return absl::Seconds(seconds);
}

double RandomPart() {
  thread_local std::mt19937_64 random{std::random_device{}()};
  return std::uniform_real_distribution<double>(0, 1)(random);
}

}  // namespace

RetryingConnection::RetryingConnection(ConnectionOptions options, std::unique_ptr<Stub> stub)
    : options_(std::move(options)), stub_(std::move(stub)) {}

absl::Status RetryingConnection::Call(const google::protobuf::MethodDescriptor& method,
                                      const google::protobuf::Message& request,
                                      google::protobuf::Message* response) {
  const absl::Time deadline = options_.now() + options_.deadline;
  const bool may_repeat = MayRepeat(method, request);
  for (int attempt = 1;; ++attempt) {
    const absl::Status status = stub_->Call(method, request, response, deadline);
    if (status.ok()) return status;
    const auto ended = [&](const char* why) { return Ended(status, method.name(), why, attempt); };
    if (!IsTransient(status)) return ended("permanent");
    if (!may_repeat) return ended("not idempotent");
    if (attempt >= options_.retry.max_attempts) return ended("attempts exhausted");
    const absl::Duration wait = std::max(WaitAfter(attempt), AskedFor(status));
    if (options_.now() + wait >= deadline) return ended("deadline too near");
    options_.sleep(wait);
  }
}

absl::Duration RetryingConnection::WaitAfter(int attempt) const {
  absl::Duration wait = options_.retry.initial;
  for (int i = 1; i < attempt && wait < options_.retry.max; ++i) wait *= 2;
  wait = std::min(wait, options_.retry.max);
  return wait * (1 - options_.retry.jitter * options_.random());
}

std::unique_ptr<MessageReader> RetryingConnection::Read(
    const google::protobuf::MethodDescriptor& method, const google::protobuf::Message& request) {
  return stub_->Read(method, request);
}

std::vector<EndpointHealth> RetryingConnection::Health() {
  return stub_->Health(options_.now() + options_.deadline);
}

absl::StatusOr<std::unique_ptr<Connection>> MakeConnection(ConnectionOptions options) {
  ASSIGN_OR_RETURN(auto stub, MakeGrpcStub(options));
  if (!options.sleep) options.sleep = absl::SleepFor;
  if (!options.now) options.now = absl::Now;
  if (!options.random) options.random = RandomPart;
  return std::make_unique<RetryingConnection>(std::move(options), std::move(stub));
}

}  // namespace donthu::client
