// Anchors: the facts of a petition that tell its matter from one told in the same words.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "services/base/text/fold.h"

namespace donthu::text {

// A strong anchor (number of a decision, full date, sum of money, initials of a person) is rare
// enough to find candidates by.
bool IsStrongAnchor(std::uint32_t anchor);

// Adds the anchors of `words`, a sentence of `text`.
void AddFacts(std::string_view text, const std::vector<FoldedWord>& words,
              std::vector<std::uint32_t>* anchors);

// Adds only the communes named, "xã Hóa Thanh".
void AddCommunes(const std::vector<FoldedWord>& words, std::vector<std::uint32_t>* anchors);

}  // namespace donthu::text
