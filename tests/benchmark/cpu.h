// Processor time as the kernel counts it.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>

namespace donthu::benchmark {

// Microseconds used by this process so far, and by its children that have ended.
int64_t OwnCpu();
int64_t EndedChildrenCpu();

// Microseconds used so far by a process without its children.
int64_t CpuOf(pid_t process);

// The same for a whole PostgreSQL server, backends that have ended included. `directory` holds
// data/postmaster.pid.
int64_t PostgresCpu(const std::string& directory);

// Resident memory of a process in MB (10^6 bytes).
double ResidentMb(pid_t process);

}  // namespace donthu::benchmark
