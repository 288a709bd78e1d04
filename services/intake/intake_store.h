// All SQL of intake.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "donthu/intake/v1/intake_service.pb.h"
#include "services/base/access/access.h"
#include "services/base/db/db.h"
#include "services/intake/registration.h"

namespace donthu::intake {

// Where a page of latest-first lists continues: strictly before this petition.
struct Before {
  absl::CivilDay received_on;
  int64_t id;
};

// What a caller may see. Petitions whose author is withheld have a reach of their own, which is
// narrower, and empty for who has no need to know of them.
struct Sight {
  Reach open;
  Reach withheld;
};

class IntakeStore {
 public:
  // `registering` should have db::kOnePlanPerStatement; lists and searches need a plan for what is
  // asked.
  IntakeStore(db::Pool& pool, db::Pool& registering) : pool_(pool), registering_(registering) {}

  // An id for a petition that is about to be registered; not given again.
  absl::StatusOr<int64_t> ReserveId();

  // Claims the request_id, takes the next number of agency and day, stores the petition and its
  // event: one statement, so one durable commit or nothing. A repeated request_id gets the first
  // answer.
  absl::StatusOr<v1::RegisterPetitionResponse> Register(const Registration& registration,
                                                        const std::string& request_id,
                                                        const std::string& fingerprint,
                                                        const std::string& receipt_prefix,
                                                        const std::vector<v1::DuplicateHint>& hints,
                                                        const Principal& actor);

  // The first answer to this request; nullopt when the request_id is new; REQUEST_ID_REUSED with
  // another body.
  absl::StatusOr<std::optional<v1::RegisterPetitionResponse>> Repeated(
      const std::string& request_id, const std::string& fingerprint);

  // NOT_FOUND also where the sight does not include it.
  absl::StatusOr<v1::Petition> Get(const v1::GetPetitionRequest& request, const Sight& sight);

  // Latest received first, one more than `size` so that the caller sees whether there is a next
  // page.
  absl::StatusOr<std::vector<v1::Petition>> List(const v1::ListPetitionsRequest& request,
                                                 const Sight& sight,
                                                 const std::optional<Before>& before, int size);

  // `words` folded; `exact` lower-case, matched as a whole.
  absl::StatusOr<std::vector<v1::Petition>> Search(const std::string& words,
                                                   const std::string& exact, const Sight& sight,
                                                   const std::optional<Before>& before, int size);

 private:
  db::Pool& pool_;
  db::Pool& registering_;
};

// The SQL itself, for tests/benchmark: pgbench runs the same.
const db::Statement& RegisterStatement();
const db::Statement& GetStatement();
// Of all agencies.
const db::Statement& ListStatement();
const db::Statement& SearchStatement();

}  // namespace donthu::intake
