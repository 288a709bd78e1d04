// All SQL of resolution.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "donthu/law/v1/facts.pb.h"
#include "donthu/resolution/v1/resolution_service.pb.h"
#include "services/base/access/access.h"
#include "services/base/db/db.h"
#include "services/base/ledger/tail.h"

namespace donthu::resolution {

// An act about to be written, with what the law made of it.
struct Step {
  std::string request_id;
  std::string fingerprint;
  // Serialised answer, kept for repeats.
  std::string response;
  Principal actor;
  // The case after the act; its version is still the one that was read.
  v1::Case after;
  int64_t version = 0;
  v1::TimelineEntry entry;
  law::v1::ActKind kind = law::v1::ACT_KIND_UNSPECIFIED;
};

// A case that a petition opens.
struct Opening {
  law::v1::CaseType type;
  std::string agency;
  int64_t petition_id;
  std::string petition_code;
  absl::CivilDay received_on;
  std::string actor;
  law::v1::Outcome outcome;
};

class ResolutionStore {
 public:
  explicit ResolutionStore(db::Pool& pool) : pool_(pool) {}

  absl::StatusOr<std::optional<std::string>> Repeated(const std::string& request_id,
                                                      const std::string& fingerprint);

  // The case with clocks and timeline; its etag is the version. NOT_FOUND also where reach does not
  // include it. Of several cases of one petition, the latest.
  absl::StatusOr<v1::Case> Get(const v1::GetCaseRequest& request, const Reach& reach);

  // One statement: claim, move the case from the version read (else STALE_ETAG), clocks, act,
  // event.
  absl::Status Record(const Step& step);

  // Running clocks by urgency, one more than `size`. `after`: due day, case, clock number of the
  // last one seen.
  struct Position {
    absl::CivilDay due_legal;
    int64_t case_id;
    int64_t number;
  };
  absl::StatusOr<std::vector<v1::DueItem>> ListDue(const Reach& reach,
                                                   const std::optional<absl::CivilDay>& until,
                                                   const std::optional<Position>& after, int size);

  // For the opener: where it stands, and opening cases while moving on, all or nothing. The cursor
  // row's lock lets only one process open at a time; `from` must still be where it stands, else
  // nothing happens and false is returned.
  absl::StatusOr<ledger::Cursor> Cursor();
  absl::StatusOr<bool> OpenAll(const ledger::Cursor& from, const ledger::Cursor& to,
                               const std::vector<Opening>& openings);

 private:
  db::Pool& pool_;
};

}  // namespace donthu::resolution
