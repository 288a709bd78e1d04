// Runs tasks on several threads and hands over their results in the order in which they were added.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace donthu::cli {

template <typename Result>
class OrderedTasks {
 public:
  // `sink` is called on the thread that calls Add and Finish.
  OrderedTasks(int threads, std::function<void(Result)> sink)
      : waiting_max_(static_cast<std::size_t>(threads) * 4), sink_(std::move(sink)) {
    for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { Work(); });
  }
  ~OrderedTasks() {
    {
      std::lock_guard lock(mutex_);
      ended_ = true;
    }
    wake_.notify_all();
    for (auto& thread : threads_) thread.join();
  }

  // Waits while too many results are outstanding.
  void Add(std::function<Result()> task) {
    auto packaged = std::make_shared<std::packaged_task<Result()>>(std::move(task));
    results_.push_back(packaged->get_future());
    {
      std::lock_guard lock(mutex_);
      tasks_.push_back([packaged] { (*packaged)(); });
    }
    wake_.notify_one();
    HandOver(waiting_max_);
  }

  // Hands over all that is left.
  void Finish() { HandOver(0); }

 private:
  void HandOver(std::size_t may_wait) {
    while (!results_.empty() &&
           (results_.size() > may_wait ||
            results_.front().wait_for(std::chrono::seconds(0)) == std::future_status::ready)) {
      sink_(results_.front().get());
      results_.pop_front();
    }
  }

  void Work() {
    while (true) {
      std::function<void()> task;
      {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [this] { return ended_ || !tasks_.empty(); });
        if (tasks_.empty()) return;
        task = std::move(tasks_.front());
        tasks_.pop_front();
      }
      task();
    }
  }

  const std::size_t waiting_max_;
  const std::function<void(Result)> sink_;
  std::deque<std::future<Result>> results_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> tasks_;
  bool ended_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace donthu::cli
