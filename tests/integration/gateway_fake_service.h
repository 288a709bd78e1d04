// A gRPC server that answers any method as a test needs it, and sees what the gateway makes of a
// call.
#pragma once

#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/grpcpp.h>

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "absl/time/time.h"

namespace donthu::testing {

inline constexpr char kWatch[] = "/donthu.ledger.v1.LedgerService/Watch";
inline constexpr char kWhoAmI[] = "/donthu.identity.v1.IdentityService/WhoAmI";
inline constexpr char kSignIn[] = "/donthu.identity.v1.IdentityService/SignIn";
// The fake never answers this one.
inline constexpr char kNeverAnswered[] = "/donthu.identity.v1.IdentityService/ListSessions";

class FakeService {
 public:
  FakeService();
  ~FakeService();
  int port() const { return port_; }

  // What Watch sends: so many messages with a cursor of so many bytes, as fast as they are taken;
  // then the end, or silence.
  std::atomic<int> messages{1};
  std::atomic<size_t> cursor_bytes{1};
  std::atomic<bool> then_ends{false};

  // Calls that have not ended, as the service sees it.
  std::atomic<int> open{0};
  // Messages that streams have got rid of.
  std::atomic<int> written{0};

  // Of the last call that arrived.
  std::multimap<std::string, std::string> metadata();
  absl::Duration time_left();

 private:
  class Generic;
  class Reactor;

  std::mutex mutex_;
  std::multimap<std::string, std::string> metadata_;
  absl::Duration time_left_;
  std::unique_ptr<Generic> service_;
  std::unique_ptr<grpc::Server> server_;
  int port_ = 0;
};

// Looks until it is so, for 20 seconds at most.
bool Eventually(const std::function<bool()>& is_so);

}  // namespace donthu::testing
