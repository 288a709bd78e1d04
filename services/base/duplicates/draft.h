// A petition before it is registered: who must not be recognised in it, and what duplicates are
// found from.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "donthu/intake/v1/petition.pb.h"
#include "services/base/duplicates/duplicates.h"
#include "services/base/personal/number_keys.h"
#include "services/base/text/mask.h"

namespace donthu {

using Petitioners = google::protobuf::RepeatedPtrField<intake::v1::Petitioner>;

// True when the letter denounces someone, alone or mixed with other kinds.
template <typename Letter>
bool Denounces(const Letter& letter) {
  const auto& mixed = letter.mixed_kinds();
  return letter.kind() == law::v1::PETITION_KIND_DENUNCIATION ||
         std::find(mixed.begin(), mixed.end(), law::v1::PETITION_KIND_DENUNCIATION) != mixed.end();
}

// Whether the author is kept secret: he denounces, or asks for it.
template <typename Letter>
bool Withholds(const Letter& letter) {
  return Denounces(letter) || letter.withhold_identity();
}

// Masks every trace of these people in the texts; how many places.
int MaskTexts(const Petitioners& petitioners, std::initializer_list<std::string*> texts);

// Name, year and hashed number of the first of them; nothing when there is none.
void AddPerson(const Petitioners& petitioners, const personal::NumberKeys& keys,
               text::DuplicateFacts* facts);

// A draft as it may be looked at: where the author is withheld, the texts are masked and the people
// dropped, as at registration.
struct Draft {
  intake::v1::PetitionDraft petition;
  absl::CivilDay received_on;
  bool identity_withheld = false;
  bool names_author = false;
  bool gives_address = false;
  int representatives = 0;
  // What RegisterPetition would look for.
  DuplicateQuery duplicates;
};

// INVALID_FIELD when a date does not exist. `today` is the day of receipt unless the draft says
// another.
absl::StatusOr<Draft> ReadDraft(const intake::v1::PetitionDraft& typed, absl::CivilDay today,
                                const personal::NumberKeys& keys);

}  // namespace donthu
