// Which agency is competent for a petition: by subject, place, round and, for denunciations, who is
// accused.
#pragma once

#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "donthu/law/v1/types.pb.h"
#include "services/base/reference/reference.h"

namespace donthu::routing {

struct Matter {
  law::v1::PetitionKind kind;
  bool second_complaint = false;
  std::string subject_code;
  // Commune, district or province key; empty = not known.
  std::string area_key;
  absl::CivilDay on;
  // Title and body, folded; only words that name offices are looked at.
  std::string folded_text;
};

struct Competence {
  // Empty where it can't be told.
  std::string agency_code;
  // Vietnamese, one step a line, with citations.
  std::vector<std::string> reasons_vi;
  // 0 to 100.
  int confidence = 0;
};

Competence FindCompetent(const Reference& reference, const Matter& matter);

// Who checks an anonymous but concrete denunciation for its holder (NĐ 31 Đ.20): the inspectorate
// of the holder's level, for a commune the committee above. Empty when there is none.
std::string FindInspecting(const Reference& reference, const std::string& holder,
                           absl::CivilDay on);

}  // namespace donthu::routing
