// All SQL of the inspectorate.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "donthu/inspectorate/v1/inspectorate_service.pb.h"
#include "services/base/db/db.h"
#include "services/base/ledger/tail.h"
#include "services/inspectorate/form_book.h"

namespace donthu::inspectorate {

// Both ends inclusive.
struct Period {
  absl::CivilDay from;
  absl::CivilDay to;
};

// Handlings of one agency that look the same to every predicate.
struct Group {
  std::string agency;
  Signature signature;
  int64_t count = 0;
};

struct AgencyCount {
  std::string agency;
  int64_t count = 0;
};

class InspectorateStore {
 public:
  explicit InspectorateStore(db::Pool& pool) : pool_(pool) {}

  absl::StatusOr<ledger::Cursor> Cursor();
  // Takes in the handlings, replies and cases that the events carry and moves the cursor, all or
  // nothing; false when the cursor is no longer at `from` (another process was faster).
  absl::StatusOr<bool> Project(const ledger::Cursor& from,
                               const std::vector<ledger::TailedEvent>& events);

  // The newest seal, for a report that counts what was recorded up to `counted`; nothing while
  // nothing is sealed.
  absl::StatusOr<std::optional<v1::ReportSeal>> LastSeal(const ledger::Cursor& counted);

  absl::StatusOr<std::vector<Group>> Groups(const std::vector<std::string>& agencies,
                                            const Period& period);
  // Different matters among handlings of these signatures, per agency.
  absl::StatusOr<std::vector<AgencyCount>> Matters(const std::vector<std::string>& agencies,
                                                   const Period& period,
                                                   const std::vector<std::string>& signatures);
  absl::StatusOr<std::vector<AgencyCount>> Replies(const std::vector<std::string>& agencies,
                                                   const Period& period);

  // In order of (petition, agency) after `after`, one more than `size`.
  using Position = std::pair<int64_t, std::string>;
  absl::StatusOr<std::vector<v1::FigureItem>> List(const std::vector<std::string>& agencies,
                                                   const Period& period,
                                                   const std::vector<std::string>& signatures,
                                                   const Position& after, int size);
  absl::StatusOr<std::vector<v1::FigureItem>> ListReplies(const std::vector<std::string>& agencies,
                                                          const Period& period,
                                                          const Position& after, int size);

 private:
  db::Pool& pool_;
};

}  // namespace donthu::inspectorate
