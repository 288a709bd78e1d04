// Whose act or person a petition is about: the agency that usually answers for the subject at the
// place, or the post of the accused.
#pragma once

#include <optional>
#include <string>

#include "donthu/law/v1/competence.pb.h"
#include "services/base/reference/reference.h"
#include "services/routing/competence.h"

namespace donthu::routing {

// The agency that usually answers first.
struct Usual {
  // nullptr where the directory has none.
  const directory::v1::Agency* agency = nullptr;
  // The level at which the subject is usually answered, as the text raised it.
  directory::v1::AreaLevel level = directory::v1::AREA_LEVEL_UNSPECIFIED;
  // Found at that level and not above it.
  bool at_usual_level = false;
  // The agency took the function over from this one, which ended; nullptr = always had it.
  const directory::v1::Agency* predecessor = nullptr;
  // The word that raised it from commune to district; empty = none.
  std::string raising_word;
};

// `subject` must be the matter's. From the usual level upwards, the first that has such an agency
// or the heir of one.
Usual FindUsual(const Reference& reference, const Matter& matter,
                const directory::v1::SubjectField& subject);

// What the law sees in an agency and a role there.
law::v1::Post PostOf(const Reference& reference, const directory::v1::Agency& agency,
                     law::v1::RespondentRole role);

}  // namespace donthu::routing
