#include "tests/integration/gateway_browser.h"

#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include "absl/strings/str_format.h"

namespace donthu::testing {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;

std::string RequestText(const std::string& verb, const std::string& target, const Headers& first,
                        const Headers& more, const std::string& body) {
  std::string text = absl::StrFormat("%s %s HTTP/1.1\r\n", verb, target);
  for (const auto& [name, value] : first) {
    bool replaced = false;
    for (const auto& other : more) replaced = replaced || other.first == name;
    if (!replaced) text += absl::StrFormat("%s: %s\r\n", name, value);
  }
  for (const auto& [name, value] : more) {
    if (!value.empty()) text += absl::StrFormat("%s: %s\r\n", name, value);
  }
  return text + "\r\n" + body;
}

std::string CallText(const std::string& method, const std::string& body,
                     const std::string& content_type, const Headers& more) {
  const Headers ours = {{"host", "localhost"},
                        {"content-type", content_type},
                        {"connect-protocol-version", "1"},
                        {"sec-fetch-site", "same-origin"},
                        {"cookie", SomeSession()},
                        {"content-length", std::to_string(body.size())}};
  return RequestText("POST", method, ours, more, body);
}

}  // namespace

Browser::Browser(int port) : socket_(io_) {
  socket_.connect({asio::ip::address_v4::loopback(), static_cast<uint16_t>(port)});
  socket_.set_option(asio::ip::tcp::no_delay(true));
}

HttpAnswer Browser::Post(const std::string& method, const std::string& body,
                         const std::string& content_type, const Headers& more) {
  Send(CallText(method, body, content_type, more));
  return Read(false);
}

HttpAnswer Browser::Get(const std::string& target, const Headers& more) {
  Send(RequestText("GET", target, {{"host", "localhost"}}, more, ""));
  return Read(false);
}

HttpAnswer Browser::Head(const std::string& target) {
  Send(RequestText("HEAD", target, {{"host", "localhost"}}, {}, ""));
  return Read(true);
}

HttpAnswer Browser::Raw(const std::string& bytes) {
  Send(bytes);
  return Read(false);
}

HttpAnswer Browser::Read(bool head_only) {
  while (true) {
    http::response_parser<http::string_body> parser;
    parser.skip(head_only);
    error_code error;
    http::read(socket_, buffer_, parser, error);
    if (error && !parser.is_header_done()) return {};
    const auto& answer = parser.get();
    if (answer.result() == http::status::continue_) continue;
    return {static_cast<int>(answer.result_int()), answer.body(), answer.base()};
  }
}

HttpAnswer Browser::OpenStream(const std::string& method, const std::string& message,
                               const std::string& content_type, const Headers& more) {
  Send(CallText(method, InEnvelope(message), content_type, more));
  stream_ = std::make_unique<http::response_parser<http::buffer_body>>();
  stream_->body_limit(boost::none);
  error_code error;
  http::read_header(socket_, buffer_, *stream_, error);
  if (error) return {};
  const auto& head = stream_->get();
  return {static_cast<int>(head.result_int()), "", head.base()};
}

std::optional<std::pair<int, std::string>> Browser::NextEnvelope() {
  const auto length = [this]() -> size_t {
    size_t bytes = 0;
    for (int i = 1; i < 5; ++i) bytes = bytes << 8 | static_cast<unsigned char>(pending_[i]);
    return bytes;
  };
  while (pending_.size() < 5 || pending_.size() < 5 + length()) {
    if (stream_->is_done()) return std::nullopt;
    char bytes[4096];
    stream_->get().body().data = bytes;
    stream_->get().body().size = sizeof(bytes);
    error_code error;
    http::read_some(socket_, buffer_, *stream_, error);
    if (error && error != http::error::need_buffer) return std::nullopt;
    pending_.append(bytes, sizeof(bytes) - stream_->get().body().size);
  }
  const size_t end = 5 + length();
  std::pair<int, std::string> envelope = {pending_[0], pending_.substr(5, end - 5)};
  pending_.erase(0, end);
  return envelope;
}

void Browser::Send(const std::string& bytes) {
  // The gateway may have closed in the middle; what it said before can still be read.
  error_code ignored;
  asio::write(socket_, asio::buffer(bytes), ignored);
}

void Browser::SendPost(const std::string& method, const std::string& body) {
  Send(CallText(method, body, "application/json", {}));
}

bool Browser::ReadsStreamEnd(const std::string& text) {
  const HttpAnswer answer = Read(false);
  return answer.status == 200 && answer.body.substr(0, 1) == "\x02" &&
         answer.body.find(text) != std::string::npos;
}

bool Browser::ReadsToEnd() {
  std::string rest;
  error_code error;
  asio::read(socket_, asio::dynamic_buffer(rest), error);
  return error == asio::error::eof || error == asio::error::connection_reset;
}

void Browser::Kill() {
  error_code ignored;
  socket_.set_option(asio::socket_base::linger(true, 0), ignored);
  socket_.close(ignored);
}

void Browser::Close() {
  error_code ignored;
  socket_.close(ignored);
}

std::string SomeSession() { return "__Host-donthu=" + std::string(64, 'a'); }

std::string InEnvelope(const std::string& message) {
  std::string envelope(1, '\0');
  for (int shift = 24; shift >= 0; shift -= 8) {
    envelope += static_cast<char>(message.size() >> shift & 0xff);
  }
  return envelope + message;
}

}  // namespace donthu::testing
