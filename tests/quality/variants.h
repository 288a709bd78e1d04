// The sample petitions as reality changes them: the same matter sent or typed again, and other
// matters told in the same words.
#pragma once

#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

namespace donthu::quality {

using Random = std::mt19937_64;

struct VariantKind {
  // Appended to the petition's id; a column of docs/quality.md.
  const char* name;
  // A changed copy, received some weeks later; null where the petition has nothing to change.
  nlohmann::json (*make)(const nlohmann::json& petition, Random& random);
};

// Still the same matter of the same person.
const std::vector<VariantKind>& SameMatter();

// Same village, subject and wording, but other facts (decision, plot, days, sums, person accused),
// by another or the same person. Only petitions that state two such facts or more have these.
const std::vector<VariantKind>& OtherMatter();

// The same letter, with an entry of the desk left out or wrong; received when the sample was.
const std::vector<VariantKind>& DeskEntries();

}  // namespace donthu::quality
