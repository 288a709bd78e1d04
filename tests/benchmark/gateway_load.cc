#include "tests/benchmark/gateway_load.h"

#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <thread>

#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "donthu/intake/v1/intake_service.pb.h"
#include "services/gateway/server.h"
#include "tests/benchmark/measured.h"
#include "tests/integration/gateway_browser.h"
#include "tests/support/stack.h"

namespace donthu::benchmark {
namespace {

using testing::Browser;

constexpr int kCallers = 32;
constexpr int kStreams = 400;

testing::Headers AsSystem() {
  return {{"cookie", ""}, {"authorization", absl::StrFormat("Bearer %s", testing::kSystem)}};
}

std::unique_ptr<gateway::Server> StartGateway(int services_port, const Clock& clock) {
  constexpr int kMany = 1'000'000;
  config::v1::GatewayConfig config;
  config.set_listen("127.0.0.1:0");
  config.mutable_upstream()->set_endpoint(absl::StrFormat("127.0.0.1:%d", services_port));
  config.set_accept_authorization(true);
  auto* limits = config.mutable_limits();
  limits->set_streams_per_caller_max(kStreams);
  limits->set_session_calls_per_second(kMany);
  limits->set_session_calls_burst(kMany);
  limits->set_address_calls_per_second(kMany);
  limits->set_address_calls_burst(kMany);
  auto settings = gateway::SettingsOf(config, "");
  if (!settings.ok()) std::abort();
  auto server = gateway::Server::Start(*std::move(settings), clock);
  if (!server.ok()) std::abort();
  return *std::move(server);
}

Measured CallWithoutPause(int port, absl::Duration each) {
  intake::v1::GetPetitionRequest request;
  request.set_id(1);
  const std::string body = request.SerializeAsString();
  std::vector<Measured> parts(kCallers);
  std::vector<std::thread> threads;
  const absl::Time start = absl::Now();
  for (Measured& part : parts) {
    threads.emplace_back([&part, &body, port, end = start + each] {
      Browser browser(port);
      for (absl::Time begin = absl::Now(); begin < end;) {
        const int status = browser
                               .Post("/donthu.intake.v1.IntakeService/GetPetition", body,
                                     "application/proto", AsSystem())
                               .status;
        const absl::Time now = absl::Now();
        if (status == 200) {
          part.latencies.push_back(absl::ToInt64Microseconds(now - begin));
        } else {
          ++part.errors;
        }
        begin = now;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  Measured all;
  all.seconds = absl::ToDoubleSeconds(absl::Now() - start);
  for (const Measured& part : parts) {
    all.errors += part.errors;
    all.latencies.insert(all.latencies.end(), part.latencies.begin(), part.latencies.end());
  }
  return all;
}

// Open until destroyed. Nothing happens in the ledger meanwhile, so that they hold no message.
std::vector<std::unique_ptr<Browser>> OpenStreams(gateway::Server& server) {
  std::vector<std::unique_ptr<Browser>> browsers;
  for (int i = 0; i < kStreams; ++i) {
    auto browser = std::make_unique<Browser>(server.port());
    browser->OpenStream("/donthu.ledger.v1.LedgerService/Watch", "", "application/connect+proto",
                        AsSystem());
    browsers.push_back(std::move(browser));
  }
  // The head of the last one comes a moment before it counts.
  absl::SleepFor(absl::Seconds(1));
  return browsers;
}

void Print(const char* what, Measured& m) {
  std::printf("| %-22s | %2d | %-7s | %8.0f | %7.2f | %7.2f | | | | %ld |\n", what, kCallers,
              "gateway", m.PerSecond(), m.Quantile(0.5), m.Quantile(0.99), m.errors);
  std::fflush(stdout);
}

void MayOpenManyFiles() {
  rlimit files = {};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) std::abort();
  files.rlim_cur = files.rlim_max;
  if (setrlimit(RLIMIT_NOFILE, &files) != 0) std::abort();
}

}  // namespace

int64_t MeasureGateway(int services_port, absl::Duration each, int rounds) {
  MayOpenManyFiles();
  const SystemClock clock;
  const auto server = StartGateway(services_port, clock);
  std::vector<double> ratios;
  int64_t errors = 0;
  for (int i = 0; i < rounds; ++i) {
    Measured alone = CallWithoutPause(server->port(), each);
    Print("GetPetition", alone);
    const auto streams = OpenStreams(*server);
    Measured beside = CallWithoutPause(server->port(), each);
    errors += kStreams - static_cast<int64_t>(server->metrics().streams().Value());
    Print("GetPetition, 400 streams", beside);
    ratios.push_back(beside.PerSecond() / alone.PerSecond());
    errors += alone.errors + beside.errors;
  }
  std::sort(ratios.begin(), ratios.end());
  std::printf("beside 400 open streams: %.2f [%.2f to %.2f] of the calls without\n",
              ratios[ratios.size() / 2], ratios.front(), ratios.back());
  return errors;
}

}  // namespace donthu::benchmark
