// The one interceptor stack: authenticate → authorise → parse → normalise → validate → scope →
// deadline → handler, and the one table from absl::Status to what a caller sees. INTERNAL texts
// stay here; the caller gets an incident number.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "services/base/access/access.h"
#include "services/base/clock/clock.h"
#include "services/base/rpc/methods.h"

namespace donthu::rpc {

// How far a principal reaches: its agency, the tree below it, or everything.
using ReachOf = std::function<absl::StatusOr<Reach>(const Principal&, options::v1::Scope)>;

// A call as it arrived.
struct Incoming {
  std::string authorization;
  std::string bytes;
  absl::Time deadline;
  std::string peer;
};

class Stack {
 public:
  Stack(const Authenticator& authenticator, ReachOf reach_of, const Clock& clock)
      : authenticator_(authenticator), reach_of_(std::move(reach_of)), clock_(clock) {}

  // Everything before the handler. On success `call` and `request` are ready.
  absl::Status Admit(const Method& method, const Incoming& incoming, Call* call,
                     google::protobuf::Message* request) const;

  // Admit, handler, and the answer's bytes.
  absl::StatusOr<std::string> RunUnary(const Method& method, const Incoming& incoming) const;

  // The stream ends with NOT_SIGNED_IN or NOT_ALLOWED before its next message once its caller's
  // rights have ended.
  absl::StatusOr<std::unique_ptr<Stream>> OpenStream(const Method& method,
                                                     const Incoming& incoming) const;

 private:
  // The caller, and how far it reaches.
  absl::Status Identify(const Method& method, const std::string& authorization, Call* call) const;

  const Authenticator& authenticator_;
  const ReachOf reach_of_;
  const Clock& clock_;
};

// The status as it may leave the process: INTERNAL is logged under an incident number and loses its
// text.
absl::Status Outward(const std::string& method, const absl::Status& status);

}  // namespace donthu::rpc
