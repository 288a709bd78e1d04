// One connection of a browser or a proxy: request after request until either side has enough.
#pragma once

#include <memory>

#include "services/gateway/exchange.h"
#include "services/gateway/gateway.h"
#include "services/gateway/http_types.h"

namespace donthu::gateway {

// All of it runs on the strand of the socket.
class HttpSession : public std::enable_shared_from_this<HttpSession> {
 public:
  // `gateway` outlives this.
  HttpSession(tcp::socket socket, Gateway& gateway);

  // Returns when the connection is closed.
  asio::awaitable<void> Run();

  // From the strand: an unused connection closes, a stream ends, a call is answered first.
  void Drain();
  // From the strand: whatever runs is cancelled.
  void Abort();

 private:
  asio::awaitable<bool> WaitForRequest();
  asio::awaitable<bool> AnswerOne();
  asio::awaitable<bool> Dispatch(Exchange& exchange);
  asio::awaitable<bool> AnswerFile(Exchange& exchange);
  // Lets a peer that is still sending read our answer before the connection goes away.
  asio::awaitable<void> Linger();

  Gateway& gateway_;
  HttpStream stream_;
  beast::flat_buffer buffer_;
  ConnectionState state_;
  std::string peer_;
  bool first_ = true;
};

}  // namespace donthu::gateway
