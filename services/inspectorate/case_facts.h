// What figures count about cases, taken out of the events of resolution. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>

#include "absl/time/civil_time.h"
#include "donthu/ledger/v1/ledger_service.pb.h"

namespace donthu::inspectorate {

// The last state of each case that a batch of events speaks of, as rows for inspectorate.case.
class CaseFacts {
 public:
  // In the order of the ledger. Events that are no act on a case, and those recorded before acts
  // carried their limits, say nothing.
  void Take(const ledger::v1::Event& event, const nlohmann::json& payload);

  // Columns of inspectorate.case but subject and area.
  nlohmann::json Rows() const;

 private:
  std::map<int64_t, nlohmann::json> rows_;
};

// A petition that the event moves into the matter of the petition that opened a case, or makes a
// matter of its own again, as a row for inspectorate.matter_change; null otherwise, and for cases
// that no petition opened.
nlohmann::json MatterChangeOf(const ledger::v1::Event& event, const nlohmann::json& payload);

}  // namespace donthu::inspectorate
