// The vocabulary of petitions, folded: what says nothing about the matter, and what says the same
// in other words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace donthu::text {

// Folded words of one sentence.
using Sentence = std::vector<std::string>;

enum class Role {
  kContent,
  kIntroduction,  // who writes, and where he lives
  kCourtesy,      // address, closing, assurances
};

Role RoleOf(const Sentence& sentence);

// Hashes of the words that carry content, in order; synonyms and abbreviations have one hash.
std::vector<std::uint64_t> ContentOf(const Sentence& sentence);

// FNV-1a; part of the stored form of a fingerprint, so it must not change.
std::uint64_t HashOf(std::string_view text);
std::uint64_t Mix(std::uint64_t value);

}  // namespace donthu::text
