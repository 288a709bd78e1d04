// All SQL of handlings. Each command is one read and one write statement; the write claims the
// request_id, moves the row only from the version that was read (STALE_ETAG otherwise), and appends
// the events.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "services/base/db/db.h"
#include "services/routing/held.h"

namespace donthu::routing {

class RoutingStore {
 public:
  explicit RoutingStore(db::Pool& pool) : pool_(pool) {}

  // The answer to a repeat of this request; nullopt when new; REQUEST_ID_REUSED with another body.
  absl::StatusOr<std::optional<std::string>> Repeated(const std::string& request_id,
                                                      const std::string& fingerprint);

  // `agency` empty = the one that received the petition. NOT_FOUND when there is no such petition
  // or the agency does not hold it.
  absl::StatusOr<Held> GetHeld(int64_t petition_id, const std::string& agency);
  absl::StatusOr<Case> GetCase(int64_t petition_id, const std::string& agency);

  // All handlings of a petition that an agency within reach received, was sent or took: the
  // receiving agency's first, then by the day on which they were opened.
  absl::StatusOr<std::vector<v1::Handling>> ListHandlings(int64_t petition_id, const Reach& reach);

  // Writes held.handling, which has been disposed; opens the referral when it is a transfer.
  // CONCURRENT_CHANGE when a twin won.
  absl::Status Dispose(const Command& command, const Held& held, const std::string& to_agency);

  // Writes held.handling as the chairman's decision left it; opens the referral that binds the
  // other agency, where handling.referral_id names one.
  absl::Status Decide(const Command& command, const Held& held,
                      const v1::DecideCompetenceRequest& request);

  // Agencies with at least one, in order of code.
  absl::StatusOr<v1::CountAboveLevelResponse> CountAboveLevel(
      const std::vector<std::string>& agencies, absl::CivilDay from, absl::CivilDay to);

 private:
  struct Event {
    absl::CivilDay on;
    std::string to_agency;
    std::string decision_number;
    std::string kind;
    std::string payload;
  };
  absl::Status Write(const Command& command, const Held& held, const Event& event);

  db::Pool& pool_;
};

}  // namespace donthu::routing
