#include "services/gateway/http_session.h"

#include <boost/beast/http/error.hpp>
#include <boost/beast/http/read.hpp>

#include "absl/strings/str_cat.h"
#include "services/gateway/call_exchange.h"
#include "services/gateway/client_address.h"
#include "services/gateway/responses.h"

namespace donthu::gateway {
namespace {

constexpr size_t kReadBytes = 4096;
// A peer that was refused in the middle of its body may send this much more.
constexpr size_t kLingerBytesMax = 64 << 20;
constexpr auto kLingerTime = std::chrono::seconds(5);

std::string PeerOf(const tcp::socket& socket) {
  error_code error;
  const auto endpoint = socket.remote_endpoint(error);
  return error ? "" : endpoint.address().to_string();
}

// What the parser found; nothing when the peer has left or was too slow.
std::optional<Refusal> RefusalOf(const error_code& error) {
  if (error.category() != http::make_error_code(http::error::end_of_stream).category() ||
      error == http::error::end_of_stream || error == http::error::partial_message) {
    return std::nullopt;
  }
  if (error == http::error::header_limit || error == http::error::buffer_overflow) {
    return HeadTooLarge();
  }
  if (error == http::error::body_limit) return BodyTooLarge();
  return MalformedHttp();
}

// As HTTP wants it, and what two parsers behind each other could read in two ways.
bool IsWellFormed(const HttpHead& head) {
  if (head.version() != 10 && head.version() != 11) return false;
  const size_t hosts = head.count(http::field::host);
  return hosts == 1 || (hosts == 0 && head.version() == 10);
}

}  // namespace

HttpSession::HttpSession(tcp::socket socket, Gateway& gateway)
    : gateway_(gateway), stream_(std::move(socket)), peer_(PeerOf(stream_.socket())) {}

asio::awaitable<void> HttpSession::Run() {
  // One co_await to a statement, in this folder: g++ 12 mixes up frames when one stands behind &&
  // or ? in a larger expression.
  bool goes_on = true;
  while (goes_on && !state_.draining) {
    goes_on = co_await WaitForRequest();
    if (goes_on) goes_on = co_await AnswerOne();
  }
  co_await Linger();
}

void HttpSession::Drain() {
  state_.draining = true;
  if (state_.waiting) stream_.close();
  if (state_.call != nullptr && state_.is_stream) state_.call->Cancel();
}

void HttpSession::Abort() {
  Drain();
  if (state_.call != nullptr) state_.call->Cancel();
  stream_.close();
}

asio::awaitable<bool> HttpSession::WaitForRequest() {
  if (buffer_.size() > 0) co_return true;
  // Who connects and says nothing holds one of the connections that others need.
  const Limits& limits = gateway_.settings.limits;
  stream_.expires_after(absl::ToChronoMilliseconds(first_ ? limits.header : limits.idle));
  first_ = false;
  state_.waiting = true;
  const auto [error, read] =
      co_await stream_.async_read_some(buffer_.prepare(kReadBytes), kAsTuple);
  state_.waiting = false;
  buffer_.commit(read);
  co_return !error;
}

asio::awaitable<bool> HttpSession::AnswerOne() {
  const Limits& limits = gateway_.settings.limits;
  HttpParser parser;
  parser.header_limit(limits.header_bytes);
  parser.body_limit(limits.body_bytes);
  stream_.expires_after(absl::ToChronoMilliseconds(limits.header));
  const auto [error, read] = co_await http::async_read_header(stream_, buffer_, parser, kAsTuple);
  Exchange exchange = {gateway_, stream_, buffer_, parser, state_, "", ""};
  if (error) {
    const auto refusal = RefusalOf(error);
    if (refusal) co_await WriteRefusal(exchange, *refusal);
    co_return false;
  }
  co_return co_await Dispatch(exchange);
}

asio::awaitable<bool> HttpSession::Dispatch(Exchange& exchange) {
  const HttpHead& head = exchange.head();
  const auto path = PathOfTarget(ViewOf(head.target()));
  if (!path || !IsWellFormed(head)) {
    co_await WriteRefusal(exchange, MalformedHttp());
    co_return false;
  }
  exchange.path = std::string(*path);
  const std::string forwarded = Joined(head, "X-Forwarded-For", ",");
  exchange.client_address = ClientAddress(peer_, forwarded, gateway_.settings.trusted_proxies);
  if (head.method() == http::verb::post) co_return co_await AnswerCall(exchange);
  const bool reads = head.method() == http::verb::get || head.method() == http::verb::head;
  // A method of a service, or OPTIONS, which is never answered: no other site may call.
  if (!reads || gateway_.catalogue.Find(exchange.path) != nullptr) {
    co_return co_await WriteRefusal(exchange, MethodNotAllowed());
  }
  co_return co_await AnswerFile(exchange);
}

asio::awaitable<bool> HttpSession::AnswerFile(Exchange& exchange) {
  const HttpHead& head = exchange.head();
  const StaticFile* file = gateway_.files.Find(exchange.path);
  if (exchange.path == "/healthz") {
    co_return co_await WriteText(exchange, PlainAnswer(head, http::status::ok, "ok\n"));
  }
  if (file == nullptr) {
    co_return co_await WriteText(
        exchange, PlainAnswer(head, http::status::not_found, "Không có trang này.\n"));
  }
  co_return co_await WriteFile(exchange, FileAnswer(head, *file));
}

asio::awaitable<void> HttpSession::Linger() {
  error_code ignored;
  stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
  stream_.expires_after(kLingerTime);
  buffer_.clear();
  state_.waiting = true;
  for (size_t total = 0; !ignored && !state_.draining && total < kLingerBytesMax;) {
    const auto [error, read] =
        co_await stream_.async_read_some(buffer_.prepare(kReadBytes), kAsTuple);
    if (error) break;
    total += read;
  }
  stream_.close();
}

}  // namespace donthu::gateway
