// The one interceptor stack: authenticate → rate limit → authorise → parse → normalise → validate →
// scope → deadline → handler, and the one table from absl::Status to what a caller sees. INTERNAL
// texts stay here; the caller gets an incident number.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "services/base/access/access.h"
#include "services/base/clock/clock.h"
#include "services/base/rate/rate_limiter.h"
#include "services/base/rpc/methods.h"

namespace donthu::rpc {

// How far a principal reaches: its agency, the tree below it, or everything.
using ReachOf = std::function<absl::StatusOr<Reach>(const Principal&, options::v1::Scope)>;

// Runs the handler of a call that was admitted, seeing what its caller may see: not called for
// public methods, which have no caller.
using Within = std::function<absl::Status(const Call&, const std::function<absl::Status()>&)>;

// A call as it arrived.
struct Incoming {
  std::string authorization;
  std::string bytes;
  absl::Time deadline;
  std::string peer;
  // SHA-256 (32 bytes) of the certificate that the connection was opened with and that our
  // authority issued; empty = none.
  std::string certificate_sha256;
  // Address from which a system that may say so got the call; empty = it is the system's own.
  std::string client_address;
};

// The longest that a unary call may take, whatever deadline its caller has.
inline constexpr absl::Duration kCallMax = absl::Minutes(2);

// What each kind of caller may ask for.
struct RateLimits {
  Rate officer{50, 200};
  Rate system{1000, 5000};
  // Of public methods, and of calls that fail to say who calls.
  Rate address{200, 1000};
};

class Stack {
 public:
  Stack(const Authenticator& authenticator, ReachOf reach_of, const Clock& clock,
        const RateLimits& limits = {})
      : authenticator_(authenticator),
        reach_of_(std::move(reach_of)),
        clock_(clock),
        limits_(limits) {}

  // From now on handlers run within this. To be called before the first call.
  void RunWithin(Within within) { within_ = std::move(within); }

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
  // The caller, and how far it reaches; call->peer is known.
  absl::Status Identify(const Method& method, const Credentials& credentials, Call* call) const;
  absl::StatusOr<std::string> PeerOfCall(const Incoming& incoming) const;
  // Runs a handler, or a part of one.
  absl::Status Handle(const Method& method, const Call& call,
                      const std::function<absl::Status()>& handler) const;
  // RATE_LIMITED with metadata "retry_after_seconds" when the caller has had its share.
  absl::Status Count(const std::string& caller, const Rate& rate) const;
  absl::Status CountAddress(const std::string& peer) const;

  const Authenticator& authenticator_;
  const ReachOf reach_of_;
  const Clock& clock_;
  const RateLimits limits_;
  mutable RateLimiter limiter_;
  Within within_;
};

// The status as it may leave the process: INTERNAL is logged under an incident number and loses its
// text.
absl::Status Outward(const std::string& method, const absl::Status& status);

}  // namespace donthu::rpc
