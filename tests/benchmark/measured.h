// One measurement: what was called how often, how long it took, what it cost.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace donthu::benchmark {

struct Cpu {
  int64_t client = 0;
  int64_t server = 0;
  int64_t postgres = 0;
};

struct Measured {
  double seconds = 0;
  int64_t errors = 0;
  // Microseconds of each call that succeeded.
  std::vector<int64_t> latencies;
  // Microseconds in all.
  Cpu cpu;

  double PerSecond() const { return static_cast<double>(latencies.size()) / seconds; }
  double PerCall(int64_t cpu_us) const {
    return static_cast<double>(cpu_us) / static_cast<double>(std::max<size_t>(latencies.size(), 1));
  }
  double CpuPerCall() const { return PerCall(cpu.client + cpu.server + cpu.postgres); }
  // `part` in [0, 1]; milliseconds.
  double Quantile(double part) {
    if (latencies.empty()) return 0;
    const auto at = static_cast<size_t>(part * static_cast<double>(latencies.size() - 1));
    std::nth_element(latencies.begin(), latencies.begin() + static_cast<int64_t>(at),
                     latencies.end());
    return static_cast<double>(latencies[at]) / 1000;
  }
};

}  // namespace donthu::benchmark
