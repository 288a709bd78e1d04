#include "services/gateway/server.h"

#include <netinet/tcp.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "absl/strings/str_format.h"
#include "services/base/log/log.h"
#include "services/base/status/status.h"
#include "services/gateway/http_session.h"

namespace donthu::gateway {
namespace {

// A machine that vanished without a word is noticed after a minute.
constexpr int kKeepAliveIdleSeconds = 30;
constexpr int kKeepAliveIntervalSeconds = 10;
constexpr int kKeepAliveProbes = 3;
// When there are no more file descriptors, until some are free again.
constexpr auto kAcceptPause = std::chrono::milliseconds(100);

template <int kLevel, int kName>
using IntOption = asio::detail::socket_option::integer<kLevel, kName>;

void SetOptions(tcp::socket& socket) {
  error_code ignored;
  // For PeerWatch, which looks without waiting.
  socket.non_blocking(true, ignored);
  socket.set_option(tcp::no_delay(true), ignored);
  socket.set_option(asio::socket_base::keep_alive(true), ignored);
  socket.set_option(IntOption<IPPROTO_TCP, TCP_KEEPIDLE>(kKeepAliveIdleSeconds), ignored);
  socket.set_option(IntOption<IPPROTO_TCP, TCP_KEEPINTVL>(kKeepAliveIntervalSeconds), ignored);
  socket.set_option(IntOption<IPPROTO_TCP, TCP_KEEPCNT>(kKeepAliveProbes), ignored);
}

// The connections that are open, so that they can be ended.
class Sessions {
 public:
  Sessions(int max, prometheus::Gauge& gauge) : max_(max), gauge_(gauge) {}

  // False when there are as many as there may be, or no more may come.
  bool Add(const std::shared_ptr<HttpSession>& session, asio::any_io_executor strand) {
    std::lock_guard lock(mutex_);
    if (closed_ || static_cast<int>(open_.size()) >= max_) return false;
    open_.emplace(session.get(), Open{session, std::move(strand)});
    gauge_.Set(static_cast<double>(open_.size()));
    return true;
  }
  void Remove(HttpSession* session) {
    std::lock_guard lock(mutex_);
    open_.erase(session);
    gauge_.Set(static_cast<double>(open_.size()));
    if (open_.empty()) empty_.notify_all();
  }
  // Drain or Abort of each, on its strand; no more are added.
  void ForEach(void (HttpSession::*act)()) {
    std::lock_guard lock(mutex_);
    closed_ = true;
    for (const auto& [key, one] : open_) {
      asio::post(one.strand, [session = one.session, act] { (session.get()->*act)(); });
    }
  }
  bool WaitUntilEmpty(absl::Duration at_most) {
    std::unique_lock lock(mutex_);
    return empty_.wait_for(lock, absl::ToChronoMilliseconds(at_most),
                           [this] { return open_.empty(); });
  }

 private:
  struct Open {
    std::shared_ptr<HttpSession> session;
    asio::any_io_executor strand;
  };
  const int max_;
  prometheus::Gauge& gauge_;
  std::mutex mutex_;
  std::condition_variable empty_;
  bool closed_ = false;
  std::map<HttpSession*, Open> open_;
};

class BeastServer : public Server {
 public:
  BeastServer(Settings settings, const Clock& clock)
      : settings_(std::move(settings)),
        clock_(clock),
        gateway_metrics_(metrics_),
        admission_(settings_.limits, gateway_metrics_),
        sessions_(settings_.limits.connections, gateway_metrics_.connections()),
        io_(settings_.threads),
        work_(asio::make_work_guard(io_)),
        acceptor_(asio::make_strand(io_)) {}
  ~BeastServer() override { Drain(); }

