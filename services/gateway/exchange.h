// One request and its answer, on one connection.
#pragma once

#include <memory>
#include <string>

#include "services/gateway/call_policy.h"
#include "services/gateway/gateway.h"
#include "services/gateway/http_types.h"

namespace donthu::gateway {

// What of a connection can be ended from outside; seen on its strand only.
struct ConnectionState {
  // For the first byte of a request.
  bool waiting = false;
  // The process is stopping: streams end, calls finish, then the connection closes.
  bool draining = false;
  // What is being waited for, if anything.
  std::shared_ptr<UpstreamCall> call;
  bool is_stream = false;
};

struct Exchange {
  Gateway& gateway;
  HttpStream& stream;
  beast::flat_buffer& buffer;
  HttpParser& parser;
  ConnectionState& state;
  // Of the target, without the query.
  std::string path;
  // Of the browser, seen through trusted proxies.
  std::string client_address;

  const HttpHead& head() const { return parser.get(); }
};

// All lines of a header in their order, with `separator` in between.
std::string Joined(const HttpHead& head, const char* name, const char* separator);

// Each writes within the time that a reader has, and to HEAD no body. False when the connection
// must be closed: the reader did not take it, or it was the last answer.
asio::awaitable<bool> WriteText(Exchange& exchange, TextResponse response);
asio::awaitable<bool> WriteFile(Exchange& exchange, FileResponse response);
// Also counts it.
asio::awaitable<bool> WriteRefusal(Exchange& exchange, Refusal refusal);

// Whether the connection may carry another request after this one: not while a part of this one is
// unread.
bool MayGoOn(const Exchange& exchange);

}  // namespace donthu::gateway
