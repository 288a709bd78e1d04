// Calls to the services as bytes, whatever the method. No thread waits: answers come by callback,
// on a thread of gRPC.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "clients/cpp/options.h"

namespace donthu::gateway {

struct UpstreamRequest {
  // "/donthu.intake.v1.IntakeService/RegisterPetition".
  std::string path;
  // "intake"; says which endpoint is asked.
  std::string service;
  std::string message;
  // Names in lower case.
  std::vector<std::pair<std::string, std::string>> metadata;
  absl::Time deadline;
};

struct UpstreamAnswer {
  // With the ErrorDetail of the service. The text of a failure that no service sent is our own.
  absl::Status status;
  std::string message;
};

class UpstreamCall {
 public:
  virtual ~UpstreamCall() = default;
  // Ends the call soon, with CANCELLED. From any thread; after the end it does nothing.
  virtual void Cancel() = 0;
};

// A server stream. Whoever opened it calls Next until that says false, cancelled or not.
class UpstreamStream : public UpstreamCall {
 public:
  // Asks for one more message; the service sends no further ahead than that. `done` is called once:
  // true = message() holds it, false = the stream has ended with status(). Not again before.
  virtual void Next(std::function<void(bool)> done) = 0;
  virtual std::string message() const = 0;
  virtual absl::Status status() const = 0;
};

// Outlives its calls. Safe for use by several threads at once.
class Upstream {
 public:
  virtual ~Upstream() = default;
  virtual std::shared_ptr<UpstreamCall> Call(UpstreamRequest request,
                                             std::function<void(UpstreamAnswer)> done) = 0;
  virtual std::shared_ptr<UpstreamStream> Open(UpstreamRequest request) = 0;
};

// Connects lazily. Errors as client::MakeConnection.
absl::StatusOr<std::unique_ptr<Upstream>> MakeUpstream(const client::ConnectionOptions& options);

}  // namespace donthu::gateway
