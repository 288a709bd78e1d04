// Overviews as they are shown to many at once: one that was made is shown to all who ask for the
// same and may see the same, until something is taken in or the day changes.
#pragma once

#include <chrono>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "donthu/inspectorate/v1/inspectorate_service.pb.h"

namespace donthu::inspectorate {

class OverviewBoard {
 public:
  // An overview and what it cost to make.
  struct Shown {
    v1::Overview overview;
    std::chrono::steady_clock::duration cost;
  };
  using Make = std::function<absl::StatusOr<v1::Overview>()>;

  // `asked`: who asks for what, seeing what. `state`: position in the ledger and today; what was
  // made for another is not shown. Failures are not kept.
  absl::StatusOr<std::shared_ptr<const Shown>> Get(const std::string& asked,
                                                   const std::string& state, const Make& make);
  // True while one is made for those who ask for this: whoever can wait need not make another.
  bool IsMaking(const std::string& asked) const;

 private:
  struct Entry {
    std::string asked;
    std::string state;
    std::shared_ptr<const Shown> shown;
  };

  std::shared_ptr<const Shown> Find(const std::string& asked, const std::string& state);

  mutable std::mutex mutex_;
  std::multiset<std::string> making_;
  // The last used first; few, for most who watch watch the same.
  std::list<Entry> entries_;
};

}  // namespace donthu::inspectorate
