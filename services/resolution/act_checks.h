// What must hold of an act beside the law's workflow: who may record it, and that the agencies and
// petitions that it names are such as it may name.
#pragma once

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "donthu/resolution/v1/resolution_service.pb.h"
#include "services/base/access/access.h"
#include "services/base/reference/reference.h"
#include "services/resolution/resolution_store.h"

namespace donthu::resolution {

// Case officers and heads record acts of their own agency and of those that it succeeded; heads and
// the inspectorate hand cases over as far as they reach; systems do either. NOT_ALLOWED otherwise.
absl::Status MayRecord(const Principal& principal, law::v1::ActKind kind, const v1::Case& found,
                       const Reference& reference, absl::CivilDay today);

// Refuses what the law allows but the caller may not record, with the reason of MayRecord; what the
// law refuses keeps its own.
void RefuseForCaller(const Principal& principal, const v1::Case& found, const Reference& reference,
                     absl::CivilDay today, law::v1::PossibleAct* possible);

// Every agency that the act names exists on its day; one that takes a case over is another than the
// one that has it, and a known successor, or the act says why not. A rating has a planned day only
// while there is something left to do. INVALID_FIELD naming the field.
absl::Status CheckContent(const v1::Act& act, const v1::Case& found, const Reference& reference);

// INVALID_FIELD when the petition can't join this case: not known to the caller, or in a case
// already.
absl::Status CheckJoin(const std::optional<PetitionPlace>& place, int64_t case_id);

// INVALID_FIELD when the petition is not in the case or opened it.
absl::Status CheckPart(const v1::PartPetition& part, const v1::Case& found);

}  // namespace donthu::resolution
