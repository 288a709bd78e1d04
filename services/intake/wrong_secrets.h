// How often a receipt's secret may be guessed. Counted in memory: a restart forgives, and 40 bits
// don't fall to that.
#pragma once

#include <mutex>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"

namespace donthu::intake {

class WrongSecrets {
 public:
  // Counts an attempt before it is looked at, so that attempts made at the same time count too.
  // Returns zero, or for how long nothing may be tried: then it is not counted. `peer` as gRPC
  // writes it; its port does not matter.
  absl::Duration Begin(const std::string& code, const std::string& peer, absl::Time now);

  // The secret was right: the attempt does not count.
  void Withdraw(const std::string& code, const std::string& peer);

 private:
  struct Bucket {
    int attempts = 0;
    absl::Time last = absl::InfinitePast();
  };
  void Forget(absl::Time now);

  std::mutex mutex_;
  absl::flat_hash_map<std::string, Bucket> buckets_;
};

}  // namespace donthu::intake
