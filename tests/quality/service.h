// The petitions as the service sees them: imported as `donthu import petitions` does.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "clients/cli/petition_import.h"
#include "tests/support/stack.h"

namespace donthu::quality {

// A hint or proposal to join, to the petition with that external id.
struct Hint {
  std::string id;
  int score = 0;
};

struct Outcome {
  intake::v1::RegisterPetitionRequest request;
  // Best first.
  std::vector<Hint> hints;
  routing::v1::Proposal proposal;
};

class Service {
 public:
  Service();

  // One outcome for each petition, in order. The test program ends when one is refused.
  std::vector<Outcome> Import(const std::vector<nlohmann::json>& petitions);

  // Takes all petitions after the `kept` first imported ones out again, so that the next import is
  // not compared with them.
  void Forget(size_t kept);

 private:
  testing::Stack stack_;
  std::unique_ptr<client::Connection> connection_;
  // In the order of import.
  std::vector<int64_t> numbers_;
  std::map<int64_t, std::string> ids_;
};

}  // namespace donthu::quality
