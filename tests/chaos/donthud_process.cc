#include "tests/chaos/donthud_process.h"

#include <fcntl.h>
#include <google/protobuf/text_format.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

namespace donthu::testing {
namespace {

void Require(bool holds, const char* what) {
  if (holds) return;
  std::perror(what);
  std::abort();
}

std::string ProgramBesideThisOne() {
  char path[4096];
  const ssize_t size = readlink("/proc/self/exe", path, sizeof(path));
  Require(size > 0, "/proc/self/exe");
  const std::string self(path, static_cast<size_t>(size));
  return self.substr(0, self.rfind('/') + 1) + "donthud";
}

// 0 when the line is not the one that tells the port.
int PortIn(const std::string& line) {
  const auto parsed = nlohmann::json::parse(line, nullptr, false);
  if (!parsed.is_object() || parsed.value("event", "") != "started") return 0;
  return std::atoi(parsed.value("port", "0").c_str());
}

}  // namespace

DonthudProcess::DonthudProcess(const config::v1::ServerConfig& config, const std::string& directory)
    : config_path_(directory + "/donthud.textproto") {
  std::string text;
  google::protobuf::TextFormat::PrintToString(config, &text);
  std::ofstream(config_path_) << text;
}

DonthudProcess::~DonthudProcess() { Kill(); }

bool DonthudProcess::Start() {
  int ends[2];
  Require(pipe2(ends, O_CLOEXEC) == 0, "pipe");
  const std::string program = ProgramBesideThisOne();
  {
    std::lock_guard lock(mutex_);
    started_port_ = 0;
    closed_ = false;
  }
  pid_ = fork();
  Require(pid_ >= 0, "fork");
  if (pid_ == 0) {
    // Only what is safe after a fork of a program with threads.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    dup2(ends[1], STDERR_FILENO);
    execl(program.c_str(), program.c_str(), "--config", config_path_.c_str(), nullptr);
    _exit(127);
  }
  close(ends[1]);
  reader_ = std::thread([this, fd = ends[0]] { ReadLog(fd); });
  std::unique_lock lock(mutex_);
  heard_.wait(lock, [this] { return started_port_ > 0 || closed_; });
  port_ = started_port_;
  lock.unlock();
  if (port_ == 0) Wait();
  return port_ > 0;
}

void DonthudProcess::ReadLog(int fd) {
  FILE* stream = fdopen(fd, "r");
  char* line = nullptr;
  size_t capacity = 0;
  for (ssize_t size; (size = getline(&line, &capacity, stream)) > 0;) {
    std::lock_guard lock(mutex_);
    log_.emplace_back(line, static_cast<size_t>(size - 1));
    if (const int port = PortIn(log_.back()); port > 0) started_port_ = port;
    heard_.notify_all();
  }
  std::free(line);
  std::fclose(stream);
  std::lock_guard lock(mutex_);
  closed_ = true;
  heard_.notify_all();
}

int DonthudProcess::Wait() {
  int status = 0;
  waitpid(pid_, &status, 0);
  reader_.join();
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void DonthudProcess::Kill() {
  if (pid_ < 0) return;
  kill(pid_, SIGKILL);
  Wait();
}

int DonthudProcess::Terminate() {
  if (pid_ < 0) return -1;
  kill(pid_, SIGTERM);
  return Wait();
}

bool DonthudProcess::Ended() {
  if (pid_ >= 0) {
    siginfo_t info{};
    waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT);
    if (info.si_pid == 0) return false;
    Wait();
  }
  return true;
}

std::vector<std::string> DonthudProcess::log() const {
  std::lock_guard lock(mutex_);
  return log_;
}

}  // namespace donthu::testing
