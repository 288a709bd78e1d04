#include "services/base/rpc/workers.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <optional>
#include <set>

namespace donthu::rpc {
namespace {

TEST(Workers, FullQueue_RefusesWorkWithoutRunningIt) {
  std::promise<void> started, release;
  std::atomic<int> ran = 0;
  bool refused_ran = false;
  {
    Workers workers(1, 2);
    workers.Start();
    ASSERT_TRUE(workers.Submit([&] {
      started.set_value();
      release.get_future().wait();
      ++ran;
    }));
    started.get_future().wait();  // the thread is busy, the queue empty
    EXPECT_TRUE(workers.Submit([&] { ++ran; }));
    EXPECT_TRUE(workers.Submit([&] { ++ran; }));
    EXPECT_FALSE(workers.Submit([&] { refused_ran = true; }));
    release.set_value();
  }
  EXPECT_EQ(ran, 3);
  EXPECT_FALSE(refused_ran);
}

TEST(Workers, Destruction_RunsWhatWaits) {
  std::atomic<int> ran = 0;
  {
    Workers workers(4, 1000);
    workers.Start();
    for (int i = 0; i < 1000; ++i) ASSERT_TRUE(workers.Submit([&] { ++ran; }));
  }
  EXPECT_EQ(ran, 1000);
}

TEST(Workers, OneThread_KeepsTheOrder) {
  std::vector<int> order;
  {
    Workers workers(1, 100);
    workers.Start();
    for (int i = 0; i < 100; ++i) ASSERT_TRUE(workers.Submit([&order, i] { order.push_back(i); }));
  }
  for (int i = 0; i < 100; ++i) EXPECT_EQ(order[static_cast<size_t>(i)], i);
}

TEST(Workers, SeveralThreads_WorkAtTheSameTime) {
  // Each waits until the other has begun; with one thread this would never end.
  std::promise<void> first, second;
  Workers workers(2, 10);
  workers.Start();
  std::promise<void> done;
  ASSERT_TRUE(workers.Submit([&] {
    first.set_value();
    second.get_future().wait();
    done.set_value();
  }));
  ASSERT_TRUE(workers.Submit([&] {
    first.get_future().wait();
    second.set_value();
  }));
  done.get_future().wait();
}

TEST(Workers, FreedQueue_TakesWorkAgain) {
  Workers workers(1, 1);
  workers.Start();
  for (int i = 0; i < 20; ++i) {
    std::promise<void> done;
    // The thread has taken the last one out of the queue before it ran it.
    ASSERT_TRUE(workers.Submit([&] { done.set_value(); }));
    done.get_future().wait();
  }
}

}  // namespace
}  // namespace donthu::rpc
