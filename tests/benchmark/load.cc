#include "tests/benchmark/load.h"

#include <atomic>
#include <cstdio>
#include <thread>

#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "tests/support/stack.h"

namespace donthu::benchmark {
namespace {

constexpr int kFailuresPrinted = 3;

std::unique_ptr<client::Connection> Connect(int port) {
  client::ConnectionOptions options;
  options.endpoint = absl::StrFormat("127.0.0.1:%d", port);
  options.token = testing::kSystem;
  options.deadline = absl::Seconds(30);
  // A repeated call would hide a failure.
  options.retry.max_attempts = 1;
  auto connection = client::MakeConnection(options);
  if (!connection.ok()) std::abort();
  return *std::move(connection);
}

}  // namespace

Measured RunLoad(int port, int clients, absl::Duration duration, const OneCall& call) {
  const auto connection = Connect(port);
  std::vector<Measured> parts(clients);
  std::vector<std::thread> threads;
  std::atomic<int64_t> errors{0};
  const absl::Time start = absl::Now();
  const absl::Time end = start + duration;
  for (int i = 0; i < clients; ++i) {
    threads.emplace_back([&, i] {
      std::mt19937_64 random(std::random_device{}());
      for (absl::Time begin = absl::Now(); begin < end;) {
        const absl::Status status = call(*connection, random);
        const absl::Time now = absl::Now();
        if (status.ok()) {
          parts[i].latencies.push_back(absl::ToInt64Microseconds(now - begin));
        } else if (errors++ < kFailuresPrinted) {
          std::fprintf(stderr, "%s\n", status.ToString().c_str());
        }
        begin = now;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  Measured all;
  all.seconds = absl::ToDoubleSeconds(absl::Now() - start);
  all.errors = errors;
  for (const auto& part : parts) {
    all.latencies.insert(all.latencies.end(), part.latencies.begin(), part.latencies.end());
  }
  return all;
}

}  // namespace donthu::benchmark