  absl::Status Begin() {
    ASSIGN_OR_RETURN(const auto protos, LinkedProtos());
    ASSIGN_OR_RETURN(catalogue_, Catalogue::Of(protos, settings_.accept_authorization));
    ASSIGN_OR_RETURN(files_, StaticFiles::Load(settings_.web_directory));
    ASSIGN_OR_RETURN(upstream_, MakeUpstream(settings_.upstream));
    if (!settings_.metrics_listen.empty()) {
      RETURN_IF_ERROR(metrics_.Expose(settings_.metrics_listen));
    }
    gateway_.emplace(Gateway{settings_, clock_, catalogue_, transcoder_, files_, *upstream_,
                             admission_, gateway_metrics_});
    return Listen();
  }

  int port() const override { return port_; }
  GatewayMetrics& metrics() override { return gateway_metrics_; }

  void Drain() override {
    if (threads_.empty()) return;
    asio::post(acceptor_.get_executor(), [this] {
      error_code ignored;
      acceptor_.close(ignored);
    });
    sessions_.ForEach(&HttpSession::Drain);
    if (!sessions_.WaitUntilEmpty(settings_.drain)) {
      log::Warning("drain_time_passed");
      sessions_.ForEach(&HttpSession::Abort);
    }
    // Threads end when no connection, call or accept is left.
    work_.reset();
    for (auto& thread : threads_) thread.join();
    threads_.clear();
  }

 private:
  absl::Status Listen() {
    error_code error;
    const tcp::endpoint endpoint(asio::ip::make_address(settings_.host, error), settings_.port);
    if (!error) acceptor_.open(endpoint.protocol(), error);
    // Restarting need not wait for old connections to be forgotten; two servers on one port are
    // still refused.
    if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (error) {
      return absl::UnavailableError(absl::StrFormat(
          "cannot listen on %s:%d: the port is taken or the address is not this machine's",
          settings_.host, settings_.port));
    }
    port_ = acceptor_.local_endpoint().port();
    asio::co_spawn(acceptor_.get_executor(), Accept(), asio::detached);
    for (int i = 0; i < settings_.threads; ++i) threads_.emplace_back([this] { io_.run(); });
    return absl::OkStatus();
  }

  asio::awaitable<void> Accept() {
    asio::steady_timer pause(acceptor_.get_executor());
    while (acceptor_.is_open()) {
      auto [error, socket] = co_await acceptor_.async_accept(asio::make_strand(io_), kAsTuple);
      if (!error) {
        Serve(std::move(socket));
        continue;
      }
      if (!acceptor_.is_open()) break;
      log::Warning("accept_failed", {{"error", error.message()}});
      pause.expires_after(kAcceptPause);
      co_await pause.async_wait(kAsTuple);
    }
  }

  void Serve(tcp::socket socket) {
    SetOptions(socket);
    const asio::any_io_executor strand = socket.get_executor();
    auto session = std::make_shared<HttpSession>(std::move(socket), *gateway_);
    if (!sessions_.Add(session, strand)) {
      gateway_metrics_.Refused("connections");
      return;
    }
    auto run = [session]() { return session->Run(); };
    asio::co_spawn(strand, run, [this, session](const std::exception_ptr& thrown) {
      // Its text may hold what was sent.
      if (thrown != nullptr) log::Error("connection_threw");
      sessions_.Remove(session.get());
    });
  }

  const Settings settings_;
  const Clock& clock_;
  Metrics metrics_;
  GatewayMetrics gateway_metrics_;
  Admission admission_;
  Sessions sessions_;
  const JsonTranscoder transcoder_;
  Catalogue catalogue_;
  StaticFiles files_;
  std::unique_ptr<Upstream> upstream_;
  std::optional<Gateway> gateway_;
  asio::io_context io_;
  asio::executor_work_guard<asio::io_context::executor_type> work_;
  tcp::acceptor acceptor_;
  std::vector<std::thread> threads_;
  int port_ = 0;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> Server::Start(Settings settings, const Clock& clock) {
  auto server = std::make_unique<BeastServer>(std::move(settings), clock);
  const absl::Status begun = server->Begin();
  if (!begun.ok()) return begun;
  return server;
}

}  // namespace donthu::gateway
