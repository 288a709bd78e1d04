#include "services/gateway/call_exchange.h"

#include <boost/asio/write.hpp>
#include <boost/beast/http/chunk_encode.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/write.hpp>

#include "absl/strings/match.h"
#include "services/base/log/log.h"
#include "services/base/status/status.h"
#include "services/gateway/await_callback.h"
#include "services/gateway/cookies.h"
#include "services/gateway/peer_watch.h"
#include "services/gateway/responses.h"
#include "services/gateway/session_token.h"

namespace donthu::gateway {
namespace {

CallHead CallHeadOf(const Exchange& exchange) {
  const HttpHead& head = exchange.head();
  CallHead call;
  call.path = exchange.path;
  call.content_type = ViewOf(head[http::field::content_type]);
  call.content_encoding = ViewOf(head[http::field::content_encoding]);
  call.connect_content_encoding = ViewOf(head["Connect-Content-Encoding"]);
  call.connect_protocol_version = ViewOf(head["Connect-Protocol-Version"]);
  call.connect_timeout_ms = ViewOf(head["Connect-Timeout-Ms"]);
  call.sec_fetch_site = ViewOf(head["Sec-Fetch-Site"]);
  call.origin = ViewOf(head[http::field::origin]);
  call.host = ViewOf(head[http::field::host]);
  call.authorization = ViewOf(head[http::field::authorization]);
  call.traceparent = ViewOf(head["Traceparent"]);
  call.accept_language = ViewOf(head[http::field::accept_language]);
  call.cookie = Joined(head, "Cookie", "; ");
  return call;
}

absl::Status ShuttingDown() {
  return Failure(absl::StatusCode::kUnavailable, common::v1::SHUTTING_DOWN,
                 "the process is stopping")
      .Vi("Hệ thống đang khởi động lại. Xin thử lại.");
}

// False when there is nobody to answer, or the answer has been given.
asio::awaitable<bool> ReadBody(Exchange& exchange) {
  exchange.stream.expires_after(absl::ToChronoMilliseconds(exchange.gateway.settings.limits.body));
  if (!exchange.parser.is_done() &&
      absl::EqualsIgnoreCase(ToAbsl(ViewOf(exchange.head()[http::field::expect])),
                             "100-continue")) {
    http::response<http::empty_body> go_on(http::status::continue_, 11);
    const auto [error, written] = co_await http::async_write(exchange.stream, go_on, kAsTuple);
    if (error) co_return false;
  }
  const auto [error, read] =
      co_await http::async_read(exchange.stream, exchange.buffer, exchange.parser, kAsTuple);
  if (!error) co_return true;
  if (error == http::error::body_limit) co_await WriteRefusal(exchange, BodyTooLarge());
  co_return false;
}

// The message in the body, as bytes.
absl::StatusOr<std::string> RequestMessage(Exchange& exchange, const Admitted& call) {
  std::string body = std::move(exchange.parser.get().body());
  if (call.content_type.streaming) {
    ASSIGN_OR_RETURN(const std::string_view message, ReadEnvelope(body));
    body = std::string(message);
  }
  if (!call.content_type.json) return body;
  return exchange.gateway.transcoder.ToBytes(*call.method->descriptor->input_type(), body);
}

absl::StatusOr<std::string> ResponseMessage(const Exchange& exchange, const Admitted& call,
                                            std::string bytes) {
  if (!call.content_type.json) return bytes;
  return exchange.gateway.transcoder.ToJson(*call.method->descriptor->output_type(), bytes);
}

UpstreamRequest UpstreamRequestOf(const Exchange& exchange, const Admitted& call,
                                  std::string message) {
  UpstreamRequest request = {call.method->path, call.method->service, std::move(message),
                             call.metadata, exchange.gateway.clock.Now() + call.timeout};
  // Believed from a gateway whose certificate is registered for that.
  request.metadata.emplace_back("donthu-client-address", exchange.client_address);
  if (!call.authorization.empty()) {
    request.metadata.emplace_back("authorization", call.authorization);
  }
  return request;
}

void CountCall(const Exchange& exchange, const Admitted& call, const absl::Status& status,
               absl::Time began) {
  const std::string& name = call.method->descriptor->full_name();
  exchange.gateway.metrics.CallFinished(name, status.code(), exchange.gateway.clock.Now() - began);
  if (status.code() == absl::StatusCode::kUnavailable ||
      status.code() == absl::StatusCode::kInternal) {
    log::Warning("call_failed",
                 {{"method", name}, {"code", absl::StatusCodeToString(status.code())}});
  }
}

asio::awaitable<UpstreamAnswer> Ask(Exchange& exchange, UpstreamRequest request) {
  ConnectionState& state = exchange.state;
  const PeerWatch watch(exchange.stream.socket(), EarlyBytes::kLeave, [&state] {
    if (state.call != nullptr) state.call->Cancel();
  });
  auto start = [&](std::function<void(UpstreamAnswer)> done) {
    state.call = exchange.gateway.upstream.Call(std::move(request), std::move(done));
  };
  UpstreamAnswer answer = co_await AwaitCallback<UpstreamAnswer>(start);
  state.call.reset();
  co_return answer;
}

// Takes what belongs into the cookie out of the answer, and puts the rest into the caller's form.
absl::StatusOr<TextResponse> AnswerOf(const Exchange& exchange, const Admitted& call,
                                      UpstreamAnswer answer) {
  RETURN_IF_ERROR(answer.status);
  ASSIGN_OR_RETURN(const std::string token, TakeSessionToken(*call.method, &answer.message));
  ASSIGN_OR_RETURN(std::string body, ResponseMessage(exchange, call, std::move(answer.message)));
  std::string cookie;
  if (!token.empty()) cookie = KeepSession(token);
  if (call.method->ends_session) cookie = ForgetSession();
  return CallAnswer(exchange.head(), call.content_type, std::move(body), cookie);
}

// Who signs out of a session that is over already has what he wanted.
void ForgetEndedSession(const Admitted& call, const absl::Status& status, TextResponse* response) {
  if (call.method->ends_session && status.code() == absl::StatusCode::kUnauthenticated) {
    response->set(http::field::set_cookie, ForgetSession());
  }
}

asio::awaitable<bool> AnswerUnary(Exchange& exchange, const Admitted& call) {
  const absl::Time began = exchange.gateway.clock.Now();
  absl::StatusOr<std::string> message = RequestMessage(exchange, call);
  absl::StatusOr<TextResponse> answer;
  if (!message.ok()) {
    answer = message.status();
  } else {
    UpstreamRequest request = UpstreamRequestOf(exchange, call, *std::move(message));
    UpstreamAnswer from_service = co_await Ask(exchange, std::move(request));
    answer = AnswerOf(exchange, call, std::move(from_service));
  }
  CountCall(exchange, call, answer.status(), began);
  TextResponse response =
      answer.ok() ? *std::move(answer) : CallError(exchange.head(), answer.status());
  ForgetEndedSession(call, answer.status(), &response);
  const bool written = co_await WriteText(exchange, std::move(response));
  co_return written&& MayGoOn(exchange);
}

asio::awaitable<bool> WriteStreamHead(Exchange& exchange, const Admitted& call) {
  http::response<http::empty_body> head = StreamHead(exchange.head(), call.content_type);
  head.keep_alive(MayGoOn(exchange));
  http::response_serializer<http::empty_body> serializer(head);
  exchange.stream.expires_after(absl::ToChronoMilliseconds(exchange.gateway.settings.limits.write));
  const auto [error, written] =
      co_await http::async_write_header(exchange.stream, serializer, kAsTuple);
  co_return !error;
}

asio::awaitable<bool> WriteChunk(Exchange& exchange, const std::string& bytes) {
  exchange.stream.expires_after(absl::ToChronoMilliseconds(exchange.gateway.settings.limits.write));
  const auto [error, written] =
      co_await asio::async_write(exchange.stream, http::make_chunk(asio::buffer(bytes)), kAsTuple);
  co_return !error;
}

asio::awaitable<bool> WriteStreamEnd(Exchange& exchange, const absl::Status& status) {
  const std::string end = EndOfStream(status);
  const bool taken = co_await WriteChunk(exchange, end);
  if (!taken) co_return false;
  const auto [error, written] =
      co_await asio::async_write(exchange.stream, http::make_chunk_last(), kAsTuple);
  co_return !error && MayGoOn(exchange);
}

asio::awaitable<bool> NextOf(UpstreamStream& stream) {
  auto start = [&stream](std::function<void(bool)> done) { stream.Next(std::move(done)); };
  co_return co_await AwaitCallback<bool>(start);
}

// Hands messages on as fast as the browser takes them. Nothing when the browser left, else how the
// stream ended. Returns only when the service knows of the end.
asio::awaitable<std::optional<absl::Status>> CopyStream(Exchange& exchange, const Admitted& call,
                                                        UpstreamStream& stream) {
  bool gone = false;
  absl::Status failed;
  const PeerWatch watch(exchange.stream.socket(), EarlyBytes::kEnd, [&gone, &stream] {
    gone = true;
    stream.Cancel();
  });
  while (true) {
    const bool has_message = co_await NextOf(stream);
    if (!has_message) break;
    if (gone || exchange.state.draining || !failed.ok()) continue;
    absl::StatusOr<std::string> message = ResponseMessage(exchange, call, stream.message());
    if (!message.ok()) {
      failed = message.status();
      stream.Cancel();
      continue;
    }
    const std::string envelope = Envelope(0, *message);
    const bool taken = co_await WriteChunk(exchange, envelope);
    if (!taken) {
      gone = true;
      stream.Cancel();
    }
  }
  if (gone) co_return std::nullopt;
  if (exchange.state.draining) co_return ShuttingDown();
  co_return failed.ok() ? stream.status() : failed;
}

asio::awaitable<bool> AnswerStream(Exchange& exchange, const Admitted& call, CallerKeys caller) {
  const absl::Time began = exchange.gateway.clock.Now();
  const bool begun = co_await WriteStreamHead(exchange, call);
  if (!begun) co_return false;
  absl::StatusOr<std::string> message = RequestMessage(exchange, call);
  if (!message.ok()) co_return co_await WriteStreamEnd(exchange, message.status());
  // Drain ends the streams that it finds; one that opens after it would stay.
  if (exchange.state.draining) co_return co_await WriteStreamEnd(exchange, ShuttingDown());
  const auto slot = exchange.gateway.admission.Stream(caller);
  if (!slot.ok()) {
    exchange.gateway.metrics.Refused("streams");
    co_return co_await WriteStreamEnd(exchange, slot.status());
  }
  const std::shared_ptr<UpstreamStream> stream =
      exchange.gateway.upstream.Open(UpstreamRequestOf(exchange, call, *std::move(message)));
  exchange.state.call = stream;
  exchange.state.is_stream = true;
  const std::optional<absl::Status> ended = co_await CopyStream(exchange, call, *stream);
  exchange.state.call.reset();
  exchange.state.is_stream = false;
  CountCall(exchange, call, ended ? *ended : absl::CancelledError(), began);
  if (!ended) co_return false;
  co_return co_await WriteStreamEnd(exchange, *ended);
}

// Whether the call may be made now.
absl::Status CheckCaller(const Exchange& exchange, const Admitted& call, CallerKeys caller) {
  Gateway& gateway = exchange.gateway;
  const absl::Status often = gateway.admission.Call(caller, gateway.clock.Now());
  if (!often.ok()) {
    gateway.metrics.Refused("rate");
    return often;
  }
  if (call.method->is_public || !call.authorization.empty()) return absl::OkStatus();
  gateway.metrics.Refused("not_signed_in");
  return NotSignedIn();
}

// A stream's failures come in its last envelope, since clients look nowhere else for the reason.
asio::awaitable<bool> AnswerFailure(Exchange& exchange, const Admitted& call, absl::Status status) {
  if (!call.content_type.streaming) {
    TextResponse response = CallError(exchange.head(), status);
    ForgetEndedSession(call, status, &response);
    co_return co_await WriteText(exchange, std::move(response));
  }
  const bool begun = co_await WriteStreamHead(exchange, call);
  if (!begun) co_return false;
  co_return co_await WriteStreamEnd(exchange, status);
}

}  // namespace

asio::awaitable<bool> AnswerCall(Exchange& exchange) {
  Gateway& gateway = exchange.gateway;
  const CallHead head = CallHeadOf(exchange);
  const auto judged = JudgeCall(head, gateway.catalogue, gateway.settings);
  if (const auto* refusal = std::get_if<Refusal>(&judged)) {
    co_return co_await WriteRefusal(exchange, *refusal);
  }
  const Admitted& call = std::get<Admitted>(judged);
  if (call.content_type.streaming && exchange.head().version() < 11) {
    co_return co_await WriteRefusal(exchange, HttpVersionTooOld());
  }
  const bool read = co_await ReadBody(exchange);
  if (!read) co_return false;
  const CallerKeys caller = KeysOf(exchange.client_address, call.authorization);
  const absl::Status may = CheckCaller(exchange, call, caller);
  if (!may.ok()) co_return co_await AnswerFailure(exchange, call, may);
  if (call.content_type.streaming) co_return co_await AnswerStream(exchange, call, caller);
  co_return co_await AnswerUnary(exchange, call);
}

}  // namespace donthu::gateway
