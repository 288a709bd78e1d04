// The real donthud as a child process, for tests that kill it and benchmarks that measure it.
#pragma once

#include <sys/types.h>

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "donthu/config/v1/config.pb.h"

namespace donthu::testing {

class DonthudProcess {
 public:
  // Takes the donthud that lies beside this program. The config is written into `directory`.
  DonthudProcess(const config::v1::ServerConfig& config, const std::string& directory);
  // Kills it when it runs.
  ~DonthudProcess();
  DonthudProcess(const DonthudProcess&) = delete;

  // Waits until it listens. False when it ended instead, as it does while the database is away.
  // The thread that calls this must outlive the process: its end kills it.
  bool Start();
  // SIGKILL; returns when it is gone.
  void Kill();
  // SIGTERM; returns the exit status, or -1 when a signal ended it.
  int Terminate();
  // True when it ended by itself since Start; then it is as after Kill.
  bool Ended();

  int port() const { return port_; }
  pid_t pid() const { return pid_; }
  // Every line of every run so far.
  std::vector<std::string> log() const;

 private:
  void ReadLog(int fd);
  int Wait();

  const std::string config_path_;
  pid_t pid_ = -1;
  int port_ = 0;
  std::thread reader_;
  mutable std::mutex mutex_;
  std::condition_variable heard_;
  std::vector<std::string> log_;
  // What the current run said, for Start.
  int started_port_ = 0;
  bool closed_ = false;
};

}  // namespace donthu::testing
