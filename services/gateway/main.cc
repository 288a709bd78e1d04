// donthu-gateway: between browsers and the services.
#include <signal.h>

#include <cstdio>
#include <string>

#include "services/base/config/config.h"
#include "services/base/log/log.h"
#include "services/base/status/status.h"
#include "services/gateway/server.h"
#include "services/gateway/settings.h"

namespace {

absl::StatusOr<std::unique_ptr<donthu::gateway::Server>> Start(const std::string& path,
                                                               const donthu::Clock& clock) {
  donthu::config::v1::GatewayConfig config;
  RETURN_IF_ERROR(donthu::config::ReadTextFile(path, &config));
  ASSIGN_OR_RETURN(auto settings, donthu::gateway::SettingsOf(config, path));
  return donthu::gateway::Server::Start(std::move(settings), clock);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3 || std::string(argv[1]) != "--config") {
    std::fprintf(stderr, "usage: %s --config FILE\n", argv[0]);
    return 2;
  }
  // Blocked before any thread starts, so that only sigwait below sees them.
  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTERM);
  sigaddset(&stop, SIGINT);
  pthread_sigmask(SIG_BLOCK, &stop, nullptr);
  signal(SIGPIPE, SIG_IGN);
  const donthu::SystemClock clock;
  auto server = Start(argv[2], clock);
  if (!server.ok()) {
    std::fprintf(stderr, "%s: %s\n", argv[0], std::string(server.status().message()).c_str());
    return 1;
  }
  donthu::log::Info("started", {{"port", std::to_string((*server)->port())}});
  int signal_number = 0;
  sigwait(&stop, &signal_number);
  donthu::log::Info("draining", {{"signal", std::to_string(signal_number)}});
  (*server)->Drain();
  donthu::log::Info("stopped");
  return 0;
}
