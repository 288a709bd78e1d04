// From a callback on some other thread to a coroutine.
#pragma once

#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <memory>
#include <utility>

#include "services/gateway/http_types.h"

namespace donthu::gateway {

// Calls start(done) and waits until done(result) was called, from whatever thread, once. The
// coroutine goes on on its own executor, which is kept alive meanwhile.
template <typename Result, typename Start>
asio::awaitable<Result> AwaitCallback(Start start) {
  auto initiate = [start = std::move(start)](auto handler) mutable {
    auto executor = asio::get_associated_executor(handler);
    // A std::function can be copied, a handler can't.
    auto shared = std::make_shared<decltype(handler)>(std::move(handler));
    start([shared, executor, work = asio::make_work_guard(executor)](Result result) {
      asio::post(executor, [shared, result = std::move(result)]() mutable {
        std::move (*shared)(std::move(result));
      });
    });
  };
  co_return co_await asio::async_initiate<decltype(asio::use_awaitable), void(Result)>(
      std::move(initiate), asio::use_awaitable);
}

}  // namespace donthu::gateway
