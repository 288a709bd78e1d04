// A fixed number of threads with a bounded queue: work is refused when too much waits, rather than
// everyone waiting longer.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace donthu::rpc {

class Workers {
 public:
  Workers(int threads, size_t queue_max) : thread_count_(threads), queue_max_(queue_max) {}
  ~Workers() { Stop(); }

  // Once. What was built before is visible to the work; until then work waits in the queue.
  void Start();
  // Runs what is queued, then joins; may be called again.
  void Stop();

  // False when the queue is full; `work` is then not run.
  bool Submit(std::function<void()> work);

 private:
  void Run();

  const int thread_count_;
  const size_t queue_max_;
  std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<std::function<void()>> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace donthu::rpc
