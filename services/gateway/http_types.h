// The names under which the gateway uses Asio and Beast.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/rate_policy.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/span_body.hpp>
#include <boost/beast/http/string_body.hpp>
#include <string>
#include <string_view>

namespace donthu::gateway {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;

// With a time limit for each read and write.
using HttpStream = beast::basic_stream<tcp, asio::any_io_executor, beast::unlimited_rate_policy>;
using HttpParser = http::request_parser<http::string_body>;
using HttpHead = http::request_header<>;
using TextResponse = http::response<http::string_body>;
using FileResponse = http::response<http::span_body<const char>>;

// Gives (error_code, result) in place of throwing.
inline constexpr auto kAsTuple = asio::as_tuple(asio::use_awaitable);

inline std::string_view ViewOf(beast::string_view text) { return {text.data(), text.size()}; }

}  // namespace donthu::gateway
