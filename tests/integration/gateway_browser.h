// What speaks HTTP to the gateway in tests: a browser that behaves, and one that does not.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace donthu::testing {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct HttpAnswer {
  int status = 0;
  std::string body;
  boost::beast::http::fields headers;

  std::string Header(const std::string& name) const {
    return std::string(headers[name].data(), headers[name].size());
  }
};

// One connection. Blocks; ctest's time limit ends a test that would wait for ever.
class Browser {
 public:
  explicit Browser(int port);

  // A call as our page makes it for SomeSession, with the headers of `more` besides or instead; an
  // empty value leaves one out.
  HttpAnswer Post(const std::string& method, const std::string& body,
                  const std::string& content_type = "application/json", const Headers& more = {});
  HttpAnswer Get(const std::string& target, const Headers& more = {});
  HttpAnswer Head(const std::string& target);

  // Exactly these bytes, then whatever the answer is. Status 0 = closed without one.
  HttpAnswer Raw(const std::string& bytes);

  // Opens a stream and reads its head.
  HttpAnswer OpenStream(const std::string& method, const std::string& message,
                        const std::string& content_type, const Headers& more = {});
  // Its next envelope: flags and message. Nothing when the connection ended.
  std::optional<std::pair<int, std::string>> NextEnvelope();

  void Send(const std::string& bytes);
  // The call of Post, and its answer, one at a time.
  void SendPost(const std::string& method, const std::string& body);
  HttpAnswer ReadAnswer() { return Read(false); }
  // Whether a stream whose request was sent holds an end with this text.
  bool ReadsStreamEnd(const std::string& text);
  // True once the other side has closed.
  bool ReadsToEnd();
  // As when the machine is switched off: no goodbye.
  void Kill();
  // As when a tab is closed.
  void Close();

 private:
  HttpAnswer Read(bool head_only);

  boost::asio::io_context io_;
  boost::asio::ip::tcp::socket socket_;
  boost::beast::flat_buffer buffer_;
  std::unique_ptr<boost::beast::http::response_parser<boost::beast::http::buffer_body>> stream_;
  std::string pending_;
};

// A cookie of the right form, behind which is no session.
std::string SomeSession();

// An envelope around a request.
std::string InEnvelope(const std::string& message);

}  // namespace donthu::testing
