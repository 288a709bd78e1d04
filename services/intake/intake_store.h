// All SQL of intake.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "donthu/intake/v1/intake_service.pb.h"
#include "services/base/access/access.h"
#include "services/base/db/db.h"
#include "services/base/personal/number_keys.h"
#include "services/intake/registration.h"

namespace donthu::intake {

// Where a page of latest-first lists continues: strictly before this petition.
struct Before {
  absl::CivilDay received_on;
  int64_t id;
};

// Before everything that can exist.
inline const Before kStart{absl::CivilDay(2201, 1, 1), 0};

// What a caller may see. Petitions whose author is withheld have a reach of their own, which is
// narrower, and empty for who has no need to know of them.
struct Sight {
  Reach open;
  Reach withheld;
};

// The reach as the next parameter: agencies, or NULL = no limit.
void SetReach(const Reach& reach, db::Params* params);

// What a search looks for, and where.
struct Search {
  // Folded.
  std::string words;
  // Lower-case, matched as a whole.
  std::string exact;
  // Of what was typed as an ID number and as a phone; empty = it is neither.
  std::string id_number_hash;
  std::string phone_hash;
  law::v1::PetitionKind kind = law::v1::PETITION_KIND_UNSPECIFIED;
  absl::CivilDay from;
  v1::ProcessingState state = v1::PROCESSING_STATE_UNSPECIFIED;
};

// Planner setting for lists and searches, whose parameters decide which plan is good: what fits a
// page of one commune is far too slow for one of the province, and the planner, asked to choose,
// takes it for both.
inline constexpr char kPlanForEachCall[] = "SET plan_cache_mode = force_custom_plan";

class IntakeStore {
 public:
  // `registering`, which reads single petitions too, should have db::kOnePlanPerStatement,
  // `listing` kPlanForEachCall. All that it is given outlives it.
  IntakeStore(db::Pool& listing, db::Pool& registering, const personal::NumberKeys& keys)
      : listing_(listing), registering_(registering), keys_(keys) {}

  // An id for a petition whose author is withheld and that is about to be registered; not given
  // again.
  absl::StatusOr<int64_t> ReserveId();

  // Claims the request_id, stores the petition under a code from `new_code` and its event: one
  // statement, so one durable commit or nothing. Where the code is taken, it asks for another. A
  // repeated request_id gets the first answer.
  absl::StatusOr<v1::RegisterPetitionResponse> Register(
      const Registration& registration, const std::string& request_id,
      const std::string& fingerprint, const std::function<std::string()>& new_code,
      const std::vector<v1::DuplicateHint>& hints, const Principal& actor);

  // The first answer to this request; nullopt when the request_id is new; REQUEST_ID_REUSED with
  // another body.
  absl::StatusOr<std::optional<v1::RegisterPetitionResponse>> Repeated(
      const std::string& request_id, const std::string& fingerprint);

  // NOT_FOUND also where the sight does not include it.
  absl::StatusOr<v1::Petition> Get(const v1::GetPetitionRequest& request, const Sight& sight);

  // Records that this petition was read, where its author is withheld or none of the reader's `own`
  // agencies received it or was sent it; nullopt = whoever it is of.
  absl::Status NoteRead(int64_t id, const Principal& reader, absl::CivilDay day,
                        const std::optional<std::vector<std::string>>& own);

  // Latest received first, one more than `size` so that the caller sees whether there is a next
  // page.
  absl::StatusOr<std::vector<v1::Petition>> List(const v1::ListPetitionsRequest& request,
                                                 const Sight& sight,
                                                 const std::optional<Before>& before, int size);

  // As List. `start` as in a later page, also for the first one.
  absl::StatusOr<std::vector<v1::Petition>> Find(const Search& search, const Sight& sight,
                                                 const Before& start, int size);

 private:
  absl::StatusOr<pqxx::result> Insert(const Registration& registration,
                                      const std::string& request_id, const std::string& fingerprint,
                                      const std::string& code, const std::string& hints,
                                      const Principal& actor);

  db::Pool& listing_;
  db::Pool& registering_;
  const personal::NumberKeys& keys_;
};

// The SQL itself, for tests/benchmark: pgbench runs the same.
const db::Statement& RegisterStatement();
const db::Statement& GetStatement();
// Of all agencies.
const db::Statement& ListStatement();
const db::Statement& SearchStatement();

}  // namespace donthu::intake
