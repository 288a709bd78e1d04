// All SQL of routing. Each command is one read and one write statement; the write claims the
// request_id, moves the row only from the version that was read (STALE_ETAG otherwise), and appends
// the events.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "donthu/routing/v1/routing_service.pb.h"
#include "services/base/access/access.h"
#include "services/base/db/db.h"
#include "services/base/text/similarity.h"

namespace donthu::routing {

// A petition as routing sees it, and its handling at one agency.
struct Held {
  v1::Handling handling;
  // 0 = the receiving agency has not acted yet.
  int64_t version = 0;
  std::string subject_code;
  std::string area_key;
  // The author was withheld at registration.
  bool identity_withheld = false;
};

// What a proposal is made from.
struct Case {
  Held held;
  intake::v1::Petition card;
  text::DuplicateFacts duplicate_facts;
  std::vector<int64_t> band_keys;
  std::string title;
  std::string body;
};

// The write half of a command.
struct Command {
  std::string request_id;
  std::string fingerprint;
  // Serialised answer, kept for repeats.
  std::string response;
  Principal actor;
};

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

  // True when the petition was sent this way before, or the target already held it.
  absl::StatusOr<bool> WentThere(int64_t petition_id, const std::string& from,
                                 const std::string& to);
  absl::StatusOr<int64_t> NextReferralId();

  // Writes held.handling, which has been disposed; opens the referral when it is a transfer.
  // CONCURRENT_CHANGE when a twin won.
  absl::Status Dispose(const Command& command, const Held& held, const std::string& to_agency);

  absl::StatusOr<v1::Referral> GetReferral(int64_t id);
  // `opened`: the handling that begins at the receiving agency.
  absl::Status Accept(const Command& command, const v1::Referral& answered, const Held& opened);
  // `reopened`: the handling of the sender, waiting again.
  absl::Status Return(const Command& command, const v1::Referral& answered, const Held& reopened);

  // Newest first, one more than `size`. before_id 0 = from the newest.
  absl::StatusOr<std::vector<v1::Referral>> List(const v1::ListReferralsRequest& request,
                                                 int64_t before_id, int size);

 private:
  db::Pool& pool_;
};

}  // namespace donthu::routing
