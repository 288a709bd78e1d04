#include "services/gateway/exchange.h"

#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/write.hpp>
#include <tuple>

#include "services/gateway/responses.h"

namespace donthu::gateway {
namespace {

template <typename Body>
asio::awaitable<bool> Write(Exchange& exchange, http::response<Body>& response) {
  response.keep_alive(MayGoOn(exchange));
  exchange.stream.expires_after(absl::ToChronoMilliseconds(exchange.gateway.settings.limits.write));
  http::response_serializer<Body> serializer(response);
  error_code error;
  if (exchange.head().method() == http::verb::head) {
    std::tie(error, std::ignore) =
        co_await http::async_write_header(exchange.stream, serializer, kAsTuple);
  } else {
    std::tie(error, std::ignore) =
        co_await http::async_write(exchange.stream, serializer, kAsTuple);
  }
  co_return !error && MayGoOn(exchange);
}

}  // namespace

std::string Joined(const HttpHead& head, const char* name, const char* separator) {
  std::string all;
  const auto [begin, end] = head.equal_range(name);
  for (auto field = begin; field != end; ++field) {
    all.append(all.empty() ? "" : separator).append(ViewOf(field->value()));
  }
  return all;
}

asio::awaitable<bool> WriteText(Exchange& exchange, TextResponse response) {
  co_return co_await Write(exchange, response);
}

asio::awaitable<bool> WriteFile(Exchange& exchange, FileResponse response) {
  co_return co_await Write(exchange, response);
}

asio::awaitable<bool> WriteRefusal(Exchange& exchange, Refusal refusal) {
  exchange.gateway.metrics.Refused(refusal.why);
  TextResponse response = RefusalAnswer(exchange.head(), refusal);
  co_return co_await Write(exchange, response);
}

bool MayGoOn(const Exchange& exchange) {
  return exchange.parser.is_done() && exchange.parser.get().keep_alive() &&
         !exchange.state.draining;
}

}  // namespace donthu::gateway
