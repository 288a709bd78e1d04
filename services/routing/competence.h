// Which agency is competent for a petition: whose act or person it is about, by subject and place
// or by the accused; who settles that, by the rows of the law; which agency that is on the day.
#pragma once

#include <optional>
#include <string>

#include "absl/time/civil_time.h"
#include "donthu/law/v1/explanation.pb.h"
#include "donthu/law/v1/types.pb.h"
#include "donthu/routing/v1/routing_service.pb.h"
#include "services/base/reference/reference.h"
#include "services/law/rule_book.h"

namespace donthu::routing {

struct Matter {
  law::v1::PetitionKind kind;
  bool second_complaint = false;
  std::string subject_code;
  // Commune, district or province key, of any time; empty = not known.
  std::string area_key;
  absl::CivilDay on;
  // Title and body, folded; only words that name offices are looked at.
  std::string folded_text;
  // Of the complained decision, where the petition names it: tells who made it.
  std::optional<absl::CivilDay> decision_on;
  // Of a denunciation; nullopt = as the text is read.
  std::optional<v1::Accused> accused;
};

struct Competence {
  // Exists on the day and never has a conflict of interest with the accused. Empty where it can't
  // be told, or where `outside`.
  std::string agency_code;
  // A minister, the Prime Minister or a body of the Party, which the directory does not hold.
  bool outside = false;
  law::v1::Derivation derivation;
  // 0 to 100.
  int confidence = 0;
  // As given or read.
  std::optional<v1::Accused> accused;
};

Competence FindCompetent(const Reference& reference, const law::RuleBook& rules,
                         const Matter& matter);

// The citation under which the chairman of the province decides disputes of competence on that day.
absl::StatusOr<law::v1::Basis> DisputeBasis(const law::RuleBook& rules, absl::CivilDay on);

// Who checks an anonymous but concrete denunciation for its holder (NĐ 31 Đ.20): the inspectorate
// of the holder's level, for a commune the committee above. Empty when there is none.
std::string FindInspecting(const Reference& reference, const std::string& holder,
                           absl::CivilDay on);

}  // namespace donthu::routing
