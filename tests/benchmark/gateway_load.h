// What a call through the gateway costs, and what other people's open streams cost it.
#pragma once

#include <cstdint>

#include "absl/time/time.h"

namespace donthu::benchmark {

// GetPetition of petition 1 by 32 browsers without pause, through a gateway in this process before
// services at 127.0.0.1:port: first by itself, then while 400 other browsers hold a quiet stream
// each; in turn, `rounds` times, `each` so long. Prints rows of the table and the ratio of the two.
// The number of calls and streams that failed.
int64_t MeasureGateway(int services_port, absl::Duration each, int rounds);

}  // namespace donthu::benchmark
