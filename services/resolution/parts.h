// Mixed petitions: what one of their parts may open a case as, and where.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "donthu/resolution/v1/resolution_service.pb.h"
#include "services/base/reference/reference.h"
#include "services/law/rule_book.h"

namespace donthu::resolution {

// A petition as one agency had it last, and what it opened there.
struct HeldPetition {
  std::string code;
  // As the desk judged; more than one road of law = mixed.
  std::vector<law::v1::PetitionKind> kinds;
  bool identity_withheld = false;
  // The agency, or the one among those that it took over from, which had it last.
  std::string holder;
  absl::CivilDay held_since;
  // UNSPECIFIED while it waits.
  law::v1::Disposal disposal = law::v1::DISPOSAL_UNSPECIFIED;
  // It was moved into a case, where it is now.
  bool joined = false;
  // Cases that it opened, at any agency.
  std::vector<v1::SplitCase> opened;
  // What it opened at the holder.
  std::vector<law::v1::CaseType> opened_here;
};

// A letter with matters that the law treats in different ways; recommendations and reflections are
// treated alike (TT 07 Đ.22).
bool IsMixed(const HeldPetition& petition);

// The kind of the part that the request takes up. INVALID_FIELD naming what keeps it from a case of
// its own; ACT_NOT_LAWFUL with the citation when the rules of the day leave only guidance;
// CONFLICT_OF_INTEREST where the accused leads the agency.
absl::StatusOr<law::v1::PetitionKind> PartOf(const HeldPetition& petition,
                                             const v1::OpenCaseRequest& request,
                                             const law::RuleBook& rules, const Reference& reference,
                                             absl::CivilDay today);

// INVALID_FIELD, for a part that someone took up before.
absl::Status OpenedBefore();

}  // namespace donthu::resolution
