// A closed loop: so many clients, each sending its next call when the last one was answered.
#pragma once

#include <functional>
#include <random>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "clients/cpp/connection.h"
#include "tests/benchmark/measured.h"

namespace donthu::benchmark {

// One call; random is the client's own.
using OneCall = std::function<absl::Status(client::Connection&, std::mt19937_64& random)>;

// Calls through the client library at 127.0.0.1:port for `duration`. The first failures are
// printed.
Measured RunLoad(int port, int clients, absl::Duration duration, const OneCall& call);

}  // namespace donthu::benchmark
