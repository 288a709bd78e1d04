#include "services/gateway/peer_watch.h"

#include <boost/asio/buffer.hpp>
#include <utility>

namespace donthu::gateway {

PeerWatch::PeerWatch(tcp::socket& socket, EarlyBytes early, std::function<void()> gone)
    : socket_(socket), state_(std::make_shared<State>(State{early, std::move(gone)})) {
  socket_.async_wait(tcp::socket::wait_read, [state = state_, &socket](const error_code& error) {
    if (!state->gone) return;
    if (error || HasLeft(socket, state->early)) std::exchange(state->gone, nullptr)();
  });
}

PeerWatch::~PeerWatch() {
  state_->gone = nullptr;
  error_code ignored;
  socket_.cancel(ignored);
}

bool PeerWatch::HasLeft(tcp::socket& socket, EarlyBytes early) {
  char byte;
  error_code error;
  socket.receive(asio::buffer(&byte, 1), tcp::socket::message_peek, error);
  if (error == asio::error::would_block) return false;
  return error || early == EarlyBytes::kEnd;
}

}  // namespace donthu::gateway
