// The SQL behind resolution's methods on cases.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "donthu/resolution/v1/resolution_service.pb.h"
#include "services/base/access/access.h"
#include "services/base/db/db.h"
#include "services/resolution/case_rows_store.h"
#include "services/resolution/parts.h"
#include "services/resolution/step.h"

namespace donthu::resolution {

// Where a petition stands.
struct PetitionPlace {
  std::string code;
  // An open case that it is in, or any case that it was moved into; 0 = none.
  int64_t in_case = 0;
  // A case within reach from which it was parted; 0 = none.
  int64_t parted_from = 0;
  // What the desk took it for, first what it mainly is.
  std::vector<law::v1::PetitionKind> kinds;
};

class ResolutionStore {
 public:
  explicit ResolutionStore(db::Pool& pool) : pool_(pool) {}

  // The first answer to a request; nullopt when it is new, REQUEST_ID_REUSED when it was another.
  absl::StatusOr<std::optional<std::string>> Repeated(const std::string& request_id,
                                                      const std::string& fingerprint);

  // The case with clocks and timeline; its etag is the version. NOT_FOUND also where reach does not
  // include it. Of several cases that a petition is in, the latest.
  absl::StatusOr<v1::Case> Get(const v1::GetCaseRequest& request, const Reach& reach);

  // nullopt where reach includes none of the agencies that had the petition.
  absl::StatusOr<std::optional<PetitionPlace>> FindPetition(int64_t petition_id,
                                                            const Reach& reach);

  // What one of these agencies had last; nullopt where none of them has had the petition.
  absl::StatusOr<std::optional<HeldPetition>> FindHeld(int64_t petition_id,
                                                       const std::vector<std::string>& agencies);

  // STALE_ETAG when the case moved on since it was read.
  absl::Status Record(const Step& step);

  // Records that this case was read, where its petition has a withheld author or it is of another
  // agency than the reader's `own`; nullopt = of whatever agency.
  absl::Status NoteRead(int64_t case_id, const Principal& reader, absl::CivilDay day,
                        const std::optional<std::vector<std::string>>& own);

  // A number for this case, which is about to open.
  absl::StatusOr<int64_t> NextCaseId(const v1::Case& opening);
  // STALE_ETAG when somebody else took up the petition, or that part of it, meanwhile.
  absl::Status Open(const Opening& opening);

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

  // Moved clocks in order of case, act and clock, one more than `size`; the numbers of those three
  // of the last one seen continue a list.
  absl::StatusOr<std::vector<v1::MovedClockItem>> ListMoved(
      const Reach& reach, const std::optional<absl::CivilDay>& since, int64_t directory_revision,
      const std::vector<int64_t>& after, int size);

 private:
  db::Pool& pool_;
};

// As a parameter: nullopt = no limit.
void AddReach(const Reach& reach, db::Params* params);

// For the answer to a claim: CONCURRENT_CHANGE when a twin of the request won.
absl::Status Claimed(const absl::StatusOr<pqxx::result>& rows);

}  // namespace donthu::resolution
