// What a registration request becomes before it is stored: checked against the directory, and,
// where it denounces someone, stripped of every trace of its author (L-TC Đ.9, Đ.56).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "donthu/intake/v1/intake_service.pb.h"
#include "services/base/access/sight.h"
#include "services/base/reference/reference.h"
#include "services/base/text/similarity.h"
#include "services/law/rule_book.h"

namespace donthu::intake {

struct Registration {
  // Given before storing, where a vault holds the author; else the statement takes the next one.
  std::optional<int64_t> reserved_id;
  // Of the vault's entry that holds the author; empty = none.
  std::string vault_reference;
  // As it may be stored: petitioners removed and texts masked where the author is withheld.
  v1::RegisterPetitionRequest petition;
  absl::CivilDay received_on;
  std::optional<absl::CivilDay> decision_on;
  bool identity_withheld = false;
  bool names_author = false;
  bool gives_address = false;
  int representatives = 0;
  // Whom a denunciation is kept from, as the text accuses.
  Barred barred;
  // Last lawful day for classifying; unset before the rules that the book holds.
  std::optional<absl::CivilDay> classify_due_on;
  text::Fingerprint fingerprint;
  std::vector<int64_t> band_keys;
  // Folded words for search: title, body, petitioners' names.
  std::string folded;
  // Codes that are searched as a whole; no numbers of people.
  std::vector<std::string> exact_words;
};

// INVALID_FIELD when the agency does not receive people and petitions, or agency, area or subject
// do not exist on that day. An empty area is none.
absl::Status CheckPlace(const std::string& agency_code, const std::string& subject_code,
                        const std::string& area_key, const Reference& reference,
                        absl::CivilDay received_on);

// INVALID_FIELD when agency, area or subject do not exist on the day, petitioners and anonymity
// contradict each other, dates run backwards, or the reference to the paper file tells of the
// author.
absl::StatusOr<Registration> Prepare(const v1::RegisterPetitionRequest& request,
                                     const Reference& reference, const law::RuleBook& rules);

}  // namespace donthu::intake
