#include "tests/benchmark/cpu.h"

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"

namespace donthu::benchmark {
namespace {

struct Stat {
  pid_t parent = 0;
  // Clock ticks: user and system, own and of children that were waited for.
  int64_t own = 0;
  int64_t children = 0;
};

// proc(5), /proc/pid/stat: the name in parentheses may hold blanks, so counting starts after it.
// All 0 when it has ended.
Stat StatOf(pid_t process) {
  std::ifstream file(absl::StrFormat("/proc/%d/stat", process));
  std::string line;
  std::getline(file, line);
  Stat stat;
  const size_t name_end = line.rfind(')');
  if (name_end == std::string::npos) return stat;
  std::istringstream fields(line.substr(name_end + 1));
  std::string field;
  for (int number = 3; number <= 17 && fields >> field; ++number) {
    if (number == 4) stat.parent = std::stoi(field);
    if (number == 14 || number == 15) stat.own += std::stoll(field);
    if (number == 16 || number == 17) stat.children += std::stoll(field);
  }
  return stat;
}

// Of all children that have not been waited for.
int64_t ChildrenTicks(pid_t parent) {
  int64_t ticks = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    pid_t process = 0;
    if (!absl::SimpleAtoi(entry.path().filename().string(), &process)) continue;
    const Stat stat = StatOf(process);
    if (stat.parent == parent) ticks += stat.own;
  }
  return ticks;
}

int64_t ToMicroseconds(int64_t ticks) { return ticks * 1'000'000 / sysconf(_SC_CLK_TCK); }

int64_t UsageOf(int who) {
  rusage usage{};
  getrusage(who, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * int64_t{1'000'000} +
         usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

}  // namespace

int64_t OwnCpu() { return UsageOf(RUSAGE_SELF); }
int64_t EndedChildrenCpu() { return UsageOf(RUSAGE_CHILDREN); }
int64_t CpuOf(pid_t process) { return ToMicroseconds(StatOf(process).own); }

int64_t PostgresCpu(const std::string& directory) {
  pid_t postmaster = 0;
  std::ifstream(directory + "/data/postmaster.pid") >> postmaster;
  for (;;) {
    const Stat server = StatOf(postmaster);
    const int64_t live = ChildrenTicks(postmaster);
    // A backend that ended meanwhile went from one sum to the other, perhaps past both.
    if (StatOf(postmaster).children == server.children) {
      return ToMicroseconds(server.own + server.children + live);
    }
  }
}

double ResidentMb(pid_t process) {
  std::ifstream file(absl::StrFormat("/proc/%d/statm", process));
  int64_t total = 0;
  int64_t resident = 0;
  file >> total >> resident;
  return static_cast<double>(resident * sysconf(_SC_PAGESIZE)) / 1e6;
}

}  // namespace donthu::benchmark
