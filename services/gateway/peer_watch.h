// Tells at once when a browser leaves while nothing is read from it or written to it.
#pragma once

#include <functional>
#include <memory>

#include "services/gateway/http_types.h"

namespace donthu::gateway {

// What to make of bytes that come meanwhile: the next request sent ahead, which HTTP allows and no
// browser does.
enum class EarlyBytes {
  // They wait; whether the peer leaves is then no longer seen.
  kLeave,
  // One who talks into a stream is treated like one who left, else he could hide that he did.
  kEnd,
};

// Watches until destroyed. Lives on the strand of the socket, as does the call of `gone`, which
// happens at most once. Nothing else may be pending on the socket when this is destroyed.
class PeerWatch {
 public:
  PeerWatch(tcp::socket& socket, EarlyBytes early, std::function<void()> gone);
  ~PeerWatch();
  PeerWatch(const PeerWatch&) = delete;
  PeerWatch& operator=(const PeerWatch&) = delete;

 private:
  struct State {
    EarlyBytes early;
    // Empty once the watch is over.
    std::function<void()> gone;
  };
  static bool HasLeft(tcp::socket& socket, EarlyBytes early);

  tcp::socket& socket_;
  const std::shared_ptr<State> state_;
};

}  // namespace donthu::gateway
